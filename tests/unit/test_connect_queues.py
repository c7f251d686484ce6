"""Calls in the queues of the simulated Amazon Connect, and the softphones that ring there (D7)."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import pytest

from local.connect.call import Call, CallState, EndedBy
from local.connect.flow import Flow
from local.connect.language import CUSTOMER_QUEUE
from local.connect.phones import PhoneState, WrongState
from local.connect.queues import RINGS_S
from local.connect.softphones import CONNECTED_S
from tests.telephony import CALLER, QUEUE_FLOW, Exchange, Function, action, flow, heard, say
from tests.virtual_time import now, run

AGENT = "0a4e7f64-5a0e-4a3c-9d0e-467017406050"
FULL = {"QueueAtCapacity": "end", "NoMatchingError": "end"}
CALL = flow(
    action(
        "hook",
        "UpdateContactEventHooks",
        "target",
        {"NoMatchingError": "end"},
        EventHooks={"CustomerQueue": QUEUE_FLOW},
    ),
    action(
        "target", "UpdateContactTargetQueue", "queue", {"NoMatchingError": "end"}, AgentId=AGENT
    ),
    action("queue", "TransferContactToQueue", "end", FULL),
)


def hold(seconds: int, next: str) -> Any:
    """Hold for so long, if nobody answers."""
    return action(
        "hold",
        "MessageParticipantIteratively",
        next,
        {"NoMatchingError": "end"},
        {"MessagesInterrupted": next},
        Messages=[{"Text": "Hold."}],
        InterruptFrequencySeconds=str(seconds),
    )


HOLD = flow(hold(25, "sorry"), say("sorry", "Nobody."), kind=CUSTOMER_QUEUE)
Plot = Callable[[Exchange, Call], Coroutine[Any, Any, None]]


@dataclass
class Ended:
    """A call at its end, when that was, and what was told of it."""

    call: Call
    at: float
    events: list[Any]

    @property
    def kinds(self) -> list[str]:
        return [event["detail"]["eventType"] for event in self.events]


async def nothing(exchange: Exchange, call: Call) -> None:
    """Let the call take its course."""


def called(plot: Plot = nothing, queue_flow: Flow = HOLD, *, online: bool = True) -> Ended:
    """A call to its end, with what somebody does meanwhile."""

    async def all_of_it() -> Ended:
        told = Function({})
        exchange = Exchange(CALL, told=told, queue_flow=queue_flow)
        if online:
            exchange.softphones.view(AGENT)
        call = exchange.ring()
        await plot(exchange, call)
        while call.state is not CallState.ENDED:
            await asyncio.sleep(0.1)
        ended_at = now()
        await asyncio.sleep(1)
        return Ended(call, ended_at, told.events)

    return run(all_of_it())


async def answered(exchange: Exchange, call: Call) -> None:
    """The softphone has rung for 5 s and is answered."""
    await asyncio.sleep(5)
    view = exchange.softphones.view(AGENT)
    assert view == {"agent": AGENT, "state": "ringing", "from": CALLER, "contact": call.id}
    exchange.softphones.answer(AGENT)
    await asyncio.sleep(2)


def test_an_agent_answers_and_hangs_up() -> None:
    """D7: the queue's flow is over once they talk; hanging up ends the contact, and both are told
    with the agent."""

    async def plot(exchange: Exchange, call: Call) -> None:
        await answered(exchange, call)
        assert call.state is CallState.BRIDGED
        exchange.softphones.hang_up(AGENT)

    ended = called(plot)
    assert (ended.call.ended_by, heard(ended.call)) == (EndedBy.AGENT, ["Hold."])
    assert ended.kinds == ["CONNECTED_TO_AGENT", "DISCONNECTED"]
    for event in ended.events:
        assert event["detail"]["agentInfo"]["agentArn"].endswith(f"/agent/{AGENT}")


def test_a_caller_hangs_up_while_they_talk() -> None:
    """The softphone is idle again."""

    async def plot(exchange: Exchange, call: Call) -> None:
        await answered(exchange, call)
        await exchange.board.hang_up(call.id)
        assert exchange.softphones.view(AGENT)["state"] == PhoneState.IDLE

    assert called(plot).call.ended_by is EndedBy.CALLER


def test_it_rings_for_twenty_seconds() -> None:
    """B4: then it is missed, while the flow goes on as it had."""

    async def plot(exchange: Exchange, call: Call) -> None:
        await asyncio.sleep(RINGS_S - 1)
        assert exchange.softphones.view(AGENT)["state"] == PhoneState.RINGING
        await asyncio.sleep(2)
        assert exchange.softphones.view(AGENT)["state"] == PhoneState.IDLE
        with pytest.raises(WrongState, match="softphone_not_ringing"):
            exchange.softphones.answer(AGENT)

    ended = called(plot)
    assert (heard(ended.call), round(ended.at)) == (["Hold.", "Nobody."], 25)
    assert "agentInfo" not in ended.events[-1]["detail"]


def test_a_refusal_is_a_miss() -> None:
    """As Connect: the caller hears nothing of it."""

    async def plot(exchange: Exchange, call: Call) -> None:
        await asyncio.sleep(1)
        exchange.softphones.reject(AGENT)
        await asyncio.sleep(1)
        assert call.state is CallState.IN_FLOW

    assert heard(called(plot).call) == ["Hold.", "Nobody."]


def test_without_a_client_nothing_rings() -> None:
    """As an agent who is offline: a client that has not asked for 10 s is gone."""

    async def plot(exchange: Exchange, call: Call) -> None:
        await asyncio.sleep(1)
        assert call.state is CallState.IN_FLOW
        assert exchange.softphones.view(AGENT)["state"] == PhoneState.IDLE

    called(plot, online=False)

    async def late() -> None:
        exchange = Exchange(CALL, queue_flow=HOLD)
        exchange.softphones.view(AGENT)
        await asyncio.sleep(CONNECTED_S + 1)
        call = exchange.ring()
        await asyncio.sleep(1)
        assert call.state is CallState.IN_FLOW
        await exchange.board.close()

    run(late())


def test_a_move_makes_a_segment_and_begins_the_flow_again() -> None:
    """D7: the first segment ends and says which contact it is of; both lead to the same call."""
    moves = flow(
        hold(20, "move"),
        action("move", "DequeueContactAndTransferToQueue", "end", FULL, QueueId="arn:holding"),
        kind=CUSTOMER_QUEUE,
    )

    async def plot(exchange: Exchange, call: Call) -> None:
        await asyncio.sleep(30)
        assert exchange.board.call_of(call.id) is exchange.board.call_of(call.segment) is call
        await exchange.board.hang_up(call.id)

    ended = called(plot, moves)
    first, second = ended.events
    assert heard(ended.call) == ["Hold.", "Hold."]
    assert (first["detail"]["contactId"], second["detail"]["contactId"]) == (
        ended.call.id,
        ended.call.segment,
    )
    assert "initialContactId" not in first["detail"]
    assert second["detail"]["initialContactId"] == ended.call.id
    assert json.dumps(first).count("DISCONNECTED") == 1
