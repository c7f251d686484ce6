"""The organisation's groups: when they answer, what happens while nobody does, a new one."""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from jour.organisation import PasswordPolicy
from tests.browser.customers import PASSWORD, Customer, new_customer
from tests.browser.visitor import Visitor, visitor
from tests.system import System

GROUPS = "/administration/svarsgrupper"


@pytest.fixture
def customer(system: System) -> Customer:
    return new_customer(system, PasswordPolicy.STANDARD)


@pytest.fixture
def karin(browser: Browser, base_url: str, customer: Customer) -> Iterator[Visitor]:
    """The administrator, at the groups, where the administration leads."""
    with visitor(browser, base_url) as karin:
        karin.log_in(customer.admin, PASSWORD)
        karin.page.get_by_role("link", name="Administration").click()
        karin.page.get_by_role("link", name="Svarsgrupper").click()
        expect(karin.heading).to_have_text("Svarsgrupper")
        yield karin


def saved(karin: Visitor) -> None:
    karin.button("Spara").click()
    expect(karin.page.locator("jour-group-form .banner")).to_have_text("Sparat.")


def test_hours_and_limits_are_saved_and_shown_in_the_list(karin: Visitor) -> None:
    """Issue 6.2, X6: an administrator decides when a group answers and when callback is offered."""
    karin.page.get_by_role("link", name="Support").click()
    karin.page.get_by_role("radio", name="Vissa tider").check()
    karin.page.get_by_label("Måndag från", exact=True).fill("07:30")
    karin.button("Samma tider alla vardagar som på måndag").click()
    karin.button("Ta bort tiden på Fredag från 07:30").click()
    karin.page.get_by_label("Erbjud återuppringning efter, sekunder").fill("60")
    karin.page.get_by_label("Efterbehandling, sekunder").fill("30")
    saved(karin)
    karin.page.reload()
    expect(karin.page.get_by_label("Efterbehandling, sekunder")).to_have_value("30")
    karin.page.get_by_role("link", name="Svarsgrupper", exact=True).click()
    expect(karin.row("support")).to_contain_text("mån–tors 07:30–17:00")


def test_hours_that_do_not_fit_are_refused_at_their_day(karin: Visitor) -> None:
    """Nothing is sent, and the sentence names the day."""
    karin.page.get_by_role("link", name="Support").click()
    karin.page.get_by_role("radio", name="Vissa tider").check()
    karin.page.get_by_label("Tisdag till", exact=True).fill("06:00")
    karin.button("Spara").click()
    expect(karin.page.get_by_role("alert")).to_contain_text(["Tiderna på Tisdag går inte ihop"])
    expect(karin.page.locator(".banner")).to_have_count(0)


def test_a_group_is_added_and_removed(karin: Visitor) -> None:
    """A group can be staffed from its first moment; what follows from removing it is said."""
    karin.page.get_by_role("link", name="Ny svarsgrupp").click()
    karin.page.get_by_label("Namn", exact=True).fill("Order")
    karin.page.get_by_label("Nummer som kunder ringer").fill(f"08-46{secrets.randbelow(10**6):06}")
    karin.button("Lägg till svarsgruppen").click()
    expect(karin.heading).to_have_text("Svarsgrupp")
    expect(karin.page).to_have_url(f"{karin.page.url.split('/administration')[0]}{GROUPS}/order")
    karin.button("Ta bort").click()
    expect(karin.page.get_by_role("dialog")).to_contain_text("inte är i bruk")
    karin.page.get_by_role("dialog").get_by_role("button", name="Ta bort").click()
    expect(karin.row("support")).to_be_visible()
    expect(karin.row("order")).to_have_count(0)


def test_a_number_that_is_taken_is_refused_at_the_field(karin: Visitor) -> None:
    """Two groups may not answer the same number, in whichever organisation."""
    karin.page.get_by_role("link", name="Support").click()
    karin.page.get_by_label("Nummer som kunder ringer").fill("08-465 004 10")
    karin.button("Spara").click()
    expect(karin.page.locator("#number-error")).not_to_be_empty()


def test_of_two_administrators_the_second_is_told(
    karin: Visitor, customer: Customer, browser: Browser, base_url: str
) -> None:
    """A change that somebody else has made meanwhile is not lost silently."""
    karin.page.get_by_role("link", name="Support").click()
    karin.page.get_by_label("Efterbehandling, sekunder").fill("10")
    with visitor(browser, base_url) as other:
        other.log_in(customer.admin, PASSWORD)
        expect(other.page.get_by_role("link", name="Administration")).to_be_visible()
        other.open(f"{GROUPS}/support")
        other.page.get_by_label("Efterbehandling, sekunder").fill("20")
        other.page.get_by_label("Namn", exact=True).fill("Stöd")
        saved(other)
    karin.button("Spara").click()
    told = karin.page.locator(".theirs li")
    expect(told).to_have_text(
        [re.compile("Namn: Stöd"), re.compile("Efterbehandling, sekunder: 20")]
    )
    expect(karin.page.get_by_label("Namn", exact=True)).to_have_value("Stöd")
    expect(karin.page.get_by_label("Efterbehandling, sekunder")).to_have_value("10")
    karin.button("Spara").click()
    take, keep = told.last.get_by_role("button").all()
    expect(take).to_be_focused()
    keep.click()
    karin.complaints.clear()  # the browser's own word about the request that was refused
    saved(karin)


def test_hours_are_edited_by_keyboard_alone(karin: Visitor) -> None:
    """Issue 9.7: a time is added, typed and taken away with keys; half a time undoes none,
    and the focus is never lost."""
    keys = karin.page.keyboard
    karin.page.get_by_role("link", name="Support").focus()
    keys.press("Enter")
    karin.page.get_by_role("radio", name="Vissa tider").focus()
    keys.press("Space")
    karin.button("Lägg till tid på Lördag").focus()
    keys.press("Enter")
    begins = karin.page.get_by_label("Lördag från", exact=True)
    expect(begins).to_have_count(1)
    expect(karin.page.locator(":focus")).to_have_count(1)
    begins.focus()
    keys.type("0915")
    expect(begins).to_have_value("09:15")
    karin.button("Ta bort tiden på Lördag från 09:15").focus()
    keys.press("Enter")
    expect(begins).to_have_count(0)
    expect(karin.page.locator(":focus")).to_have_count(1)
