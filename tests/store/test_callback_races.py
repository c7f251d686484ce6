"""Callbacks under real concurrency (issue 7.7): each race ends in exactly one known state."""

from dataclasses import dataclass, field, replace

import pytest

from jour.callback import asked_for, left
from jour.clock import Millis, system_clock
from jour.contact import LEASE, Contact, ContactState, Outcome
from jour.handout import Pair, claimed
from jour.list_rules import ListRules
from jour.organisation import Channel, Media
from jour.outbound_calls import OutboundCalls
from jour.session import Ending, EndReason, Session
from jour.sms import SmsState, Word, asked_for_callback, concluded
from jour.sms_hand_over import SmsHandOver
from jour.store.call_lists import CallLists
from jour.store.callbacks import Asked, Callbacks
from jour.store.contacts import Contacts
from jour.store.do_not_call import DoNotCall
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions
from jour.store.sms_outbox import SmsOutbox
from jour.store.table import Table
from tests.builders import new_session
from tests.store.at_once import at_once

NUMBER = "+46701740690"
CB = "c1.cb"
ROUNDS = range(6)


@dataclass
class Voice:
    """Stands in for Connect's API: a token rings once."""

    tokens: list[str] = field(default_factory=list)

    def ring(self, _to: str, _shown: str, contact: str, offer: int) -> str:
        self.tokens.append(f"{contact}:{offer}")
        return f"leg-{contact}-{offer}"


@dataclass
class Centre:
    """One callback, and whoever has to do with it."""

    table: Table
    now: Millis = field(default_factory=system_clock)

    def __post_init__(self) -> None:
        self.contacts, self.sessions = Contacts(self.table), Sessions(self.table)
        self.callbacks, self.voice = Callbacks(self.table), Voice()
        self.outbox = SmsOutbox(self.table)
        self.hand_over = SmsHandOver(self.contacts, self.outbox, lambda: self.now)
        self.calls = OutboundCalls(
            self.contacts,
            self.callbacks,
            self.sessions,
            Organisations(self.table),
            self.voice,  # type: ignore[arg-type] # rings, and nothing else
            ListRules(CallLists(self.table), DoNotCall(self.table), Organisations(self.table)),
            lambda: self.now,
        )

    def call(self, contact: str = "c1") -> Contact:
        return self.contacts.add(
            Contact(
                id=contact,
                org="demo",
                group="support",
                media=Media.VOICE,
                dialled="+46846500410",
                caller=NUMBER,
                arrived_at=self.now,
                day="2026-11-24",
                alive_until=self.now + LEASE,
            )
        )

    def ask(self, call: Contact) -> Asked:
        made = asked_for(call, NUMBER, None, self.now)
        return self.callbacks.ask(Pair(call), left(call, self.now), made, self.now)

    def log_in(self, channel: Channel = Channel.WEB, session_id: str = "s1") -> Session:
        new = replace(new_session(session_id, channel, "anna", self.now), phone=NUMBER)
        return self.sessions.log_in(new, self.now)[1]

    def offered(self, channel: Channel = Channel.WEB) -> Pair:
        """The callback, offered to anna; by distance with its message in the outbox."""
        assert self.ask(self.call()) is Asked.MADE
        agent = self.log_in(channel)
        contact = self.contacts.get(CB)
        assert contact is not None
        after = claimed(Pair(contact, agent), self.now)
        sms = None
        if channel is Channel.DISTANCE:
            sms = asked_for_callback(
                CB,
                1,
                "demo",
                "anna",
                NUMBER,
                self.now,
                number=NUMBER,
                name=None,
                group="Support",
                asked_at=self.now,
            )
        assert self.contacts.keep(Pair(contact, agent), after, self.now, claims=True, sms=sms)
        return self.contacts.pair(CB)

    @property
    def contact(self) -> Contact:
        found = self.contacts.get(CB)
        assert found is not None
        return found

    @property
    def anna(self) -> Session:
        found = self.sessions.get("demo", "anna")
        assert found is not None
        return found


@pytest.fixture
def centre(table: Table) -> Centre:
    return Centre(table)


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_calls_of_a_number_make_one_callback(_round: int, centre: Centre) -> None:
    """Issue 7.1: asked for in both at once."""
    first, second = centre.call("c1"), centre.call("c2")
    asked = at_once(lambda: centre.ask(first), lambda: centre.ask(second))
    assert sorted(map(str, asked)) == [Asked.MADE, Asked.OPEN_ALREADY]
    waiting = centre.sessions.present("demo").waiting
    assert [one.id for one in waiting if one.kind != "call"] == [
        centre.callbacks.open_one("demo", "support", NUMBER)
    ]


def test_a_call_that_moved_on_makes_none(centre: Centre) -> None:
    """Issue 7.7: given to somebody, or hung up, since it was read."""
    call = centre.call()
    agent = centre.log_in()
    centre.contacts.keep(Pair(call, agent), claimed(Pair(call, agent), centre.now), centre.now)
    assert centre.ask(call) is Asked.MOVED_ON
    assert centre.contacts.get(CB) is None
    assert centre.callbacks.open_one("demo", "support", NUMBER) is None


@pytest.mark.parametrize("_round", ROUNDS)
def test_pressed_at_once_in_two_windows_it_is_one_call(_round: int, centre: Centre) -> None:
    """Issue 7.2: every request bears the same token."""
    agent = centre.offered().agent
    assert agent is not None
    at_once(*[lambda: centre.calls.dial(agent.identity, CB)] * 3)
    assert set(centre.voice.tokens) == {f"{CB}:1"}
    assert (centre.contact.state, centre.contact.rung_as) == (
        ContactState.DIALLING,
        f"leg-{CB}-1",
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_pressed_while_logging_out_nobody_else_is_rung(_round: int, centre: Centre) -> None:
    """B2: either it was pressed first, or it is refused; the login is over either way."""
    agent = centre.offered().agent
    assert agent is not None
    over = Ending(EndReason.USER, "anna", centre.now)
    pressed, _ = at_once(
        lambda: centre.calls.dial(agent.identity, CB),
        lambda: centre.sessions.end(agent.identity, over),
    )
    state = centre.contact.state
    assert state is (ContactState.OFFERED if pressed else ContactState.DIALLING)
    assert bool(centre.voice.tokens) is (pressed is None)


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_message_is_not_sent_for_a_login_that_is_replaced(_round: int, centre: Centre) -> None:
    """F12: the login is asked at the commit; the callback then stands in its place again."""
    centre.offered(Channel.DISTANCE)
    sms = centre.outbox.get(f"{CB}.1.callback")
    assert sms is not None
    wanted, _ = at_once(
        lambda: centre.hand_over.may_send(sms),
        lambda: centre.log_in(Channel.WEB, "s2"),
    )
    assert centre.contact.state is (ContactState.DIALLING if wanted else ContactState.WAITING)
    if not wanted:
        assert centre.anna.occupied is None


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (SmsState.SENT, Outcome.HANDED_OVER),
        (SmsState.FAILED, None),
        (SmsState.UNKNOWN, Outcome.FAILED),
    ],
)
def test_the_message_s_end_settles_the_callback_once(
    state: SmsState, outcome: Outcome | None, centre: Centre
) -> None:
    """F12: accepted: handed over; failed: back, and not to her again; unknown: for somebody to
    decide. Anna is free, also where she has logged in elsewhere meanwhile, and twice is once."""
    centre.offered(Channel.DISTANCE)
    sms = centre.outbox.get(f"{CB}.1.callback")
    assert sms is not None
    assert centre.hand_over.may_send(sms)
    centre.log_in(Channel.WEB, "s2")
    settled = concluded(replace(sms, state=SmsState.SENDING), Word(state, "refused"))
    at_once(*[lambda: centre.hand_over.settle(settled)] * 3)
    assert centre.contact.outcome is outcome
    assert centre.anna.occupied is None
    if outcome is None:
        assert (centre.contact.trouble, [*centre.contact.missed]) == ("sms_refused", ["anna"])
    open_one = centre.callbacks.open_one("demo", "support", NUMBER)
    assert open_one == (CB if outcome is None else None)


def test_what_nobody_sends_is_failed_by_the_sweep(centre: Centre) -> None:
    """F12: after a while nobody may begin any more, and the callback goes to others."""
    centre.offered(Channel.DISTANCE)
    centre.hand_over.look_after(centre.contact, is_over=True)
    sms = centre.outbox.get(f"{CB}.1.callback")
    assert sms is not None
    assert (sms.state, sms.reason) == (SmsState.FAILED, "too_slow")
    assert centre.outbox.begin(sms, centre.now) is None
    assert centre.contact.state is ContactState.WAITING
