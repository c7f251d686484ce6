"""Calls that their users send on (W2), through the functions, over moto."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from jour.clock import DAY, SECOND, iso
from jour.conference_invites import ConferenceInvites
from jour.contact import Contact, ContactState, Outcome
from jour.organisation import Channel, ConferenceRoom
from jour.session import Session
from jour.user import Distance, Role
from tests.builders import ANNAS_NUMBER, DEMO, colleague, new_session
from tests.connect import SERVICE_NUMBER
from tests.handlers.conftest import Answer, Call, World
from tests.handlers.customers import SUPPORT, Customer, heard
from tests.handlers.sockets import Socket, log_in, opened

BOS_NUMBER, OTHER, BRIDGE = "+46701740606", "+46701740699", "+46846500490"
ROOM = ConferenceRoom("rum", "Stora rummet", BRIDGE, "1234#")


@dataclass
class Ringing:
    """Stands in for Amazon Connect: remembers whom it was asked to ring."""

    asked: list[dict[str, Any]] = field(default_factory=list)

    def start_outbound_voice_contact(self, **request: Any) -> Any:
        self.asked.append(request)
        return {"ContactId": "invited"}


@dataclass
class Talk:
    """Anna at her PC, in a call with a customer."""

    world: World
    call: Call
    anna: Socket
    customer: Customer
    cookie: str | None

    def forward(self, to: dict[str, str], contact: str = "c1") -> Answer:
        path = f"/api/calls/{contact}/forward"
        return self.call("POST", path, {"to": to}, cookie=self.cookie)

    def contact(self) -> Contact:
        found = self.world.services.contacts.get("c1")
        assert found
        return found


@pytest.fixture
def talk(world: World, call: Call) -> Talk:
    world.services.organisations.edit(DEMO, replace(DEMO, conference_rooms=(ROOM,)))
    cookie = log_in(call, phone=ANNAS_NUMBER)
    anna = opened(cookie, "annas")
    customer = Customer(world, "c1")
    assert customer.arrive()["next"] == "dial"
    anna.ask("accept", contact="c1")
    world.clock.advance(60 * SECOND)
    return Talk(world, call, anna, customer, cookie)


def employ(world: World, user: str = "bo", *, works: bool = True, **fields: Any) -> None:
    """A colleague with a telephone, at work or not."""
    world.services.users.add(colleague(user, name=user.capitalize(), **fields))
    if works:
        new = new_session(f"{user}s", Channel.WEB, user, world.clock.now, ("vaxel",))
        world.services.sessions.log_in(replace(new, phone=BOS_NUMBER), world.clock.now)


def session_of(world: World, user: str) -> Session:
    found = world.services.sessions.get("demo", user)
    assert found
    return found


def test_a_colleague_is_rung_when_the_user_hangs_up(talk: Talk) -> None:
    """W2: not before; the colleague need not staff the group, and Anna is free."""
    employ(talk.world)
    assert talk.forward({"user": "bo"}).status == 202
    assert talk.contact().state is ContactState.TALKING
    assert session_of(talk.world, "bo").occupied is None
    answer = talk.customer.outcome("answered")
    assert (answer["next"], answer["number"]) == ("dial", BOS_NUMBER)
    assert heard(answer) == "Du kopplas vidare."
    assert session_of(talk.world, "anna").occupied is None
    assert talk.customer.outcome("answered")["next"] == "end"
    assert talk.contact().outcome is Outcome.ANSWERED


def test_a_colleague_who_does_not_answer_gives_the_caller_back(talk: Talk) -> None:
    """Issue 7.4: to who sent them first, also from wrap-up, then to the front of the queue."""
    employ(talk.world)
    talk.forward({"user": "bo"})
    talk.customer.outcome("answered")
    answer = talk.customer.outcome("no_answer")
    assert (answer["next"], answer["number"]) == ("dial", ANNAS_NUMBER)
    assert talk.customer.outcome("no_answer")["next"] == "wait"
    contact = talk.contact()
    assert contact.front
    assert (contact.group, contact.state) == ("support", ContactState.WAITING)


def test_a_repeated_outcome_changes_nothing(talk: Talk) -> None:
    """Connect's retries: the word that Anna hung up counts once, whatever it led to."""
    employ(talk.world)
    talk.forward({"user": "bo"})
    first = talk.customer.outcome("answered", offer="1")
    again = talk.customer.outcome("answered", offer="1")
    assert (first["number"], first["offer"]) == (again["number"], again["offer"])
    assert len(talk.contact().hops) == 1


def test_a_number_is_rung_and_its_user_may_be_nobody(talk: Talk) -> None:
    """W2: E.164 as people write it; nobody's login is occupied by it."""
    assert talk.forward({"number": "070-174 06 99"}).status == 202
    answer = talk.customer.outcome("answered")
    assert (answer["next"], answer["number"]) == ("dial", OTHER)
    assert talk.customer.outcome("failed")["number"] == ANNAS_NUMBER, "back to Anna"


def test_a_lost_end_of_a_call_outside_is_found(talk: Talk) -> None:
    """Issue 7.7: nobody's login tells of it, so the sweep knows it by its mark."""
    talk.forward({"number": OTHER})
    talk.customer.outcome("answered")
    (outside,) = talk.world.services.sessions.present("demo").outside
    assert outside.contact == "c1"
    talk.customer.hang_up()
    assert talk.world.services.sessions.present("demo").outside == ()


def test_a_group_gets_the_caller_at_their_place(talk: Talk) -> None:
    """W2: in its queue, with the time of their arrival; refused where nobody answers."""
    assert talk.forward({"group": "vaxel"}).status == 202, "Anna staffs it herself"
    arrived = talk.contact().arrived_at
    talk.customer.outcome("answered")
    contact = talk.contact()
    assert (contact.group, contact.arrived_at) == ("vaxel", arrived)
    refused = talk.forward({"group": "chatt"})
    assert (refused.status, refused.body["code"]) == (409, "group_not_staffed")


def test_a_conference_rings_everybody_in_once(talk: Talk) -> None:
    """W2: the caller by their own flow, with the PIN; Anna and the invited by Connect, once."""
    ringing = Ringing()
    talk.world.services.__dict__["conference"] = replace(
        talk.world.services.conference,
        invites=lambda: ConferenceInvites(ringing, "instance", "flow"),
    )
    del talk.world.services.__dict__["call_routing"]
    body = {"room": "rum", "invite": [OTHER, "070-174 06 06", OTHER]}
    path = "/api/calls/c1/conference"
    assert talk.call("POST", path, body, cookie=talk.cookie).status == 202
    assert ringing.asked == [], "nobody before Anna hangs up"
    answer = talk.customer.outcome("answered")
    assert (answer["next"], answer["number"], answer["digits"]) == ("conference", BRIDGE, "1234#")
    talk.customer.outcome("answered", offer="1")
    assert [one["DestinationPhoneNumber"] for one in ringing.asked] == [
        ANNAS_NUMBER,
        OTHER,
        BOS_NUMBER,
    ]
    assert len({one["ClientToken"] for one in ringing.asked}) == 3
    assert {one["SourcePhoneNumber"] for one in ringing.asked} == {SUPPORT}
    anna = session_of(talk.world, "anna")
    assert anna.reason == "conference", "her telephone is in use: paused, and back with one click"


def test_a_hop_is_withdrawn(talk: Talk) -> None:
    """Issue 7.4: then the call ends when Anna hangs up, as ever."""
    talk.forward({"number": OTHER})
    call = talk.call("GET", "/api/calls", cookie=talk.cookie).body["calls"][0]
    assert (call["contact"], call["next_hop"]["to"]) == ("c1", OTHER)
    path = "/api/calls/c1/forward"
    for _ in range(2):
        assert talk.call("DELETE", path, cookie=talk.cookie).status == 202
    assert talk.customer.outcome("answered")["next"] == "end"
    assert talk.call("DELETE", path, cookie=talk.cookie).body["code"] == "call_over"


def test_what_the_client_says_does_not_drop_the_caller(talk: Talk) -> None:
    """W2: "I have hung up" ends a call that goes nowhere, not one that is sent on."""
    talk.forward({"number": OTHER})
    talk.anna.ask("hung_up", contact="c1")
    assert talk.contact().state is ContactState.TALKING


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ({"number": SUPPORT}, "forwarding_loop"),
        ({"number": SERVICE_NUMBER}, "forwarding_loop"),
        ({"number": ANNAS_NUMBER}, "forwarding_loop"),
        ({"user": "anna"}, "forwarding_loop"),
        ({"user": "bo"}, "colleague_not_free"),
        ({"user": "nobody"}, "colleague_not_free"),
        ({"group": "kampanj"}, "group_not_staffed"),
    ],
)
def test_ways_that_lead_nowhere_are_refused(talk: Talk, to: dict[str, str], code: str) -> None:
    """W2: with a code and a sentence that says what to do; Bo is paused."""
    employ(talk.world)
    bo = session_of(talk.world, "bo")
    status = type(bo.status).PAUSED
    talk.world.services.sessions.set_status(bo.identity, status, "lunch", talk.world.clock.now)
    refused = talk.forward(to)
    assert (refused.status, refused.body["code"]) == (409, code)
    assert talk.contact().next_hop is None


def test_only_ones_own_calls(talk: Talk, world: World, call: Call) -> None:
    """W2: any login on the web, agent or not; but nobody sends on what is another's."""
    world.services.users.add(colleague("vera", roles=frozenset[Role]()))
    vera = call("POST", "/api/login", {"user_id": "vera", "password": "demo-anna"}).cookie
    refused = call("POST", "/api/calls/c1/forward", {"to": {"number": OTHER}}, cookie=vera)
    assert (refused.status, refused.body["code"]) == (409, "not_your_contact")
    assert call("GET", "/api/calls", cookie=vera).body == {"calls": []}
    assert call("GET", "/api/calls").status == 401


def test_a_plain_web_user_sends_on_what_was_put_through_to_them(
    talk: Talk, world: World, call: Call
) -> None:
    """W2: dialled at their registered number, listed as theirs, and sent on by them."""
    employ(world, "bo", works=False, distance=Distance(BOS_NUMBER))
    bo = call("POST", "/api/login", {"user_id": "bo", "password": "demo-anna"}).cookie
    talk.forward({"user": "bo"})
    answer = talk.customer.outcome("answered")
    assert answer["number"] == BOS_NUMBER
    (mine,) = call("GET", "/api/calls", cookie=bo).body["calls"]
    assert (mine["contact"], mine["hops"][0]["by"]) == ("c1", "anna")
    body = {"to": {"number": OTHER}}
    assert call("POST", "/api/calls/c1/forward", body, cookie=bo).status == 202
    assert talk.customer.outcome("answered")["number"] == OTHER
    assert call("GET", "/api/calls", cookie=bo).body == {"calls": []}


def test_lists_say_where_a_call_went(talk: Talk) -> None:
    """Issue 7.4: to whom, by whom, and what came of it."""
    employ(talk.world)
    talk.forward({"user": "bo"})
    talk.customer.outcome("answered")
    talk.customer.outcome("no_answer")
    (shown,) = talk.anna.ask("sync")["calls_today"]
    (hop,) = shown["hops"]
    assert (hop["to"], hop["by"], hop["result"]) == ("bo", "anna", "no_answer")


def test_my_forwarding(talk: Talk, world: World, call: Call) -> None:
    """Issue 7.5: what colleagues send goes there, they see until when, and it ends by itself."""
    employ(world)
    bo = call("POST", "/api/login", {"user_id": "bo", "password": "demo-anna"}).cookie
    until = world.clock.now + DAY
    kept = call("PUT", "/api/forwarding", {"to": OTHER, "until": iso(until)}, cookie=bo)
    assert kept.body == {"forwarding": {"to": OTHER, "until": iso(until)}}
    agents = {agent["user"]: agent for agent in talk.anna.ask("sync")["agents"]}
    assert agents["bo"]["forwarding_until"] == iso(until)
    targets = call("GET", "/api/calls/targets", cookie=talk.cookie).body
    assert targets["colleagues"][1]["reached_by"] == "forwarding"
    assert targets["rooms"] == [{"id": "rum", "name": "Stora rummet", "answers": True}]
    talk.forward({"user": "bo"})
    assert talk.customer.outcome("answered")["number"] == OTHER
    world.clock.advance(DAY)
    assert call("GET", "/api/forwarding", cookie=bo).body == {"forwarding": None}


@pytest.mark.parametrize(
    ("to", "days", "code"),
    [
        (SUPPORT, 1, "forwarding_loop"),
        (SERVICE_NUMBER, 1, "forwarding_loop"),
        (ANNAS_NUMBER, 1, "forwarding_loop"),
        (OTHER, 31, "invalid_until"),
        (OTHER, -1, "invalid_until"),
    ],
)
def test_forwarding_that_cannot_be(talk: Talk, world: World, to: str, days: int, code: str) -> None:
    """Issue 7.5: groups, the service number, one's own, too long, too late."""
    body = {"to": to, "until": iso(world.clock.now + days * DAY)}
    assert talk.call("PUT", "/api/forwarding", body, cookie=talk.cookie).body["code"] == code


def test_forwarding_in_a_circle_is_refused(talk: Talk, world: World, call: Call) -> None:
    """Issue 7.5: to a colleague's number whose calls come back."""
    employ(world, distance=Distance(BOS_NUMBER))
    bo = call("POST", "/api/login", {"user_id": "bo", "password": "demo-anna"}).cookie
    until = iso(world.clock.now + DAY)
    assert (
        call("PUT", "/api/forwarding", {"to": ANNAS_NUMBER, "until": until}, cookie=bo).status
        == 200
    )
    body = {"to": BOS_NUMBER, "until": until}
    refused = call("PUT", "/api/forwarding", body, cookie=talk.cookie)
    assert (refused.status, refused.body["code"]) == (409, "forwarding_loop")
    assert call("DELETE", "/api/forwarding", cookie=bo).status == 204
    assert call("PUT", "/api/forwarding", body, cookie=talk.cookie).status == 200
