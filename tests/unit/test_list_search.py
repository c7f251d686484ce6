"""Every interleaving of what can happen to two numbers of a list and two agents (issue 7, proof).

The search walks the rules as the functions call them: the feed hands a number to whoever is free,
the agent presses, their telephone rings, the flow asks and reports, events come late, twice or
never, agents log out, are replaced or say how it went. Beside it stands what only the telephones
know: whom has really been rung. After each step an entry is in one known state, with one contact at
most; nobody is rung twice unless it was agreed; and left alone everything comes to rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from jour import login_rules
from jour.call_list import CallList, EntryState, Result
from jour.call_list_entry import (
    READY,
    ListEntry,
    followed,
    offered,
    settled,
    tally_changes,
    to_offer,
)
from jour.clock import SECOND, Millis
from jour.contact import Attempt, AttemptResult, Contact, ContactState
from jour.handout import Pair, claimed, is_theirs, lapsed, suits
from jour.list_call import idle
from jour.occupation import Kind, engaged
from jour.organisation import Channel
from jour.outbound_call import (
    FarEnd,
    Terms,
    Word,
    concluded,
    dialled,
    is_about,
    over,
    picked_up,
    reported,
)
from jour.session import Ending, EndReason, Session, is_live
from tests.builders import DEMO, new_session

DEPTH = 7
AGENTS = ("anna", "bo")
LIST = CallList("a" * 12, "demo", "Våren", "kampanj", 0, (Result("ja", "Ja"),), active=True)
NUMBERS = ("+46701740605", "+46701740606")
RETRY_S = 5
"""Shorter than the time for saying how it went: a late word meets another who has the number."""
TICKS = (6 * SECOND, 65 * SECOND)
WORDS = (
    Word(AttemptResult.DONE, code="ja"),
    Word(AttemptResult.LATER),
    Word(AttemptResult.REFUSED),
)
FAR_ENDS = (FarEnd.HUNG_UP, FarEnd.NO_ANSWER)
OVER = (EntryState.DONE, EntryState.REFUSED, EntryState.FAILED)


@dataclass(frozen=True)
class Line:
    """One call that Connect makes for an agent: what the table may not know of it."""

    contact: str
    flow: str = "ringing_agent"
    """ringing_agent; ringing_customer: or talking, which the table cannot tell; gone."""


@dataclass(frozen=True)
class World:
    """Everything at one moment."""

    now: Millis = 1_000
    entries: tuple[ListEntry, ...] = ()
    contacts: tuple[Contact, ...] = ()
    lines: tuple[Line, ...] = ()
    agents: tuple[Session | None, ...] = (None, None)
    rung: tuple[str, ...] = ()
    """Contacts whose customer's telephone has rung."""
    tally: tuple[tuple[str, int], ...] = ()
    terms: Terms = field(default_factory=Terms)

    def agent(self, user: str) -> Session | None:
        return self.agents[AGENTS.index(user)]

    def with_agent(self, user: str, agent: Session | None) -> "World":
        at = AGENTS.index(user)
        return replace(self, agents=(*self.agents[:at], agent, *self.agents[at + 1 :]))

    def contact(self, contact_id: str) -> Contact:
        return next(one for one in self.contacts if one.id == contact_id)

    def entry_of(self, contact: Contact) -> ListEntry:
        return next(one for one in self.entries if one.number == contact.caller)

    def pair(self, contact_id: str) -> Pair:
        contact = self.contact(contact_id)
        return Pair(contact, self.agent(contact.offer.user) if contact.offer else None)

    def counted(self, changes: object) -> "World":
        tally = dict(self.tally)
        for name, by in dict(changes).items():  # type: ignore[call-overload] # of the rules
            tally[name] = tally.get(name, 0) + by
        return replace(self, tally=tuple(sorted(tally.items())))

    def with_entry(self, then: ListEntry) -> "World":
        return replace(
            self, entries=tuple(then if e.number == then.number else e for e in self.entries)
        )

    def with_line(self, at: int, flow: str) -> "World":
        line = replace(self.lines[at], flow=flow)
        return replace(self, lines=(*self.lines[:at], line, *self.lines[at + 1 :]))

    def kept(self, before: Contact, after: Pair) -> "World":
        """As storage keeps it: contact, entry, count and agent together."""
        entry = self.entry_of(before)
        then = followed(entry, before, after.contact)
        stored = settled(before, after.contact, self.now)
        world = replace(
            self, contacts=tuple(stored if c.id == stored.id else c for c in self.contacts)
        )
        if then is not entry:
            changes = tally_changes(entry, then, before, after.contact)
            world = world.with_entry(then).counted(changes)
        if after.agent is None:
            return world
        grown = replace(after.agent, version=after.agent.version + 1, changed_at=self.now)
        return world.with_agent(after.agent.user, grown)


def begun(attempts: int) -> World:
    entries = tuple(
        ListEntry("demo", LIST.id, number, "", "", place) for place, number in enumerate(NUMBERS)
    )
    return World(entries=entries, terms=Terms(wrap_up_s=0, retry_s=RETRY_S, attempts=attempts))


def fed(world: World) -> World:
    """Whoever is free gets the next number that is due."""
    for agent, _ in list(idle([a for a in world.agents if a], DEMO, world.now)):
        turn = next(
            (e for e in world.entries if e.state in READY and e.due <= world.now),
            None,
        )
        if turn is None:
            return world
        contact = to_offer(turn, LIST, "+46846500410", world.now)
        assert suits(contact, agent, DEMO, world.now), "idle, and not suited"
        after = claimed(Pair(contact, agent), world.now)
        assert after.agent is not None
        then = offered(turn, contact)
        grown = replace(after.agent, version=agent.version + 1)
        world = replace(world, contacts=(*world.contacts, after.contact))
        world = world.with_entry(then).with_agent(agent.user, grown)
        world = world.counted(tally_changes(turn, then, contact, after.contact))
    return world


def ended(world: World, contact_id: str) -> World:
    """It is known to be over: an event, or a time that has passed."""
    pair = world.pair(contact_id)
    if pair.contact.state is ContactState.ENDED:
        return world
    return world.kept(pair.contact, over(pair, world.terms, world.now))


def swept(world: World) -> World:
    for agent in world.agents:
        if agent is None or agent.occupied is None:
            continue
        kind, until = agent.occupied.kind, agent.occupied.until or world.now
        if kind in (Kind.OFFERED, Kind.DIALLING):
            offer = world.contact(agent.occupied.contact).offer
            same = offer is not None and offer.session_id == agent.login.session_id
            if until <= world.now or not same or not is_live(agent, world.now):
                world = ended(world, agent.occupied.contact)
        elif (after := lapsed(agent, world.now)) is not None:
            world = world.with_agent(agent.user, replace(after, version=after.version + 1))
    return fed(world)


def agent_steps(world: World, user: str) -> Iterator[World]:
    agent, now = world.agent(user), world.now
    new = new_session(
        f"{user}-{now}-{agent.version if agent else 0}", Channel.WEB, user, now, ("kampanj",)
    )
    yield fed(world.with_agent(user, login_rules.logged_in(agent, new, now)))
    if agent is None or not is_live(agent, now):
        return
    yield world.with_agent(user, login_rules.ended(agent, Ending(EndReason.USER, user, now)))
    if agent.occupied is None:
        return
    pair = Pair(world.contact(agent.occupied.contact), agent)
    after = dialled(pair, now)
    if after is not None:
        pressed = world if after is pair else world.kept(pair.contact, after)
        known = any(line.contact == pair.contact.id for line in world.lines)
        # A client token: however often it is asked, Connect makes one call.
        made = () if known else (Line(pair.contact.id),)
        yield replace(pressed, lines=(*pressed.lines, *made))
    for word in WORDS:
        told = reported(pair, word, world.terms, now)
        if told is not None:
            yield fed(world.kept(pair.contact, told))


def line_steps(world: World, at: int) -> Iterator[World]:
    line = world.lines[at]
    pair = world.pair(line.contact)
    if line.flow == "ringing_agent":
        after = picked_up(pair, 1, f"segment-{line.contact}", world.now)
        if after is not None:
            assert is_theirs(pair.contact, pair.agent, world.now), "rings for one who has gone"
            rings = world.kept(pair.contact, after).with_line(at, "ringing_customer")
            yield replace(rings, rung=(*rings.rung, line.contact))
        yield world.with_line(at, "gone")  # not answered, or told that it is not theirs
    if line.flow == "ringing_customer":
        for result in FAR_ENDS:
            yield _told(world, at, result).with_line(at, "gone")
        yield world.with_line(at, "gone")  # the agent hangs up, and the flow is over
    if line.flow == "gone":
        yield ended(world, line.contact)  # the event: late, twice or never
        yield _told(world, at, FarEnd.NO_ANSWER)  # a repetition that comes late


def _told(world: World, at: int, result: FarEnd) -> World:
    pair = world.pair(world.lines[at].contact)
    under_way = pair.contact.state in (ContactState.RINGING, ContactState.TALKING)
    if not under_way or not is_about(pair.contact, 1):
        return world
    return world.kept(pair.contact, concluded(pair, result, world.terms, world.now))


def successors(world: World) -> Iterator[World]:
    for user in AGENTS:
        yield from agent_steps(world, user)
    for at in range(len(world.lines)):
        yield from line_steps(world, at)
    yield swept(world)
    for tick in TICKS:
        yield replace(world, now=world.now + tick)


def check(world: World) -> None:
    """What must hold in every state."""
    live = [c for c in world.contacts if c.state is not ContactState.ENDED]
    assert not any(c.state is ContactState.WAITING for c in world.contacts), "waits in the queue"
    for entry in world.entries:
        mine = [c for c in live if c.caller == entry.number]
        assert len(mine) <= 1, "in two hands"
        assert bool(mine) == (entry.state is EntryState.OFFERED), "offered, and nobody has it"
        assert all(c.id == entry.contact for c in mine), "in other hands than it says"
        _check_rung(world, entry)
    assert len(world.rung) == len(set(world.rung)), "one contact rang twice"
    held = [
        a.occupied.contact
        for a in world.agents
        if a and a.occupied and a.occupied.kind is not Kind.WRAP_UP
    ]
    assert len(held) == len(set(held)), "a contact with two agents"
    _check_tally(world)


def _check_rung(world: World, entry: ListEntry) -> None:
    """Whoever was rung is rung again only where they were not reached, or it was agreed."""
    mine = [c for c in world.contacts if c.caller == entry.number and c.id in world.rung]
    for rung, then in pairwise(mine):
        last = then.attempts[len(rung.attempts) - 1] if rung.attempts else None
        assert _may_follow(last), "called twice"


def _may_follow(attempt: Attempt | None) -> bool:
    return attempt is not None and attempt.result in (
        AttemptResult.NOT_REACHED,
        AttemptResult.LATER,
    )


def _check_tally(world: World) -> None:
    tally = dict(world.tally)
    for state in EntryState:
        if state is not EntryState.OPEN:
            there = sum(entry.state is state for entry in world.entries)
            assert tally.get(state.value, 0) == there, f"counted wrongly: {state}"
    assert tally.get("result_ja", 0) == sum(e.result == "ja" for e in world.entries)


def check_rest(world: World) -> None:
    """Left alone, every flow ends, every offer lapses, and nothing is in anybody's hands."""
    quiet = replace(world, agents=tuple(a and _paused(a, world.now) for a in world.agents))
    for at, line in enumerate(quiet.lines):
        if line.flow != "gone":
            quiet = quiet.with_line(at, "gone")
        quiet = ended(quiet, line.contact)
    for _ in range(3):
        quiet = swept(replace(quiet, now=quiet.now + TICKS[1]))
        check(quiet)
    assert all(e.state is not EntryState.OFFERED for e in quiet.entries), "stuck"
    for agent in quiet.agents:
        assert agent is None or engaged(agent.occupied, quiet.now) is None, "a stuck agent"


def _paused(agent: Session, now: Millis) -> Session:
    """Takes nothing more, but keeps what they have."""
    return replace(agent, groups=(), changed_at=now)


def canonical(world: World) -> object:
    now = world.now
    return (
        tuple(
            (e.state, e.due - now if e.due > now else 0, e.result, len(e.attempts), e.contact)
            for e in world.entries
        ),
        tuple((c.id, c.state, c.attempts and c.attempts[-1].result) for c in world.contacts),
        world.lines,
        world.rung,
        tuple(
            a
            and (
                is_live(a, now),
                a.status,
                a.misses,
                a.occupied
                and (a.occupied.contact, a.occupied.kind, max((a.occupied.until or now) - now, 0)),
                _knows(world, a),
            )
            for a in world.agents
        ),
    )


def _knows(world: World, agent: Session) -> bool:
    """Whether this very login was offered what occupies the agent."""
    if agent.occupied is None:
        return False
    offer = world.contact(agent.occupied.contact).offer
    return offer is not None and offer.session_id == agent.login.session_id


@pytest.mark.parametrize("attempts", [1, 2])
def test_no_number_is_lost_called_twice_or_in_two_hands(attempts: int) -> None:
    """Issue 7 points 6 and 7: all interleavings at small size, lost and repeated news included."""
    seen: set[object] = set()
    level = [begun(attempts)]
    states: set[EntryState] = set()
    for _ in range(DEPTH):
        found: dict[object, World] = {}
        for world in level:
            for then in successors(world):
                key = canonical(then)
                if key not in seen and key not in found:
                    check(then)
                    check_rest(then)
                    states |= {entry.state for entry in then.entries}
                    found[key] = then
        seen.update(found)
        level = list(found.values())
    never = EntryState.FAILED if attempts == 2 else None
    assert states == set(EntryState) - {never}, "the search saw every state that it can"
    assert len(seen) > 5_000, "the search did not spread"


_FOLLOWED = followed


def _stays_offered(entry: ListEntry, before: Contact, after: Contact) -> ListEntry:
    then = _FOLLOWED(entry, before, after)
    back = then.state in READY and after.attempts == before.attempts
    return entry if back else then


def _listens_to_anybody(entry: ListEntry, before: Contact, after: Contact) -> ListEntry:
    return _FOLLOWED(replace(entry, contact=after.id), before, after)


def _waits_in_the_queue(_: Contact, after: Contact, __: Millis) -> Contact:
    return after


def _counts_nothing(*_: object) -> dict[str, int]:
    return {}


def _rings_whoever_it_was(pair: Pair, _: int, segment: str, now: Millis) -> Pair | None:
    ringing = replace(pair.contact, state=ContactState.RINGING, rung_as=segment)
    return Pair(ringing, pair.agent) if pair.contact.offer else None


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("followed", _stays_offered),
        ("followed", _listens_to_anybody),
        ("settled", _waits_in_the_queue),
        ("tally_changes", _counts_nothing),
        ("picked_up", _rings_whoever_it_was),
    ],
)
def test_the_search_notices_a_broken_rule(
    rule: str, broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can fail: a number stuck, another's, waiting, miscounted, rung for one who has left."""
    monkeypatch.setattr(f"{__name__}.{rule}", broken)
    with pytest.raises(AssertionError):
        test_no_number_is_lost_called_twice_or_in_two_hands(2)
