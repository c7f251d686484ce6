"""Calls to softphones (D7) through the whole deployed system and the simulated Amazon Connect."""

from contextlib import suppress
from typing import Any

import pytest

from tests.e2e.desk import Client
from tests.e2e.firm import Firm, new_firm
from tests.e2e.telephone import Telephone
from tests.e2e.test_credentials import until
from tests.system import System


@pytest.fixture
def firm(system: System) -> Firm:
    return new_firm(system)


def _is(agent: Client, state: str) -> Any:
    """Whether the agent's own state is this one, as the table has it now."""
    return lambda: agent.ask("sync")["me"]["state"] == state


def _ringing_at_last(telephone: Telephone) -> None:
    """A softphone is let ring for 25 s before another agent's telephone does."""
    with suppress(TimeoutError):
        telephone.until("ringing")
    telephone.until("ringing")


def test_a_softphone_rings_is_answered_and_hangs_up(firm: Firm) -> None:
    """D7, D9: the offer is there before it rings; Connect's events alone make the agent busy, and
    free again."""
    agent, softphone = firm.softphone_agent("jonna")
    with agent, firm.call() as call:
        assert softphone.until("ringing")["contact"] == call.id
        agent.read_what_has_come()
        # Hand-out and the caller's flow may both tell; the client takes a copy for one.
        assert {m["contact"]["id"] for m in agent.received if m["type"] == "offer"} == {call.id}
        softphone.answer()
        until(_is(agent, "busy"))
        assert call.view()["state"] == "bridged"
        softphone.hang_up()
        assert call.until(lambda view: view["state"] == "ended")["ended_by"] == "agent"
        until(_is(agent, "available"))
        agent.until_call(call.id, outcome="answered")


def test_an_unanswered_softphone_passes_the_call_on(firm: Firm) -> None:
    """B4, D7: the caller leaves its agent's queue in Connect, keeps the place, and the next agent's
    telephone rings; that the first segment has ended does not end the call."""
    agent, softphone = firm.softphone_agent("jonna")
    with agent, firm.call() as call:
        softphone.until("ringing")
        with firm.agent("karin") as karin:
            _ringing_at_last(karin.telephone)
            assert softphone.view()["state"] == "idle"
            assert agent.ask("sync")["me"]["misses"] == 1
            karin.telephone.answer()
            call.until(lambda view: view["state"] == "bridged")
            karin.telephone.hang_up()
            assert call.to_its_end().endswith("Tack för samtalet.")
            karin.until_call(call.id, outcome="answered", agent=karin.user)


def test_a_caller_who_hangs_up_stops_the_ringing(firm: Firm) -> None:
    """Issue 6.5: nobody is left with a softphone that rings, or an offer without a caller."""
    agent, softphone = firm.softphone_agent("jonna")
    with agent, firm.call() as call:
        softphone.until("ringing")
        call.hang_up()
        softphone.until("idle")
        until(_is(agent, "available"))
        agent.until_call(call.id, outcome="abandoned")
