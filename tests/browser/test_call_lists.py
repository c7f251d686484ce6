"""The administrators' pages for lists of numbers to ring, and for numbers not to (X4)."""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, expect

from jour.organisation import Group, Media, PasswordPolicy
from tests.browser.customers import PASSWORD, new_customer
from tests.browser.visitor import Visitor, visitor
from tests.system import System

NUMBERS = (
    "Nummer;Namn;Ort\n070-174 06 05;Anna Öst;Mora\n0701740606;Bo;\n070-174 06 05;Igen;\n12;Fel;\n"
)


@pytest.fixture
def karin(browser: Browser, base_url: str, system: System) -> Iterator[Visitor]:
    """An administrator of an organisation with a telemarketing group, at the page."""
    with visitor(browser, base_url) as someone:
        enter(someone, system)
        yield someone


def campaign() -> Group:
    """A telemarketing group with a number that nobody else has, to show when it rings."""
    number = f"+468{secrets.randbelow(10**7):07d}"
    return Group("kampanj", "Kampanj", Media.TELEMARKETING, number)


def enter(someone: Visitor, system: System) -> None:
    customer = new_customer(system, PasswordPolicy.STANDARD, groups=[campaign()])
    someone.log_in(customer.admin, PASSWORD)
    someone.page.get_by_role("link", name="Administration").click()
    someone.page.get_by_role("link", name="Ringlistor").click()
    expect(someone.heading).to_have_text("Ringlistor")
    expect(someone.page.get_by_text("Ingen ringlista ännu")).to_be_visible()


def make_list(karin: Visitor, name: str = "Våren") -> None:
    karin.page.get_by_role("link", name="Ny ringlista").click()
    expect(karin.heading).to_have_text("Ny ringlista")
    karin.page.get_by_label("Namn").fill(name)
    karin.button("Skapa listan").click()
    expect(karin.page.get_by_role("heading", name="Så långt har den kommit")).to_be_visible()


def choose(karin: Visitor, text: str) -> None:
    file: FilePayload = {"name": "lista.csv", "mimeType": "text/csv", "buffer": text.encode()}
    karin.page.get_by_label("Välj en fil").set_input_files(file)


def figure(karin: Visitor, name: str) -> Locator:
    """A number of the statistics, by its name."""
    return karin.page.locator(".bar-key div", has_text=name).locator("dd")


def test_a_list_is_made_filled_and_started(karin: Visitor) -> None:
    """Issue 7 point 6: duplicates and barred numbers are left out and counted, by line."""
    karin.page.get_by_role("link", name="Spärrlista").click()
    expect(karin.page.get_by_text("Inga nummer är spärrade.")).to_be_visible()
    choose(karin, "0701740606")
    expect(karin.page.locator("jour-number-list tbody tr")).to_contain_text(["070-174 06 06"])
    karin.page.get_by_role("link", name="Ringlistor").click()
    make_list(karin)
    choose(karin, NUMBERS)
    expect(karin.page.locator(".import-progress .banner")).to_have_text(
        "lista.csv: 1 nummer inlagda, 3 rader är inte med."
    )
    expect(karin.page.locator(".left-out li")).to_have_text(["1 dubbletter", "1 på spärrlistan"])
    cells = karin.page.locator(".report-table tbody tr td:first-child")
    expect(cells).to_have_text(["3", "4", "5"])
    expect(figure(karin, "Kvar")).to_have_text("1")
    karin.button("Starta").click()
    pill = karin.page.locator(".list-head .pill")
    # A new list has office hours, whatever time of day it is.
    expect(pill).to_have_text(re.compile("Rings|Utanför ringtiderna"))
    karin.page.get_by_role("radio", name="När svarsgruppen har öppet").check()
    karin.button("Spara").click()
    expect(pill).to_have_text("Rings")
    karin.page.get_by_role("link", name="Ringlistor").click()
    row = karin.page.locator(".call-lists tbody tr")
    expect(row).to_contain_text("Våren")
    expect(row).to_contain_text("1 av 1")
    karin.page.get_by_label("Sök lista eller svarsgrupp").fill("hösten")
    expect(row).to_have_count(0)
    karin.page.get_by_label("Sök lista eller svarsgrupp").fill("vår")
    expect(row).to_have_count(1)


def test_settings_are_checked_and_saved(karin: Visitor) -> None:
    """Calling hours and result codes; what cannot be is told at its field."""
    make_list(karin)
    until = karin.page.get_by_label("Fredag till")
    until.fill("07:00")
    karin.button("Spara").click()
    expect(karin.page.get_by_role("alert").filter(has_text="Fredag")).to_be_visible()
    until.fill("15:30")
    karin.button("Lägg till resultat").click()
    expect(karin.page.get_by_label("Resultat 4")).to_be_focused()
    karin.page.get_by_label("Resultat 4").fill("Vill ha offert")
    karin.button("Spara").click()
    expect(karin.page.locator(".banner")).to_have_text("Sparat.")
    karin.page.reload()
    expect(until).to_have_value("15:30")
    expect(karin.page.get_by_label("Resultat 4")).to_have_value("Vill ha offert")
    expect(karin.page.locator(".results li")).to_have_count(4)


def test_a_list_is_removed_once_it_is_stopped(karin: Visitor) -> None:
    """What follows is said first; a list that rings is stopped before it goes."""
    make_list(karin)
    choose(karin, NUMBERS)
    expect(figure(karin, "Kvar")).to_have_text("2")
    karin.button("Starta").click()
    expect(karin.page.get_by_text("Stoppa listan innan den tas bort.")).to_be_visible()
    karin.button("Stoppa").click()
    karin.button("Ta bort listan").click()
    dialog = karin.page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 nummer och deras resultat tas bort.")
    dialog.get_by_role("button", name="Ta bort listan").click()
    expect(karin.page.get_by_text("Ingen ringlista ännu")).to_be_visible()
