"""A page in Chromium that watches itself: what moves, what takes long, how frames follow."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from bench.client_day import COLLEAGUES, person
from bench.played import Message, Played
from tests.browser.chat_desk_stage import ChatStage
from tests.browser.stage import GROUPS, LOGGED_IN_BEFORE

ROUND_TRIP_MS = 150

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


@contextmanager
def opened(browser: Browser, *, before: bool = False, **options: Any) -> Iterator[Page]:
    """A page of somebody who was never here, or was logged in `before`."""
    context = browser.new_context(
        locale="sv-SE", viewport={"width": 1440, "height": 900}, **options
    )
    context.add_init_script(WATCH)
    if before:
        context.add_init_script(LOGGED_IN_BEFORE)
    with contextlib.closing(context):
        page = context.new_page()
        # Whatever goes wrong is kept by the console, with its stack: that would be measured then.
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page
        assert wrong == []


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


def shifted(page: Page) -> float:
    """How much has moved by itself, by the standard's own measure."""
    page.wait_for_timeout(300)
    return float(page.evaluate("seen.shifts.reduce((sum, one) => sum + one.value, 0)"))


def tidied(page: Page, network: CDPSession) -> tuple[float, int]:
    """The heap in MB after the collector has been through it, and how many nodes there are."""
    page.wait_for_timeout(1_500)
    for _ in range(2):
        network.send("HeapProfiler.collectGarbage")
    used = network.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    return used, network.send("Memory.getDOMCounters")["nodes"]


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
