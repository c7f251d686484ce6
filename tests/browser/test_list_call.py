"""An agent who gets numbers of a list (X4): the preview, the call, how it went."""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from jour.call_list import FORM, CallList, Result
from jour.number_rows import read
from jour.organisation import PasswordPolicy
from jour.store import keys
from jour.store.call_list_entries import CallListEntries
from jour.store.call_lists import CallLists
from jour.store.table import Table
from tests.browser.customers import PASSWORD, new_customer
from tests.browser.test_call_lists import campaign
from tests.browser.visitor import Visitor, visitor
from tests.e2e.firm import mobile_number
from tests.e2e.telephone import Telephone
from tests.e2e.test_calls import sweep
from tests.system import System


@dataclass(frozen=True)
class Desk:
    """An agent at their desk, their telephone, and the list that is rung."""

    ulla: Visitor
    telephone: Telephone
    customers: list[Telephone]
    lists: CallLists
    entries: CallListEntries
    call_list: CallList

    def talk(self, *, answers: bool = True) -> None:
        """Press 'Ring upp', answer, and have the customer answer and hang up, or refuse."""
        self.ulla.button("Ring upp").click()
        self.telephone.until("ringing")
        self.telephone.answer()
        customer = self.customers[0]
        customer.until("ringing")
        if answers:
            customer.answer()
            customer.until("in_call")
            customer.hang_up()
        else:
            customer.refuse()

    def now(self) -> CallList:
        return self.lists.get(self.call_list.org, self.call_list.id)


def new_desk(someone: Visitor, system: System) -> Desk:
    customer = new_customer(system, PasswordPolicy.STANDARD, groups=[campaign()])
    table = Table(system.client("dynamodb"), system.table)
    org = customer.agent.partition(".")[2]
    lists, now = CallLists(table), int(time.time() * 1000)
    results = (Result("ja", "Ja tack"), Result("nej", "Nej tack"))
    made = CallList(secrets.token_hex(6), org, "Våren", "kampanj", now, results, active=True)
    lists.add(made)
    numbers = [mobile_number() for _ in range(2)]
    rows = f"Nummer;Namn;Ort\n{numbers[0]};Åsa Öst;Mora\n{numbers[1]};Kalle;Orsa"
    lists.take_in(org, made.id, read(rows, FORM), "f", now)
    own = mobile_number()
    someone.log_in_as_agent(customer.agent, "Webb", phone=own, password=PASSWORD)
    sweep(system)
    customers = [Telephone(system, number) for number in numbers]
    entries = CallListEntries(table)
    return Desk(someone, Telephone(system, own), customers, lists, entries, made)


@pytest.fixture
def desk(browser: Browser, base_url: str, system: System) -> Iterator[Desk]:
    with visitor(browser, base_url) as someone:
        yield new_desk(someone, system)


def test_a_number_is_shown_rung_and_its_result_saved(desk: Desk) -> None:
    """Issue 7 point 6: preview before anything rings; then the next number comes by itself."""
    card = desk.ulla.page.locator("jour-list-call")
    expect(card.get_by_role("heading")).to_contain_text("Åsa Öst")
    expect(card).to_contain_text("Våren · Kampanj")
    expect(card).to_contain_text("Ort: Mora")
    assert desk.telephone.view()["state"] == "idle"
    desk.talk()
    expect(card).to_contain_text("Hur gick det?")
    card.get_by_label("Anteckning").fill("Vill ha två")
    desk.ulla.button("Ja tack").click()
    expect(card.get_by_role("heading")).to_contain_text("Kalle")
    counted = desk.now()
    assert (counted.result_count("ja"), counted.tally["done"]) == (1, 1)
    entry = desk.entries.get(counted.org, counted.id, desk.customers[0].number)
    assert entry is not None
    assert entry.attempts[0].note == "Vill ha två"


def test_a_call_again_is_promised_and_the_past_refused(desk: Desk) -> None:
    """'Ring igen kl …': a time that has passed is told before it is sent."""
    card = desk.ulla.page.locator("jour-list-call")
    expect(card).to_contain_text("Åsa Öst")
    desk.talk(answers=False)
    again = card.get_by_label("Ring igen kl.")
    again.fill("2020-01-01T10:00")
    desk.ulla.button("Ring igen").click()
    expect(card.get_by_role("alert")).to_have_text("Välj en tid som inte har varit.")
    again.fill(_tomorrow())
    desk.ulla.button("Ring igen").click()
    expect(card.get_by_role("heading")).to_contain_text("Kalle")
    counted = desk.now()
    assert (counted.tally["later"], counted.tally["not_reached"]) == (1, 1)


def _tomorrow() -> str:
    return time.strftime("%Y-%m-%dT%H:%M", time.localtime(time.time() + 86_400))


def test_a_number_that_may_not_be_rung_any_more_says_why(desk: Desk, system: System) -> None:
    """A list that is stopped meanwhile: the number goes back, and nobody's telephone rings."""
    card = desk.ulla.page.locator("jour-list-call")
    expect(card).to_contain_text("Åsa Öst")
    table = Table(system.client("dynamodb"), system.table)
    key = keys.call_list(desk.call_list.org, desk.call_list.id)
    stored = table.get(key)
    assert stored is not None
    table.put({**stored, "active": False})
    desk.ulla.button("Ring upp").click()
    expect(desk.ulla.page.get_by_text("Numret får inte ringas nu")).to_be_visible()
    expect(card).to_have_count(0)
    assert desk.telephone.view()["state"] == "idle"
    assert desk.now().tally["offered"] == 0
