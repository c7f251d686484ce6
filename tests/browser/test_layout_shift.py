"""Nothing moves by itself while calls come and go (issue 9, point 8)."""

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.eye import PC
from tests.browser.stage import Stage, agent, ago, call, offer, waiting
from tests.browser.visitor import PHONE, Visitor, visitor

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
TABLET: dict[str, Any] = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
SEEN = "new Promise((seen) => requestAnimationFrame(() => setTimeout(() => seen(shifts), 50)))"


def at_work(stage: Stage) -> None:
    """A morning on which every list has something."""
    names = ("Bo Nilsson", "Cilla Engström", "David Ahl", "Elin Kvist", "Greta Lund")
    stage.snapshot["agents"] = [agent(f"p{i}", name) for i, name in enumerate(names)]
    stage.snapshot["queue"] = {"support": [waiting("w1", 130)], "vaxel": [waiting("w2", 5)]}
    stage.snapshot["calls_today"] = [call(f"c{i}", 4 + 3.1 * i) for i in range(20)]


def stays(anna: Visitor) -> None:
    """Nothing has moved so far, but after a key or a finger."""
    assert anna.page.evaluate(SEEN) == []


def watched(anna: Visitor, path: str, groups: Sequence[str] = ()) -> Stage:
    """At work on a page on which everything has come to rest."""
    anna.page.add_init_script(WATCHED)
    stage = Stage(anna.page)
    at_work(stage)
    if groups:
        stage.be(groups=list(groups))
    answer = {"forwarding": None}
    anna.page.route("**/api/forwarding", lambda route: route.fulfill(json=answer))
    anna.open(path)
    expect(anna.page.locator("main .card").first).to_be_visible()
    anna.page.wait_for_load_state("networkidle")
    anna.page.evaluate(SEEN)
    anna.page.evaluate("shifts.length = 0")
    return stage


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


@pytest.mark.parametrize(
    ("path", "screen"),
    [
        ("/", PC),
        ("/", TABLET),
        ("/", PHONE),
        ("/kollegor", PHONE),
        ("/ko", PHONE),
        ("/installningar", PHONE),
    ],
    ids=[
        "desk-pc",
        "desk-tablet",
        "desk-phone",
        "colleagues-phone",
        "queue-phone",
        "settings-phone",
    ],
)
def test_a_call_comes_and_goes_and_nothing_moves(
    browser: Browser, base_url: str, path: str, screen: dict[str, Any]
) -> None:
    """Point 8: an offer, a call, wrap-up and their ends leave everything else where it was."""
    with visitor(browser, base_url, **screen) as anna:
        stage = watched(anna, path)
        card = anna.page.locator("jour-occupation section")
        stage.offer(offer())
        expect(card).to_contain_text("Karin Ek")
        stays(anna)
        assert uncovered(anna, "jour-occupation section")
        assert uncovered(anna, ".status, #main > .column")
        for state, until in (("busy", None), ("wrap_up", ago(-60))):
            stage.be(state=state, since=ago(0), until=until)
            stage.tell(type="me", me=stage.me)
            expect(card).not_to_contain_text("ringer strax")
            stays(anna)
        stage.be(state="available", contact=None, since=ago(0), until=None)
        stage.tell(type="me", me=stage.me)
        expect(card).to_have_count(0)
        stays(anna)
        stage.offer(offer("c2"))
        expect(card).to_contain_text("Karin Ek")
        stage.be(state="available", contact=None, until=None)
        stage.tell(type="withdrawn", contact="c2", reason="caller_hung_up")
        expect(card).to_contain_text("lade på")
        stays(anna)


@pytest.mark.parametrize("screen", [PC, TABLET, PHONE], ids=["pc", "tablet", "phone"])
def test_a_number_of_a_list_comes_and_goes(
    browser: Browser, base_url: str, screen: dict[str, Any]
) -> None:
    """Point 8: like a call, until it is rung."""
    told = {"id": "l1", "name": "Vårkampanj", "note": "Ring efter fyra.", "results": []}
    campaign: dict[str, Any] = {
        "kind": "outbound",
        "media": "telemarketing",
        "group": "kampanj",
        "list": told,
    }
    with visitor(browser, base_url, **screen) as anna:
        stage = watched(anna, "/", groups=["support", "kampanj"])
        card = anna.page.locator("jour-occupation section")
        stage.offer(offer(**campaign))
        expect(card).to_contain_text("Vårkampanj")
        stays(anna)
        assert uncovered(anna, "jour-occupation section")
        stage.be(state="available", contact=None, since=ago(0), until=None)
        stage.tell(type="withdrawn", contact="c1", reason="no_answer")
        expect(card).to_contain_text("tillbaka till Vårkampanj")
        stays(anna)
