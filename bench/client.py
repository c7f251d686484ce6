"""What the client costs a browser: `make bench`. Chromium, and a server that is played.

The first login page with the network of a telephone; what moves by itself while pages come up;
1,000 colleagues of whom 50 a second change; and what a day of messages leaves behind in memory.
"""

import contextlib
import itertools
import os
import platform
import random
import re
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.played import Message, Played, served
from local import client
from local.steps import Step
from tests.browser.chat_desk_stage import ChatStage, chat_offer, line
from tests.browser.stage import GROUPS

README = Path(__file__).parent / "README.md"
ROUND_TRIP_MS = 150
COLLEAGUES = 1_000
A_SECOND = 50
ROUNDS = 3
JANK_S = 6
QUARTERS = 4
IN_A_QUARTER = 2_000
"""Messages; a day is four quarters."""
LINES = 20
"""Of one customer's chat."""
STATES = ("available", "busy", "wrap_up", "paused")

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

# Counted from before the client's own code runs.
WATCH = """
window.seen = { shifts: [], long: [], frames: [] };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) {
    const what = one.sources.map(({ node }) => node?.className || node?.nodeName || "?").join(", ");
    seen.shifts.push({ value: one.value, what });
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) seen.long.push(one.duration);
}).observe({ type: "longtask", buffered: true });
let last = performance.now();
(function frame(now) {
  seen.frames.push(now - last);
  last = now;
  requestAnimationFrame(frame);
})(last);
"""


def main() -> None:
    client.build(Step("client"), Path(os.environ.get("JOUR_DATA", ".local")))
    with sync_playwright() as playwright, served(Played()) as played:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        told = [
            *first_page(browser, played),
            *shifts(browser, played),
            *updates(browser, played),
            *day(browser, played),
        ]
        machine = f"{platform.machine()}, {os.cpu_count()} cores shared with other work"
        about = f"{machine}, Chromium {browser.version}"
        browser.close()
    lines = ["| what | measured |", "|---|---|", *(f"| {what} | {value} |" for what, value in told)]
    text = f"## The client in a browser ({datetime.now(UTC):%Y-%m-%d})\n"
    text += f"{about}; medians of {ROUNDS} (minimum – maximum):\n\n"
    text += "\n".join(lines) + "\n"
    print(text)
    _write(text)


def first_page(browser: Browser, played: Played) -> Iterator[tuple[str, str]]:
    """The login page of somebody who was never here, 150 ms away."""
    played.login = None
    kilobytes, trips, requests = [], [], []
    for _ in range(ROUNDS):
        with opened(browser, service_workers="block") as page:
            network = page.context.new_cdp_session(page)
            received = follow(network)
            page.goto(played.base_url)
            page.get_by_label("Användar-id").wait_for()
            trips.append(page.evaluate(_CHAIN))
            page.wait_for_load_state("networkidle")
            kilobytes.append(page.evaluate(_BODIES) / 1000)
            requests.append(len(received))
    yield (
        "first login page: transferred (compressed by gzip, without HTTP's headers), kB",
        spread(kilobytes),
    )
    yield "first login page: requests", spread(requests)
    yield "first login page: round trips to the form, the page's own with them", spread(trips)


# What a request waited for began before it: steps that begin clearly after the one before.
_CHAIN = """() => {
  const all = performance.getEntriesByType("resource").sort((a, b) => a.startTime - b.startTime);
  let steps = 1, end = performance.getEntriesByType("navigation")[0].responseStart;
  for (const one of all) {
    if (/\\.(svg|png|webmanifest)$/.test(one.name)) continue;
    if (one.startTime < end) { continue; }
    steps += 1;
    end = Math.max(end, one.responseStart);
  }
  return steps;
}"""


_BODIES = """() => ["navigation", "resource"]
  .flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def follow(network: CDPSession) -> dict[str, float]:
    """Bytes of each request as they went over the wire, from now on."""
    received: dict[str, float] = {}
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        },
    )

    def ended(told: Message) -> None:
        received[told["requestId"]] = told["encodedDataLength"]

    network.on("Network.loadingFinished", ended)
    return received


def shifts(browser: Browser, played: Played) -> Iterator[tuple[str, str]]:
    """What moves by itself, by the standard's own measure."""
    played.login = None
    with opened(browser) as page:
        page.goto(played.base_url)
        page.get_by_label("Användar-id").wait_for()
        yield "layout shift: login", shifted(page)
    log_in(played, browser, roles=["agent", "admin"])
    played.answers = ADMINISTRATION
    for name, path, there in (
        ("colleagues", "/kollegor", ".person"),
        ("queue", "/ko", "jour-queue"),
        ("administration", "/administration", ".admin"),
        ("desk with an offer coming", "/", ".person"),
    ):
        with opened(browser) as page:
            page.goto(played.base_url + path)
            page.locator(there).first.wait_for()
            page.wait_for_timeout(500)
            if path == "/":
                offer_to(played)
                page.wait_for_timeout(500)
            yield f"layout shift: {name}", shifted(page)


def offer_to(played: Played) -> None:
    """Somebody rings."""
    until = (datetime.now(UTC) + timedelta(seconds=20)).isoformat()
    contact = {
        "id": "c1", "media": "voice", "group": "support", "from": "+46701740690",
        "name": "Karin Ek", "waited_s": 42, "calls_today": 2,
    }  # fmt: skip
    played.tell([{"type": "offer", "contact": contact, "until": until}])


def shifted(page: Page) -> str:
    """How much, and what."""
    page.wait_for_timeout(300)
    found = page.evaluate("seen.shifts")
    total = sum(one["value"] for one in found)
    return f"{total:.4f}" + "".join(f" ({one['what']}: {one['value']:.4f})" for one in found)


def updates(browser: Browser, played: Played) -> Iterator[tuple[str, str]]:
    """The page of colleagues, 1,000 of them, 50 of whom change a second."""
    log_in(played, browser)
    for path, name in (("/kollegor", "colleagues"), ("/", "desk")):
        frames, longest, number, pace = [], [], [], []
        with opened(browser) as page:
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
        of = f"{COLLEAGUES} colleagues, {spread(pace)} updates/s, {name}"
        yield f"{of}: 95th percentile between frames, ms", spread(frames)
        yield f"{of}: long tasks in {JANK_S} s", spread(number)
        yield f"{of}: longest of them, ms", spread(longest)


def day(browser: Browser, played: Played) -> Iterator[tuple[str, str]]:
    """Presence, queues and calls of a day, in quarters; the heap after each, once tidied up."""
    log_in(played, browser)
    with opened(browser) as page:
        page.goto(played.base_url)
        page.locator(".person").first.wait_for()
        network = page.context.new_cdp_session(page)
        yield "a day's messages: heap before, MB; elements", tidied(page, network)
        messages = everything(played.snapshot["me"])
        for quarter in range(1, QUARTERS + 1):
            played.tell(itertools.islice(messages, IN_A_QUARTER), 1 / 200)
            yield f"after {quarter * IN_A_QUARTER} messages", tidied(page, network)


def tidied(page: Page, network: CDPSession) -> str:
    """The heap after the collector has been through it, and how many nodes there are."""
    page.wait_for_timeout(1_500)
    for _ in range(2):
        network.send("HeapProfiler.collectGarbage")
    used = network.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    nodes = network.send("Memory.getDOMCounters")
    return f"{used:.1f}; {nodes['nodes']} nodes, {nodes['jsEventListeners']} listeners"


_versions = itertools.count(2)


def presence() -> Iterator[Message]:
    """Somebody changes, again and again."""
    chosen = random.Random(9)
    while True:
        who = person(chosen.randrange(COLLEAGUES), chosen.choice(STATES), next(_versions))
        yield {"type": "presence", "agents": [who], "gone": []}


def everything(me: Message) -> Iterator[Message]:
    """Of some nine messages six are of presence, the rest of a queue, a call among 300, a chat."""
    changes, turn = presence(), itertools.count()
    while True:
        yield from itertools.islice(changes, 6)
        number = next(turn)
        now = datetime.now(UTC).isoformat()
        rings = {
            "contact": f"w{number}", "group": "support", "media": "voice", "from": "+46701740691",
            "name": None, "since": now, "front": False,
        }  # fmt: skip
        yield {"type": "queue", "groups": {"support": [rings] if number % 2 else []}}
        called = {
            "contact": f"k{number % 300}", "group": "support", "media": "voice",
            "from": "+46701740692", "name": None, "at": now, "waited_s": 12, "agent": "u1",
            "agent_name": "Person 1", "answered_at": now, "ended_at": now, "talked_s": 60,
            "outcome": "answered", "version": number + 1,
        }  # fmt: skip
        yield {"type": "call", "call": called}
        yield from chatting(me, number)


def chatting(me: Message, number: int) -> Iterator[Message]:
    """What a customer writes; each writes so many times, and goes."""
    contact, place = f"chat{number // LINES}", number % LINES + 1
    chat = {
        "contact": chat_offer(contact), "state": "talking", "since": me["since"], "until": None,
        "customer_connected": True, "read": {"customer": 0, "agent": 0}, "last": place,
    }  # fmt: skip
    if place == 1:
        yield {"type": "me", "me": me | {"chats": [chat], "version": next(_versions)}}
    written = line(place, f"Det här är rad {place} i samtal {contact}.")
    yield {"type": "chat", "contact": contact, "messages": [written], "last": place, "read": {}}
    if place == LINES:
        yield {"type": "me", "me": me | {"chats": [], "version": next(_versions)}}


def person(number: int, state: str = "available", version: int = 1) -> Message:
    """One colleague of many."""
    return {
        "user": f"u{number}", "name": f"Person {number:04}", "channel": "desktop", "state": state,
        "reason": "lunch" if state == "paused" else None, "since": datetime.now(UTC).isoformat(),
        "groups": ["support"], "version": version, "until": None,
    }  # fmt: skip


def log_in(played: Played, browser: Browser, roles: list[str] | None = None) -> None:
    """From now on Anna is at work, with 1,000 colleagues."""
    with opened(browser) as page:
        stage = ChatStage(page)
        me = stage.me
        played.snapshot = stage.snapshot | {
            "agents": [person(number) for number in range(COLLEAGUES)],
            "groups": GROUPS,
        }
    session = {key: me[key] for key in ("channel", "phone", "groups", "status", "since")}
    played.login = {
        "user": {"id": me["user"], "name": me["name"], "roles": roles or ["agent"]},
        "organisation": me["organisation"],
        "session": session,
        "replaced": None,
        "distance": None,
        "password": {"must_change": False, "expires_at": None},
    }


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of somebody who was never here."""
    context = browser.new_context(
        locale="sv-SE", viewport={"width": 1440, "height": 900}, **options
    )
    context.add_init_script(WATCH)
    with contextlib.closing(context):
        page = context.new_page()
        # Whatever goes wrong is kept by the console, with its stack: that would be measured then.
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page
        assert wrong == []


def spread(figures: list[Any], digits: int = 0) -> str:
    """The median, and how far from it the rest were."""
    median = statistics.median(figures)
    if min(figures) == max(figures):
        return f"{median:.{digits}f}"
    return f"{median:.{digits}f} ({min(figures):.{digits}f} – {max(figures):.{digits}f})"


def _write(text: str) -> None:
    """In place of the table of before; what is said below it stays."""
    known = README.read_text()
    part = re.compile(r"## The client in a browser.*?(\n\|[^\n]*)+\n", re.S)
    if part.search(known):
        README.write_text(part.sub(lambda _: text, known))
    else:
        README.write_text(f"{known.rstrip()}\n\n{text}")


if __name__ == "__main__":
    main()
