"""Without a mouse: logging in and a day's work by keyboard alone, and focus is never lost.

What axe, thumbs and narrow screens meet on every page is in test_every_state.
"""

from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import visitor


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
