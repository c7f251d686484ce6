"""Numbers of lists over the emulated DynamoDB: in one hand at a time, in one state at the end."""

import os
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

import pytest

from jour.call_list import FORM, CallList, EntryState, Result
from jour.call_list_entry import ListEntry, to_offer
from jour.callback_routing import CallbackRouting
from jour.clock import HOUR, MINUTE, SECOND, Millis
from jour.connect_event import CallerId, ConnectCall
from jour.contact import AttemptResult, Contact, ContactState, Outcome
from jour.contact_event import Ended
from jour.errors import Conflict, Invalid, JourError
from jour.handout import Pair, claimed
from jour.list_rules import ListRules
from jour.number_register import DO_NOT_CALL
from jour.number_rows import read
from jour.organisation import Channel
from jour.outbound_call import Word
from jour.outbound_calls import OutboundCalls
from jour.session import Ending, EndReason, Session, Status
from jour.store.call_list_entries import CallListEntries
from jour.store.call_lists import CallLists
from jour.store.contacts import Contacts
from jour.store.do_not_call import DoNotCall
from jour.store.list_offers import Handed, ListOffers
from jour.store.table import Table
from jour.store.users import Users
from tests.builders import new_session
from tests.store.at_once import at_once
from tests.store.test_handout import SUPPORT, Centre

LISTS = int(os.environ.get("JOUR_LISTS_WITH_FAULTS", "1"))
LIST = "a" * 12
YES = Result("ja", "Ja tack")


def number(n: int) -> str:
    return f"+467017407{n:02d}"


@dataclass
class Voice:
    """Stands in for Amazon Connect: remembers which offers it was asked to ring, by token."""

    rung: dict[str, int] = field(default_factory=dict)

    def ring(self, to: str, shown: str, contact: str, offer: int) -> str:
        assert to
        assert shown == SUPPORT
        token = f"{contact}:{offer}"
        self.rung[token] = self.rung.get(token, 0) + 1
        return f"segment-{token}"


@dataclass
class Campaign:
    """A list that is rung, and everything that hands its numbers out."""

    centre: Centre

    def __post_init__(self) -> None:
        table, clock = self.centre.table, self.centre.clock
        self.lists, self.entries = CallLists(table), CallListEntries(table)
        self.do_not_call, self.voice = DoNotCall(table), Voice()
        rules = ListRules(self.lists, self.do_not_call, self.centre.organisations)
        self.calls = OutboundCalls(
            self.centre.contacts,
            self.centre.callbacks,
            self.centre.sessions,
            self.centre.organisations,
            self.voice,  # type: ignore[arg-type] # rings, and nothing else of it is used
            rules,
            clock,
        )
        self.flow = CallbackRouting(
            self.centre.contacts, self.centre.organisations, Users(table), clock
        )

    def fill(self, many: int) -> CallList:
        self.lists.add(CallList(LIST, "demo", "Våren", "kampanj", self.now, (YES,)))
        rows = "\n".join(f"{number(n)};Kund {n};Mora" for n in range(many))
        self.lists.take_in("demo", LIST, read(rows, FORM), "f", self.now)
        return self.turn(active=True)

    def turn(self, **fields: object) -> CallList:
        before = self.lists.get("demo", LIST)
        after = replace(before, version=before.version + 1, **fields)  # type: ignore[arg-type] # fields of a list
        return self.lists.edit(before, after)

    @property
    def now(self) -> Millis:
        return self.centre.clock.now

    def log_in(self, user: str, channel: Channel = Channel.WEB) -> Session:
        new = new_session(f"s-{user}-{self.now}", channel, user, self.now, ("kampanj",))
        new = replace(new, phone=f"+46701741{sum(user.encode()) % 1000:03d}")
        return self.centre.sessions.log_in(new, self.now)[1]

    def feed(self) -> None:
        self.centre.dispatcher.dispatch("demo")

    def agent(self, user: str) -> Session:
        return self.centre.agent(user)

    def has(self, user: str) -> Contact:
        """The contact that occupies the agent."""
        occupied = self.agent(user).occupied
        assert occupied is not None
        return self.centre.contact(occupied.contact)

    def dial(self, user: str) -> str:
        contact = self.has(user)
        self.calls.dial(self.agent(user).identity, contact.id)
        return contact.id

    def ask(self, contact: str, **parameters: str) -> dict[str, str]:
        asked = {"contact": contact, "offer": "1", **parameters}
        return self.flow.answer(ConnectCall(f"segment-{contact}:1", CallerId(None), asked, SUPPORT))

    def talk(self, user: str, result: str = "hung_up") -> str:
        """From the press to the end of the call; in wrap-up then."""
        contact = self.dial(user)
        assert self.ask(contact, op="agent_answered")["next"] == "dial"
        self.ask(contact, op="customer", result=result)
        return contact

    def event(self, contact: str) -> None:
        """Connect's word that the call which it made is over."""
        segment = f"segment-{contact}:1"
        self.centre.ends.ended(Ended(segment, segment, talked=False))

    def report(self, user: str, contact: str, result: AttemptResult, **more: object) -> None:
        word = Word(result, **more)  # type: ignore[arg-type] # fields of Word
        self.calls.report(self.agent(user).identity, contact, word)

    def entry(self, n: int) -> ListEntry:
        found = self.entries.get("demo", LIST, number(n))
        assert found is not None
        return found

    def all(self, many: int) -> Iterator[ListEntry]:
        return (self.entry(n) for n in range(many))

    def check(self, many: int) -> None:
        """Each number in one hand at most; the list counts what there is."""
        entries = list(self.all(many))
        tally = self.lists.get("demo", LIST)
        for state in EntryState:
            assert tally.count(state) == sum(e.state is state for e in entries), state
        assert tally.result_count("ja") == sum(e.result == "ja" for e in entries)
        attempts = [a.result for e in entries for a in e.attempts]
        missed = attempts.count(AttemptResult.NOT_REACHED)
        assert tally.tally.get("reached", 0) + tally.tally.get("not_reached", 0) == len(attempts)
        assert tally.tally.get("not_reached", 0) >= missed
        for entry in entries:
            held = self.centre.contacts.get(entry.contact) if entry.contact else None
            open_still = held is not None and held.state is not ContactState.ENDED
            assert open_still == (entry.state is EntryState.OFFERED)


@pytest.fixture
def campaign(table: Table) -> Campaign:
    return Campaign(Centre(table))


@pytest.mark.parametrize("_round", range(5))
def test_many_who_feed_at_once_give_each_number_to_one(_round: int, campaign: Campaign) -> None:
    """Issue 7 point 6: one number for each free agent, no number to two, none waiting."""
    campaign.fill(10)
    agents = [f"agent{n}" for n in range(1, 5)]
    for user in agents:
        campaign.log_in(user)
    at_once(*[campaign.feed] * 5)
    campaign.feed()
    assert sorted(campaign.has(user).caller or "" for user in agents) == [
        number(n) for n in range(4)
    ]
    assert campaign.centre.sessions.present("demo").waiting == ()
    assert campaign.lists.get("demo", LIST).count(EntryState.OFFERED) == 4
    campaign.check(10)


def test_the_offer_shows_the_number_before_it_is_rung(campaign: Campaign) -> None:
    """Preview: name, number, note, list; told to the client with the offer (D9)."""
    campaign.fill(1)
    campaign.log_in("anna")
    campaign.feed()
    contact = campaign.has("anna")
    assert (contact.caller, contact.name, contact.dialled) == (number(0), "Kund 0", SUPPORT)
    assert contact.from_list is not None
    assert (contact.from_list.name, contact.from_list.note) == ("Våren", "Mora")
    assert contact.from_list.results == (YES,)
    assert campaign.voice.rung == {}


def test_callers_go_before_numbers_of_a_list(campaign: Campaign) -> None:
    """Inbound first: an agent of both groups answers who waits."""
    campaign.fill(1)
    session = campaign.log_in("anna")
    both = replace(session, groups=("support", "kampanj"), phone="+46701740605")
    campaign.centre.sessions.log_in(
        replace(both, login=replace(both.login, session_id="s2", at=campaign.now)), campaign.now
    )
    campaign.centre.ask("c1", op="arrive")
    assert campaign.has("anna").id == "c1"
    assert campaign.entry(0).state is EntryState.OPEN


@pytest.mark.parametrize("why", ["distance", "stopped", "hours", "paused"])
def test_nothing_is_offered_where_it_may_not_be(why: str, campaign: Campaign) -> None:
    """X4: never by distance; nothing of a stopped list, outside its hours, or to who pauses."""
    campaign.fill(1)
    session = campaign.log_in("anna", Channel.DISTANCE if why == "distance" else Channel.WEB)
    if why == "stopped":
        campaign.turn(active=False)
    elif why == "hours":
        campaign.turn(hours={})
    elif why == "paused":
        who = session.identity
        campaign.centre.sessions.set_status(who, Status.PAUSED, "lunch", campaign.now)
    campaign.feed()
    assert campaign.agent("anna").occupied is None
    campaign.check(1)


def test_a_number_barred_since_its_import_is_passed_over(campaign: Campaign) -> None:
    """The do-not-call list holds at the commit of the offer, whenever the number came to it."""
    campaign.fill(2)
    campaign.do_not_call.keep("demo", read(number(0), DO_NOT_CALL.form), None, campaign.now)
    campaign.log_in("anna")
    campaign.feed()
    assert campaign.has("anna").caller == number(1)
    assert campaign.entry(0).state is EntryState.REFUSED
    campaign.check(2)


@pytest.mark.parametrize("why", ["outside_calling_hours", "number_barred"])
def test_what_may_not_be_rung_any_more_is_not_dialled(why: str, campaign: Campaign) -> None:
    """Calling hours and the do-not-call list hold at the press as well as at the offer."""
    campaign.fill(1)
    campaign.log_in("anna")
    campaign.feed()
    if why == "number_barred":
        campaign.do_not_call.keep("demo", read(number(0), DO_NOT_CALL.form), None, campaign.now)
    else:
        campaign.turn(hours={})
    with pytest.raises(Conflict, match=why):
        campaign.dial("anna")
    assert campaign.voice.rung == {}
    assert campaign.agent("anna").occupied is None
    assert campaign.entry(0).state is EntryState.OPEN
    campaign.check(1)


def test_a_double_press_rings_once(campaign: Campaign) -> None:
    """Issue 7 point 2: one client token for each offer."""
    campaign.fill(1)
    campaign.log_in("anna")
    campaign.feed()
    at_once(lambda: campaign.dial("anna"), lambda: campaign.dial("anna"))
    assert len(campaign.voice.rung) == 1
    campaign.check(1)


def test_a_result_is_counted_with_the_call_it_ends(campaign: Campaign) -> None:
    """Entry, contact and count end in one transaction; the code is one of the list's."""
    campaign.fill(1)
    campaign.log_in("anna")
    campaign.feed()
    contact = campaign.talk("anna")
    assert campaign.entry(0).state is EntryState.DONE, "reached, whatever is said of it"
    with pytest.raises(Invalid, match="unknown_result"):
        campaign.report("anna", contact, AttemptResult.DONE, code="nej")
    campaign.report("anna", contact, AttemptResult.DONE, code="ja", note="Vill ha två")
    entry = campaign.entry(0)
    assert (entry.state, entry.result, entry.attempts[0].note) == (
        EntryState.DONE,
        "ja",
        "Vill ha två",
    )
    assert campaign.agent("anna").occupied is None
    campaign.check(1)


def test_who_declines_is_never_rung_again(campaign: Campaign) -> None:
    """'Ring inte igen' puts the number on the do-not-call list in the same transaction."""
    campaign.fill(1)
    campaign.log_in("anna")
    campaign.feed()
    contact = campaign.talk("anna")
    campaign.report("anna", contact, AttemptResult.REFUSED)
    assert campaign.entry(0).state is EntryState.REFUSED
    assert campaign.do_not_call.among("demo", [number(0)]) == {number(0)}
    campaign.check(1)


def test_a_promised_call_comes_at_its_time_before_others(campaign: Campaign) -> None:
    """'Ring igen kl …': not before, and then first."""
    campaign.fill(3)
    campaign.log_in("anna")
    campaign.feed()
    contact = campaign.talk("anna")
    with pytest.raises(Invalid, match="invalid_call_time"):
        campaign.report("anna", contact, AttemptResult.LATER, again_at=campaign.now - HOUR)
    campaign.report("anna", contact, AttemptResult.LATER, again_at=campaign.now + HOUR)
    assert (campaign.entry(0).state, campaign.entry(0).due) == (
        EntryState.LATER,
        campaign.now + HOUR,
    )
    campaign.feed()
    assert campaign.has("anna").caller == number(1)
    campaign.report("anna", campaign.talk("anna"), AttemptResult.DONE)
    campaign.centre.clock.now += HOUR
    campaign.feed()
    again = campaign.has("anna")
    assert (again.caller, again.id) == (number(0), f"{LIST}.0.2")
    assert [one.result for one in again.attempts] == [AttemptResult.LATER]
    campaign.check(3)


def test_who_is_not_reached_is_tried_so_often_and_no_more(campaign: Campaign) -> None:
    """The group's rule, as for callbacks: then it is shown as failed, with who tried when."""
    campaign.fill(1)
    campaign.log_in("anna")
    for attempt in range(3):
        campaign.feed()
        campaign.talk("anna", "no_answer")
        state = EntryState.FAILED if attempt == 2 else EntryState.LATER
        assert campaign.entry(0).state is state
        campaign.centre.clock.now += 15 * MINUTE
        campaign.centre.sweep(lambda _: True)
    assert [one.user for one in campaign.entry(0).attempts] == ["anna"] * 3
    assert campaign.agent("anna").occupied is None
    campaign.check(1)


@pytest.mark.parametrize("when", ["offered", "dialling"])
@pytest.mark.parametrize("how", ["logged out", "replaced", "silent"])
def test_a_number_comes_back_from_who_has_gone(when: str, how: str, campaign: Campaign) -> None:
    """Issue 7 point 7: whatever happens before the customer is rung, the number is open again."""
    campaign.fill(1)
    session = campaign.log_in("anna")
    campaign.feed()
    contact = campaign.dial("anna") if when == "dialling" else campaign.has("anna").id
    campaign.centre.clock.now += SECOND
    if how == "logged out":
        end = Ending(EndReason.USER, "anna", campaign.now)
        campaign.centre.sessions.end(session.identity, end)
    elif how == "replaced":
        campaign.log_in("anna")
    if when == "dialling" and how != "silent":
        assert campaign.ask(contact, op="agent_answered")["next"] == "end", "rung for who has gone"
    campaign.turn(active=False)
    campaign.centre.clock.now += 2 * MINUTE
    campaign.centre.sweep(lambda _: True)
    campaign.centre.sweep(lambda _: True)
    assert campaign.entry(0).state is EntryState.OPEN
    assert campaign.centre.contact(contact).outcome is Outcome.WITHDRAWN
    assert campaign.entry(0).attempts == ()
    campaign.check(1)


def test_a_conversation_outlives_the_login_that_began_it(campaign: Campaign) -> None:
    """The call is never cut; its number ends as reached, and is not rung again."""
    campaign.fill(1)
    session = campaign.log_in("anna")
    campaign.feed()
    contact = campaign.dial("anna")
    campaign.ask(contact, op="agent_answered")
    end = Ending(EndReason.USER, "anna", campaign.now)
    campaign.centre.sessions.end(session.identity, end)
    campaign.centre.clock.now += 2 * MINUTE
    campaign.event(contact)
    campaign.event(contact)
    assert campaign.entry(0).state is EntryState.DONE
    assert len(campaign.entry(0).attempts) == 1
    campaign.check(1)


@pytest.mark.parametrize("_round", range(8))
def test_a_word_racing_the_calls_end_leaves_one_state(_round: int, campaign: Campaign) -> None:
    """Report, event and the flow's result at once: one attempt, one state, counted once."""
    campaign.fill(1)
    campaign.log_in("anna")
    campaign.feed()
    contact = campaign.dial("anna")
    campaign.ask(contact, op="agent_answered")
    at_once(
        lambda: campaign.report("anna", contact, AttemptResult.REFUSED),
        lambda: campaign.ask(contact, op="customer", result="hung_up"),
        lambda: campaign.event(contact),
    )
    assert campaign.entry(0).state is EntryState.REFUSED
    assert len(campaign.entry(0).attempts) == 1
    campaign.check(1)


def test_a_word_is_kept_though_the_call_ends_between_two_reads(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Contact and agent are read one after the other: what lies between is no refusal."""
    campaign.fill(1)
    campaign.log_in("anna")
    campaign.feed()
    contact = campaign.dial("anna")
    campaign.ask(contact, op="agent_answered")
    read, ended = Contacts.get, list[str]()

    def get(contacts: Contacts, contact_id: str) -> Contact | None:
        found = read(contacts, contact_id)
        if not ended:
            ended.append(contact_id)
            campaign.ask(contact, op="customer", result="hung_up")
        return found

    monkeypatch.setattr(Contacts, "get", get)
    campaign.report("anna", contact, AttemptResult.REFUSED)
    assert ended
    assert campaign.entry(0).state is EntryState.REFUSED


@pytest.mark.parametrize("_round", range(5))
def test_stopping_racing_the_feed_never_leaves_an_offer_uncounted(
    _round: int, campaign: Campaign
) -> None:
    """A list that is being removed has nothing offered, whoever commits first."""
    campaign.fill(2)
    campaign.log_in("anna")

    def remove() -> None:
        campaign.turn(active=False)
        campaign.lists.remove("demo", LIST, campaign.now)

    at_once(campaign.feed, remove)
    if campaign.agent("anna").occupied is not None:
        campaign.check(2)
    else:
        with pytest.raises(JourError, match="unknown_call_list"):
            campaign.lists.get("demo", LIST)


@pytest.mark.parametrize("seed", range(LISTS))
def test_a_whole_list_is_run_with_random_faults(seed: int, campaign: Campaign) -> None:
    """Issue 7: no number lost, none rung twice at once, none stuck, whatever is lost on the way."""
    dice = random.Random(seed)
    many, agents = 20, ["agent1", "agent2", "agent3"]
    campaign.fill(many)
    for user in agents:
        campaign.log_in(user)
    for _ in range(250):
        with suppress(Conflict):  # too late: the time for saying how it went has passed
            _something(campaign, dice, dice.choice(agents))
        campaign.centre.clock.now += dice.choice((SECOND, SECOND, SECOND, 5 * SECOND, 70 * SECOND))
        if dice.random() < 0.3:
            campaign.centre.sweep(lambda _: False)
        if all(e.state not in (EntryState.OPEN, EntryState.LATER) for e in campaign.all(many)):
            break
    campaign.turn(active=False)
    for _ in range(3):
        campaign.centre.clock.now += 20 * MINUTE
        campaign.centre.sweep(lambda _: True)
    campaign.check(many)
    assert not any(e.state is EntryState.OFFERED for e in campaign.all(many))
    assert all(count == 1 for count in campaign.voice.rung.values())
    assert any(e.state is EntryState.DONE for e in campaign.all(many))


def _something(campaign: Campaign, dice: random.Random, user: str) -> None:
    """One step of one agent, or of the network."""
    agent = campaign.agent(user)
    if agent.login.ended or dice.random() < 0.1:
        campaign.log_in(user)
        return
    if agent.status is Status.PAUSED:
        campaign.centre.sessions.set_status(agent.identity, Status.AVAILABLE, "", campaign.now)
        return
    if agent.occupied is None:
        campaign.feed()
        return
    contact = campaign.has(user)
    match contact.state:
        case ContactState.OFFERED if dice.random() < 0.9:
            campaign.dial(user)
        case ContactState.DIALLING if dice.random() < 0.9:
            campaign.ask(contact.id, op="agent_answered")
        case ContactState.RINGING | ContactState.TALKING:
            result = dice.choice(("hung_up", "hung_up", "no_answer", "lost"))
            if result == "lost":
                campaign.event(contact.id)
            else:
                campaign.ask(contact.id, op="customer", result=result)
        case ContactState.ENDED if dice.random() < 0.8:
            word = dice.choice((AttemptResult.DONE, AttemptResult.LATER, AttemptResult.REFUSED))
            code = "ja" if word is AttemptResult.DONE else ""
            campaign.report(user, contact.id, word, code=code)


def test_a_list_stopped_meanwhile_hands_nothing_out(campaign: Campaign) -> None:
    """X4: stopped, or being removed, after its numbers were looked at; the agent stays free."""
    read_before = campaign.fill(1)
    campaign.log_in("anna")
    offers, now = ListOffers(campaign.centre.table), campaign.now
    (entry,) = campaign.entries.fresh(read_before)
    before = Pair(to_offer(entry, read_before, SUPPORT, now), campaign.agent("anna"))
    campaign.turn(active=False)
    handed = offers.hand(read_before, entry, before, claimed(before, now), now)
    assert handed is Handed.TAKEN
    assert campaign.agent("anna").occupied is None
    campaign.turn(active=True)
    assert offers.hand(read_before, entry, before, claimed(before, now), now) is Handed.MADE
