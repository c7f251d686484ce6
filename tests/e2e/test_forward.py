"""Calls that are sent on, through the whole deployed system (W2, issue 7.4), as from /phones."""

from typing import Any

import pytest

from tests.e2e.desk import get, post
from tests.e2e.firm import Agent, Firm, mobile_number, new_firm
from tests.e2e.telephone import PhoneCall, Telephone
from tests.system import System


@pytest.fixture
def firm(system: System) -> Firm:
    return new_firm(system)


def talk(call: PhoneCall, agent: Agent) -> None:
    agent.telephone.until("ringing")
    agent.telephone.answer()
    call.until(lambda view: view["state"] == "bridged")
    agent.ask("accept", contact=call.id)


def send(agent: Agent, call: PhoneCall, act: str, body: Any) -> None:
    """Through the page of the agent who has the call."""
    answer = post(agent.telephone.system, f"/api/calls/{call.id}/{act}", agent.cookie, body)
    assert answer.status_code == 202, answer.text


def hops(line: dict[str, Any]) -> list[tuple[str, str]]:
    """Where a call of today's list was sent, and what came of it."""
    return [(hop["to"], hop["result"]) for hop in line["hops"]]


def test_a_colleague_who_does_not_answer_gives_the_caller_back(firm: Firm) -> None:
    """W2: Maja is rung only once Jonna has hung up; she refuses, and Jonna's telephone rings."""
    with firm.agent("jonna") as jonna, firm.agent("maja", "vaxel") as maja, firm.call() as call:
        talk(call, jonna)
        send(jonna, call, "forward", {"to": {"user": maja.user}})
        assert maja.telephone.view()["state"] == "idle"
        jonna.telephone.hang_up()
        maja.until_told("offer", call.id)
        maja.telephone.until("ringing")
        maja.telephone.refuse()
        jonna.telephone.until("ringing")
        jonna.telephone.answer()
        call.until(lambda view: view["bridged_to"] == jonna.telephone.number)
        came = [(maja.user, "no_answer")]
        jonna.until(lambda _: hops(jonna.calls[call.id]) == came)
        jonna.telephone.hang_up()
        assert call.to_its_end().endswith("Tack för samtalet.")
        jonna.until_shown(jonna.user, state="available")
        maja.until_shown(maja.user, state="available")


def test_a_number_outside(firm: Firm, system: System) -> None:
    """W2: rung with the group's number shown; when it hangs up the caller is thanked."""
    outside = Telephone(system, mobile_number())
    with firm.agent("jonna") as jonna, firm.call() as call:
        talk(call, jonna)
        send(jonna, call, "forward", {"to": {"number": outside.number}})
        jonna.telephone.hang_up()
        assert outside.until("ringing")["from"] == firm.numbers["support"]
        assert "Du kopplas vidare." in call.said()
        outside.answer()
        call.until(lambda view: view["bridged_to"] == outside.number)
        jonna.until_shown(jonna.user, state="available")
        outside.hang_up()
        assert call.to_its_end().endswith("Tack för samtalet.")
        jonna.until_call(call.id, outcome="answered")


def test_another_group(firm: Firm) -> None:
    """W2: the caller stands in its queue and is answered there."""
    with firm.agent("jonna") as jonna, firm.agent("maja", "vaxel") as maja, firm.call() as call:
        talk(call, jonna)
        send(jonna, call, "forward", {"to": {"group": "vaxel"}})
        jonna.telephone.hang_up()
        maja.telephone.until("ringing")
        maja.telephone.answer()
        call.until(lambda view: view["bridged_to"] == maja.telephone.number)
        assert jonna.until_call(call.id, group="vaxel", agent=maja.user)


def test_a_conference_with_two_invited(firm: Firm, system: System) -> None:
    """W2: the caller, Jonna and two others meet in the room; all others hang up, it is over."""
    invited = [Telephone(system, mobile_number()) for _ in range(2)]
    with firm.agent("jonna") as jonna, firm.call() as call:
        talk(call, jonna)
        numbers = [one.number for one in invited]
        send(jonna, call, "conference", {"room": "rum", "invite": numbers})
        jonna.telephone.hang_up()
        call.until(lambda view: view["bridged_to"] == firm.bridge)
        for phone in (jonna.telephone, *invited):
            joining = PhoneCall(system, phone.until("ringing")["call"])
            phone.answer()
            joining.press("1")
            joining.until(lambda view: view["bridged_to"] == firm.bridge)
        inside = Telephone(system, firm.bridge).view()["inside"]
        assert inside == [call.view()["from"], jonna.telephone.number, *numbers]
        jonna.until_shown(jonna.user, state="paused", reason="conference")
        Telephone(system, firm.bridge).hang_up()
        assert call.to_its_end().endswith("Tack för samtalet.")
        (line,) = get(system, "/api/calls", jonna.cookie).json().values()
        assert line == []
