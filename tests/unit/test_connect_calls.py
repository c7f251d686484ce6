"""Calls and phones together: dialling an agent, hanging up from both sides, what is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from local.connect import switchboard
from local.connect.call import Call, CallState, EndedBy
from local.connect.flow import Flow
from local.connect.phones import PhoneState
from local.connect.switchboard import UnknownCall
from tests.telephony import (
    AGENT,
    CALLER,
    NUMBER,
    Exchange,
    Function,
    action,
    flow,
    heard,
    invoke,
    say,
)
from tests.virtual_time import now, run

Scene = Callable[[Exchange, Call], Awaitable[None]]


def dialling(keep_on: str = "True", **more: Any) -> Flow:
    """A flow that dials the agent and says what came of it."""
    errors = {"NoMatchingError": "error"}
    if keep_on == "True":
        errors |= {"CallFailed": "failed", "ConnectionTimeLimitExceeded": "late"}
    dial = action(
        "dial",
        "TransferParticipantToThirdParty",
        "done",
        errors,
        ThirdPartyPhoneNumber=AGENT,
        ThirdPartyConnectionTimeLimitSeconds="20",
        ContinueFlowExecution=keep_on,
        **more,
    )
    outcomes = {"done": "Tack.", "failed": "Gick inte.", "late": "Svarar inte.", "error": "Fel."}
    return flow(dial, *(say(id, text) for id, text in outcomes.items()))


def scene(plot: Scene, made: Flow | None = None, caller: str = CALLER) -> Call:
    """A call for which the plot acts as soon as the agent's phone rings, followed to its end."""

    async def play() -> Call:
        exchange = Exchange(made or dialling())
        call = exchange.ring(caller)
        await exchange.until(lambda: call.state is CallState.RINGING)
        await plot(exchange, call)
        while call.state is not CallState.ENDED:
            await asyncio.sleep(1)
        assert exchange.phones.in_use() == []
        return call

    return run(play())


def test_answered_and_hung_up_by_the_agent() -> None:
    """The flow goes on when the far end hangs up; the call says all the while how it stands."""

    async def plot(exchange: Exchange, call: Call) -> None:
        assert call.view()["ringing"] == AGENT
        assert call.view()["bridged_to"] is None
        exchange.phones.answer(AGENT)
        await exchange.until(lambda: call.state is CallState.BRIDGED)
        assert call.view()["ringing"] is None
        assert call.view()["bridged_to"] == AGENT
        exchange.phones.hang_up(AGENT)

    call = scene(plot)
    assert heard(call) == ["Tack."]
    assert call.view()["bridged_to"] is None
    assert call.ended_by is EndedBy.SYSTEM


def test_refused() -> None:
    """CallFailed."""

    async def plot(exchange: Exchange, call: Call) -> None:
        exchange.phones.reject(AGENT)

    assert heard(scene(plot)) == ["Gick inte."]


def test_not_answered() -> None:
    """ConnectionTimeLimitExceeded after the flow's 20 s, not before."""

    async def plot(exchange: Exchange, call: Call) -> None:
        await asyncio.sleep(19.9)
        assert exchange.phones.view(AGENT)["state"] == PhoneState.RINGING
        await asyncio.sleep(0.2)
        assert exchange.phones.view(AGENT)["state"] == PhoneState.IDLE

    assert heard(scene(plot)) == ["Svarar inte."]


def test_busy() -> None:
    """A second caller gets CallFailed while the first one talks."""

    async def plot(exchange: Exchange, call: Call) -> None:
        exchange.phones.answer(AGENT)
        second = exchange.ring("+46701740699")
        await exchange.until(lambda: second.state is CallState.ENDED)
        assert heard(second) == ["Gick inte."]
        exchange.phones.hang_up(AGENT)

    scene(plot)


def test_nobody_can_be_connected_to_themselves() -> None:
    """The caller's own phone is in use."""

    async def ring() -> Call:
        exchange = Exchange(dialling())
        call = exchange.ring(AGENT)
        await exchange.until(lambda: call.state is CallState.ENDED)
        return call

    assert heard(run(ring())) == ["Gick inte."]


@pytest.mark.parametrize(
    ("caller", "given", "shown"),
    [
        (CALLER, {"CallerId": {"Number": "$.SystemEndpoint.Address"}}, NUMBER),
        (CALLER, {}, CALLER),
        ("anonymous", {}, "anonymous"),
    ],
)
def test_the_agent_sees_who_rings(caller: str, given: dict[str, Any], shown: str) -> None:
    """The flow's caller ID; without one the caller's own is passed on."""

    async def plot(exchange: Exchange, call: Call) -> None:
        assert exchange.phones.view(AGENT)["from"] == shown
        exchange.phones.reject(AGENT)

    scene(plot, dialling(**given), caller)


def test_a_flow_that_does_not_continue_ends_with_the_talk() -> None:
    """ContinueFlowExecution False: the agent's hang-up is the end."""

    async def plot(exchange: Exchange, call: Call) -> None:
        exchange.phones.answer(AGENT)
        await exchange.until(lambda: call.state is CallState.BRIDGED)
        exchange.phones.hang_up(AGENT)

    call = scene(plot, dialling("False"))
    assert heard(call) == []
    assert call.ended_by is EndedBy.AGENT


@pytest.mark.parametrize("answered", [False, True])
def test_the_caller_hangs_up(answered: bool) -> None:
    """Silently, whether the agent's phone rings or talks: it is idle at once."""

    async def plot(exchange: Exchange, call: Call) -> None:
        if answered:
            exchange.phones.answer(AGENT)
            await exchange.until(lambda: call.state is CallState.BRIDGED)
        await exchange.board.hang_up(call.id)
        assert exchange.phones.view(AGENT)["state"] == PhoneState.IDLE
        await exchange.board.hang_up(call.id)  # again: the line is dead already

    call = scene(plot)
    assert heard(call) == []
    assert call.ended_by is EndedBy.CALLER


def test_hanging_up_stops_a_flow_that_waits_for_a_function() -> None:
    """Nothing more is said or asked."""
    function = Function({}, takes_s=5)

    async def leave() -> Call:
        exchange = Exchange(flow(invoke(next="said"), say("said", "Hej.")), function)
        call = exchange.ring()
        await asyncio.sleep(1)
        await exchange.board.hang_up(call.id)
        await asyncio.sleep(60)
        return call

    assert heard(run(leave())) == []
    assert len(function.asked) == 1


def test_hanging_up_before_the_flow_begins() -> None:
    """Also in the very moment of ringing."""

    async def leave() -> Call:
        exchange = Exchange(flow(say("said", "Hej.")))
        return await exchange.board.hang_up(exchange.ring().id)

    call = run(leave())
    assert (call.state, call.ended_by, heard(call)) == (CallState.ENDED, EndedBy.CALLER, [])


def test_a_number_without_a_flow_is_not_in_service() -> None:
    """And says so."""

    async def ring() -> Call:
        exchange = Exchange(flow(say("said", "Hej.")))
        call = exchange.ring(dialled="+46846500499")
        await exchange.until(lambda: call.state is CallState.ENDED)
        return call

    assert heard(run(ring())) == ["Numret är inte i bruk."]


def test_ended_calls_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest first, never one that goes on."""
    monkeypatch.setattr(switchboard, "_KEPT", 2)

    async def ring() -> None:
        exchange = Exchange(dialling())
        talking = exchange.ring()
        ended = [exchange.ring(dialled="+46846500499") for _ in range(4)]
        await asyncio.sleep(1)
        for id in (talking.id, ended[2].id, ended[3].id):
            assert exchange.board.call(id).id == id
        for call in ended[:2]:
            with pytest.raises(UnknownCall):
                exchange.board.call(call.id)
        await exchange.board.close()

    run(ring())


def test_the_end_of_the_run_ends_every_call() -> None:
    """No task is left behind."""

    async def close() -> None:
        exchange = Exchange(dialling())
        exchange.ring()
        exchange.ring("+46701740699")
        await asyncio.sleep(1)
        await exchange.board.close()
        await exchange.events.close()
        assert exchange.phones.in_use() == []
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert now() == pytest.approx(1)

    run(close())
