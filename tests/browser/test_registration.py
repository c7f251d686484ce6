"""A user's page: registering distance login, what is refused, and what follows from removing."""

import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from jour.organisation import PasswordPolicy
from tests.browser.customers import PASSWORD, Customer, new_customer
from tests.browser.visitor import PHONE, Visitor, visitor
from tests.system import System

SUPPORT_OF_DEMO = "08-465 004 10"


def mobile() -> str:
    """A number that no other test registers."""
    return f"070-{secrets.randbelow(900) + 100} {secrets.randbelow(90) + 10} 17"


@pytest.fixture
def customer(system: System) -> Customer:
    return new_customer(system, PasswordPolicy.STANDARD)


@pytest.fixture
def karin(browser: Browser, base_url: str, customer: Customer) -> Iterator[Visitor]:
    """The administrator, at the agent's tab Callcenter, where the list leads."""
    with visitor(browser, base_url) as karin:
        karin.log_in(customer.admin, PASSWORD)
        karin.administration("Användare")
        karin.row(customer.agent).get_by_role("link").click()
        expect(karin.page.get_by_label("Namn", exact=True)).to_have_value("Ulla Ek")
        karin.page.get_by_role("tab", name="Callcenter").click()
        expect(number(karin)).to_be_visible()
        yield karin


def number(someone: Visitor) -> Locator:
    return someone.page.get_by_label("Nummer", exact=True)


def saved(someone: Visitor) -> Locator:
    return someone.page.locator("jour-distance-form .banner")


def register(someone: Visitor, phone: str) -> None:
    number(someone).fill(phone)
    someone.button("Registrera").click()
    expect(saved(someone)).to_have_text("Sparat.")


def test_a_registration_is_made_and_shown_where_it_is_used(
    karin: Visitor, customer: Customer, browser: Browser, base_url: str
) -> None:
    """F1, F4-F8: written as people write, kept by the address; the agent sees how to ring."""
    phone = mobile()
    expect(karin.page.get_by_text("Ingen är vald, så ett samtal")).to_be_visible()
    expect(karin.page.locator(".service-number")).to_have_text("08-465 004 01")
    register(karin, phone.replace("-", "").replace(" ", ""))
    karin.page.locator("jour-distance-form").get_by_label("Support").check()
    expect(karin.page.get_by_text("Ett samtal bemannar Support.")).to_be_visible()
    karin.button("Spara").click()
    expect(saved(karin)).to_have_text("Sparat.")
    karin.page.reload()
    expect(number(karin)).to_have_value(phone)
    expect(karin.page.locator("jour-distance-form").get_by_label("Support")).to_be_checked()
    with visitor(browser, base_url) as ulla:
        ulla.log_in_as_agent(customer.agent, "Webb", password=PASSWORD)
        card = ulla.page.locator(".own-distance")
        expect(card).to_contain_text("08-465 004 01")
        expect(card).to_contain_text(f"Ring från {phone}")
        expect(card).to_contain_text("på distans i Support")


def test_a_number_is_weighed_when_it_is_left(karin: Visitor) -> None:
    """F13: no text reaches a landline; a doubt, and no refusal."""
    number(karin).fill("hej")
    number(karin).blur()
    expect(karin.page.get_by_text("inte ut som ett telefonnummer")).to_be_visible()
    number(karin).fill("08-465 004 20")
    number(karin).blur()
    expect(karin.page.get_by_text("Det ser inte ut som ett mobilnummer")).to_be_visible()


def test_a_taken_number_is_refused_at_its_field(karin: Visitor) -> None:
    """Issue 5, 4: the reason stands at the field, which has the focus; nothing typed is lost."""
    taken = karin.page.get_by_label("Alternativt nummer")
    number(karin).fill(mobile())
    taken.fill(SUPPORT_OF_DEMO)
    karin.button("Registrera").click()
    expect(karin.page.locator("#alternative_number-error")).to_contain_text("används redan")
    expect(taken).to_be_focused()
    expect(taken).to_have_value(SUPPORT_OF_DEMO)
    taken.fill("")
    expect(karin.page.locator("#alternative_number-error")).to_be_empty()
    karin.button("Registrera").click()
    expect(saved(karin)).to_have_text("Sparat.")


def test_groups_without_calls_are_seen_and_cannot_be_chosen(
    browser: Browser, base_url: str
) -> None:
    """F11: chat and telemarketing stand there with the reason."""
    with visitor(browser, base_url) as alva:
        alva.log_in("alva")
        expect(alva.heading).to_have_text("Du är inloggad")
        alva.open("/administration/anvandare/cilla/callcenter")
        expect(number(alva)).to_be_visible()
        form = alva.page.locator("jour-distance-form")
        expect(form.get_by_label("Support")).to_be_enabled()
        for group, why in (("Chatt", "kräver PC-klienten"), ("Kampanj", "inte på distans")):
            expect(form.get_by_label(group)).to_be_disabled()
            expect(form.locator("li", has_text=group)).to_contain_text(why)


def test_a_pin_is_set_and_never_shown(karin: Visitor) -> None:
    """B7: weighed when it is left, changed, taken away, kept after all."""
    register(karin, mobile())
    karin.button("Sätt kod").click()
    pin = karin.page.get_by_label("Ny kod")
    expect(pin).to_be_focused()
    pin.fill("12")
    pin.blur()
    expect(karin.page.locator("#pin-error")).to_have_text("Koden ska vara 4 till 6 siffror.")
    pin.fill("258013")
    karin.button("Spara").click()
    expect(karin.page.get_by_text("En kod är satt. Den visas aldrig.")).to_be_visible()
    assert "258013" not in karin.page.content()
    karin.button("Ta bort koden").click()
    expect(karin.page.get_by_text("Koden tas bort när du sparar.")).to_be_visible()
    karin.button("Låt vara som det var").click()
    expect(karin.button("Spara")).to_have_count(0)
    karin.button("Ta bort koden").click()
    karin.button("Spara").click()
    expect(karin.button("Sätt kod")).to_be_visible()


def test_removing_says_first_what_follows(karin: Visitor) -> None:
    """Issue 5, 4: the question can be left with Escape; afterwards the form is empty."""
    register(karin, mobile())
    remove = karin.page.get_by_role("button", name="Ta bort distansinloggningen")
    remove.click()
    dialog = karin.page.get_by_role("dialog")
    expect(dialog).to_contain_text("loggas hen ut direkt")
    karin.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(remove).to_be_focused()
    remove.click()
    dialog.get_by_role("button", name="Ta bort distansinloggningen").click()
    expect(saved(karin)).to_have_text("Distansinloggningen är borttagen.")
    expect(number(karin)).to_have_value("")
    expect(remove).to_have_count(0)


def test_nothing_typed_is_lost_when_somebody_else_has_saved(
    karin: Visitor, customer: Customer, browser: Browser, base_url: str
) -> None:
    """The second administrator is told; what was typed stays, the rest shows what is in force."""
    with visitor(browser, base_url) as other:
        other.log_in(customer.admin, PASSWORD)
        expect(other.heading).to_have_text("Du är inloggad")
        other.open(f"/administration/anvandare/{customer.agent}/uppgifter")
        other.page.get_by_label("Namn", exact=True).fill("Ulla Ekman")
        other.button("Spara").click()
        expect(other.page.locator("jour-user-details .banner")).to_have_text("Sparat.")
    phone = mobile()
    number(karin).fill(phone)
    karin.button("Registrera").click()
    alert = karin.page.locator("jour-distance-form .alarm")
    expect(alert).to_contain_text("Någon annan har sparat något annat under tiden")
    expect(karin.page.locator(".user-head")).to_contain_text("Ulla Ekman")
    expect(number(karin)).to_have_value(phone)
    karin.button("Registrera").click()
    expect(saved(karin)).to_have_text("Sparat.")


def test_tabs_turn_by_the_arrows_and_keep_what_is_typed(karin: Visitor) -> None:
    """Keyboard: one stop for both tabs; a look at the other loses nothing."""
    number(karin).fill("070")
    tab = karin.page.get_by_role("tab", name="Callcenter")
    tab.focus()
    karin.page.keyboard.press("ArrowLeft")
    details = karin.page.get_by_role("tab", name="Uppgifter")
    expect(details).to_be_focused()
    expect(details).to_have_attribute("aria-selected", "true")
    expect(karin.page.get_by_label("Namn", exact=True)).to_be_visible()
    karin.page.keyboard.press("ArrowRight")
    expect(number(karin)).to_have_value("070")
    assert karin.page.url.endswith("/callcenter")


def test_somebody_new_is_added_and_removed(
    browser: Browser, base_url: str, customer: Customer
) -> None:
    """P9: what is missing stands at its field; a password is on its way; then gone again."""
    with visitor(browser, base_url, **PHONE) as karin:
        karin.log_in(customer.admin, PASSWORD)
        karin.administration("Användare")
        karin.page.get_by_role("link", name="Ny användare").click()
        expect(karin.heading).to_have_text("Ny användare")
        karin.button("Lägg till").click()
        expect(karin.page.get_by_label("Namn", exact=True)).to_be_focused()
        karin.page.get_by_label("Namn", exact=True).fill("Nils Nord")
        karin.page.get_by_label("E-post").fill("nils@jour.example")
        karin.page.get_by_label("Användar-id").fill(customer.agent)
        karin.button("Lägg till").click()
        expect(karin.page.locator("#id-error")).to_contain_text("upptaget")
        karin.page.get_by_label("Användar-id").fill(f"nils-{customer.agent}")
        karin.button("Lägg till").click()
        expect(karin.page.locator(".user-head")).to_contain_text("Nils Nord")
        expect(karin.page.locator(".user-head .pill")).to_be_visible()
        karin.button("Ta bort användaren").click()
        dialog = karin.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Telefonnumren blir lediga")
        dialog.get_by_role("button", name="Ta bort användaren").click()
        expect(karin.heading).to_have_text("Användare")
        expect(karin.row(customer.agent)).to_be_visible()
        expect(karin.row(f"nils-{customer.agent}")).to_have_count(0)


def test_the_organisations_side(browser: Browser, base_url: str, customer: Customer) -> None:
    """F6, B7: the PIN rule and switchboards; a number that is taken is refused at its own field."""
    with visitor(browser, base_url) as karin:
        karin.log_in(customer.admin, PASSWORD)
        karin.administration("Organisation")
        card = karin.page.locator("jour-distance-settings")
        expect(card).to_contain_text("08-465 004 01")
        card.get_by_label("Kräv kod").check()
        card.get_by_role("button", name="Lägg till växelnummer").click()
        first = karin.page.get_by_label("Växelnummer 1", exact=True)
        expect(first).to_be_focused()
        first.fill(SUPPORT_OF_DEMO)
        card.get_by_role("button", name="Spara").click()
        expect(card.locator("#switchboard-0-error")).to_contain_text("används redan")
        switchboard = mobile()
        first.fill(switchboard)
        card.get_by_role("button", name="Spara").click()
        expect(card.locator(".banner")).to_have_text("Sparat.")
        karin.page.reload()
        expect(first).to_have_value(switchboard)
        expect(card.get_by_label("Kräv kod")).to_be_checked()
        karin.administration("Användare")
        karin.row(customer.agent).get_by_role("link").click()
        karin.page.get_by_role("tab", name="Callcenter").click()
        expect(karin.page.get_by_text("Er organisation kräver kod.")).to_be_visible()
