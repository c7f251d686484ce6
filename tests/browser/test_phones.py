"""The row of simulated telephones: what a person does there instead of ringing for real."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.visitor import Visitor, visitor

ANNA = "+46701740605"
SARA = "+46701740615"
CUSTOMER = "+46701740690"
SERVICE = "+46846500401"
CALL: dict[str, Any] = {
    "id": "c1",
    "from": SARA,
    "to": SERVICE,
    "state": "in_flow",
    "transcript": [{"say": "Slå din pinkod.", "language": "sv-SE", "at": "2026-01-02T08:00:00Z"}],
    "ringing": None,
    "bridged_to": None,
    "wants_digits": True,
    "ended_by": None,
}


@contextmanager
def at_the_phones(browser: Browser, base_url: str, **options: Any) -> Iterator[Visitor]:
    """Somebody who is not logged in, in front of the row."""
    with visitor(browser, base_url, **options) as someone:
        someone.open("/phones")
        expect(phone(someone.page, ANNA)).to_be_visible()
        yield someone


def phone(page: Page, number: str) -> Locator:
    """The telephone with this number."""
    return page.locator(f'.phone[data-number="{number}"]')


def ring(telephone: Locator, number: str) -> None:
    """Ring a number from the telephone's own directory."""
    telephone.locator(f'[data-to="{number}"]').click()


def said(telephone: Locator) -> Locator:
    """What has been said in the call, as captions."""
    return telephone.get_by_role("log", name="Det som sägs")


def test_annas_phone_toggles_her_in_and_out(browser: Browser, base_url: str) -> None:
    """F9, F10: each call from a registered phone toggles; the sentence names the result."""
    with at_the_phones(browser, base_url) as someone:
        annas = phone(someone.page, ANNA)
        ring(annas, SERVICE)
        _hear_out(annas)
        first = said(annas).inner_text()
        annas.get_by_role("button", name="Ring igen").click()
        _hear_out(annas)
        second = said(annas).inner_text()
        states = {"inloggad" in first.lower(), "inloggad" in second.lower()}
        assert states == {True, False}, (first, second)
        into = first if "inloggad" in first.lower() else second
        out = second if into is first else first
        assert "Support" in into
        assert "utloggad" in out.lower()


def _hear_out(telephone: Locator) -> None:
    expect(telephone).to_contain_text("Jour lade på")
    expect(said(telephone)).not_to_be_empty()


def test_a_hidden_number_is_refused_aloud(browser: Browser, base_url: str) -> None:
    """F6: a withheld number changes nothing, and the call says so."""
    with at_the_phones(browser, base_url) as someone:
        annas = phone(someone.page, ANNA)
        annas.get_by_role("switch", name="Hemligt nummer").click()
        ring(annas, SERVICE)
        expect(said(annas)).to_contain_text("Inget är ändrat")
        expect(annas).to_contain_text("Jour lade på")


def test_any_number_can_be_tried(browser: Browser, base_url: str) -> None:
    """Issue 5: a phone with a number that is none can be put in the row, and is refused aloud."""
    with at_the_phones(browser, base_url) as someone:
        someone.page.get_by_label("Nummer", exact=True).fill("12345")
        someone.button("Lägg till").click()
        odd = phone(someone.page, "12345")
        expect(odd).to_be_focused()
        someone.page.reload()
        ring(odd, SERVICE)
        expect(said(odd)).to_contain_text("Inget är ändrat")


def test_digits_of_a_pin_arrive_in_order_until_the_red_key(browser: Browser, base_url: str) -> None:
    """B7: pressed or typed while the call waits, digits are sent one by one; red hangs up."""
    call = dict(CALL)
    sent: list[str] = []

    def take(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "")["digits"])
        route.fulfill(status=204)

    def end(route: Route) -> None:
        call.update(state="ended", wants_digits=False, ended_by="caller")
        route.fulfill(status=204)

    with visitor(browser, base_url) as someone:
        page = someone.page
        page.route("**/sim/calls", lambda route: route.fulfill(status=201, json=call))
        page.route("**/sim/calls/c1", lambda route: route.fulfill(json=call))
        page.route("**/sim/calls/c1/dtmf", take)
        page.route("**/sim/calls/c1/hangup", end)
        someone.open("/phones")
        saras = phone(page, SARA)
        ring(saras, SERVICE)
        expect(said(saras)).to_have_text("Slå din pinkod.")
        expect(saras).to_contain_text("avsluta med #")
        saras.get_by_role("button", name="2", exact=True).click()
        saras.get_by_role("button", name="5", exact=True).click()
        expect(saras).to_be_focused()
        with page.expect_response(lambda answer: '"#"' in (answer.request.post_data or "")):
            page.keyboard.type("80#")
        expect(saras.locator(".echo-digits")).to_have_text("2580#")
        assert sent == list("2580#")
        saras.get_by_role("button", name="Lägg på").click()
        expect(saras).to_contain_text("Du lade på")
        expect(saras.locator(".echo-digits")).to_have_count(0)
        saras.get_by_role("button", name="Rensa").click()
        expect(saras).to_contain_text("Slå ett nummer")


def test_a_call_is_hung_up_for_real(browser: Browser, base_url: str) -> None:
    """Issue 5: hung up from the page, a call is over for the network too, whoever was first."""
    with at_the_phones(browser, base_url) as someone:
        customers = phone(someone.page, CUSTOMER)
        with someone.page.expect_response("**/sim/calls") as started:
            ring(customers, SERVICE)
        customers.press("Escape")
        address = f"{base_url}/sim/calls/{started.value.json()['id']}"
        someone.page.wait_for_function(
            "address => fetch(address).then(a => a.json()).then(call => call.state === 'ended')",
            arg=address,
        )


def test_a_phone_that_rings_is_answered_and_hung_up(browser: Browser, base_url: str) -> None:
    """Issue 5: an agent's phone that is rung shows who rings, and takes an answer by keyboard."""
    state = {"number": ANNA, "state": "ringing", "from": CUSTOMER, "call": "c9"}
    acts: list[str] = []

    def act(route: Route) -> None:
        acts.append(route.request.url.rsplit("/", 1)[1])
        state["state"] = "in_call" if acts[-1] == "answer" else "idle"
        route.fulfill(status=204)

    with visitor(browser, base_url) as someone:
        page = someone.page
        page.route("**/sim/phones", lambda route: route.fulfill(json={"phones": [state]}))
        page.route("**/sim/phones/*/*", act)
        someone.open("/phones")
        annas = phone(page, ANNA)
        expect(annas).to_contain_text("Kund 1")
        expect(annas).to_have_accessible_name("Anna Andersson, ringer")
        annas.press("Enter")
        expect(annas).to_contain_text("I samtal")
        annas.press("Escape")
        expect(annas).to_contain_text("Slå ett nummer")
        assert acts == ["answer", "hangup"]


def test_events_are_sent_as_chosen(browser: Browser, base_url: str) -> None:
    """Issue 6.10: in time, late, twice or lost, seen by everybody who looks; in time again."""

    with at_the_phones(browser, base_url) as someone:
        page = someone.page
        for label, way, delivery in (
            ("sena", "late", {"delay_s": 20, "copies": 1, "shuffled": False}),
            ("dubbla", "twice", {"delay_s": 0, "copies": 2, "shuffled": False}),
            ("borta", "gone", {"delay_s": 0, "copies": 0, "shuffled": False}),
            ("i tid", "in_time", {"delay_s": 0, "copies": 1, "shuffled": False}),
        ):
            group = page.get_by_role("group", name="Händelser från telefonväxeln")
            with page.expect_response("**/sim/events"):
                group.get_by_label(label, exact=True).check(force=True)
            assert page.request.get(f"{base_url}/sim/events").json() == delivery
            page.reload()
            expect(phone(page, ANNA)).to_be_visible()
            expect(page.locator('input[name="events"]:checked')).to_have_value(way)


def test_events_that_cannot_be_changed_stand_as_before(browser: Browser, base_url: str) -> None:
    """Issue 6.10: the choice goes back to what is true."""
    with at_the_phones(browser, base_url) as someone:
        page = someone.page

        def refuse(route: Route) -> None:
            if route.request.method == "POST":
                route.fulfill(status=500, json={})
            else:
                route.continue_()

        page.route("**/sim/events", refuse)
        page.get_by_label("borta", exact=True).check(force=True)
        expect(page.locator('input[name="events"]:checked')).to_have_value("in_time")
        # The browser logs the refusal, as it should.
        someone.complaints.clear()


def test_a_network_that_does_not_answer_is_said_so(browser: Browser, base_url: str) -> None:
    """Issue 5: the page says that nothing answers, asks again, and takes it back."""
    with visitor(browser, base_url) as someone:
        someone.page.route("**/sim/phones", lambda route: route.abort())
        someone.open("/phones")
        expect(someone.page.get_by_text("Telefonnätet svarar inte")).to_be_visible()
        expect(phone(someone.page, ANNA)).to_be_visible()
        someone.page.unroute("**/sim/phones")
        expect(someone.page.get_by_text("Telefonnätet svarar inte")).to_be_hidden()
        # The browser logs each request that came to nothing, as it should.
        someone.complaints.clear()


def test_elsewhere_there_are_no_phones(browser: Browser, base_url: str) -> None:
    """A deployed system has no such addresses; the page says so instead of failing."""
    with visitor(browser, base_url) as someone:
        page = {"content_type": "text/html", "body": "<!doctype html>"}
        someone.page.route("**/sim/*", lambda route: route.fulfill(status=200, **page))
        someone.open("/phones")
        expect(someone.heading).to_have_text("Här finns inga låtsastelefoner")
