"""What the client costs a browser: `make bench`. Chromium, and a server that is played.

The first login page with the network of a telephone; what moves by itself while pages come up;
1,000 colleagues of whom 50 a second change; and what a day of messages leaves behind in memory.
"""

import itertools
import os
import shutil
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.client_day import everything, presence
from bench.client_page import follow, log_in, opened, shifted, tidied
from bench.played import Played, served
from bench.result import Figure, keep
from local import client
from local.steps import Step

A_SECOND = 50
ROUNDS = 3
JANK_S = 6
QUARTERS = 4
IN_A_QUARTER = 2_000
"""Messages; a day is four quarters."""
NOTE = (
    "The first page crosses a network of 150 ms a round trip, gzip in place of CloudFront's "
    f"Brotli. {A_SECOND} of 1,000 colleagues change a second, for {JANK_S} s. A day is "
    f"{QUARTERS * IN_A_QUARTER:,} messages of presence, a queue, 300 calls and chats; the heap is "
    "looked at once the collector has been through it."
)

# What an administrator's start asks for, on a quiet day.
ADMINISTRATION: dict[str, Any] = {
    "admin/present": {"agents": [], "others": [], "unstaffed": []},
    "admin/deliveries": {"credentials": []},
    "admin/sms": {"messages": []},
    "admin/survey": {
        "users": 1_001,
        "without_password": 2,
        "expired": 0,
        "must_change": 1,
        "not_strict": 0,
        "after": None,
    },
}


def main() -> None:
    client.build(Step("client"), Path(os.environ.get("JOUR_DATA", ".local")))
    with sync_playwright() as playwright, served(Played()) as played:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        found = [
            *first_page(browser, played),
            *shifts(browser, played),
            *updates(browser, played),
            *day(browser, played),
        ]
        note = f"Chromium {browser.version}. {NOTE}"
        browser.close()
    keep("client", "The client in a browser", found, note=note, rounds=ROUNDS)


def first_page(browser: Browser, played: Played) -> Iterator[Figure]:
    """The login page of somebody who was never here, 150 ms away."""
    played.login = None
    kilobytes, trips, requests = [], [], []
    for _ in range(ROUNDS):
        with opened(browser, service_workers="block") as page:
            network = page.context.new_cdp_session(page)
            received = follow(network)
            page.goto(played.base_url)
            page.get_by_label("Användar-id").wait_for()
            page.wait_for_function(_PAINTED)
            trips.append(page.evaluate(_CHAIN))
            page.wait_for_load_state("networkidle")
            kilobytes.append(page.evaluate(_BODIES) / 1000)
            requests.append(len(received))
    yield Figure.of("first login page: transferred", "kB", kilobytes, headline=True)
    yield Figure.of("its requests", "", requests)
    yield Figure.of("its round trips from the page to its form", "", trips)


_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
# What a request waited for began before it: steps that begin clearly after the one before. What
# begins once the form is painted (its first paint is the page's) keeps nobody from it.
_CHAIN = """() => {
  const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const all = performance.getEntriesByType("resource").sort((a, b) => a.startTime - b.startTime);
  let steps = 0, end = performance.getEntriesByType("navigation")[0].responseStart;
  for (const one of all) {
    if (/\\.(svg|png|webmanifest)$/.test(one.name)) continue;
    if (one.startTime < end || one.startTime > painted) continue;
    steps += 1;
    end = Math.max(end, one.responseEnd);
  }
  return steps;
}"""


_BODIES = """() => ["navigation", "resource"]
  .flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def shifts(browser: Browser, played: Played) -> Iterator[Figure]:
    """What moves by itself."""
    played.login = None
    with opened(browser) as page:
        page.goto(played.base_url)
        page.get_by_label("Användar-id").wait_for()
        yield Figure.of("layout shift: login", "", [shifted(page)])
    log_in(played, browser, roles=["agent", "admin"])
    played.answers = ADMINISTRATION
    for name, path, there in (
        ("colleagues", "/kollegor", ".person"),
        ("queue", "/ko", "jour-queue"),
        ("administration", "/administration", ".admin"),
        ("desk with an offer coming", "/", ".person"),
    ):
        with opened(browser, before=True) as page:
            page.goto(played.base_url + path)
            page.locator(there).first.wait_for()
            page.wait_for_timeout(500)
            if path == "/":
                offer_to(played)
                page.wait_for_timeout(500)
            yield Figure.of(f"layout shift: {name}", "", [shifted(page)])


def offer_to(played: Played) -> None:
    """Somebody rings."""
    until = (datetime.now(UTC) + timedelta(seconds=20)).isoformat()
    contact = {
        "id": "c1", "media": "voice", "group": "support", "from": "+46701740690",
        "name": "Karin Ek", "waited_s": 42, "calls_today": 2,
    }  # fmt: skip
    played.tell([{"type": "offer", "contact": contact, "until": until}])


def updates(browser: Browser, played: Played) -> Iterator[Figure]:
    """The pages that show colleagues, 1,000 of them, 50 of whom change a second."""
    log_in(played, browser)
    for path, name in (("/kollegor", "colleagues"), ("/", "desk")):
        frames, longest, number, pace = [], [], [], []
        with opened(browser, before=True) as page:
            page.goto(played.base_url + path)
            page.locator(".person").first.wait_for()
            for _ in range(ROUNDS):
                page.wait_for_timeout(500)
                page.evaluate("seen.long.length = seen.frames.length = 0")
                news = list(itertools.islice(presence(), JANK_S * A_SECOND))
                pace.append(len(news) / played.tell(news, 1 / A_SECOND))
                seen = page.evaluate("seen")
                frames.append(statistics.quantiles(seen["frames"], n=100)[94])
                longest.append(max(seen["long"], default=0.0))
                number.append(len(seen["long"]))
        yield Figure.of(f"{name}: updates", "/s", pace)
        yield Figure.of(f"{name}: 95th percentile between frames", "ms", frames)
        yield Figure.of(f"{name}: long tasks", "", number)
        yield Figure.of(f"{name}: longest task", "ms", longest)


def day(browser: Browser, played: Played) -> Iterator[Figure]:
    """Presence, queues, calls and chats of a day, in quarters; the heap after each."""
    log_in(played, browser)
    with opened(browser, before=True) as page:
        page.goto(played.base_url)
        page.locator(".person").first.wait_for()
        network = page.context.new_cdp_session(page)
        messages = everything(played.snapshot["me"])
        for quarter in range(QUARTERS + 1):
            if quarter:
                played.tell(itertools.islice(messages, IN_A_QUARTER), 1 / 200)
            heap, nodes = tidied(page, network)
            after = f"after {quarter * IN_A_QUARTER:,} messages"
            yield Figure.of(f"heap {after}", "MB", [heap], headline=quarter in (1, QUARTERS))
            yield Figure.of(f"nodes {after}", "", [nodes])


if __name__ == "__main__":
    main()
