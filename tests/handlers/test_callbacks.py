"""Callbacks through the functions, over moto: asked for, handed out, rung, reported (issue 7)."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from jour.clock import DAY, MINUTE, SECOND
from jour.contact import AttemptResult, Contact, ContactState, Outcome
from jour.errors import Unavailable
from jour.occupation import PICK_UP, PRESS
from jour.outbound_voice import NotDialled
from jour.session import Session
from jour.store import keys
from jour.store.expression import Update
from tests.builders import ANNAS_NUMBER
from tests.connect import connect_event
from tests.handlers.conftest import Answer, Call, World
from tests.handlers.customers import CUSTOMER, SUPPORT, Customer, heard
from tests.handlers.sockets import Socket, log_in, opened

AFTER_S = 60
CB = "c1.cb"


@dataclass
class Voice:
    """Stands in for Connect's API: remembers who was rung, and fails as told."""

    rung: list[tuple[str, str, str, int]] = field(default_factory=list)
    failure: Exception | None = None

    def ring(self, to: str, shown: str, contact: str, offer: int) -> str:
        if self.failure is not None:
            raise self.failure
        self.rung.append((to, shown, contact, offer))
        return f"outbound-{contact}-{offer}"


@pytest.fixture
def voice(world: World) -> Voice:
    """Connect's API; the demo's Support offers callbacks after a minute."""
    fake = Voice()
    world.services.__dict__["outbound_voice"] = fake
    set_group(world, callback_after_s=AFTER_S)
    return fake


def set_group(world: World, **fields: Any) -> None:
    change = Update()
    for name, value in fields.items():
        change.assign(f"#groups.#support.#{name} = :{name}", **{name: value})
    world.services.table.update(keys.organisation("demo"), change)
    world.services.organisations._seen.clear()


def contact(world: World, contact_id: str = CB) -> Contact:
    found = world.services.contacts.get(contact_id)
    assert found is not None
    return found


def anna_now(world: World) -> Session:
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    return session


@dataclass
class Agent:
    """Anna on the web, with her number, connected."""

    world: World
    call: Call
    token: str
    socket: Socket

    def dial(self, contact_id: str = CB) -> Answer:
        return self.call("POST", f"/api/callbacks/{contact_id}/dial", {}, cookie=self.token)

    def done(self, result: str, note: str = "", contact_id: str = CB) -> Answer:
        body = {"result": result, "note": note}
        return self.call("POST", f"/api/callbacks/{contact_id}/done", body, cookie=self.token)

    def flow(self, op: str, offer: int = 1, segment: str = "", **more: str) -> dict[str, str]:
        """Anna's telephone, led through the flow."""
        from functions.callback_routing.handler import handler

        parameters = {"op": op, "contact": CB, "offer": str(offer), **more}
        event = connect_event(
            segment or f"outbound-{CB}-{offer}", ANNAS_NUMBER, parameters, SUPPORT
        )
        return handler(event, None)

    def gone(self, offer: int = 1) -> None:
        """Connect's event: anna's telephone was not answered, or has been put down."""
        from functions.contact_events.handler import handler

        detail = {"eventType": "DISCONNECTED", "contactId": f"outbound-{CB}-{offer}"}
        handler({"source": "aws.connect", "detail": detail}, None)


@pytest.fixture
def anna(world: World, call: Call) -> Agent:
    token = log_in(call, channel="web", phone=ANNAS_NUMBER)
    return Agent(world, call, token, opened(token, "annas"))


def wait_long(world: World, customer: Customer) -> dict[str, str]:
    """Arrive while everybody is paused, and wait until callback is offered."""
    assert customer.arrive()["callback"] == "no"
    for _ in range(AFTER_S // 20):
        world.clock.advance(20 * SECOND)
        answer = customer.poll()
    return answer


def asked(world: World, anna: Agent, contact_id: str = "c1", **more: Any) -> Customer:
    """A customer who has asked for a callback; anna is paused."""
    anna.socket.ask("status", status="paused", reason="lunch")
    customer = Customer(world, contact_id, **more)
    wait_long(world, customer)
    customer.ask(op="callback")
    customer.ask(op="callback", number=CUSTOMER, confirmed="yes")
    return customer


def offered(world: World, anna: Agent) -> None:
    """Anna comes back, and is offered what waits."""
    world.clock.advance(SECOND)
    anna.socket.ask("status", status="available")
    world.services.dispatcher.dispatch("demo")


def sweep(world: World) -> None:
    world.services.hand_out_sweep.run("demo")


# Asking


def test_offered_after_the_groups_limit_and_confirmed_by_voice(
    world: World, anna: Agent, voice: Voice
) -> None:
    """X6: after a minute, 1; the number read back digit by digit; 1 again, and it is promised."""
    anna.socket.ask("status", status="paused", reason="lunch")
    customer = Customer(world, "c1")
    answer = wait_long(world, customer)
    assert answer["callback"] == "yes"
    assert "Tryck 1 så ringer vi upp dig." in heard(answer)
    asking = customer.ask(op="callback")
    assert (asking["next"], asking["number"]) == ("callback_ask", CUSTOMER)
    assert '<say-as interpret-as="digits">070</say-as>' in asking["say"]
    done = customer.ask(op="callback", number=CUSTOMER, confirmed="yes")
    assert done["next"] == "callback_done"
    assert "Du har kvar din plats" in heard(done)
    call, callback = contact(world, "c1"), contact(world)
    assert call.outcome is Outcome.CALLBACK
    assert (callback.arrived_at, callback.state) == (call.arrived_at, ContactState.WAITING)
    assert callback.caller == CUSTOMER


def test_1_means_nothing_before_the_limit(world: World, anna: Agent, voice: Voice) -> None:
    """X6: nor where the group offers none."""
    anna.socket.ask("status", status="paused", reason="lunch")
    customer = Customer(world, "c1")
    customer.arrive()
    assert customer.ask(op="callback")["next"] == "wait"
    set_group(world, callback_after_s=3600)
    world.clock.advance(20 * SECOND)
    assert customer.poll()["callback"] == "no"


def test_offered_after_a_miss(world: World, anna: Agent, voice: Voice) -> None:
    """X6: not answered, so offered at once."""
    customer = Customer(world, "c1")
    customer.arrive()
    answer = customer.outcome("no_answer")
    assert answer["callback"] == "yes"
    assert "Handläggaren svarade inte. " in heard(answer)
    assert "Tryck 1" in heard(answer)


@pytest.mark.parametrize("why", ["closed", "nobody"])
def test_offered_where_nobody_can_answer(why: str, world: World, voice: Voice) -> None:
    """X6: closed, or nobody logged in: the promise says when."""
    if why == "closed":
        set_group(world, hours={})
    customer = Customer(world, "c1")
    answer = customer.arrive()
    assert (answer["next"], answer["callback"]) == (why, "yes")
    assert customer.ask(op="callback")["next"] == "callback_ask"
    done = heard(customer.ask(op="callback", number=CUSTOMER, confirmed="yes"))
    assert ("när vi har öppnat" if why == "closed" else "när någon är på plats") in done
    assert contact(world).state is ContactState.WAITING


def test_a_withheld_number_has_to_be_typed(world: World, anna: Agent, voice: Voice) -> None:
    """X6: typed, checked, read back; what cannot be rung is asked for again."""
    anna.socket.ask("status", status="paused", reason="lunch")
    customer = Customer(world, "c1", caller=None)
    wait_long(world, customer)
    assert customer.ask(op="callback")["next"] == "callback_number"
    for wrong in ("112", "12345", "0701", SUPPORT.replace("+46", "0"), "0944123456"):
        again = customer.ask(op="callback", number=wrong)
        assert again["next"] == "callback_number", wrong
        assert "kan vi inte ringa" in heard(again)
    read_back = customer.ask(op="callback", number="0701740690")
    assert (read_back["next"], read_back["number"]) == ("callback_ask", CUSTOMER)


def test_nobody_is_given_a_caller_who_is_busy_with_the_keys(
    world: World, anna: Agent, voice: Voice
) -> None:
    """Issue 7.7: their call would ring unheard; back in the queue they are given at once."""
    anna.socket.ask("status", status="paused", reason="lunch")
    customer = Customer(world, "c1")
    wait_long(world, customer)
    customer.ask(op="callback")
    offered(world, anna)
    assert contact(world, "c1").state is ContactState.WAITING
    world.clock.advance(50 * SECOND)
    sweep(world)
    stays = customer.ask(op="callback", number="none")
    assert (stays["next"], stays["number"]) == ("dial", ANNAS_NUMBER)


def test_who_hangs_up_on_the_way_has_asked_for_nothing(
    world: World, anna: Agent, voice: Voice
) -> None:
    """X6: the call is abandoned, and there is no callback."""
    anna.socket.ask("status", status="paused", reason="lunch")
    customer = Customer(world, "c1")
    wait_long(world, customer)
    customer.ask(op="callback")
    customer.hang_up()
    assert contact(world, "c1").outcome is Outcome.ABANDONED
    assert world.services.contacts.get(CB) is None


def test_asked_again_by_connect_it_is_one_callback(world: World, anna: Agent, voice: Voice) -> None:
    """Fault 8: each operation twice; the same answers, one callback."""
    customer = asked(world, anna)
    again = customer.ask(op="callback", number=CUSTOMER, confirmed="yes")
    assert "Du har kvar din plats" in heard(again)
    assert customer.ask(op="callback")["next"] == "callback_done"
    assert len(world.services.sessions.present("demo").waiting) == 1


def test_one_open_callback_for_a_number_and_group(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.1: who asks twice is told that they stand in line already."""
    asked(world, anna)
    second = Customer(world, "c2")
    wait_long(world, second)
    second.ask(op="callback")
    told = second.ask(op="callback", number=CUSTOMER, confirmed="yes")
    assert "Du står redan på tur" in heard(told)
    assert contact(world, "c2").outcome is Outcome.CALLBACK
    assert world.services.contacts.get("c2.cb") is None
    assert second.ask(op="callback", number=CUSTOMER, confirmed="yes")["say"] == told["say"]


# Handing out, ringing, reporting


def test_rung_up_by_an_agent_in_a_client(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.2: offered with number and asked-at; her telephone first, then the customer's."""
    asked(world, anna)
    offered(world, anna)
    (offer,) = [m for m in world.pusher.to("annas") if m["type"] == "offer"]
    assert (offer["contact"]["kind"], offer["contact"]["from"]) == ("callback", CUSTOMER)
    assert offer["contact"]["requested_at"]
    assert anna.dial().status == 202
    assert voice.rung == [(ANNAS_NUMBER, SUPPORT, CB, 1)]
    answer = anna.flow("agent_answered")
    assert (answer["next"], answer["number"]) == ("dial", CUSTOMER)
    assert heard(answer).startswith("Support. Vi ringer")
    assert anna.flow("agent_answered") == answer, "asked again by Connect"
    told = anna.flow("customer", result="hung_up")
    assert heard(told) == "Samtalet är slut."
    assert contact(world).outcome is Outcome.ANSWERED
    assert [a.result for a in contact(world).attempts] == [AttemptResult.REACHED]
    anna.flow("customer", result="hung_up")
    assert len(contact(world).attempts) == 1, "asked again by Connect"
    assert anna.done("done", "Vill ha offert").status == 202
    (attempt,) = contact(world).attempts
    assert (attempt.result, attempt.note) == (AttemptResult.DONE, "Vill ha offert")
    assert anna_now(world).occupied is None


def test_a_double_click_rings_once(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.2: the second press finds her telephone ringing."""
    asked(world, anna)
    offered(world, anna)
    assert [anna.dial().status, anna.dial().status] == [202, 202]
    assert len(voice.rung) == 1


def test_an_answer_of_connect_that_got_lost(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.7: pressed again it is the same call; never rung, it comes back as nobody's miss."""
    asked(world, anna)
    offered(world, anna)
    voice.failure = Unavailable()
    assert anna.dial().status == 503
    voice.failure = None
    assert anna.dial().status == 202
    assert [(token, offer) for _, _, token, offer in voice.rung] == [(CB, 1)]
    voice.failure = Unavailable()
    anna.gone()
    world.clock.advance(SECOND)
    anna.socket.ask("status", status="paused", reason="lunch")
    offered(world, anna)
    assert anna.dial().status == 503
    world.clock.advance(PICK_UP + SECOND)
    misses = anna_now(world).misses
    sweep(world)
    assert anna_now(world).misses == misses
    assert anna.flow("agent_answered", offer=2)["next"] == "end", "late: the customer is not rung"


def test_a_telephone_that_cannot_be_rung(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.2: she is told; the callback goes to others, and not to her again."""
    asked(world, anna)
    offered(world, anna)
    voice.failure = NotDialled()
    answer = anna.dial()
    assert (answer.status, answer.body["code"]) == (409, "phone_not_dialled")
    assert (contact(world).state, contact(world).trouble) == (
        ContactState.WAITING,
        "phone_not_dialled",
    )
    world.services.dispatcher.dispatch("demo")
    assert anna_now(world).occupied is None


def test_not_pressed_in_time_is_a_miss(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.2: 60 s, then as with calls."""
    asked(world, anna)
    offered(world, anna)
    world.clock.advance(PRESS - SECOND)
    sweep(world)
    assert contact(world).state is ContactState.OFFERED
    world.clock.advance(2 * SECOND)
    sweep(world)
    assert anna_now(world).misses == 1
    assert anna.dial().status == 409


def test_her_own_telephone_not_answered_is_a_miss(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.2: by the DISCONNECTED event of the outbound contact; twice is once."""
    asked(world, anna)
    offered(world, anna)
    anna.dial()
    anna.gone()
    anna.gone()
    assert anna_now(world).misses == 1
    assert (contact(world).state, contact(world).front) == (ContactState.WAITING, True)
    assert anna.flow("agent_answered")["next"] == "end"


def test_not_reached_is_tried_again_and_in_the_end_failed(
    world: World, anna: Agent, voice: Voice
) -> None:
    """Issue 7.2: by the group's rule, at most n times; who tried when is kept."""
    set_group(world, callback_retry_s=600, callback_attempts=2)
    asked(world, anna)
    offered(world, anna)
    anna.dial()
    anna.flow("agent_answered")
    assert "försöker igen senare" in heard(anna.flow("customer", result="no_answer"))
    anna.done("later", "Signaler gick fram")
    assert contact(world).not_before == world.clock.now + 10 * MINUTE
    world.services.dispatcher.dispatch("demo")
    assert contact(world).state is ContactState.WAITING
    world.clock.advance(10 * MINUTE)
    world.services.dispatcher.dispatch("demo")
    anna.dial()
    anna.flow("agent_answered", offer=2)
    assert "sista försöket" in heard(anna.flow("customer", offer=2, result="failed"))
    ended = contact(world)
    assert (ended.outcome, ended.trouble) == (Outcome.FAILED, "not_reached")
    assert [(a.user, a.result, a.note) for a in ended.attempts] == [
        ("anna", AttemptResult.LATER, "Signaler gick fram"),
        ("anna", AttemptResult.NOT_REACHED, ""),
    ]


def test_later_after_a_conversation_opens_it_again(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.2: unless the customer has asked anew: then that one is rung."""
    asked(world, anna)
    offered(world, anna)
    anna.dial()
    anna.flow("agent_answered")
    anna.flow("customer", result="hung_up")
    assert anna.done("later").status == 202
    again = contact(world)
    assert (again.state, again.outcome) == (ContactState.WAITING, None)
    assert world.services.callbacks.open_one("demo", "support", CUSTOMER) == CB


def test_later_does_not_ring_a_number_twice(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.1: the customer has asked anew meanwhile."""
    asked(world, anna)
    offered(world, anna)
    anna.dial()
    anna.flow("agent_answered")
    anna.flow("customer", result="hung_up")
    second = Customer(world, "c2")
    second.arrive()
    world.clock.advance(20 * SECOND)
    second.poll()
    set_group(world, callback_after_s=5, wrap_up_s=300)
    second.ask(op="callback")
    assert second.ask(op="callback", number=CUSTOMER, confirmed="yes")["next"] == "callback_done"
    assert anna.done("later").status == 202
    assert contact(world).outcome is Outcome.ANSWERED
    assert world.services.callbacks.open_one("demo", "support", CUSTOMER) == "c2.cb"


def test_she_hangs_up_and_the_event_ends_it(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.2: the flow ends silently; after the ringing it has been a conversation."""
    asked(world, anna)
    offered(world, anna)
    anna.dial()
    anna.flow("agent_answered")
    world.clock.advance(2 * MINUTE)
    anna.gone()
    assert contact(world).outcome is Outcome.ANSWERED
    assert anna.done("refused", "Redan löst").status == 202


def test_one_that_is_not_hers_is_not_rung(world: World, anna: Agent, voice: Voice) -> None:
    """B2: nor by a plain login, nor one that nobody has been offered."""
    asked(world, anna)
    assert anna.dial().body["code"] == "not_your_contact"
    plain = log_in(anna.call, "alva", "web", agent=False, phone=None)
    answer = anna.call("POST", f"/api/callbacks/{CB}/dial", {}, cookie=plain)
    assert (answer.status, answer.body["code"]) == (403, "not_an_agent")
    assert voice.rung == []


@pytest.mark.parametrize("stage", ["offered", "ringing"])
def test_logged_in_anew_it_goes_back(stage: str, world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.7: replaced between offer and answer: nobody is rung, nobody has missed anything."""
    asked(world, anna)
    offered(world, anna)
    if stage == "ringing":
        anna.dial()
    log_in(anna.call, channel="web", phone=ANNAS_NUMBER)
    assert anna.flow("agent_answered")["next"] == "end"
    sweep(world)
    assert contact(world).state in (ContactState.WAITING, ContactState.OFFERED)
    assert contact(world).offers == (2 if contact(world).offer else 1)
    assert anna_now(world).misses == 0


def test_not_handed_out_while_the_group_is_closed(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.1: people are rung while the group is open."""
    asked(world, anna)
    set_group(world, hours={})
    offered(world, anna)
    assert contact(world).state is ContactState.WAITING


def test_what_nobody_has_rung_in_a_week_has_failed(world: World, anna: Agent, voice: Voice) -> None:
    """Issue 7.7: one known state; an administrator can put it back."""
    asked(world, anna)
    world.clock.advance(8 * DAY)
    sweep(world)
    assert (contact(world).outcome, contact(world).trouble) == (Outcome.FAILED, "too_old")
    alva = log_in(anna.call, "alva", "web", agent=False, phone=None)
    for status in (202, 409):
        again = anna.call("POST", f"/api/callbacks/{CB}/requeue", {}, cookie=alva)
        assert again.status == status
    assert contact(world).state is ContactState.WAITING
    assert anna.call("POST", f"/api/callbacks/{CB}/requeue", {}, cookie=anna.token).status == 403
