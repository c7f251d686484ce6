"""Logging in with a browser: the two forms, what they refuse, what they remember."""

import json

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.visitor import PHONE, visitor


def test_plain_login_shows_who_i_am(browser: Browser, base_url: str) -> None:
    """D3: an ordinary web login is enough for what is not agent work; no calls come."""
    with visitor(browser, base_url) as anna:
        anna.log_in("anna")
        expect(anna.heading).to_have_text("Du är inloggad")
        expect(anna.page.locator("dl")).to_contain_text("anna")
        anna.button("Logga ut").click()
        expect(anna.page.get_by_text("Du är utloggad.").first).to_be_visible()
        anna.open()
        expect(anna.heading).to_have_text("Logga in")


@pytest.mark.parametrize(
    ("kind", "shown"), [("PC-klient", "PC-klient"), ("Mobil", "Mobil"), ("Webb", "Webb")]
)
def test_agent_login_on_each_kind(browser: Browser, base_url: str, kind: str, shown: str) -> None:
    """D1, D5, X2: an agent logs in with a number on any kind of client, and the page says so."""
    with visitor(browser, base_url) as anna:
        anna.log_in_as_agent("anna", kind)
        expect(anna.connection).to_have_text(f"Ansluten {shown}", use_inner_text=True)
        expect(anna.status).to_have_text("Tillgänglig")
        expect(anna.page.get_by_text("070-174 06 05", exact=True)).to_be_visible()


def test_a_visit_without_a_login_is_no_error(browser: Browser, base_url: str) -> None:
    """Issue 9: nobody is an answer like another: the console stays silent."""
    with visitor(browser, base_url) as anna:
        said: list[str] = []
        anna.page.on("console", lambda message: said.append(message.text))
        anna.open()
        expect(anna.heading).to_have_text("Logga in")
        assert [line for line in said if "401" in line] == []


def test_link_to_agent_form(browser: Browser, base_url: str) -> None:
    """W1: the login page has the link 'Logga in som handläggare', and it works as a link."""
    with visitor(browser, base_url) as anna:
        anna.open()
        anna.page.get_by_role("link", name="Logga in som handläggare").click()
        expect(anna.heading).to_have_text("Logga in som handläggare")
        expect(anna.heading).to_be_focused()
        anna.page.go_back()
        expect(anna.heading).to_have_text("Logga in")


def test_ip_telephony(browser: Browser, base_url: str) -> None:
    """D7: IP telephony instead of a number."""
    with visitor(browser, base_url) as anna:
        anna.open("/handlaggare")
        anna.fill_in("anna")
        anna.choose("IP-telefoni")
        expect(anna.page.get_by_label("Telefonnummer")).to_have_count(0)
        anna.button("Logga in och börja").click()
        expect(anna.page.locator(".status-facts")).to_contain_text("IP-telefoni")


def test_wrong_password_is_told_at_the_field(browser: Browser, base_url: str) -> None:
    """The server's refusal stands at the password, which has the focus for the next attempt."""
    with visitor(browser, base_url) as anna:
        anna.log_in("anna", "demo-bo")
        expect(anna.password).to_be_focused()
        expect(anna.password).to_have_accessible_description("Fel användar-id eller lösenord.")
        anna.password.fill("demo-anna")
        anna.button("Logga in").click()
        expect(anna.heading).to_have_text("Du är inloggad")


def test_impossible_number_is_told_at_the_field(browser: Browser, base_url: str) -> None:
    """D6: what cannot be rung is refused with the server's reason, at the number's field."""
    with visitor(browser, base_url) as anna:
        anna.open("/handlaggare")
        anna.fill_in("anna")
        number = anna.page.get_by_label("Telefonnummer")
        number.fill("12")
        anna.button("Logga in och börja").click()
        expect(number).to_be_focused()
        expect(number).to_have_attribute("aria-invalid", "true")
        expect(anna.page.locator("#phone-error")).not_to_be_empty()


def test_empty_form_asks_for_what_is_missing(browser: Browser, base_url: str) -> None:
    """Nothing is sent; each field says what it wants and the first has the focus."""
    with visitor(browser, base_url) as anna:
        anna.open()
        anna.button("Logga in").click()
        user = anna.page.get_by_label("Användar-id")
        expect(user).to_be_focused()
        expect(user).to_have_accessible_description("Skriv ditt användar-id.")
        expect(anna.password).to_have_accessible_description("Skriv ditt lösenord.")


def test_form_remembers_number_and_kind_but_no_secret(browser: Browser, base_url: str) -> None:
    """The next login begins where the last was, and the password is kept nowhere."""
    with visitor(browser, base_url) as anna:
        anna.log_in_as_agent("anna", "Webb", "08-465 004 10")
        kept = anna.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
        assert "demo-anna" not in kept
        anna.button("Anna Lind, meny").or_(anna.page.locator(".avatar.mine")).first.click()
        anna.page.get_by_role("menuitem", name="Logga ut").click()
        anna.page.get_by_role("link", name="Logga in som handläggare").click()
        expect(anna.page.get_by_label("Telefonnummer")).to_have_value("08-465 004 10")
        expect(anna.page.get_by_role("radio", name="Webb")).to_be_checked()


def test_kind_is_guessed_from_the_device(browser: Browser, base_url: str) -> None:
    """D4, M1: a PC proposes the desktop kind, a phone the mobile kind."""
    for options, kind in (({}, "PC-klient"), (PHONE, "Mobil")):
        with visitor(browser, base_url, **options) as someone:
            someone.open("/handlaggare")
            expect(someone.page.get_by_role("radio", name=kind)).to_be_checked()


def test_password_can_be_looked_at(browser: Browser, base_url: str) -> None:
    """Show and hide, for long passwords on small keyboards."""
    with visitor(browser, base_url) as anna:
        anna.open()
        anna.password.fill("hemligt")
        anna.button("Visa lösenordet").click()
        expect(anna.password).to_have_attribute("type", "text")
        anna.button("Dölj lösenordet").click()
        expect(anna.password).to_have_attribute("type", "password")
        expect(anna.password).to_have_value("hemligt")


def test_login_survives_a_reload(browser: Browser, base_url: str) -> None:
    """M7, W4: the page comes back logged in."""
    with visitor(browser, base_url) as anna:
        anna.log_in_as_agent("anna", "Webb")
        anna.page.reload()
        expect(anna.status).to_have_text("Tillgänglig")


def test_no_server_is_told_in_words(browser: Browser, base_url: str) -> None:
    """A failing network gives a sentence on what to do, and the form stays filled in."""
    with visitor(browser, base_url) as anna:
        anna.open()
        anna.page.route("**/api/login", lambda route: route.abort())
        anna.fill_in("anna")
        anna.button("Logga in").click()
        expect(anna.page.get_by_text("Vi når inte servern.")).to_be_visible()
        expect(anna.password).to_have_value("demo-anna")
        # The browser says so as well, which is what this test is about.
        anna.complaints.clear()


def test_too_many_attempts_count_down(browser: Browser, base_url: str) -> None:
    """B7: the wait that the server asks for is counted down, and then the form works again; its
    button is where it was when that time comes (issue 9, point 8)."""

    def refuse(route: Route) -> None:
        problem = {"code": "too_many_attempts", "status": 429, "detail": "För många försök."}
        headers = {"Retry-After": "2", "Content-Type": "application/problem+json"}
        route.fulfill(status=429, headers=headers, body=json.dumps(problem))

    with visitor(browser, base_url) as anna:
        anna.open()
        anna.page.route("**/api/login", refuse)
        anna.fill_in("anna")
        anna.button("Logga in").click()
        expect(anna.page.get_by_text("För många försök.")).to_be_visible()
        expect(anna.page.get_by_text("Du kan försöka igen om")).to_be_visible()
        expect(anna.button("Logga in")).to_have_attribute("aria-disabled", "true")
        before = anna.button("Logga in").bounding_box()
        anna.page.unroute("**/api/login")
        expect(anna.button("Logga in")).to_have_attribute("aria-disabled", "false")
        expect(anna.page.locator("form").get_by_text("Nu kan du försöka igen.")).to_be_visible()
        assert anna.button("Logga in").bounding_box() == before
        anna.button("Logga in").click()
        expect(anna.heading).to_have_text("Du är inloggad")


def test_the_form_is_there_before_the_server_has_said_anything(
    browser: Browser, base_url: str
) -> None:
    """Issue 9, point 8: where nobody was logged in it waits for no function; what that says of
    before the login, when it comes at last, ends nothing. One who was logged in sees no form."""
    with visitor(browser, base_url) as anna:
        held: list[Route] = []
        anna.page.route("**/api/session?*", lambda route: held.append(route))
        anna.open()
        anna.fill_in("anna")
        anna.button("Logga in").click()
        expect(anna.heading).to_have_text("Du är inloggad")
        with anna.page.expect_response("**/api/session?*"):
            held.pop().fulfill(status=204)
        expect(anna.heading).to_have_text("Du är inloggad")
        anna.page.reload()
        expect(anna.page.get_by_text("Ett ögonblick")).to_be_visible()
        expect(anna.page.locator("form")).to_have_count(0)
        held.pop().continue_()
        expect(anna.heading).to_have_text("Du är inloggad")


def test_english_follows_the_browser(browser: Browser, base_url: str) -> None:
    """B8: an English browser gets English pages and English refusals."""
    with visitor(browser, base_url, locale="en-GB") as anna:
        anna.open()
        expect(anna.page.locator("html")).to_have_attribute("lang", "en")
        anna.page.get_by_label("User id").fill("anna")
        anna.page.get_by_label("Password", exact=True).fill("wrong")
        anna.button("Log in").click()
        expect(anna.page.get_by_text("Wrong user id or password.")).to_be_visible()
