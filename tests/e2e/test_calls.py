"""Calls through the whole deployed system: a customer rings, an agent's telephone rings.

Each test has an organisation of its own; only how contact events are sent is shared by all.
"""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from jour.contact import ContactState
from jour.store import keys
from jour.store.contacts import QUEUED, Contacts
from jour.store.expression import Update
from tests.connect import connect_event
from tests.e2e.firm import Agent, Firm, new_firm
from tests.e2e.telephone import PATIENCE_S, PhoneCall
from tests.e2e.test_credentials import invoke, until
from tests.system import System

MISSED = "Handläggaren svarade inte. Du är först i kön."


@pytest.fixture
def firm(system: System) -> Firm:
    return new_firm(system)


@contextmanager
def events_sent(system: System, **delivery: Any) -> Iterator[None]:
    """Contact events are sent like this for the block; afterwards as usual again."""
    url = f"{system.base_url}/sim/events"
    httpx.post(url, json=delivery, timeout=PATIENCE_S).raise_for_status()
    try:
        yield
    finally:
        httpx.post(url, json={}, timeout=PATIENCE_S).raise_for_status()


def state_of(agent: Agent) -> str:
    """The agent's own state, as the table has it now."""
    state: str = agent.ask("sync")["me"]["state"]
    return state


def bridged(view: dict[str, Any]) -> bool:
    return bool(view["state"] == "bridged")


def ringing(agent: Agent) -> Any:
    """Whether a call has come to ring at this agent's telephone."""
    return lambda view: view["ringing"] == agent.telephone.number


def talk(call: PhoneCall, agent: Agent) -> None:
    """The agent's telephone rings and is answered, and their client says so."""
    agent.telephone.until("ringing")
    agent.telephone.answer()
    call.until(bridged)
    agent.ask("accept", contact=call.id)


def sweep(system: System) -> None:
    """The sweep as its queue calls it, without waiting for the clock."""
    invoke(system, "sweep", {"Records": []})


def end_again(system: System, call: PhoneCall) -> None:
    """Connect's event that the call is over, once more."""
    detail = {"eventType": "DISCONNECTED", "contactId": call.id}
    invoke(system, "contact_events", {"source": "aws.connect", "detail": detail})


def test_the_offer_is_there_before_the_telephone_rings(firm: Firm) -> None:
    """D9: who calls is on the agent's screen by the time that anybody can see the telephone ring;
    the telephone shows the group's number."""
    with firm.agent("jonna") as jonna, firm.call() as call:
        phone = jonna.telephone.until("ringing")
        jonna.read_what_has_come()
        offer, *_ = [m for m in jonna.received if m["type"] == "offer"]
        assert phone == {
            "number": jonna.telephone.number,
            "state": "ringing",
            "from": firm.numbers["support"],
            "call": call.id,
        }
        told = {key: offer["contact"][key] for key in ("id", "group", "from", "calls_today")}
        assert told == {
            "id": call.id,
            "group": "support",
            "from": call.view()["from"],
            "calls_today": 1,
        }
        assert "Välkommen till Support." in call.said()


def test_a_call_from_ring_to_wrap_up(firm: Firm) -> None:
    """Issue 6.5, B5: the agent hangs up, the caller is thanked, a colleague sees it answered."""
    with firm.agent("jonna", "vaxel") as jonna, firm.agent("maja", "vaxel") as maja:
        maja.ask("status", status="paused", reason="lunch")
        with firm.call("vaxel") as call:
            talk(call, jonna)
            maja.until_shown(jonna.user, state="busy")
            maja.until_call(call.id, outcome="talking", agent=jonna.user)
            jonna.telephone.hang_up()
            assert call.to_its_end().endswith("Tack för samtalet.")
        line = maja.until_call(call.id, outcome="answered", agent_name="Jonna")
        assert line["answered_at"] < line["ended_at"]
        maja.until_shown(jonna.user, state="wrap_up")
        assert jonna.ask("wrap_up_done")["me"]["state"] == "available"
        maja.until_shown(jonna.user, state="available")


def test_refused_the_caller_goes_first_to_somebody_else(firm: Firm) -> None:
    """B4: before one who has waited longer; the agent who refused is told and not asked again."""
    with firm.agent("jonna") as jonna, firm.agent("maja", "support", "vaxel") as maja:
        maja.ask("status", status="paused", reason="lunch")
        with firm.call("vaxel") as older:
            maja.until_queued(older.id)
            with firm.call() as call:
                jonna.telephone.until("ringing")
                jonna.telephone.refuse()
                assert jonna.until_told("withdrawn", call.id)["reason"] == "no_answer"
                first, second = maja.until_queued(call.id, older.id)
                assert (first["front"], second["front"]) == (True, False)
                call.until(lambda view: view["transcript"][-1]["say"] == MISSED)
                assert state_of(jonna) == "available"
                maja.ask("status", status="available")
                call.hurry(ringing(maja))
                maja.until_queued(older.id)


def test_two_misses_in_a_row_pause(firm: Firm) -> None:
    """B4: paused and told why; available again with one click."""
    with firm.agent("jonna") as jonna, ExitStack() as callers:
        for _ in range(2):
            call = callers.enter_context(firm.call())
            jonna.telephone.until("ringing")
            jonna.telephone.refuse()
            assert jonna.until_told("withdrawn", call.id)["reason"] == "no_answer"
        jonna.until_shown(jonna.user, state="paused", reason="no_answer")
        assert jonna.ask("sync")["me"]["misses"] == 2
        me = jonna.ask("status", status="available")["me"]
        assert (me["state"], me["misses"]) == ("available", 0)


def test_a_caller_who_hangs_up_in_the_queue_is_nobodys_offer(firm: Firm) -> None:
    """Issue 6.5, M4: the queue that watchers see fills and empties; the call was abandoned."""
    with firm.agent("jonna") as jonna:
        jonna.ask("status", status="paused", reason="lunch")
        with firm.call() as call:
            (one,) = jonna.until_queued(call.id)
            assert (one["from"], one["front"]) == (call.view()["from"], False)
        jonna.until_queued()
        jonna.until_call(call.id, outcome="abandoned")
        jonna.ask("status", status="available")
        assert state_of(jonna) == "available"
        assert not [m for m in jonna.received if m["type"] in ("offer", "withdrawn")]


def test_a_caller_who_hangs_up_while_it_rings_takes_the_offer_back(firm: Firm) -> None:
    """Issue 6.5: the agent is told and free for the next one."""
    with firm.agent("jonna") as jonna:
        with firm.call() as call:
            jonna.telephone.until("ringing")
        assert jonna.until_told("withdrawn", call.id)["reason"] == "caller_hung_up"
        jonna.until_call(call.id, outcome="abandoned", talked_s=None)
        with firm.call() as following:
            following.hurry(ringing(jonna))


def test_a_caller_who_hangs_up_in_the_conversation_frees_the_agent(firm: Firm) -> None:
    """Issue 6.5: answered; nothing to withdraw, and nothing to wrap up where the group has none."""
    with firm.agent("jonna") as jonna:
        with firm.call() as call:
            talk(call, jonna)
        jonna.until_call(call.id, outcome="answered")
        assert state_of(jonna) == "available"
        assert not [m for m in jonna.received if m["type"] == "withdrawn"]


def test_a_silent_caller_leaves_the_queue_with_their_lease(firm: Firm) -> None:
    """Issue 6.5: the event that a waiting caller hung up is lost; lease and sweep end the contact.
    The lease is set back in the table instead of waited for."""
    with events_sent(firm.system, copies=0), firm.agent("jonna") as jonna:
        jonna.ask("status", status="paused", reason="lunch")
        with firm.call() as call:
            jonna.until_queued(call.id)
        sweep(firm.system)
        contact = Contacts(firm.table).get(call.id)
        assert contact
        assert contact.state is ContactState.WAITING, "the lease still holds"
        key = keys.ticket(firm.id, call.id, contact.arrived_at, front=False)
        firm.table.update(key, Update().when(QUEUED).set(alive_until=contact.arrived_at))
        sweep(firm.system)
        jonna.until_queued()
        jonna.until_call(call.id, outcome="abandoned")


def test_a_conversation_whose_end_got_lost_is_asked_for(firm: Firm) -> None:
    """Issue 6.5: DescribeContact tells the sweep that a long conversation is over, or is not.
    Its minute is set back in the table instead of waited for."""
    with events_sent(firm.system, copies=0), firm.agent("jonna") as jonna:
        with firm.call() as call:
            talk(call, jonna)
            key = keys.session(firm.id, jonna.user)
            firm.table.update(key, Update().assign("#occupied.#since = :long_ago", long_ago=0))
            sweep(firm.system)
            assert jonna.ask("sync")["me"]["state"] == "busy", "they still talk"
        sweep(firm.system)
        jonna.until_call(call.id, outcome="answered")
        assert state_of(jonna) == "available"


def test_events_that_come_late_and_twice_change_nothing_more(firm: Firm) -> None:
    """Issue 6.5: the first one frees the agent, the others find the agent with the next caller."""
    with firm.agent("jonna") as jonna:
        with events_sent(firm.system, copies=2, delay_s=1), firm.call() as call:
            talk(call, jonna)
        before = jonna.until_call(call.id, outcome="answered")
        with firm.call() as following:
            talk(following, jonna)
            for _ in range(2):
                end_again(firm.system, call)
            shown = jonna.ask("sync")
            assert (shown["me"]["state"], shown["me"]["contact"]["id"]) == ("busy", following.id)
            assert jonna.calls[call.id] == before


def test_a_closed_group_and_nobody_there_are_said(system: System) -> None:
    """Issue 6.2: the caller hears it and is not kept; both stand among today's calls."""
    firm = new_firm(system, support_hours={})
    with firm.call("vaxel") as nobody:
        told = nobody.to_its_end()
    assert told == "Ingen på Växel kan svara just nu. Ring gärna igen senare."
    with firm.agent("jonna") as jonna, firm.call() as closed:
        assert closed.to_its_end() == "Support har stängt just nu. Välkommen tillbaka."
        jonna.until_call(closed.id, outcome="closed")
        jonna.until_call(nobody.id, outcome="nobody")


def test_of_two_groups_the_oldest_goes_first(firm: Firm) -> None:
    """Issue 6.1: one agent of both is rung for whoever has waited longest, then for the other."""
    with firm.agent("jonna", "support", "vaxel") as jonna:
        jonna.ask("status", status="paused", reason="lunch")
        with firm.call("vaxel") as older:
            jonna.until_queued(older.id)
            with firm.call() as newer:
                jonna.until_queued(older.id, newer.id)
                jonna.ask("status", status="available")
                older.hurry(ringing(jonna))
                jonna.until_queued(newer.id)
                older.hang_up()
                newer.hurry(ringing(jonna))


def test_a_login_replaced_after_the_offer_is_not_rung(firm: Firm) -> None:
    """B2, X1: the number that is dialled is the newest login's. The flow's questions are asked
    here, so that the next poll comes after the login, however slow the machine is."""
    contact = secrets.token_hex(8)

    def flow(op: str) -> dict[str, str]:
        event = connect_event(contact, "+46701740699", {"op": op}, firm.numbers["support"])
        answer: dict[str, str] = invoke(firm.system, "call_routing", event)
        return answer

    with firm.agent("jonna") as older:
        older.ask("status", status="paused", reason="lunch")
        assert flow("arrive")["next"] == "wait"
        older.ask("status", status="available")
        older.until_told("offer", contact)
        with Agent(firm.system, older.user, channel="mobile") as newer:
            assert older.until(lambda m: m["type"] == "logged_out")["reason"] == "replaced"
            answer = until(lambda: (a := flow("poll"))["next"] == "dial" and a)
            assert answer["number"] == newer.telephone.number
            newer.until_told("offer", contact)
        assert flow("leave")["next"] == "end"


def test_callers_are_hidden_from_other_groups(firm: Firm) -> None:
    """Issue 6.7: who does not staff the group sees that somebody calls, and not who."""
    with firm.agent("jonna") as jonna, firm.agent("vera", "vaxel") as vera:
        jonna.ask("status", status="paused", reason="lunch")
        with firm.call() as call:
            number = call.view()["from"]
            (mine,), (theirs,) = jonna.until_queued(call.id), vera.until_queued(call.id)
            assert (mine["from"], theirs["from"]) == (number, None)
            assert jonna.until_call(call.id, outcome="waiting")["from"] == number
            assert vera.until_call(call.id, outcome="waiting")["from"] is None
            vera.ask("sync")
            assert not [m for m in vera.received if number in repr(m)]
