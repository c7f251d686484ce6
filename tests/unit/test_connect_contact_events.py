"""The ends of contacts, told to the deployed function: as documented, or as badly as one asks."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from local.connect.call import Call, EndedBy
from local.connect.contact import INSTANCE_ARN, INSTANCE_ID
from local.connect.contact_events import ContactEvents, Delivery, disconnected
from local.connect.functions import FunctionFailed
from tests.telephony import CALLER, NUMBER, TOLD_ARN, Exchange, Function, flow, say
from tests.virtual_time import now, run

BEGAN = datetime(2026, 1, 2, 8, 0, 0, 250_000, UTC)
ENDED = datetime(2026, 1, 2, 8, 3, 20, 500_000, UTC)


class Told:
    """The function, and when it was told of which contact; fails the first few times."""

    def __init__(self, fails: int = 0) -> None:
        self._fails = fails
        self.heard: list[tuple[float, str]] = []

    async def invoke(self, arn: str, payload: bytes) -> bytes:
        """Take it."""
        assert arn == TOLD_ARN
        self.heard.append((now(), json.loads(payload)["detail"]["contactId"]))
        if len(self.heard) <= self._fails:
            raise FunctionFailed("as the test says")
        return b"null"

    @property
    def times(self) -> list[float]:
        """When it was told, rounded."""
        return [round(at, 1) for at, _ in self.heard]


def told(
    delivery: Delivery, calls: int = 1, fails: int = 0, chances: Callable[[], float] | None = None
) -> tuple[Told, list[str]]:
    """What the function hears of calls that end one after another within moments."""

    async def tell() -> tuple[Told, list[str]]:
        function = Told(fails)
        events = ContactEvents(function, TOLD_ARN, chances or (lambda: 0.5))
        events.delivery = delivery
        ended = [Call(CALLER, NUMBER) for _ in range(calls)]
        for call in ended:
            call.end(EndedBy.CALLER)
            events.ended(call)
        await asyncio.sleep(200)
        return function, [call.id for call in ended]

    return run(tell())


def test_the_event_is_the_documented_one() -> None:
    """Facts of Connect: envelope and detail; of people nothing but the number that was rung."""
    call = Call(CALLER, NUMBER, id="c1", began=BEGAN)
    call.end(EndedBy.CALLER)
    call.ended = ENDED
    event = disconnected(call)
    assert event.pop("id")
    assert event == {
        "version": "0",
        "detail-type": "Amazon Connect Contact Event",
        "source": "aws.connect",
        "account": "000000000000",
        "time": "2026-01-02T08:03:20Z",
        "region": "eu-central-1",
        "resources": [INSTANCE_ARN, f"{INSTANCE_ARN}/contact/c1"],
        "detail": {
            "eventType": "DISCONNECTED",
            "contactId": "c1",
            "channel": "VOICE",
            "instanceArn": INSTANCE_ARN,
            "initiationMethod": "INBOUND",
            "initiationTimestamp": "2026-01-02T08:00:00.250Z",
            "connectedToSystemTimestamp": "2026-01-02T08:00:00.250Z",
            "disconnectTimestamp": "2026-01-02T08:03:20.500Z",
            "tags": {
                "aws:connect:instanceId": INSTANCE_ID,
                "aws:connect:systemEndpoint": NUMBER,
            },
        },
    }


@pytest.mark.parametrize(
    ("delivery", "times"),
    [
        (Delivery(), [0]),
        (Delivery(delay_s=60), [60]),
        (Delivery(copies=3), [0, 0, 0]),
        (Delivery(delay_s=20, copies=2), [20, 20]),
        (Delivery(copies=0), []),
        (Delivery(shuffled=True), [2.5]),
        (Delivery(delay_s=60, shuffled=True), [30]),
    ],
)
def test_events_come_as_told(delivery: Delivery, times: list[float]) -> None:
    """Issue 6.10: on time, late, twice, or not at all."""
    assert told(delivery)[0].times == times


def test_copies_are_copies() -> None:
    """EventBridge delivers the very same event again, id and all."""
    seen: list[bytes] = []

    class Keeping(Function):
        async def invoke(self, arn: str, payload: bytes) -> bytes:
            seen.append(payload)
            return b"null"

    async def tell() -> None:
        events = ContactEvents(Keeping({}), TOLD_ARN)
        events.delivery = Delivery(copies=2)
        call = Call(CALLER, NUMBER)
        call.end(EndedBy.CALLER)
        events.ended(call)
        await asyncio.sleep(1)

    run(tell())
    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_shuffled_events_overtake_each_other() -> None:
    """Facts of Connect: events are not ordered."""
    chances = iter([0.9, 0.1])
    function, ended = told(Delivery(shuffled=True), calls=2, chances=lambda: next(chances))
    assert [contact for _, contact in function.heard] == ended[::-1]


@pytest.mark.parametrize(("fails", "tries"), [(0, 1), (1, 2), (2, 3), (9, 3)])
def test_a_function_that_fails_is_told_twice_more(fails: int, tries: int) -> None:
    """As the rule has it (infra/event_rule.py); after that the event is lost here."""
    assert len(told(Delivery(), fails=fails)[0].heard) == tries


def test_settings_count_from_the_next_end_on() -> None:
    """What is under way arrives as it was sent."""

    async def tell() -> Told:
        function = Told()
        events = ContactEvents(function, TOLD_ARN)
        for delivery in (Delivery(delay_s=20), Delivery(copies=0)):
            events.delivery = delivery
            call = Call(CALLER, NUMBER)
            call.end(EndedBy.CALLER)
            events.ended(call)
        await asyncio.sleep(60)
        return function

    assert run(tell()).times == [20]


@pytest.mark.parametrize("by", [EndedBy.CALLER, EndedBy.SYSTEM])
def test_every_call_that_ends_is_told_of_once(by: EndedBy) -> None:
    """Issue 6.10: whoever hung up, also in the very moment of ringing."""

    async def ring() -> tuple[Told, str]:
        function = Told()
        exchange = Exchange(flow(say("said", "Hej.")), told=function)
        call = exchange.ring()
        if by is EndedBy.CALLER:
            await exchange.board.hang_up(call.id)
        await asyncio.sleep(60)
        assert call.ended_by is by
        return function, call.id

    function, id = run(ring())
    assert [contact for _, contact in function.heard] == [id]


def test_a_number_without_a_flow_has_no_contact() -> None:
    """Such a call never reached Amazon Connect."""

    async def ring() -> Told:
        function = Told()
        exchange = Exchange(flow(say("said", "Hej.")), told=function)
        exchange.ring(dialled="+46846500499")
        await asyncio.sleep(60)
        return function

    assert run(ring()).heard == []


def test_the_end_of_the_run_leaves_nothing_behind() -> None:
    """What is late by then is lost, as in a breakdown."""

    async def close() -> Any:
        function = Told()
        events = ContactEvents(function, TOLD_ARN)
        events.delivery = Delivery(delay_s=20)
        call = Call(CALLER, NUMBER)
        call.end(EndedBy.CALLER)
        events.ended(call)
        await events.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return function.heard

    assert run(close()) == []
