"""The page that shows what a local run has sent."""

import json

from playwright.sync_api import Browser, Route, expect

from jour.organisation import PasswordPolicy
from tests.browser.customers import PASSWORD, new_customer
from tests.browser.visitor import Visitor, visitor
from tests.system import System

FIRST = {
    "to": "anna@demo.example",
    "subject": "Ett",
    "text": "Rad 1\nRad 2",
    "at": "2026-01-02T08:00:00Z",
}
SECOND = {
    "to": "bo@demo.example",
    "subject": "Två",
    "text": "Öppna http://localhost:8080/. <b>Hej</b>",
    "at": "2026-01-02T08:01:00Z",
}


def test_letters_come_by_themselves_newest_first(browser: Browser, base_url: str) -> None:
    """Issue 4: both mails can be read in /outbox; what they say is text, an address is a link."""
    sent = [FIRST]

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=json.dumps(sent))

    with visitor(browser, base_url) as someone:
        someone.page.route("**/sim/mail", answer)
        someone.page.route("**/sim/sms", lambda route: route.fulfill(json=[]))
        someone.open("/outbox")
        letters = someone.page.locator(".letter")
        expect(letters).to_have_count(1)
        sent.append(SECOND)
        expect(letters).to_have_count(2)
        expect(letters.first.get_by_role("heading")).to_have_text("Två")
        expect(letters.first).to_contain_text("<b>Hej</b>")
        link = letters.first.get_by_role("link")
        expect(link).to_have_attribute("href", "http://localhost:8080/")


def test_elsewhere_there_is_no_outbox(browser: Browser, base_url: str) -> None:
    """A deployed system has no such addresses; the page says so instead of failing."""
    with visitor(browser, base_url) as someone:
        page = {"content_type": "text/html", "body": "<!doctype html>"}
        someone.page.route("**/sim/*", lambda route: route.fulfill(status=200, **page))
        someone.open("/outbox")
        expect(someone.heading).to_have_text("Här finns ingen utkorg")


def test_new_credentials_by_two_mails(browser: Browser, base_url: str, system: System) -> None:
    """P9: what an administrator sends arrives as two mails, and leads in by a password change."""
    customer = new_customer(system, PasswordPolicy.STRICT)
    with visitor(browser, base_url) as karin, visitor(browser, base_url) as ulla:
        karin.log_in(customer.admin, PASSWORD)
        karin.administration("Användare")
        karin.button("Skicka nytt lösenord till Ulla Ek").click()
        karin.button("Skicka").click()
        expect(karin.row(customer.agent)).to_contain_text("Skickat")
        password = _temporary_password(ulla, customer.agent)
        ulla.log_in(customer.agent, password)
        expect(ulla.heading).to_have_text("Välj ett nytt lösenord")
        ulla.page.get_by_label("Nuvarande lösenord").fill(password)
        ulla.page.get_by_label("Nytt lösenord").fill("Fyra-gula-9")
        ulla.button("Byt och logga in").click()
        expect(ulla.heading).to_have_text("Du är inloggad")


def _temporary_password(someone: Visitor, user: str) -> str:
    """What stands in the one mail, the user id being in the other."""
    someone.open("/outbox")
    mine = someone.page.locator(f'[data-to="{user}@jour.example"]')
    expect(mine).to_have_count(2)
    with_id = mine.filter(has_text="Ditt användar-id:")
    secret = mine.filter(has_text="Ditt tillfälliga lösenord:")
    expect(with_id).to_contain_text(user)
    lines = [line.strip() for line in secret.inner_text().splitlines() if line.strip()]
    return lines[lines.index("Ditt tillfälliga lösenord:") + 1]
