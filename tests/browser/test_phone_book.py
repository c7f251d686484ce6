"""The administrators' page for the phone book: a list goes in, is reported, read and removed."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from jour.organisation import PasswordPolicy
from tests.browser.customers import PASSWORD, new_customer
from tests.browser.visitor import Visitor, visitor
from tests.system import System

PLACE = "/administration/telefonbok"
LIST = (
    "Nummer;Namn\n070-174 06 05;Anna Öst\n12;Fel\n+46 8 465 004 10;Växeln\n0701740605;Anna igen\n"
)


@pytest.fixture
def karin(browser: Browser, base_url: str, system: System) -> Iterator[Visitor]:
    """An administrator of an organisation of their own, at the page."""
    with visitor(browser, base_url, permissions=["clipboard-read", "clipboard-write"]) as someone:
        enter(someone, system)
        yield someone


def enter(someone: Visitor, system: System) -> None:
    someone.log_in(new_customer(system, PasswordPolicy.STANDARD).admin, PASSWORD)
    someone.page.get_by_role("link", name="Administration").click()
    someone.page.get_by_role("link", name="Telefonbok").click()
    expect(someone.heading).to_have_text("Telefonbok")
    expect(someone.page.get_by_text("Telefonboken är tom.")).to_be_visible()


def choose(someone: Visitor, content: bytes, name: str = "lista.csv") -> None:
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content}
    someone.page.get_by_label("Välj en fil").set_input_files(file)


def rows(page: Page) -> Locator:
    return page.locator("jour-number-list tbody tr")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_goes_in_and_bad_rows_are_reported(karin: Visitor, encoding: str) -> None:
    """Issue 6, names: good rows are kept, bad ones told by line, in a report to be copied."""
    choose(karin, LIST.encode(encoding))
    expect(karin.page.locator(".import-progress .banner")).to_have_text(
        "lista.csv: 2 nummer inlagda, 2 rader är inte med."
    )
    cells = karin.page.locator(".report-table tbody tr td:first-child")
    expect(cells).to_have_text(["3", "5"])
    expect(karin.page.locator(".report-table")).to_contain_text("Numret står redan på rad 2")
    expect(rows(karin.page)).to_have_count(2)
    expect(rows(karin.page).filter(has_text="Anna Öst")).to_contain_text("070-174 06 05")
    karin.button("Kopiera rapporten").click()
    expect(karin.page.get_by_text("Rapporten är kopierad.").first).to_be_visible()
    copied = karin.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Rad 3: ")
    assert "\nRad 5: Numret står redan på rad 2" in copied


def test_a_file_can_be_dropped(karin: Visitor) -> None:
    """Dragging is enough; two files at once are refused in words."""
    drop = """([names]) => {
        const data = new DataTransfer();
        for (const name of names) data.items.add(new File(["0701740605;Anna"], name));
        document.querySelector(".drop").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    karin.page.evaluate(drop, [["a.csv", "b.csv"]])
    expect(karin.page.get_by_role("alert")).to_have_text("Släpp en fil i taget.")
    karin.page.evaluate(drop, [["a.csv"]])
    expect(karin.page.locator(".import-progress .banner")).to_contain_text("alla rader är med")
    expect(karin.page.get_by_role("alert")).to_have_count(0)
    expect(rows(karin.page)).to_have_count(1)


def long_list(count: int) -> bytes:
    lines = [f"Bolaget nummer {n};x;070{1_740_000 + n}" for n in range(count)]
    lines[-1] = lines[1].replace("nummer 1", "igen")
    return "\n".join(["Namn;Ort;Telefon", *lines]).encode()


def test_a_long_list_goes_in_parts_and_goes_on_after_a_failure(karin: Visitor) -> None:
    """Progress is shown; what was sent is kept, and a line of a later part keeps its number."""
    refused: list[str] = []

    def once(route: Route) -> None:
        header = json.loads(route.request.post_data or "{}").get("header")
        if header is not None and not refused:
            refused.append(header)
            route.abort()
        else:
            route.continue_()

    karin.page.route("**/api/admin/phonebook", once)
    choose(karin, long_list(2_600))
    expect(karin.page.get_by_role("alert")).to_contain_text("Det som är skickat är sparat.")
    bar = karin.page.get_by_role("progressbar")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [1, 2]
    karin.complaints.clear()  # the browser's own word about the request that was cut
    karin.button("Fortsätt").click()
    expect(karin.page.locator(".import-progress .banner")).to_contain_text("2 599 nummer inlagda")
    assert refused == ["Namn;Ort;Telefon"]
    expect(karin.page.locator(".report-table tbody tr")).to_have_count(1)
    expect(karin.page.locator(".report-table")).to_contain_text("2601")
    expect(karin.page.locator(".report-table")).to_contain_text("rad 3")
    _read_on_and_search(karin)
    _empty(karin)


def _read_on_and_search(karin: Visitor) -> None:
    """What is here is sorted and paged; what is not is sought at the server."""
    told = karin.page.get_by_text("De första 2 000 av 2 599 visas. Sök för att nå de andra.")
    expect(told).to_be_visible()
    expect(rows(karin.page)).to_have_count(50)
    following = karin.button("Nästa")
    following.click()
    expect(karin.page.get_by_text(re.compile(r"51–100 av 2\s000"))).to_be_visible()
    expect(following).to_be_focused()
    karin.button("Namn").click()
    expect(rows(karin.page).first).to_contain_text("Bolaget nummer 1999")
    search = karin.page.get_by_label("Sök namn eller nummer")
    search.fill("nummer 2598")
    expect(rows(karin.page)).to_have_count(1)
    search.fill("070-174 00 07")
    expect(rows(karin.page)).to_contain_text(["Bolaget nummer 7"])
    search.fill("finns inte")
    expect(karin.page.get_by_text("Inget namn eller nummer stämmer.")).to_be_visible()
    search.fill("")
    expect(told).to_be_visible()


def _empty(karin: Visitor) -> None:
    karin.button("Töm telefonboken").click()
    dialog = karin.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ta bort alla 2 599 nummer?")
    expect(dialog).to_contain_text("Det går inte att ångra.")
    karin.button("Ta bort alla").click()
    expect(karin.page.get_by_text("Telefonboken är tom. Lägg in")).to_be_visible()


def test_one_entry_is_removed_by_keyboard(karin: Visitor) -> None:
    """What follows is said first; Escape changes nothing and gives the focus back."""
    choose(karin, LIST.encode())
    remove = karin.button("Ta bort Anna Öst")
    remove.focus()
    karin.page.keyboard.press("Enter")
    dialog = karin.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Samtal från 070-174 06 05 visas utan namn")
    expect(karin.button("Avbryt")).to_be_focused()
    karin.page.keyboard.press("Escape")
    expect(remove).to_be_focused()
    karin.page.keyboard.press("Enter")
    expect(karin.button("Avbryt")).to_be_focused()
    karin.page.keyboard.press("Shift+Tab")
    karin.page.keyboard.press("Enter")
    expect(rows(karin.page)).to_have_count(1)
    expect(karin.page.get_by_label("Sök namn eller nummer")).to_be_focused()
    karin.page.reload()
    expect(rows(karin.page)).to_contain_text(["Växeln"])


def test_it_is_reached_from_the_desk_and_in_english(
    browser: Browser, base_url: str, system: System
) -> None:
    """B8: English too; and nobody but an administrator has the page."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as ulla:
        ulla.log_in(customer.agent, PASSWORD)
        expect(ulla.heading).to_have_text("Du är inloggad")
        ulla.open(PLACE)
        expect(ulla.heading).to_have_text("Du är inloggad")
    with visitor(browser, base_url, locale="en-GB") as karin:
        karin.open()
        karin.page.get_by_label("User id").fill(customer.admin)
        karin.page.get_by_label("Password", exact=True).fill(PASSWORD)
        karin.button("Log in").click()
        expect(karin.heading).to_have_text("You are logged in")
        karin.open(PLACE)
        expect(karin.heading).to_have_text("Phone book")
        file: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"12;Wrong"}
        karin.page.get_by_label("Choose a file").set_input_files(file)
        expect(karin.page.locator(".report-table")).to_contain_text(
            "The area or country code is missing"
        )
