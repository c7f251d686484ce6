"""What moved by itself on a page, by the browser's own measure (issue 9, point 8)."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import expect

from tests.browser.stage import Stage, agent, call, waiting
from tests.browser.visitor import Visitor

WATCHED = """
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
        for (const { hadRecentInput, sources, value } of list.getEntries()) {
            if (hadRecentInput) continue;
            const moved = sources.map(({ node, previousRect, currentRect }) => [
                node?.outerHTML?.slice(0, 90) ?? node?.textContent, previousRect.y, currentRect.y,
            ]);
            shifts.push({ value, moved });
        }
    }).observe({ type: "layout-shift", buffered: true });
"""
LINE_S_END = 0.001
"""By the standard's measure, a share of the window: a row that moves is several times as much."""
# The clock is played, and animation frames with it; a new observer of sizes is told in a real one.
SEEN = """(async () => {
    for (let frame = 0; frame < 3; frame += 1) {
        await new Promise((drawn) => {
            const watch = new ResizeObserver(() => (watch.disconnect(), drawn()));
            watch.observe(document.body);
        });
    }
    return shifts;
})()"""


def at_work(stage: Stage) -> None:
    """A morning on which every list has something."""
    names = ("Bo Nilsson", "Cilla Engström", "David Ahl", "Elin Kvist", "Greta Lund")
    stage.snapshot["agents"] = [agent(f"p{i}", name) for i, name in enumerate(names)]
    stage.snapshot["queue"] = {"support": [waiting("w1", 130)], "vaxel": [waiting("w2", 5)]}
    stage.snapshot["calls_today"] = [call(f"c{i}", 4 + 3.1 * i) for i in range(20)]


def shifts(anna: Visitor) -> list[Any]:
    """What has moved so far, but after a key or a finger, or a line's end with another digit."""
    return [shift for shift in anna.page.evaluate(SEEN) if shift["value"] > LINE_S_END]


def stays(anna: Visitor) -> None:
    """Nothing has moved by itself."""
    assert shifts(anna) == []


def watched(
    anna: Visitor, path: str, groups: Sequence[str] = (), stage: Stage | None = None
) -> Stage:
    """At work on a page on which everything has come to rest."""
    if stage is None:
        stage = Stage(anna.page)
        anna.page.add_init_script(WATCHED)
    at_work(stage)
    if groups:
        stage.be(groups=list(groups))
    answer = {"forwarding": None}
    anna.page.route("**/api/forwarding", lambda route: route.fulfill(json=answer))
    anna.open(path)
    expect(anna.page.locator("main .card").first).to_be_visible()
    at_rest(anna)
    return stage


def at_rest(anna: Visitor) -> None:
    """What somebody has just done is shown; from now on everything stays. For half a second after
    it, the browser takes what moves for its consequence."""
    anna.page.wait_for_load_state("networkidle")
    anna.page.wait_for_timeout(600)
    anna.page.evaluate(SEEN)
    anna.page.evaluate("shifts.length = 0")


def uncovered(anna: Visitor, what: str) -> bool:
    """Whether its upper part is seen, with nothing before it."""
    return bool(
        anna.page.locator(what).first.evaluate(
            """(one) => {
                const { left, width, top, bottom } = one.getBoundingClientRect();
                return [top + 4, Math.min(bottom - 4, top + 60)].every((y) =>
                    one.contains(document.elementFromPoint(left + width / 2, y)));
            }"""
        )
    )
