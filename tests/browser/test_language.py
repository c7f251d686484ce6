"""The language that somebody chooses: here at once, and wherever they log in."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.visitor import Visitor, visitor

_KEPT = "**/api/session/language"


def _choose(person: Visitor, language: str) -> None:
    person.page.locator(".avatar.mine").click()
    person.page.get_by_role("menuitem", name=language).click()


def test_language_and_light_follow_me(browser: Browser, base_url: str) -> None:
    """B8: the language changes at once, everywhere, and stays; so does the theme, here."""
    with (
        visitor(browser, base_url, color_scheme="light") as anna,
        visitor(browser, base_url, color_scheme="light") as elsewhere,
    ):
        anna.log_in_as_agent("anna")
        _choose(anna, "English")
        expect(anna.status).to_have_text("Available")
        expect(anna.page.locator("html")).to_have_attribute("lang", "en")
        anna.page.get_by_role("link", name="Settings").click()
        anna.choose("Dark")
        anna.page.reload()
        expect(anna.heading).to_have_text("Settings")
        expect(anna.page.locator("html")).to_have_css("background-color", "rgb(18, 24, 26)")
        # Where the reload came before the server's answer, the page that it brings tells it again.
        anna.page.wait_for_function("localStorage['jour:language_from'] === 'login'")
        elsewhere.log_in("anna")
        expect(elsewhere.heading).to_have_text("You are logged in")
        expect(elsewhere.page.locator("html")).not_to_have_css(
            "background-color", "rgb(18, 24, 26)"
        )
        # The people of the demo are shared: the next test expects Swedish.
        with elsewhere.page.expect_response(_KEPT):
            _choose(elsewhere, "Svenska")
        expect(elsewhere.heading).to_have_text("Du är inloggad")


def test_a_language_that_could_not_be_kept_is_kept_later(browser: Browser, base_url: str) -> None:
    """B8: a refused choice holds here, says so, and is kept on return; a reload in between too."""
    with visitor(browser, base_url) as anna, visitor(browser, base_url) as elsewhere:
        anna.log_in_as_agent("anna")
        anna.page.route(_KEPT, lambda route: route.fulfill(status=503))
        _choose(anna, "English")
        told = anna.page.locator("#announcer")
        expect(told).to_have_text(re.compile("For other devices it is saved as soon as it can be"))
        anna.page.unroute_all()
        with anna.page.expect_response(_KEPT) as kept:
            anna.page.reload()
        assert kept.value.status == 204
        expect(anna.status).to_have_text("Available")
        elsewhere.log_in("anna")
        expect(elsewhere.heading).to_have_text("You are logged in")
        # Still on its way when the page is left, and never answered.
        elsewhere.page.route(_KEPT, lambda route: None)
        _choose(elsewhere, "Svenska")
        expect(elsewhere.heading).to_have_text("Du är inloggad")
        elsewhere.page.unroute_all(behavior="ignoreErrors")
        with elsewhere.page.expect_response(_KEPT):
            elsewhere.page.reload()
        expect(elsewhere.heading).to_have_text("Du är inloggad")


def test_what_one_chose_is_not_kept_for_the_next(browser: Browser, base_url: str) -> None:
    """B8: on a shared device a choice that could not be kept ends with the login that made it."""
    with visitor(browser, base_url) as person:
        asked: list[str] = []
        person.page.on("request", lambda request: asked.append(request.url))
        person.page.route(_KEPT, lambda route: route.fulfill(status=503))
        person.log_in("anna")
        _choose(person, "English")
        expect(person.heading).to_have_text("You are logged in")
        assert any(url.endswith("/language") for url in asked)
        person.page.locator(".avatar.mine").click()
        person.page.get_by_role("menuitem", name="Log out").click()
        expect(person.heading).to_have_text("Log in")
        asked.clear()
        person.page.get_by_label("User id").fill("bo")
        person.page.get_by_label("Password", exact=True).fill("demo-bo")
        person.button("Log in").click()
        expect(person.heading).to_have_text("Du är inloggad")
        person.page.reload()
        expect(person.heading).to_have_text("Du är inloggad")
        assert not any(url.endswith("/language") for url in asked)


def test_an_older_tab_takes_no_newer_choice_back(browser: Browser, base_url: str) -> None:
    """B8: what could not be kept is not told any more once another tab has told a newer choice."""
    with visitor(browser, base_url) as anna:
        anna.log_in("anna")
        anna.page.route(_KEPT, lambda route: route.fulfill(status=503))
        _choose(anna, "English")
        expect(anna.heading).to_have_text("You are logged in")
        other = Visitor(anna.page.context.new_page(), base_url)
        with other.page.expect_response(_KEPT):
            other.open()
        with other.page.expect_response(_KEPT):
            _choose(other, "Svenska")
        anna.page.unroute_all()
        asked: list[str] = []
        anna.page.on("request", lambda request: asked.append(request.url))
        anna.page.evaluate("dispatchEvent(new Event('online'))")
        anna.page.reload()
        expect(anna.heading).to_have_text("Du är inloggad")
        assert not any(url.endswith("/language") for url in asked)
