"""Tasks whose controls are of our own making, by keys alone (issue 9.7; WCAG 2.1.1, 2.4.3).

What has the focus is only ever reached by Tab, as somebody without a mouse does; logging in, a
day's work, chats, groups and hours have their own tests beside this one.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.eye import PC, STILL
from tests.browser.office_stage import OfficeStage
from tests.browser.stage import offer
from tests.browser.visitor import Visitor, visitor

FARTHEST = 60
"""So many stops has no page before what one came for."""


@pytest.fixture
def anna(browser: Browser, base_url: str) -> Iterator[Visitor]:
    with visitor(browser, base_url, **PC, **STILL) as anna:
        yield anna


@pytest.fixture
def panel(anna: Visitor) -> Locator:
    """Of the calls, opened by key while Karin Ek is on the line."""
    stage = OfficeStage(anna.page)
    for hop in ("forward", "conference"):
        stage.told[f"POST /api/calls/c1/{hop}"] = (204, {})
    stage.be(state="busy", contact=offer())
    anna.open()
    expect(anna.status).to_have_text("I samtal")
    tab_to(anna.page, anna.page.locator(".call-menu"))
    anna.page.keyboard.press("Enter")
    return anna.page.get_by_role("dialog")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus."""
    expect(wanted).to_be_visible()
    for _ in range(FARTHEST):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way by Tab to {wanted}")


def test_a_call_is_forwarded(anna: Visitor, panel: Locator) -> None:
    """W2: search, choice and act; Escape leaves, with the focus where it was."""
    page, keys = anna.page, anna.page.keyboard
    keys.press("Escape")
    expect(page.locator(".call-menu")).to_be_focused()
    keys.press("Enter")
    tab_to(page, panel.get_by_role("button", name="Vidarekoppla"))
    keys.press("Enter")
    expect(panel.get_by_role("heading")).to_be_focused()
    tab_to(page, panel.get_by_label("Sök kollega"))
    keys.type("bo")
    tab_to(page, panel.get_by_role("radio", name="Bo Nilsson"))
    keys.press("Space")
    tab_to(page, panel.get_by_role("button", name="Vidarekoppla när jag lägger på"))
    with page.expect_request("**/api/calls/c1/forward") as asked:
        keys.press("Enter")
    assert asked.value.post_data_json == {"to": {"user": "bo"}}
    expect(page.locator(".call-menu")).to_be_focused()


def test_a_conference_is_called(anna: Visitor, panel: Locator) -> None:
    """W2: numbers are added by Enter and taken away again before the call is sent there."""
    page, keys = anna.page, anna.page.keyboard
    tab_to(page, panel.get_by_role("button", name="Konferens"))
    keys.press("Enter")
    expect(panel.get_by_role("radio", name="Stora")).to_be_checked()
    invite = panel.get_by_label("Bjud in nummer")
    tab_to(page, invite)
    for number in ("070-174 06 07", "070-174 06 08"):
        keys.type(number)
        keys.press("Enter")
        expect(invite).to_be_focused()
    tab_to(page, panel.get_by_role("button", name="Ta bort 070-174 06 07"))
    keys.press("Enter")
    expect(invite).to_be_focused()
    tab_to(page, panel.get_by_role("button", name="Till konferens när jag lägger på"))
    with page.expect_request("**/api/calls/c1/conference") as asked:
        keys.press("Enter")
    assert asked.value.post_data_json == {"room": "r1", "invite": ["070-174 06 08"]}


def test_the_drawn_day_is_read(anna: Visitor) -> None:
    """B6: one stop for Tab; arrows go from time to time, and each is told in full."""
    OfficeStage(anna.page, roles=["agent", "admin"])
    anna.open("/narvarologg")
    page, keys = anna.page, anna.page.keyboard
    told = page.locator(".timeline-told")
    times = page.locator(".timeline .span-at")
    expect(times).not_to_have_count(0)
    last = times.count() - 1
    tab_to(page, times.first)
    expect(told).to_contain_text("Bo Nilsson")
    seen = {told.inner_text()}
    for place in range(1, last + 1):
        keys.press("ArrowRight")
        expect(times.nth(place)).to_be_focused()
        seen.add(told.inner_text())
    assert len(seen) == last + 1, "each time has its own words"
    keys.press("ArrowRight")
    expect(times.nth(last)).to_be_focused()
    keys.press("Home")
    expect(times.first).to_be_focused()
    keys.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.span-at')"), "it holds nobody"
