"""Callbacks by agents with a softphone, over moto: the customer is rung first (issue 7, D7)."""

from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from jour.clock import SECOND
from jour.contact import AttemptResult, ContactState, Outcome
from jour.customer_first import FAREWELL
from jour.occupation import CUSTOMER_PICK_UP
from jour.outbound_voice import OutboundVoice
from tests.builders import ANNAS_AGENT
from tests.connect import connect_event
from tests.handlers.conftest import Call, World
from tests.handlers.customers import CUSTOMER, SUPPORT, heard
from tests.handlers.sockets import log_in, opened
from tests.handlers.test_callbacks import (
    AFTER_S,
    CB,
    Agent,
    anna_now,
    asked,
    contact,
    offered,
    set_group,
    sweep,
)


class Connect:
    """Stands in for boto3's client: remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.refusal = ""

    def start_outbound_voice_contact(self, **request: Any) -> Any:
        if self.refusal:
            raise ClientError({"Error": {"Code": self.refusal}}, "StartOutboundVoiceContact")
        self.asked.append(request)
        return {"ContactId": f"outbound-{request['ClientToken'].replace(':', '-')}"}


@dataclass
class SoftAgent(Agent):
    """Anna at her PC, with IP telephony."""

    def flow(self, op: str, offer: int = 1, segment: str = "", **more: str) -> dict[str, str]:
        """The customer's telephone, led through the flows."""
        from functions.callback_routing.handler import handler

        parameters = {"op": op, "contact": CB, "offer": str(offer), **more}
        made = segment or f"outbound-{CB}-{offer}"
        return handler(connect_event(made, CUSTOMER, parameters, SUPPORT), None)

    def told(self, kind: str, offer: int = 1, **agent: str) -> None:
        """Connect's event about the call that was made."""
        from functions.contact_events.handler import handler

        detail: dict[str, Any] = {"eventType": kind, "contactId": f"outbound-{CB}-{offer}"}
        if agent:
            detail["agentInfo"] = agent
        handler({"source": "aws.connect", "detail": detail}, None)

    def connected(self) -> None:
        self.told(
            "CONNECTED_TO_AGENT", agentArn=f"arn:aws:connect:x:1:instance/i/agent/{ANNAS_AGENT}"
        )


@pytest.fixture
def connect(world: World) -> Connect:
    """Connect's API; the demo's Support offers callbacks after a minute."""
    client = Connect()
    voice = OutboundVoice(client, "instance", None, "softphone-flow")
    world.services.__dict__["outbound_voice"] = voice
    set_group(world, callback_after_s=AFTER_S)
    return client


@pytest.fixture
def anna(world: World, call: Call, connect: Connect) -> SoftAgent:
    """Anna, who has been offered a callback."""
    token = log_in(call, channel="web", phone="softphone")
    agent = SoftAgent(world, call, token, opened(token, "annas"))
    asked(world, agent)
    offered(world, agent)
    return agent


def _state(world: World) -> tuple[ContactState, Outcome | None]:
    return contact(world).state, contact(world).outcome


def test_the_customer_is_rung_then_the_softphone(
    world: World, anna: SoftAgent, connect: Connect
) -> None:
    """D7: once for two presses; greeted, led to her softphone, talked with, and reported."""
    assert [anna.dial().status, anna.dial().status] == [202, 202]
    (rung,) = connect.asked
    assert rung == {
        "DestinationPhoneNumber": CUSTOMER,
        "SourcePhoneNumber": SUPPORT,
        "ContactFlowId": "softphone-flow",
        "InstanceId": "instance",
        "ClientToken": f"{CB}:1",
        "Attributes": {"contact": CB, "offer": "1"},
        "RingTimeoutInSeconds": 30,
    }
    answer = anna.flow("customer_answered")
    assert (answer["next"], answer["agent"]) == ("softphone", ANNAS_AGENT)
    assert heard(answer) == "Hej, det är Support som ringer upp. Ett ögonblick."
    assert anna.flow("customer_answered") == answer, "asked again by Connect"
    assert anna.done("done").status == 409, "her softphone still rings"
    for _ in range(2):
        anna.connected()
        assert contact(world).state is ContactState.TALKING
    world.clock.advance(90 * SECOND)
    anna.told("DISCONNECTED", connectedToAgentTimestamp="2026-11-25T02:00:00Z")
    assert _state(world) == (ContactState.ENDED, Outcome.ANSWERED)
    assert anna.done("done", "Vill ha offert").status == 202
    (attempt,) = contact(world).attempts
    assert (attempt.result, attempt.note) == (AttemptResult.DONE, "Vill ha offert")
    assert anna_now(world).occupied is None


def test_a_customer_who_does_not_answer_is_tried_again(world: World, anna: SoftAgent) -> None:
    """Issue 7.2: no miss of hers; she may say something of it."""
    anna.dial()
    anna.told("DISCONNECTED")
    assert _state(world) == (ContactState.WAITING, None)
    assert [one.result for one in contact(world).attempts] == [AttemptResult.NOT_REACHED]
    assert anna_now(world).misses == 0
    assert [m["type"] for m in world.pusher.to("annas")].count("withdrawn") == 0
    assert anna.done("later", "Upptaget").status == 202


def test_a_softphone_not_answered_is_a_miss(world: World, anna: SoftAgent) -> None:
    """B4, issue 7.7: the customer is told, and rung by nobody while they still hear it."""
    anna.dial()
    anna.flow("customer_answered")
    world.clock.advance(25 * SECOND)
    told = anna.flow("agent_missed", result="no_answer")
    assert "Vi ringer upp igen" in heard(told)
    assert anna.flow("agent_missed", result="no_answer") == told, "asked again by Connect"
    assert anna_now(world).misses == 1
    assert contact(world).not_before == world.clock.now + FAREWELL
    anna.told("DISCONNECTED")
    assert (_state(world), contact(world).attempts) == ((ContactState.WAITING, None), ())


def test_a_queue_that_cannot_be_reached_is_no_miss(world: World, anna: SoftAgent) -> None:
    """Issue 7.7: nobody's fault; she is free."""
    anna.dial()
    anna.flow("customer_answered")
    anna.flow("agent_missed", result="failed")
    assert (anna_now(world).misses, anna_now(world).occupied) == (0, None)
    assert contact(world).state is ContactState.WAITING


@pytest.mark.parametrize("late_s", [5, 60])
def test_a_customer_who_hangs_up_before_she_answers(
    late_s: int, world: World, anna: SoftAgent
) -> None:
    """Issue 7.2: not reached, however late the word of it."""
    anna.dial()
    anna.flow("customer_answered")
    world.clock.advance(late_s * SECOND)
    anna.told("DISCONNECTED")
    assert [one.result for one in contact(world).attempts] == [AttemptResult.NOT_REACHED]
    assert (contact(world).state, anna_now(world).misses) == (ContactState.WAITING, 0)


def test_an_end_that_overtakes_the_answer(world: World, anna: SoftAgent) -> None:
    """Fault: events out of order; the end says by itself that they talked."""
    anna.dial()
    anna.flow("customer_answered")
    anna.told("DISCONNECTED", connectedToAgentTimestamp="2026-11-25T02:00:00Z")
    assert _state(world) == (ContactState.ENDED, Outcome.ANSWERED)
    anna.connected()
    assert _state(world) == (ContactState.ENDED, Outcome.ANSWERED)


def test_logged_in_anew_while_the_customer_rings(world: World, anna: SoftAgent) -> None:
    """B2, issue 7.7: nobody else rings them until that call is over; then others may."""
    anna.dial()
    log_in(anna.call, channel="web", phone="softphone")
    sweep(world)
    assert contact(world).state is ContactState.DIALLING
    answer = anna.flow("customer_answered")
    assert (answer["next"], "Vi ringer upp igen" in heard(answer)) == ("end", True)
    anna.told("DISCONNECTED")
    assert (contact(world).state, contact(world).attempts) == (ContactState.WAITING, ())
    assert anna_now(world).misses == 0


def test_an_event_that_never_comes(world: World, anna: SoftAgent) -> None:
    """Issue 7.7: the sweep finds that nobody answered in time, and she is free in the end."""
    anna.dial()
    world.clock.advance(CUSTOMER_PICK_UP + SECOND)
    sweep(world)
    assert [one.result for one in contact(world).attempts] == [AttemptResult.NOT_REACHED]
    assert anna.flow("customer_answered")["next"] == "end"


def test_a_number_that_cannot_be_rung(world: World, anna: SoftAgent, connect: Connect) -> None:
    """Issue 7.2: she is told that it is the number; and so are administrators."""
    connect.refusal = "DestinationNotAllowedException"
    answer = anna.dial()
    assert (answer.status, answer.body["code"]) == (409, "number_not_dialled")
    assert contact(world).trouble == "number_not_dialled"
    assert (contact(world).state, anna_now(world).misses) == (ContactState.WAITING, 0)
