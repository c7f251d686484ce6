"""Every page for everybody: axe finds nothing, keyboards and thumbs are enough."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from jour.organisation import PasswordPolicy
from tests.browser.axe import findings
from tests.browser.customers import PASSWORD, new_customer
from tests.browser.visitor import PHONE, Visitor, visitor
from tests.system import System

THUMB = 44
OVERSIGHT = (
    "/administration",
    "/administration/anvandare",
    "/administration/att-se-till",
    "/administration/lagg-in-anvandare",
    "/administration/inloggade",
    "/administration/utskick",
)


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
    for name in ("Kö", "Kollegor", "Dagens samtal", "Inställningar"):
        anna.go_to(name)
        expect(anna.heading).to_have_text(name)
        expect(anna.heading).to_be_focused()
        assert findings(anna.page) == [], name
    anna.page.locator(".call-menu").click()
    panel = anna.page.locator(".call-panel")
    panel.get_by_role("button", name="Slå på vidarekoppling").click()
    assert findings(anna.page) == [], "my calls and my forwarding"
    anna.page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["pc", "phone"])
def test_axe_finds_nothing_on_administrators_pages(
    browser: Browser, base_url: str, system: System, device: dict[str, Any], scheme: str
) -> None:
    """WCAG 2.2 AA for a plain login, passwords and administration, and in the outbox."""
    karin = new_customer(system, PasswordPolicy.STRICT).admin
    options = {**device, "color_scheme": scheme, "bypass_csp": True}
    with visitor(browser, base_url, **options) as someone:
        someone.open("/glomt-losenord")
        expect(someone.heading).to_have_text("Glömt lösenordet")
        assert findings(someone.page) == []
        someone.log_in(karin, PASSWORD)
        expect(someone.heading).to_have_text("Du är inloggad")
        assert findings(someone.page) == []
        _choose_a_bad_password(someone)
        _administrate(someone, THUMB if device else 0)
        _look_at_a_user(someone, THUMB if device else 0)
        someone.open("/narvarologg")
        expect(someone.page.get_by_text("Ett ögonblick …")).to_have_count(0)
        _fits(someone.page, THUMB if device else 0)
        assert findings(someone.page) == [], "presence log"
        someone.open("/outbox")
        expect(someone.heading).to_have_text("Utkorg")
        assert findings(someone.page) == [], "outbox"


def _choose_a_bad_password(someone: Visitor) -> None:
    someone.page.get_by_role("link", name="Byt lösenord").click()
    someone.page.get_by_label("Nytt lösenord").fill("abc12abc")
    expect(someone.page.locator(".rule.broken").first).to_be_visible()
    someone.button("Byt lösenord").click()
    expect(someone.page.get_by_label("Nuvarande lösenord")).to_be_focused()
    assert findings(someone.page) == [], "with broken rules"


def _administrate(someone: Visitor, thumb: int) -> None:
    for path in OVERSIGHT:
        someone.open(path)
        expect(someone.page.locator("jour-data-table, .admin-map, .wishes").first).to_be_visible()
        expect(someone.page.get_by_text("Ett ögonblick …")).to_have_count(0)
        _fits(someone.page, thumb)
        assert findings(someone.page) == [], path
    someone.open("/administration/organisation")
    someone.page.get_by_role("radio", name="Modern").check()
    expect(someone.button("Spara")).to_be_visible()
    assert findings(someone.page) == [], "with a change to save"
    someone.open("/administration/anvandare")
    someone.button("Skicka nytt lösenord till Ulla Ek").click()
    expect(someone.page.get_by_role("dialog")).to_be_visible()
    assert findings(someone.page) == [], "with a question"


def _look_at_a_user(someone: Visitor, thumb: int) -> None:
    someone.open("/administration/organisation")
    someone.page.get_by_role("button", name="Lägg till växelnummer").click()
    _fits(someone.page, thumb)
    assert findings(someone.page) == [], "with a switchboard to write"
    someone.open("/administration/anvandare")
    someone.page.get_by_role("link", name="Ulla Ek").click()
    expect(someone.page.get_by_label("Namn", exact=True)).to_be_visible()
    _fits(someone.page, thumb)
    assert findings(someone.page) == [], "a user's details"
    someone.page.get_by_role("tab", name="Callcenter").click()
    someone.page.get_by_label("Nummer", exact=True).fill("08-465 004 20")
    someone.button("Sätt kod").click()
    someone.page.get_by_label("Ny kod").fill("1")
    someone.page.get_by_label("Alternativt nummer").focus()
    expect(someone.page.locator("#pin-error")).not_to_be_empty()
    _fits(someone.page, thumb)
    assert findings(someone.page) == [], "a registration with a doubt and an error"
    someone.open("/administration/ny-anvandare")
    someone.button("Lägg till").click()
    _fits(someone.page, thumb)
    assert findings(someone.page) == [], "somebody new, with what is missing"
    _look_at_a_group(someone, thumb)


def _look_at_a_group(someone: Visitor, thumb: int) -> None:
    someone.open("/administration/svarsgrupper")
    expect(someone.page.get_by_role("link", name="Ny svarsgrupp")).to_be_visible()
    _fits(someone.page, thumb)
    assert findings(someone.page) == [], "the groups"
    someone.page.get_by_role("link", name="Support").click()
    someone.page.get_by_role("radio", name="Vissa tider").check()
    someone.page.get_by_label("Tisdag till", exact=True).fill("06:00")
    someone.button("Spara").click()
    expect(someone.page.get_by_role("alert").last).not_to_be_empty()
    _fits(someone.page, thumb)
    assert findings(someone.page) == [], "a group with hours that do not fit"


def test_axe_finds_nothing_in_an_older_tab(browser: Browser, base_url: str) -> None:
    """The tab that a newer one has taken over says so to everybody."""
    with visitor(browser, base_url, bypass_csp=True) as anna:
        anna.log_in_as_agent("anna")
        newer = anna.page.context.new_page()
        newer.goto(base_url)
        expect(anna.heading).to_have_text("Öppet i en annan flik")
        assert findings(anna.page) == []


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
        for name in ("Mitt bord", "Kö", "Kollegor", "Dagens samtal", "Inställningar"):
            anna.go_to(name)
            _fits(anna.page)


def _fits(page: Page, least: int = THUMB) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    controls = page.locator("button, nav a, label.segment, label.staffed").filter(visible=True)
    for control in controls.all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= least, control.inner_text()


def test_an_agents_day_by_keyboard_alone(browser: Browser, base_url: str) -> None:
    """WCAG 2.1.1, 2.4.3: status, pause, groups, my calls and settings, and focus is never lost."""
    with visitor(browser, base_url) as anna:
        anna.log_in_as_agent("anna")
        page, press = anna.page, anna.page.keyboard.press
        anna.button("Paus").focus()
        press("Enter")
        expect(page.get_by_role("menuitem", name="Lunch")).to_be_focused()
        press("Enter")
        expect(anna.status).to_have_text("Paus · lunch")
        _has_focus(page)
        anna.button("Tillgänglig").focus()
        press("Enter")
        expect(anna.status).to_have_text("Tillgänglig")
        _has_focus(page)
        page.locator(".call-menu").focus()
        press("Enter")
        expect(page.locator(".call-panel")).to_be_visible()
        press("Escape")
        expect(page.locator(".call-menu")).to_be_focused()
        page.locator(".places").get_by_role("link", name="Inställningar").focus()
        press("Enter")
        expect(anna.heading).to_be_focused()
        page.get_by_role("radio", name="Mörkt").focus()
        press("Space")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        _has_focus(page)


def _has_focus(page: Page) -> None:
    """Something on the page is focused, so that the next key goes somewhere."""
    assert page.evaluate("document.activeElement !== document.body")
