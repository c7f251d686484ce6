"""A customer's call through the functions, over moto."""

from dataclasses import replace
from typing import Any

import pytest

from jour.clock import SECOND
from jour.contact import ContactState, Outcome
from jour.dispatch import Dispatcher
from jour.gate_views import gates_view
from jour.handout import MISSES
from jour.occupation import RING, Kind
from jour.organisation import Channel
from jour.session import Present, Session, Status
from jour.store import keys
from jour.store.expression import Update
from jour.user import Distance
from tests.builders import ANNAS_NUMBER, DEMO, colleague, new_session
from tests.handlers.conftest import NOW, Call, World
from tests.handlers.customers import CUSTOMER, SUPPORT, SWITCHBOARD, Customer, heard
from tests.handlers.sockets import Socket, log_in, opened

BOS_NUMBER = "+46701740606"


@pytest.fixture
def anna(call: Call) -> Socket:
    """Anna at her PC, with her number, connected."""
    return opened(log_in(call, phone=ANNAS_NUMBER), "annas")


def employ_bo(world: World, channel: Channel = Channel.DISTANCE) -> None:
    """Bo, logged in by distance."""
    world.services.users.add(colleague("bo", distance=Distance(BOS_NUMBER)))
    session = new_session("bos", channel, "bo", world.clock.now, ("support", "vaxel"))
    world.services.sessions.log_in(replace(session, phone=BOS_NUMBER), world.clock.now)


def session_of(world: World, user: str) -> Session:
    session = world.services.sessions.get("demo", user)
    assert session is not None
    return session


def wrap_up(world: World, seconds: int) -> None:
    groups = Update().assign("#groups.#support.#wrap_up_s = :wrap", wrap=seconds)
    world.services.table.update(keys.organisation("demo"), groups)


def queued(world: World, anna: Socket, contact: str = "c1") -> Customer:
    """A customer who waits, and an agent who has just become free."""
    customer = Customer(world, contact)
    anna.ask("status", status="paused", reason="lunch")
    assert customer.arrive()["next"] == "wait"
    world.clock.advance(SECOND)
    anna.ask("status", status="available")
    return customer


def test_whoever_is_free_is_rung_at_once(world: World, anna: Socket) -> None:
    """Nobody listens to a queue in which nobody stands."""
    answer = Customer(world, "c1").arrive()
    assert (answer["next"], answer["number"]) == ("dial", ANNAS_NUMBER)
    assert heard(answer) == "Välkommen till Support."
    assert [m["type"] for m in world.pusher.to("annas")] == ["offer"]
    assert anna.ask("sync")["me"]["ringing"] is True


def test_whoever_hands_out_the_caller_is_rung_for_at_once(
    world: World, anna: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 6.1: the stream's hand-out may be faster than the flow's own; nobody is told that they
    stand in a queue, or waits another 5 s, while a telephone is theirs."""
    real = Dispatcher.dispatch

    def by_the_stream(self: Dispatcher, org: str, seen: Present | None = None) -> int:
        real(self, org, seen)
        return 0

    monkeypatch.setattr(Dispatcher, "dispatch", by_the_stream)
    answer = Customer(world, "c1").arrive()
    assert (answer["next"], answer["number"]) == ("dial", ANNAS_NUMBER)
    assert heard(answer) == "Välkommen till Support."


def test_a_call_reaches_the_agent_who_is_told_first(
    world: World, anna: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D9: the offer is on the screen before the flow gets the number to dial."""
    customer = Customer(world, "c1")
    anna.ask("status", status="paused", reason="lunch")
    assert "Du är först i kön." in heard(customer.arrive())
    world.clock.advance(5 * SECOND)
    anna.ask("status", status="available")
    states: list[ContactState] = []
    real = world.pusher.post

    def watched(connection_id: str, message: Any) -> Any:
        contact = world.services.contacts.get("c1")
        assert contact
        states.append(contact.state)
        return real(connection_id, message)

    monkeypatch.setattr(world.pusher, "post", watched)
    answer = customer.poll()
    assert (answer["next"], answer["number"], answer["offer"]) == ("dial", ANNAS_NUMBER, "1")
    assert states == [ContactState.OFFERED], "told while it was not yet being dialled"
    (offer,) = [m for m in world.pusher.to("annas") if m["type"] == "offer"]
    assert offer["contact"] == {
        "id": "c1",
        "kind": "call",
        "state": "offered",
        "media": "voice",
        "group": "support",
        "from": CUSTOMER,
        "name": None,
        "waited_s": 5,
        "calls_today": 1,
        "list": None,
        "requested_at": None,
        "not_before": None,
        "attempts": [],
    }


def test_one_caller_of_a_group_has_the_queue_handed_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 11.6: a read of everybody for each caller who asks would grow with both. The one whose
    flow is heard of first asks for all, the next one as soon as that flow falls silent."""
    employ_bo(world)
    Customer(world, "c0").arrive()
    first, second, other = (
        Customer(world, name, dialled=number)
        for name, number in (("c1", SUPPORT), ("c2", SUPPORT), ("c3", SWITCHBOARD))
    )
    for customer in (first, second, other):
        assert customer.arrive()["next"] == "wait"
        world.clock.advance(SECOND)
    asked: list[str] = []
    real = Dispatcher.dispatch

    def counted(self: Dispatcher, org: str, seen: Present | None = None) -> int:
        asked.append(org)
        return real(self, org, seen)

    monkeypatch.setattr(Dispatcher, "dispatch", counted)
    assert [second.poll()["next"], len(asked)] == ["wait", 0]
    assert [first.poll()["next"], len(asked)] == ["wait", 1]
    assert [other.poll()["next"], len(asked)] == ["wait", 2], "another group has its own"
    world.clock.advance(13 * SECOND)
    assert [second.poll()["next"], len(asked)] == ["wait", 3], "the first is not heard of any more"


def test_the_oldest_waits_least(world: World) -> None:
    """Issue 6.1: FIFO over all groups that the agent staffs."""
    first, second = Customer(world, "c1", dialled=SWITCHBOARD), Customer(world, "c2")
    employ_bo(world)
    busy = Customer(world, "c0")
    busy.arrive()
    assert busy.poll()["next"] == "dial"
    for customer in (first, second):
        customer.arrive()
        world.clock.advance(SECOND)
    busy.outcome("answered")
    assert second.poll()["next"] == "wait", "the older call of the other group goes first"
    assert first.poll()["next"] == "dial"


def test_the_longest_idle_agent_is_rung(world: World, anna: Socket) -> None:
    """Issue 6.1."""
    world.clock.advance(SECOND)
    employ_bo(world)
    customer = Customer(world, "c1")
    customer.arrive()
    assert customer.poll()["number"] == ANNAS_NUMBER


@pytest.mark.parametrize(
    ("prepare", "step", "says"),
    [
        (lambda _: None, "nobody", "Ingen på Support kan svara"),
        (
            lambda w: w.services.table.update(
                keys.organisation("demo"),
                Update().assign("#groups.#support.#hours = :none", none={}),
            ),
            "closed",
            "Support har stängt",
        ),
    ],
    ids=["nobody", "closed"],
)
def test_closed_and_nobody_are_said_honestly(
    prepare: Any, step: str, says: str, world: World
) -> None:
    """Issue 6.2: and kept in the list of today's calls."""
    prepare(world)
    answer = Customer(world, "c1").arrive()
    assert answer["next"] == step
    assert says in heard(answer)
    contact = world.services.contacts.get("c1")
    assert contact
    assert contact.outcome == Outcome(step)


def test_a_number_that_is_no_groups_is_not_in_use(world: World) -> None:
    """An agent's number, or nobody's, has no queue."""
    for dialled in ("+46846509999", ANNAS_NUMBER):
        assert Customer(world, f"c{dialled}", dialled=dialled).arrive()["next"] == "unknown"


def test_asked_again_connect_hears_the_same(world: World, anna: Socket) -> None:
    """Fault 8: one arrival, one offer, one miss, however often Connect retries."""
    customer = Customer(world, "c1")
    first = customer.arrive()
    assert (first["next"], heard(first)) == ("dial", "Välkommen till Support.")
    assert customer.arrive() == first
    assert customer.poll()["number"] == first["number"]
    missed = customer.outcome("no_answer", "1")
    assert heard(missed) == "Handläggaren svarade inte. Du är först i kön."
    customer.outcome("no_answer", "1")
    assert session_of(world, "anna").misses == 1
    contact = world.services.contacts.get("c1")
    assert contact
    assert contact.calls_today == 1


def test_a_late_outcome_of_an_earlier_offer_counts_for_nobody(world: World, anna: Socket) -> None:
    """A function that Connect gave up waiting for may commit late."""
    employ_bo(world)
    customer = Customer(world, "c1")
    customer.arrive()
    customer.poll()
    customer.outcome("no_answer")
    assert customer.offer == "2", "bo is rung by now"
    customer.outcome("no_answer", "1")
    assert session_of(world, "bo").misses == 0
    assert session_of(world, "bo").occupied is not None


def test_not_answered_goes_to_the_front_and_to_somebody_else(world: World, anna: Socket) -> None:
    """B4: the caller keeps the front; the agent is told and not asked again for that call."""
    customer = Customer(world, "c1")
    customer.arrive()
    assert customer.poll()["number"] == ANNAS_NUMBER
    assert customer.outcome("no_answer")["next"] == "wait"
    withdrawn = [m for m in world.pusher.to("annas") if m["type"] == "withdrawn"]
    assert withdrawn == [{"type": "withdrawn", "contact": "c1", "reason": "no_answer"}]
    assert customer.poll()["next"] == "wait", "anna is free, and is not asked again"
    employ_bo(world)
    later = Customer(world, "c2")
    later.arrive()
    assert customer.poll()["number"] == BOS_NUMBER


def test_who_becomes_available_anew_is_asked_again(world: World, anna: Socket) -> None:
    """Issue 6.1: nobody starves because the only agent missed once."""
    customer = Customer(world, "c1")
    customer.arrive()
    customer.poll()
    customer.outcome("no_answer")
    world.clock.advance(SECOND)
    anna.ask("status", status="paused", reason="lunch")
    world.clock.advance(SECOND)
    anna.ask("status", status="available")
    assert customer.poll()["number"] == ANNAS_NUMBER


def test_two_misses_in_a_row_pause_and_one_click_ends_it(world: World, anna: Socket) -> None:
    """B4: paused with the reason, back with one click, counted anew."""
    for number in range(MISSES):
        customer = Customer(world, f"c{number}")
        customer.arrive()
        customer.poll()
        customer.outcome("no_answer")
        customer.hang_up()
    session = session_of(world, "anna")
    assert (session.status, session.reason) == (Status.PAUSED, "no_answer")
    me = anna.ask("status", status="available")["me"]
    assert (me["state"], me["misses"]) == ("available", 0)


@pytest.mark.parametrize("ending", ["logout", "replaced"])
def test_who_is_gone_before_the_dialling_is_not_rung(
    ending: str, world: World, anna: Socket, call: Call
) -> None:
    """B2: the dialled route checks the login at its commit."""
    customer = queued(world, anna)
    assert world.services.dispatcher.dispatch("demo") == 1
    if ending == "logout":
        world.services.sessions.end(session_of(world, "anna").identity, _over(world))
    else:
        log_in(call, channel="web", phone="+46701740607")
    answer = customer.poll()
    assert answer.get("number") != ANNAS_NUMBER
    assert answer["next"] == ("wait" if ending == "logout" else "dial")


def _over(world: World) -> Any:
    from jour.session import Ending, EndReason

    return Ending(EndReason.USER, "anna", world.clock.now)


@pytest.mark.parametrize("phase", ["waiting", "offered", "ringing"])
def test_a_caller_who_hangs_up_early_frees_the_agent(
    phase: str, world: World, anna: Socket
) -> None:
    """Issue 6.5: at any moment; nothing to wrap up, and the offer is withdrawn."""
    wrap_up(world, 30)
    customer = queued(world, anna)
    if phase == "offered":
        world.services.dispatcher.dispatch("demo")
    if phase == "ringing":
        assert customer.poll()["next"] == "dial"
    for _ in range(2):
        customer.hang_up(EventType="Disconnected", CONTACTID="c1")
    assert session_of(world, "anna").occupied is None
    contact = world.services.contacts.get("c1")
    assert contact
    assert contact.outcome is Outcome.ABANDONED
    withdrawn = [m for m in world.pusher.to("annas") if m["type"] == "withdrawn"]
    assert len(withdrawn) == (0 if phase == "waiting" else 1)
    assert customer.poll()["next"] == "end"


def test_a_late_word_makes_no_conversation_of_a_call_that_is_over(
    world: World, anna: Socket
) -> None:
    """Issue 6.6: the caller hung up while it rang, and the flow's word about it comes after."""
    customer = Customer(world, "c1")
    customer.arrive()
    customer.poll()
    customer.hang_up()
    assert customer.outcome("answered")["next"] == "end"
    contact = world.services.contacts.get("c1")
    assert contact
    assert (contact.outcome, contact.answered_at) == (Outcome.ABANDONED, None)
    assert session_of(world, "anna").occupied is None


def test_nobody_speaks_of_anothers_call(world: World, anna: Socket, call: Call) -> None:
    """B2: neither that it is answered nor that it is over."""
    customer = Customer(world, "c1")
    customer.arrive()
    customer.poll()
    world.services.users.add(colleague("bo"))
    bo = opened(log_in(call, "bo", "web", phone=BOS_NUMBER), "bos")
    for said in ("accept", "hung_up"):
        assert bo.ask(said, contact="c1")["code"] == "not_your_contact"
    assert anna.ask("accept", contact="c1")["me"]["state"] == "busy"


@pytest.mark.parametrize("who", ["caller", "agent", "agent's client"])
def test_a_conversation_ends_in_wrap_up(who: str, world: World, anna: Socket) -> None:
    """B5: whoever hung up; extendable, endable early, then the next call comes."""
    wrap_up(world, 30)
    customer = Customer(world, "c1")
    customer.arrive()
    customer.poll()
    assert anna.ask("accept", contact="c1")["me"]["state"] == "busy"
    world.clock.advance(60 * SECOND)
    if who == "caller":
        customer.hang_up()
    elif who == "agent's client":
        assert anna.ask("hung_up", contact="c1")["me"]["state"] == "wrap_up"
    else:
        assert customer.outcome("answered")["next"] == "end"
    session = session_of(world, "anna")
    assert session.occupied
    assert (session.occupied.kind, session.occupied.until) == (
        Kind.WRAP_UP,
        world.clock.now + 30 * SECOND,
    )
    extended = anna.ask("wrap_up_extend")["me"]
    assert extended["state"] == "wrap_up"
    done = anna.ask("wrap_up_done")["me"]
    assert done["state"] == "available"
    assert anna.ask("wrap_up_done")["code"] == "not_wrapping_up"
    contact = world.services.contacts.get("c1")
    assert contact
    assert (contact.outcome, contact.answered_at) == (Outcome.ANSWERED, NOW)
    assert contact.attempts == (), "it was not made for an agent"


def test_what_has_not_rung_yet_is_not_hung_up(world: World, anna: Socket) -> None:
    """B3: a customer who waits is not lost by a key pressed too early."""
    customer = queued(world, anna)
    world.services.dispatcher.dispatch("demo")
    assert anna.ask("hung_up", contact="c1")["me"]["state"] == "offered"
    assert customer.poll()["next"] == "dial"


def test_a_telephone_that_rang_its_time_out_has_been_answered(world: World, anna: Socket) -> None:
    """Connect does not say when a third party answers: the state follows from time."""
    customer = Customer(world, "c1")
    customer.arrive()
    customer.poll()
    assert anna.ask("sync")["me"]["state"] == "offered"
    world.clock.advance(RING)
    assert anna.ask("sync")["me"]["state"] == "busy"
    customer.hang_up()
    contact = world.services.contacts.get("c1")
    assert contact
    assert contact.outcome is Outcome.ANSWERED


def test_a_silent_flow_loses_its_place(world: World, anna: Socket) -> None:
    """Issue 6.5: the event never came; lease and sweep free everybody."""
    waiting = Customer(world, "c1")
    anna.ask("status", status="paused", reason="lunch")
    waiting.arrive()
    world.clock.advance(40 * SECOND)
    anna.ask("heartbeat")
    anna.ask("status", status="available")
    assert world.services.dispatcher.dispatch("demo") == 0, "nobody is there to be connected"
    world.services.hand_out_sweep.run("demo")
    contact = world.services.contacts.get("c1")
    assert contact
    assert contact.outcome is Outcome.ABANDONED


def test_a_forgotten_offer_is_given_back(world: World, anna: Socket) -> None:
    """Issue 6.5: claimed, and the flow never fetched the number."""
    queued(world, anna)
    assert world.services.dispatcher.dispatch("demo") == 1
    world.clock.advance(31 * SECOND)
    anna.ask("heartbeat")
    world.services.hand_out_sweep.run("demo")
    assert session_of(world, "anna").occupied is None


def test_a_login_that_nothing_can_ring_is_not_and_the_gates_say_why(
    world: World, call: Call
) -> None:
    """B1: every gate, with the cure; here of a login from before IP telephony was registered."""
    socket = opened(log_in(call, phone="softphone"), "annas")
    unknown = Update().set(connect_agent=None)
    world.services.table.update(keys.session("demo", "anna"), unknown)
    customer = Customer(world, "c1")
    customer.arrive()
    assert customer.poll()["next"] == "wait"
    gates = socket.ask("gates")["gates"]
    closed = {gate["gate"]: gate["message"] for gate in gates if not gate["open"]}
    assert "has_telephone" in closed
    assert "Logga in med ett telefonnummer." in closed["has_telephone"]


def test_each_open_gate_is_told_once(world: World, anna: Socket) -> None:
    """B1: an agent of several groups reads each condition once, not once for each group."""
    names = [gate["gate"] for gate in anna.ask("gates")["gates"]]
    assert len(session_of(world, "anna").groups) > 1
    assert sorted(names) == sorted(set(names))


def test_who_staffs_nothing_is_told_just_that(world: World, anna: Socket) -> None:
    """B1: without a group there is nothing to say of its hours or its channels."""
    session = replace(session_of(world, "anna"), groups=())
    shown = gates_view("anna", Present(DEMO, (session,)), "sv", world.clock.now)
    closed = [gate for gate in shown if not gate["open"]]
    assert [gate["message"] for gate in closed] == [
        "Du bemannar ingen svarsgrupp. Välj minst en på ditt bord."
    ]


def test_a_caller_whom_one_did_not_answer_is_a_gate(world: World, anna: Socket) -> None:
    """B1, B4: while a caller waits who is not offered to the agent again, the gates say so, and
    the cure that they name works."""
    customer = Customer(world, "c1")
    customer.arrive()
    customer.outcome("no_answer")
    world.clock.advance(SECOND)
    assert customer.poll()["next"] == "wait"
    (shut,) = [gate for gate in anna.ask("gates")["gates"] if not gate["open"]]
    assert shut["gate"] == "not_missed"
    assert "paus" in shut["message"]
    anna.ask("status", status="paused", reason="lunch")
    anna.ask("status", status="available")
    assert customer.poll()["next"] == "dial"


def test_an_administrator_reads_gates_about_somebody_else(world: World, anna: Socket) -> None:
    """B1: the sentence names the agent; "you" would be the administrator."""
    anna.ask("status", status="paused", reason="lunch")
    present = world.services.sessions.present("demo")
    shown = gates_view("anna", present, "sv", world.clock.now, "Anna Lind")
    (closed,) = [gate for gate in shown if not gate["open"]]
    assert (
        closed["message"] == "Anna Lind är pausad. Samtal kommer när Anna Lind väljer Tillgänglig."
    )


def test_my_own_record_says_since_when_i_talk(world: World, anna: Socket) -> None:
    """Issue 6.7: a snapshot must not count the talk from the login."""
    world.clock.advance(60 * SECOND)
    anna.ask("heartbeat")
    customer = Customer(world, "c1")
    customer.arrive()
    customer.poll()
    me = anna.ask("accept", contact="c1")["me"]
    assert (me["state"], me["since"]) == ("busy", "2026-11-18T11:07:40.000Z")
    customer.hang_up()
    assert anna.ask("sync")["me"]["since"] == "2026-11-18T11:07:40.000Z", "free since then"


def test_behind_others_whom_nobody_answered_the_place_is_told(world: World, anna: Socket) -> None:
    """Issue 6.2: "first in the queue" is said to one caller at a time."""
    first, second = Customer(world, "c1"), Customer(world, "c2")
    first.arrive()
    first.poll()
    first.outcome("no_answer")
    world.clock.advance(SECOND)
    second.arrive()
    second.poll()
    assert heard(second.outcome("no_answer")) == "Handläggaren svarade inte. Du är nummer 2 i kön."


def test_a_paused_agent_learns_the_gate(world: World, anna: Socket) -> None:
    """B1: since when, and what to do."""
    world.clock.advance(SECOND)
    anna.ask("status", status="paused", reason="lunch")
    (closed,) = [gate for gate in anna.ask("gates")["gates"] if not gate["open"]]
    assert closed["gate"] == "available"
    assert closed["since"] == "2026-11-18T11:06:41.000Z"
    assert "Välj Tillgänglig" in closed["message"]


def test_a_snapshot_shows_queue_and_calls(world: World, anna: Socket) -> None:
    """M4: who waits, today's calls, and one's own contact."""
    for number in ("c1", "c2"):
        Customer(world, number).arrive()
        world.clock.advance(SECOND)
    Customer(world, "c1").poll()
    shown = anna.ask("sync")
    assert [caller["contact"] for caller in shown["queue"]] == ["c2"]
    assert shown["queue"][0]["from"] == CUSTOMER
    assert shown["me"]["contact"]["id"] == "c1"
    assert {one["contact"]: one["outcome"] for one in shown["calls_today"]} == {
        "c1": "offered",
        "c2": "waiting",
    }


def test_callers_are_hidden_from_those_who_do_not_staff(world: World, call: Call) -> None:
    """Issue 6.7: numbers only for those who staff the group or administer."""
    socket = opened(log_in(call, phone=ANNAS_NUMBER, groups=["vaxel"]), "annas")
    employ_bo(world)
    for contact in ("c0", "c1"):
        Customer(world, contact).arrive()
    shown = socket.ask("sync")
    assert [caller["from"] for caller in shown["queue"]] == [None]
    assert [one["from"] for one in shown["calls_today"]] == [None, None]


@pytest.mark.parametrize(
    ("action", "fields", "code"),
    [
        ("accept", {"contact": "c9"}, "not_your_contact"),
        ("hung_up", {"contact": "c9"}, "not_your_contact"),
        ("accept", {}, "invalid_message"),
        ("accept", {"contact": 7}, "invalid_message"),
        ("wrap_up_extend", {}, "not_wrapping_up"),
    ],
    ids=str,
)
def test_what_is_not_ones_own_is_refused(
    action: str, fields: dict[str, Any], code: str, anna: Socket
) -> None:
    """Nothing is stored, and the answer says why."""
    assert anna.ask(action, **fields)["code"] == code


def test_events_that_mean_nothing_to_us_change_nothing(world: World, anna: Socket) -> None:
    """Connect's other contacts, other events, half an event."""
    customer = queued(world, anna)
    for detail in (
        {"eventType": "DISCONNECTED", "contactId": "somebody-elses"},
        {"eventType": "QUEUED", "contactId": "c1"},
        {"eventType": "DISCONNECTED"},
        {"contactId": "c1"},
    ):
        customer.hang_up(**detail)
    contact = world.services.contacts.get("c1")
    assert contact
    assert contact.state is ContactState.WAITING
    assert contact.dialled == SUPPORT
    assert DEMO.id == contact.org
