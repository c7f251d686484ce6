"""Calls to softphones (D7) through the functions, over moto."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from jour.clock import SECOND
from jour.connect_users import unknown_connect_user
from jour.contact import MOVE, ContactState, Outcome
from jour.occupation import RING_SOFTPHONE
from jour.store.phones import Phones, softphone_number
from jour.user import Softphone
from tests.builders import ANNA, ANNAS_AGENT, ANNAS_NUMBER, colleague
from tests.connect import connect_event
from tests.handlers.conftest import Call, World
from tests.handlers.customers import CUSTOMER, SUPPORT, Customer, heard
from tests.handlers.sockets import Socket, log_in, opened
from tests.handlers.test_call_routing import employ_bo, session_of

KNOWN = {"anna": ANNAS_AGENT, "bo": "b0b0b0b0-0000-4000-8000-000000000000"}


@dataclass
class Moved(Customer):
    """A customer whose call Connect has moved through queues: another segment of the contact."""

    segment: str = ""

    def ask(self, **parameters: str) -> dict[str, str]:
        from functions.call_routing.handler import handler

        event = connect_event(self.contact, self.caller, parameters, self.dialled)
        event["Details"]["ContactData"]["ContactId"] = self.segment or self.contact
        answer = handler(event, None)
        self.offer = answer.get("offer", self.offer)
        return answer

    def poll_in_queue(self, segment: str = "") -> dict[str, str]:
        """The flow of the queue that the call has come to begins."""
        self.segment = segment or self.segment
        return self.ask(op="poll", offer=self.offer)

    def told(self, kind: str, segment: str | None = None, **agent: str) -> None:
        """An event about a segment, the present one unless told."""
        detail: dict[str, Any] = {"EventType": kind, "contactId": segment or self.segment}
        if detail["contactId"] != self.contact:
            detail["initialContactId"] = self.contact
        self.hang_up(**detail, **({"agentInfo": agent} if agent else {}))


@pytest.fixture
def anna(call: Call) -> Socket:
    """Anna at her PC, with IP telephony, connected."""
    return opened(log_in(call, phone="softphone"), "annas")


@pytest.fixture
def customer(world: World, anna: Socket) -> Moved:
    """A caller who is in the queue of Anna's softphone, which rings."""
    customer = Moved(world, "c1", segment="c1")
    assert customer.arrive()["next"] == "softphone"
    assert customer.poll_in_queue()["next"] == "ring"
    return customer


def state_of(world: World) -> tuple[ContactState, Outcome | None]:
    contact = world.services.contacts.get("c1")
    assert contact
    return contact.state, contact.outcome


def test_a_softphone_is_rung_in_its_agents_queue(world: World, anna: Socket) -> None:
    """D7, D9: told first; the answer says whose softphone, and says it again where it got lost."""
    customer = Customer(world, "c1", CUSTOMER, SUPPORT)
    answer = customer.arrive()
    assert {key: answer[key] for key in ("next", "agent", "offer")} == {
        "next": "softphone",
        "agent": ANNAS_AGENT,
        "offer": "1",
    }
    assert heard(answer) == "Välkommen till Support."
    assert [m["type"] for m in world.pusher.to("annas")] == ["offer"]
    assert customer.poll() | {"say": ""} == answer | {"say": ""}
    assert customer.ask(op="poll", offer="1")["next"] == "ring"


def test_connect_says_who_has_answered(world: World, anna: Socket, customer: Moved) -> None:
    """Issue 6.4: at once, however often it says so; not of somebody else's agent."""
    customer.told("CONNECTED_TO_AGENT", agentArn="arn:aws:connect:x:1:instance/i/agent/another")
    assert anna.ask("sync")["me"]["state"] == "offered"
    for _ in range(2):
        customer.told("CONNECTED_TO_AGENT", agentArn=f"arn:aws:connect:x:1:i/agent/{ANNAS_AGENT}")
        assert anna.ask("sync")["me"]["state"] == "busy"
    customer.told("DISCONNECTED")
    assert state_of(world) == (ContactState.ENDED, Outcome.ANSWERED)
    assert session_of(world, "anna").occupied is None
    customer.told("CONNECTED_TO_AGENT")
    assert session_of(world, "anna").occupied is None


def test_an_end_can_overtake_the_answer(world: World, customer: Moved) -> None:
    """Fault: events out of order; the end says by itself that an agent was connected."""
    customer.told("DISCONNECTED", ConnectedToAgentTimestamp="2026-11-18T11:06:50Z")
    assert state_of(world) == (ContactState.ENDED, Outcome.ANSWERED)


def test_who_hangs_up_while_it_rings_has_given_up(world: World, customer: Moved) -> None:
    """Issue 6.5: the segment that rings ends, and with it the call."""
    customer.told("DISCONNECTED")
    assert state_of(world) == (ContactState.ENDED, Outcome.ABANDONED)
    assert session_of(world, "anna").occupied is None


def test_a_move_to_another_queue_ends_a_segment_and_no_call(world: World, customer: Moved) -> None:
    """D7: between two queues Connect ends a segment, early or late; the caller keeps the place."""
    assert customer.outcome("no_answer")["next"] == "wait"
    customer.told("DISCONNECTED")
    assert state_of(world) == (ContactState.WAITING, None)
    assert customer.poll_in_queue("c1-holding")["next"] == "wait"
    customer.told("DISCONNECTED", "c1")
    assert state_of(world) == (ContactState.WAITING, None)
    customer.told("DISCONNECTED")
    assert state_of(world) == (ContactState.ENDED, Outcome.ABANDONED)


def test_from_one_softphone_to_the_next(world: World, call: Call, customer: Moved) -> None:
    """B4, D7: the queue's flow is sent on; only once it asks there has it arrived."""
    bo = Softphone("bo", KNOWN["bo"])
    world.services.users.add(colleague("bo", softphone=bo))
    log_in(call, "bo", channel="web")
    answer = customer.outcome("no_answer")
    assert (answer["next"], answer["agent"], answer["offer"]) == ("softphone", KNOWN["bo"], "2")
    assert customer.poll_in_queue("c1-bo")["next"] == "ring"
    customer.told("DISCONNECTED", "c1")
    assert state_of(world) == (ContactState.RINGING, None)
    world.clock.advance(MOVE)
    customer.told("DISCONNECTED")
    assert state_of(world) == (ContactState.ENDED, Outcome.ABANDONED)


def test_a_telephone_follows_a_softphone(world: World, customer: Moved) -> None:
    """B4: the number is given again in the queue to which the call was moved first."""
    employ_bo(world)
    assert customer.outcome("no_answer")["next"] == "dial"
    assert customer.poll_in_queue("c1-holding")["next"] == "dial"
    assert customer.outcome("answered")["next"] == "end"
    assert state_of(world) == (ContactState.ENDED, Outcome.ANSWERED)


def test_a_softphone_of_which_nobody_was_heard_has_been_answered(
    world: World, anna: Socket, customer: Moved
) -> None:
    """Issue 6.4: later than a telephone, since its flow has 25 s before it says no."""
    world.clock.advance(RING_SOFTPHONE - SECOND)
    anna.ask("heartbeat")
    assert anna.ask("sync")["me"]["state"] == "offered"
    world.clock.advance(SECOND)
    assert anna.ask("sync")["me"]["state"] == "busy"


def test_connect_is_asked_about_the_segment_that_goes_on(
    world: World, anna: Socket, customer: Moved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 6.5: of a moved call the first segment is over, which means nothing."""
    customer.outcome("no_answer")
    anna.ask("status", status="paused", reason="lunch")
    world.clock.advance(SECOND)
    anna.ask("status", status="available")
    assert customer.poll_in_queue("c1-holding")["next"] == "softphone"
    assert customer.poll_in_queue("c1-again")["next"] == "ring"
    customer.told("CONNECTED_TO_AGENT")
    asked: list[str] = []

    class Lookup:
        def is_over(self, contact: str) -> bool:
            asked.append(contact)
            return contact == "c1"

    world.services.__dict__["contact_lookup"] = Lookup()
    for _ in range(3):
        world.clock.advance(30 * SECOND)
        anna.ask("heartbeat")
    world.services.hand_out_sweep.run("demo")
    assert asked == ["c1-again"]
    assert anna.ask("sync")["me"]["state"] == "busy"


def test_without_registration_there_is_no_softphone(world: World, call: Call) -> None:
    """D7: refused at login, in a sentence that says what to do."""
    world.services.users.add(colleague("bo", softphone=None))
    body = {"user_id": "bo", "password": "demo-anna", "agent": True, "phone": "softphone"}
    answer = call("POST", "/api/login", body)
    assert (answer.status, answer.body["code"]) == (422, "softphone_not_registered")
    assert "administratör" in answer.body["detail"]


@pytest.fixture
def edit(world: World, call: Call) -> Callable[..., Any]:
    """An administrator's edit of Anna, with the users that Connect knows."""

    class Users:
        def find(self, name: str) -> Softphone:
            if name not in KNOWN:
                raise unknown_connect_user(name)
            return Softphone(name, KNOWN[name])

    world.services.__dict__["connect_users"] = Users()
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie

    def edited(**body: Any) -> Any:
        return call("PATCH", "/api/admin/users/anna", body, cookie=cookie)

    return edited


def test_registering_finds_the_user_in_connect(world: World, edit: Callable[..., Any]) -> None:
    """D7: by name at the edit, kept by id; nobody else's is stored."""
    assert edit(softphone={"connect_user": "bo"}).body["softphone"] == {"connect_user": "bo"}
    stored = world.services.users.get("anna")
    assert stored
    assert stored.softphone == Softphone("bo", KNOWN["bo"])
    refused = edit(softphone={"connect_user": "nobody"})
    assert (refused.status, refused.body["code"]) == (422, "unknown_connect_user")
    assert refused.body["field"] == "connect_user"
    assert edit(softphone=None).body["softphone"] is None


def test_a_softphone_rings_for_one_agent(world: World, edit: Callable[..., Any]) -> None:
    """D7: whoever registers a colleague's is told at the field; given up, it is free again."""
    world.services.users.add(colleague("bo", softphone=Softphone("bo", KNOWN["bo"])))
    refused = edit(softphone={"connect_user": "bo"})
    assert (refused.status, refused.body["code"]) == (409, "softphone_taken")
    assert refused.body["field"] == "connect_user"
    edit(softphone=None)
    assert Phones(world.services.table).get(softphone_number(ANNAS_AGENT)) is None


def test_an_edit_follows_into_the_living_login(
    world: World, edit: Callable[..., Any], anna: Socket
) -> None:
    """B2: calls go to the user in Connect as it is now; without one, to nobody."""
    edit(softphone={"connect_user": "bo"})
    assert session_of(world, "anna").connect_agent == KNOWN["bo"]
    edit(softphone=None)
    assert session_of(world, "anna").login.ended


def test_the_client_learns_where_its_softphone_is(world: World, call: Call) -> None:
    """D7: the address of Connect's own, or the local run's; nothing for a telephone."""
    world.services.settings.__dict__["ccp_url"] = "https://example.my.connect.aws/ccp-v2/"
    world.services.settings.__dict__["region"] = "eu-central-1"
    cookie = log_in(call, phone="softphone")
    assert call("GET", "/api/session", cookie=cookie).body["telephony"] == {
        "kind": "connect",
        "agent": ANNAS_AGENT,
        "ccp_url": "https://example.my.connect.aws/ccp-v2/",
        "region": "eu-central-1",
    }
    world.services.settings.__dict__["ccp_url"] = "simulated"
    assert call("GET", "/api/session", cookie=cookie).body["telephony"]["kind"] == "simulated"
    cookie = log_in(call, phone=ANNAS_NUMBER)
    assert call("GET", "/api/session", cookie=cookie).body["telephony"] is None


def test_no_softphone_outlives_the_role(world: World, edit: Callable[..., Any]) -> None:
    """F3, D7: it belongs to an agent, as distance login does."""
    assert ANNA.softphone is not None
    assert edit(roles=[]).body["softphone"] is None
    assert edit(softphone={"connect_user": "bo"}).body["code"] == "softphone_not_agent"
