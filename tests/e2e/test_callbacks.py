"""Callbacks through the whole deployed system (issue 7): asked for, rung, and sent by SMS."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.e2e.desk import Client, post
from tests.e2e.firm import Agent, Firm, mobile_number, new_firm
from tests.e2e.telephone import PhoneCall, Telephone, ring
from tests.e2e.test_calls import sweep
from tests.e2e.test_credentials import until
from tests.e2e.test_sms import distance_agent, texts_to
from tests.system import System

SOON: dict[str, Any] = {"callback_after_s": 5, "callback_retry_s": 1, "callback_attempts": 2}


@pytest.fixture
def firm(system: System) -> Firm:
    return new_firm(system, **SOON)


@contextmanager
def calling(firm: Firm) -> Iterator[tuple[PhoneCall, Telephone]]:
    """A customer who rings Support from a telephone of their own."""
    number = mobile_number()
    call = ring(firm.system, number, firm.numbers["support"])
    try:
        yield call, Telephone(firm.system, number)
    finally:
        call.hang_up()


def ask_for_callback(call: PhoneCall) -> str:
    """Wait until it is offered, press 1, and 1 again; the callback's contact."""
    call.hurry(lambda view: any("Tryck 1 så" in line["say"] for line in view["transcript"]))
    call.press("1")
    call.until(lambda view: "Vi ringer upp dig på" in view["transcript"][-1]["say"])
    call.press("1")
    said = call.to_its_end()
    assert "Du har kvar din plats, och vi ringer upp dig" in said
    return f"{call.id}.cb"


def act(agent: Client, contact: str, what: str, **body: Any) -> None:
    answer = post(agent.system, f"/api/callbacks/{contact}/{what}", agent.cookie, body or None)
    assert answer.status_code == 202, answer.text


def rung_up(agent: Agent, contact: str) -> None:
    """Offered, 'Ring upp', and the agent's own telephone answered."""
    agent.until_told("offer", contact)
    act(agent, contact, "dial")
    agent.telephone.until("ringing")
    agent.telephone.answer()


def test_not_reached_then_reached(firm: Firm) -> None:
    """Issue 7.2: the agent's telephone first, then the customer's; refused, so tried again; the
    customer's telephone shows the group's number."""
    with firm.agent("jonna") as jonna:
        jonna.ask("status", status="paused", reason="lunch")
        with calling(firm) as (call, customer):
            contact = ask_for_callback(call)
        (waiting,) = jonna.until_queued(contact)
        assert waiting["kind"] == "callback"
        jonna.ask("status", status="available")
        rung_up(jonna, contact)
        assert customer.until("ringing")["from"] == firm.numbers["support"]
        customer.refuse()
        jonna.until_call(contact, outcome="waiting")
        act(jonna, contact, "done", result="later", note="Upptaget")
        jonna.received.clear()
        until(lambda: _is_offered_by_the_sweep(jonna))
        rung_up(jonna, contact)
        customer.until("ringing")
        customer.answer()
        jonna.telephone.until("in_call")
        customer.hang_up()
        done = jonna.until_call(contact, outcome="answered")
        assert [one["result"] for one in done["attempts"]] == ["later", "reached"]
        act(jonna, contact, "done", result="done", note="Klart")
        jonna.telephone.until("idle")
        assert jonna.ask("sync")["me"]["state"] == "available"


def test_a_softphone_rings_once_the_customer_has_answered(firm: Firm) -> None:
    """D7, issue 7.2: the customer first, greeted by the group's name; then the softphone, which
    knows the callback by its own name; Connect's events alone begin and end the conversation."""
    agent, softphone = firm.softphone_agent("jonna")
    with agent:
        agent.ask("status", status="paused", reason="lunch")
        with calling(firm) as (call, customer):
            contact = ask_for_callback(call)
        softphone.view()
        agent.ask("status", status="available")
        agent.until_told("offer", contact)
        act(agent, contact, "dial")
        assert customer.until("ringing")["from"] == firm.numbers["support"]
        assert softphone.view()["state"] == "idle"
        customer.answer()
        assert softphone.until("ringing")["contact"] == contact
        assert agent.ask("sync")["me"]["ringing"]
        softphone.answer()
        until(lambda: agent.ask("sync")["me"]["state"] == "busy")
        assert customer.view()["state"] == "in_call"
        softphone.hang_up()
        done = agent.until_call(contact, outcome="answered")
        assert [one["result"] for one in done["attempts"]] == ["reached"]
        act(agent, contact, "done", result="done", note="Klart")
        customer.until("idle")
        assert agent.ask("sync")["me"]["state"] == "available"


def _is_offered_by_the_sweep(agent: Agent) -> bool:
    sweep(agent.telephone.system)
    return bool(agent.ask("sync")["me"]["state"] == "offered")


def test_her_own_telephone_not_answered_counts_as_a_miss(firm: Firm) -> None:
    """Issue 7.2: by Connect's event; the customer is not rung."""
    with firm.agent("jonna") as jonna:
        jonna.ask("status", status="paused", reason="lunch")
        with calling(firm) as (call, customer):
            contact = ask_for_callback(call)
        jonna.ask("status", status="available")
        jonna.until_told("offer", contact)
        act(jonna, contact, "dial")
        jonna.telephone.until("ringing")
        jonna.telephone.refuse()
        jonna.until_told("withdrawn", contact)
        assert jonna.ask("sync")["me"]["misses"] == 1
        assert customer.view()["state"] == "idle"


def test_a_distance_agent_is_sent_the_number(firm: Firm) -> None:
    """F12: number, group and when, in one text message; then the callback is out of the queue."""
    with firm.agent("jonna") as watching:
        watching.ask("status", status="paused", reason="lunch")
        with calling(firm) as (call, customer):
            contact = ask_for_callback(call)
        number = mobile_number()
        distance_agent(firm, number)
        watching.until_call(contact, outcome="handed_over")
        (text,) = until(lambda: texts_to(firm.system, number))
        assert text.startswith("Ring upp 07")
        assert text.partition(".")[0].endswith(customer.number[-2:])
        assert "Support, bad om att bli uppringd kl" in text
        watching.until_queued()
