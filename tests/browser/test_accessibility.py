"""Every page for everybody: axe finds nothing, keyboards and thumbs are enough."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import PHONE, Visitor, visitor

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THUMB = 44


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    options = {"runOnly": RULES}
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{found['id']}: {node['html']} ({node['failureSummary']})"
        for found in result["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["pc", "phone"])
def test_axe_finds_nothing(
    browser: Browser, base_url: str, device: dict[str, Any], scheme: str
) -> None:
    """WCAG 2.2 AA on every page, in the states that a day brings."""
    # bypass_csp lets the test's own axe in; that nothing else is let in, the other tests see.
    options = {**device, "color_scheme": scheme, "bypass_csp": True}
    with visitor(browser, base_url, **options) as anna, visitor(browser, base_url) as other:
        anna.open()
        expect(anna.heading).to_be_visible()
        assert findings(anna.page) == []
        anna.button("Logga in").click()
        assert findings(anna.page) == [], "with what is missing on show"
        anna.log_in_as_agent("anna")
        assert findings(anna.page) == []
        _walk_the_workplace(anna)
        other.log_in_as_agent("anna", "Mobil")
        expect(anna.heading).to_have_text("Du är utloggad")
        assert findings(anna.page) == []
        anna.button("Logga in igen").click()
        expect(anna.page.get_by_label("Telefonnummer")).to_be_visible()
        assert findings(anna.page) == []


def _walk_the_workplace(anna: Visitor) -> None:
    anna.button("Paus").click()
    expect(anna.page.get_by_role("menuitem", name="Lunch")).to_be_focused()
    assert findings(anna.page) == [], "with the pause menu open"
    anna.page.get_by_role("menuitem", name="Lunch").click()
    expect(anna.status).to_have_text("Paus · lunch")
    expect(anna.page.get_by_role("menuitem", name="Lunch")).to_be_hidden()
    assert findings(anna.page) == []
    for name in ("Kollegor", "Inställningar"):
        anna.page.get_by_role("link", name=name).click()
        expect(anna.heading).to_have_text(name)
        expect(anna.heading).to_be_focused()
        assert findings(anna.page) == [], name


def test_login_by_keyboard_alone(browser: Browser, base_url: str) -> None:
    """An agent logs in, and reaches the status, without a mouse."""
    with visitor(browser, base_url) as anna:
        anna.open("/handlaggare")
        expect(anna.heading).to_be_visible()
        press = anna.page.keyboard.press
        press("Tab")
        expect(anna.page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
        press("Enter")
        press("Tab")
        expect(anna.page.get_by_label("Användar-id")).to_be_focused()
        anna.page.keyboard.type("anna")
        press("Tab")
        anna.page.keyboard.type("demo-anna")
        press("Tab")  # shows the password
        press("Tab")
        expect(anna.page.get_by_role("radio", name="På en telefon")).to_be_focused()
        press("Tab")
        anna.page.keyboard.type("070-174 06 05")
        press("Enter")
        expect(anna.status).to_have_text("Tillgänglig")
        expect(anna.heading).to_be_focused()


def test_a_phone_needs_no_aim_and_no_sideways(browser: Browser, base_url: str) -> None:
    """On a phone every control is at least 44 px high, and no page is wider than the screen."""
    with visitor(browser, base_url, **PHONE) as anna:
        anna.open("/handlaggare")
        expect(anna.heading).to_be_visible()
        _fits(anna.page)
        anna.log_in_as_agent("anna", "Mobil")
        for name in ("Mitt bord", "Kollegor", "Inställningar"):
            anna.page.get_by_role("link", name=name).click()
            _fits(anna.page)


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    controls = page.locator("button:visible, nav a:visible, label.segment, label.staffed")
    for control in controls.all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB, control.inner_text()
