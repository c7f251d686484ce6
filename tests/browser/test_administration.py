"""The administrators' page: the organisation's password rules, and new credentials for people."""

import secrets
import time

from playwright.sync_api import Browser, Route, expect

from jour.organisation import PasswordPolicy
from jour.sms import SmsKind, SmsState, Word, concluded, missed_calls
from jour.store.sms_outbox import SmsOutbox, opened
from jour.store.table import Table
from tests.browser.customers import PASSWORD, Customer, new_customer
from tests.browser.visitor import Visitor, visitor
from tests.system import System


def administrate(someone: Visitor, user: str, page: str = "Organisation") -> None:
    """Log in as an administrator and open a page, as one does."""
    someone.log_in(user, PASSWORD)
    someone.administration(page)
    expect(someone.heading).to_have_text(page)


def pick(someone: Visitor, policy: str) -> None:
    someone.page.get_by_role("radio", name=policy).check()


def save(someone: Visitor) -> None:
    """Save the rules, and wait until they are: while it is saved the button has another name."""
    someone.button("Spara").click()
    banner = someone.page.locator("jour-policy-card .banner")
    expect(banner).to_have_text("Lösenordsreglerna är sparade.")


def test_policy_is_switched_and_counts_at_once(
    browser: Browser, base_url: str, system: System
) -> None:
    """P11, issue 4: what follows is said before saving; the rules that people meet are the new."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as karin, visitor(browser, base_url) as ulla:
        administrate(karin, customer.admin)
        pick(karin, "Modern")
        expect(karin.page.get_by_text("Inget händer nu.")).to_be_visible()
        save(karin)
        ulla.log_in(customer.agent, PASSWORD)
        ulla.page.get_by_role("link", name="Byt lösenord").click()
        expect(ulla.page.locator('[data-rule="min_length"]')).to_contain_text("Minst 15 tecken.")
        pick(karin, "Standard")
        save(karin)
        ulla.page.reload()
        expect(ulla.page.locator('[data-rule="min_length"]')).to_contain_text("Minst 4 tecken.")


def test_strict_warns_of_what_follows(browser: Browser, base_url: str, system: System) -> None:
    """P6, P10: the switch says who must change; mixed case belongs to strict; then they must."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as karin, visitor(browser, base_url) as ulla:
        administrate(karin, customer.admin)
        mixed_case = karin.page.get_by_label("Kräv både stora och små bokstäver")
        expect(mixed_case).to_have_count(0)
        pick(karin, "Strikt")
        expect(mixed_case).to_be_checked()
        expect(karin.page.get_by_text("måste byta vid nästa inloggning")).to_be_visible()
        expect(karin.page.get_by_text("2 av 2 användare måste byta lösenord.")).to_be_visible()
        save(karin)
        ulla.log_in(customer.agent, PASSWORD)
        expect(ulla.heading).to_have_text("Välj ett nytt lösenord")


def test_the_count_moves_no_button(browser: Browser, base_url: str, system: System) -> None:
    """Issue 9, point 8: it is said at once that it is counted, so the answer finds its room."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as karin:
        administrate(karin, customer.admin)
        held: list[Route] = []
        karin.page.route("**/api/admin/survey?*", lambda route: held.append(route))
        pick(karin, "Strikt")
        expect(karin.page.get_by_text("Räknar hur många som måste byta lösenord")).to_be_visible()
        before = karin.button("Spara").bounding_box()
        held.pop().continue_()
        expect(karin.page.get_by_text("2 av 2 användare måste byta lösenord.")).to_be_visible()
        assert karin.button("Spara").bounding_box() == before


def test_of_two_administrators_the_second_is_told(
    browser: Browser, base_url: str, system: System
) -> None:
    """An edit of what somebody else has changed is refused, and what is in force is shown."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as first, visitor(browser, base_url) as second:
        administrate(first, customer.admin)
        administrate(second, customer.admin)
        pick(first, "Modern")
        save(first)
        pick(second, "Strikt")
        second.button("Spara").click()
        theirs = second.page.locator("jour-policy-card .theirs")
        expect(theirs).to_contain_text("Lösenordsregler: Modern")
        expect(second.page.get_by_role("radio", name="Strikt")).to_be_checked()
        second.button("Spara").click()
        take = theirs.get_by_role("button", name="Ta deras")
        expect(take).to_be_focused()
        take.click()
        expect(second.page.get_by_role("radio", name="Modern")).to_be_checked()
        expect(second.button("Spara")).to_have_count(0)


def test_new_credentials_are_asked_for_twice(
    browser: Browser, base_url: str, system: System
) -> None:
    """P9: what follows is said first; then the person is out and the list says it is under way."""
    customer = new_customer(system, PasswordPolicy.STRICT)
    with visitor(browser, base_url) as karin, visitor(browser, base_url) as ulla:
        ulla.log_in_as_agent(customer.agent, "Webb", password=PASSWORD)
        administrate(karin, customer.admin, "Användare")
        karin.page.get_by_label("Sök namn eller id").fill("ull")
        expect(karin.page.locator("tbody tr")).to_have_count(1)
        send = karin.button("Skicka nytt lösenord till Ulla Ek")
        send.click()
        dialog = karin.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Det gamla lösenordet slutar gälla direkt.")
        expect(dialog).to_contain_text("varsitt mejl")
        karin.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(send).to_be_focused()
        send.click()
        karin.button("Skicka").click()
        expect(karin.row(customer.agent).locator(".credentials .pill")).to_be_visible()
        expect(ulla.heading).to_have_text("Du är utloggad")
        ulla.start_anew()
        ulla.log_in(customer.agent, PASSWORD)
        expect(ulla.page.get_by_text("Fel användar-id eller lösenord.")).to_be_visible()


def test_only_administrators_have_the_page(browser: Browser, base_url: str, system: System) -> None:
    """An agent finds neither a way there nor the page at its address."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as ulla:
        ulla.log_in(customer.agent, PASSWORD)
        expect(ulla.heading).to_have_text("Du är inloggad")
        expect(ulla.page.get_by_role("link", name="Administration")).to_have_count(0)
        ulla.open("/administration")
        expect(ulla.heading).to_have_text("Du är inloggad")


def test_the_limit_of_missed_calls_and_what_became_of_the_texts(
    browser: Browser, base_url: str, system: System
) -> None:
    """B4, F12: the limit is edited with what is wrong said at it; a text message that failed is
    told with its reason, and of its number the end."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as karin:
        administrate(karin, customer.admin)
        limit = karin.page.get_by_label("Missade samtal i rad innan utloggning")
        expect(limit).to_have_value("4")
        limit.fill("21")
        karin.button("Spara").click()
        expect(karin.page.get_by_text("Skriv ett heltal från 1 till 20.")).to_be_visible()
        limit.fill("2")
        karin.button("Spara").click()
        expect(karin.page.locator("jour-distance-settings")).to_contain_text("Sparat")
        karin.page.reload()
        expect(limit).to_have_value("2")
        karin.administration("Utskick som inte kom fram")
        expect(karin.page.get_by_text("Inga sms har misslyckats.")).to_be_visible()
        refused_text(system, customer)
        karin.page.reload()
        texts = karin.page.locator('jour-data-table[name="texts"]')
        expect(texts).to_contain_text("Missade samtal, till …05")
        expect(texts).to_contain_text("Mottagaren har avböjt sms.")
        texts.get_by_role("button", name="Klar").click()
        dialog = karin.page.get_by_role("dialog")
        expect(dialog).to_contain_text("går inte att få tillbaka")
        dialog.get_by_role("button", name="Klar").click()
        expect(texts).to_contain_text("Inga sms har misslyckats.")


def refused_text(system: System, customer: Customer) -> None:
    """A text message to the customer's agent that SNS has refused."""
    table, now = Table(system.client("dynamodb"), system.table), int(time.time() * 1000)
    sms = missed_calls(
        SmsKind.MISSES,
        secrets.token_hex(8),
        customer.agent.removeprefix("agent."),
        customer.agent,
        "+46701740605",
        2,
        now,
    )
    table.transact([opened(sms)])
    mine = SmsOutbox(table).begin(sms, now)
    assert mine
    after = concluded(mine, Word(SmsState.FAILED, "opted_out"))
    assert SmsOutbox(table).conclude(mine, after, now)
