"""Hand-out against a DynamoDB whose transactions are atomic: races, and a busy day with faults."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

import pytest

from jour.arrival import Arrivals
from jour.call_routing import CallRouting
from jour.callback_request import CallbackRequests
from jour.chat_course import ChatCourse
from jour.chat_sweep import ChatSweep
from jour.clock import SECOND, Millis, system_clock
from jour.conference import Conference
from jour.connect_event import CallerId, ConnectCall
from jour.contact import Contact, ContactState, Outcome
from jour.contact_end import ContactEnds
from jour.dispatch import Dispatcher
from jour.errors import Unavailable
from jour.hand_out_sweep import HandOutSweep
from jour.list_feed import ListFeed
from jour.organisation import Channel
from jour.push import Outcome as Pushed
from jour.queue_poll import QueuePoll
from jour.send_on import SendOn
from jour.session import Ending, EndReason, Session
from jour.sms import Sms, SmsKind
from jour.sms_hand_over import SmsHandOver
from jour.store.call_list_entries import CallListEntries
from jour.store.call_lists import CallLists
from jour.store.callbacks import Callbacks
from jour.store.chats import Chats
from jour.store.contacts import Contacts
from jour.store.forwardings import Forwardings
from jour.store.list_offers import ListOffers
from jour.store.organisations import Organisations
from jour.store.phone_book import PhoneBook
from jour.store.phones import Phones
from jour.store.queues import Queues
from jour.store.sessions import Sessions
from jour.store.sms_outbox import SmsOutbox
from jour.store.table import Table
from jour.store.users import Users
from tests.builders import new_session
from tests.store.at_once import at_once

SUPPORT = "+46846500410"
AGENTS = 50
CALLS = int(os.environ.get("JOUR_CALLS", "60"))
"""`make proof` tries 1,000, which takes minutes."""
AN_HOUR = 100
"""So many calls, then everybody comes to rest: of lost events too many at once would be no day."""
WORKERS = 16


@dataclass
class Clock:
    """Time that begins now (the emulator removes what has expired) and goes on when told."""

    now: Millis = field(default_factory=system_clock)

    def __call__(self) -> Millis:
        return self.now


@dataclass
class Told:
    """Stands in for the clients: remembers which offers were told, and in which state."""

    contacts: Contacts
    early: list[str] = field(default_factory=list)

    def post(self, _: str, message: Any) -> Pushed:
        if message["type"] == "offer":
            contact = self.contacts.get(message["contact"]["id"])
            # D9: told before the number is handed out.
            if contact is not None and contact.state is ContactState.RINGING:
                self.early.append(contact.id)
        return Pushed.DELIVERED


@dataclass
class Announced:
    """Stands in for the queue of text messages: remembers which were announced."""

    ids: list[str] = field(default_factory=list)

    def announce(self, sms: Sms) -> None:
        self.ids.append(sms.id)


@dataclass
class Centre:
    """Everything that hands out, over one table."""

    table: Table
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.sms_queue = Announced()
        self.sessions, self.contacts = Sessions(self.table), Contacts(self.table)
        self.told = Told(self.contacts)
        self.dispatcher = Dispatcher(
            self.sessions,
            self.contacts,
            self.told,  # type: ignore[arg-type] # posts, and nothing else of a pusher is used
            lambda: self.sms_queue,  # type: ignore[arg-type,return-value] # announces, nothing else
            ListFeed(CallLists(self.table), CallListEntries(self.table), ListOffers(self.table)),
            self.clock,
        )
        self.outbox = SmsOutbox(self.table)
        self.hand_over = SmsHandOver(self.contacts, self.outbox, self.clock)
        self.organisations, phones = Organisations(self.table), Phones(self.table)
        phone_book = PhoneBook(self.table)
        polls = QueuePoll(
            self.contacts, Queues(self.table), self.organisations, self.dispatcher, self.clock
        )
        self.ends = ContactEnds(self.contacts, self.organisations, self.dispatcher, self.clock)
        arrivals = Arrivals(phones, self.contacts, self.sessions, phone_book, polls, self.clock)
        self.callbacks = Callbacks(self.table)
        asking = CallbackRequests(
            self.contacts, self.callbacks, phones, phone_book, polls, self.clock
        )
        self.calls = CallRouting(
            arrivals=arrivals,
            polls=polls,
            callbacks=asking,
            ends=self.ends,
            contacts=self.contacts,
            dispatcher=self.dispatcher,
            sms_queue=lambda: self.sms_queue,  # type: ignore[arg-type, return-value] # it announces
            send_on=SendOn(self.sessions, Users(self.table), Forwardings(self.table)),
            conference=Conference(
                self.contacts, Organisations(self.table), lambda: None, self.clock
            ),
            clock=self.clock,
        )

    def sweep(self, is_over: Callable[[str], bool]) -> None:
        lookup, chats = _Asked(is_over), Chats(self.table)
        course = ChatCourse(self.contacts, chats, self.organisations, self.dispatcher, self.clock)
        HandOutSweep(
            self.sessions,
            self.contacts,
            self.ends,
            self.dispatcher,
            self.hand_over,
            ChatSweep(course, chats, self.contacts, self.clock),
            lookup,  # type: ignore[arg-type] # answers, and nothing else of a lookup is used
            self.clock,
        ).run("demo")

    def log_in(
        self, user: str, session_id: str | None = None, channel: Channel = Channel.MOBILE
    ) -> Session:
        number = f"+4670174{int(user[5:]):04d}" if user.startswith("agent") else "+46701740605"
        new = new_session(session_id or f"s-{user}", channel, user, self.clock.now)
        return self.sessions.log_in(replace(new, phone=number), self.clock.now)[1]

    def ask(self, contact: str, **parameters: str) -> dict[str, str]:
        """One invocation by the flow."""
        return self.calls.answer(ConnectCall(contact, CallerId(None), parameters, SUPPORT))

    def contact(self, contact_id: str) -> Contact:
        found = self.contacts.get(contact_id)
        assert found is not None
        return found

    def agent(self, user: str) -> Session:
        found = self.sessions.get("demo", user)
        assert found is not None
        return found


@dataclass
class _Asked:
    is_over: Callable[[str], bool]


@pytest.fixture
def centre(table: Table) -> Centre:
    return Centre(table)


@pytest.mark.parametrize("_round", range(8))
def test_many_who_hand_out_at_once_give_each_contact_to_one(_round: int, centre: Centre) -> None:
    """Issue 6.1: no agent is given two contacts, no contact two agents."""
    centre.log_in("anna")
    for number in range(3):
        centre.ask(f"c{number}", op="arrive")
    centre.ask("c0", op="outcome", result="answered", offer="1")
    for user in ("agent1", "agent2"):
        centre.log_in(user)
    at_once(*[lambda: centre.dispatcher.dispatch("demo")] * 5)
    offers = [o.user for n in (1, 2) if (o := centre.contact(f"c{n}").offer)]
    held = [
        a.occupied.contact for u in ("anna", "agent1", "agent2") if (a := centre.agent(u)).occupied
    ]
    assert len(offers) == len(set(offers)) == 2
    assert sorted(held) == ["c1", "c2"]


@pytest.mark.parametrize("_round", range(8))
def test_a_hang_up_racing_the_claim_leaves_nobody_with_it(_round: int, centre: Centre) -> None:
    """Issue 6.5: whoever commits first, the agent is free in the end."""
    first = centre.log_in("anna")
    centre.ask("c0", op="arrive")
    centre.ask("c1", op="arrive")
    centre.ask("c0", op="outcome", result="answered", offer="1")
    at_once(lambda: centre.ends.end("c1"), lambda: centre.ask("c1", op="poll"))
    assert centre.contact("c1").state is ContactState.ENDED
    assert centre.agent("anna").occupied is None
    assert first.phone


@pytest.mark.parametrize("_round", range(8))
def test_a_logout_racing_the_dialling_is_not_rung_afterwards(_round: int, centre: Centre) -> None:
    """B2: dialled only where the login stood at the commit."""
    session = centre.log_in("anna")
    blocker = centre.log_in("agent1")
    centre.ask("c0", op="arrive")
    centre.ask("c1", op="arrive")
    over = Ending(EndReason.USER, "anna", centre.clock.now)
    end, answer = at_once(
        lambda: centre.sessions.end(session.identity, over), lambda: centre.ask("c1", op="poll")
    )
    assert isinstance(end, Session)
    contact = centre.contact("c1")
    dialled = isinstance(answer, dict) and answer["next"] == "dial"
    assert dialled is (contact.state is ContactState.RINGING)
    assert blocker.user == "agent1"


@pytest.mark.parametrize("_round", range(8))
def test_a_miss_racing_a_new_login_never_ends_the_new_one(_round: int, centre: Centre) -> None:
    """B4, X1: the ending lies in the transaction of the miss, on the login that was rung; what is
    announced lies in the outbox."""
    outbox = SmsOutbox(centre.table)
    before = centre.organisations.get("demo")
    assert before
    centre.organisations.edit(before, replace(before, distance_misses_limit=1))
    centre.log_in("anna", "s1", Channel.DISTANCE)
    centre.ask("c0", op="arrive")
    at_once(
        lambda: centre.ask("c0", op="outcome", result="no_answer", offer="1"),
        lambda: centre.log_in("anna", "s2", Channel.DISTANCE),
    )
    login = centre.agent("anna").login
    assert (login.session_id, login.ended) == ("s2", None)
    announced = [found for one in centre.sms_queue.ids if (found := outbox.get(one))]
    assert [sms.kind for sms in announced] == [SmsKind.LOGGED_OUT] * len(centre.sms_queue.ids)


@dataclass
class Day:
    """A busy day: callers of every kind, agents of every kind, and faults at random."""

    centre: Centre
    chance: random.Random
    lock: Lock = field(default_factory=Lock)
    talking: Counter[str] = field(default_factory=Counter)
    """Whose telephone is on the line: more than once would be a double."""
    doubles: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    """Contacts whose caller has hung up, whatever anybody was told of it."""
    served: set[str] = field(default_factory=set)

    def luck(self) -> float:
        with self.lock:
            return self.chance.random()

    def ask(self, contact: str, **parameters: str) -> dict[str, str] | None:
        """As the flow asks: Connect tries again; sometimes the answer is lost after the commit."""
        for _ in range(4):
            try:
                answer = self.centre.ask(contact, **parameters)
            except Unavailable:
                continue
            if self.luck() < 0.07:
                continue  # committed, and the answer got lost
            return answer
        return None

    def caller(self, contact: str) -> None:
        """One caller from arrival to end, for a bounded number of steps."""
        answer = self.ask(contact, op="arrive")
        for _ in range(400):
            if answer is None or answer["next"] not in ("wait", "dial"):
                break
            if self.luck() < 0.004:
                return self.hang_up(contact)
            answer = (
                self.dial(contact, answer)
                if answer["next"] == "dial"
                else self.ask(contact, op="poll")
            )
        self.gone.add(contact)

    def dial(self, contact: str, answer: dict[str, str]) -> dict[str, str] | None:
        """The agent's telephone rings, talks, and is put down before anybody is told of it."""
        with self.line(answer["number"]):
            time.sleep(0.002)
            luck = self.luck()
        if luck < 0.1:
            self.hang_up(contact)
            return None
        result = "no_answer" if luck < 0.25 else "answered"
        if result == "answered":
            self.served.add(contact)
        return self.ask(contact, op="outcome", result=result, offer=answer["offer"])

    @contextmanager
    def line(self, number: str) -> Iterator[None]:
        with self.lock:
            self.talking[number] += 1
            if self.talking[number] > 1:
                self.doubles.append(number)
        try:
            yield
        finally:
            with self.lock:
                self.talking[number] -= 1

    def hang_up(self, contact: str) -> None:
        """The event comes, comes twice, or never."""
        self.gone.add(contact)
        for _ in range(int(self.luck() * 3)):
            self.centre.ends.end(contact)


def test_a_busy_day_with_faults(centre: Centre) -> None:
    """Issue 6.11: simulated calls, 50 agents, lost answers and events: no double, no loss, nobody
    stuck, and told before dialled."""
    for number in range(AGENTS):
        centre.log_in(f"agent{number}")
    day = Day(centre, random.Random(6))
    names = [f"call{number}" for number in range(CALLS)]
    for start in range(0, CALLS, AN_HOUR):
        with ThreadPoolExecutor(WORKERS) as pool:
            hour = names[start : start + AN_HOUR]
            for done in [pool.submit(day.caller, name) for name in hour]:
                done.result()
        for _ in range(AGENTS):
            centre.clock.now += 30 * SECOND
            centre.sweep(day.gone.__contains__)
        _all_at_rest(centre, day, hour)
    assert day.doubles == [], "two calls on one telephone"
    assert centre.told.early == [], "dialled before the agent was told"


def _all_at_rest(centre: Centre, day: Day, names: list[str]) -> None:
    present = centre.sessions.present("demo")
    assert present.waiting == (), "a ticket without a caller"
    assert [s.user for s in present.sessions if s.occupied] == [], "a stuck agent"
    ended = {name: centre.contact(name) for name in names}
    assert {one.state for one in ended.values()} == {ContactState.ENDED}
    lost = [n for n in names if n in day.served and ended[n].outcome is not Outcome.ANSWERED]
    assert lost == [], "a conversation that is not told of"
