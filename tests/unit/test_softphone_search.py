"""Every interleaving of what can happen to two callbacks rung for softphones (issue 7.7, D7).

As `test_outbound_search`, the other way about: the customer is rung first. Beside the rules stands
what only Connect knows: for which offer a customer is in a call, and whether they have answered.
A call is over some time after its last word, whether or not anybody heard of its end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from jour import login_rules
from jour.clock import DAY, SECOND, Millis
from jour.contact import Contact, ContactKind, ContactState
from jour.customer_first import FAREWELL, agent_missed, customer_answered, not_connected
from jour.handout import Pair, accepted, claimed, lapsed, matches
from jour.occupation import CUSTOMER_PICK_UP, Kind, engaged
from jour.organisation import Channel, Media
from jour.outbound_call import FarEnd, Terms, concluded, dialled, is_about, over
from jour.session import Ending, EndReason, Session, is_live
from tests.builders import DEMO, new_session
from tests.unit.interleavings import agents_seen, explored, holders_of

DEPTH = 10
TERMS = Terms(wrap_up_s=0, retry_s=10, attempts=2)
TICKS = (20 * SECOND, 70 * SECOND)
AGENTS = ("anna", "bo")


@dataclass(frozen=True)
class Leg:
    """A call to a customer."""

    offer: int
    until: Millis
    """Over by then, whatever is heard of it."""
    has_answered: bool = False
    is_leaving: bool = False
    """They are being told that nobody can talk to them."""


@dataclass(frozen=True)
class Line:
    """One callback, and what Connect knows of it."""

    contact: Contact
    leg: Leg | None = None


@dataclass(frozen=True)
class World:
    """Everything at one moment."""

    now: Millis
    lines: tuple[Line, ...] = ()
    agents: tuple[Session | None, ...] = (None, None)

    def with_leg(self, index: int, leg: Leg | None) -> "World":
        return self.with_line(index, replace(self.lines[index], leg=leg))

    def with_line(self, index: int, line: Line) -> "World":
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))

    def with_agent(self, user: str, agent: Session | None) -> "World":
        number = AGENTS.index(user)
        return replace(self, agents=(*self.agents[:number], agent, *self.agents[number + 1 :]))

    def pair(self, index: int) -> Pair:
        contact = self.lines[index].contact
        offer = contact.offer
        return Pair(contact, self.agents[AGENTS.index(offer.user)] if offer else None)

    def kept(self, index: int, after: Pair) -> "World":
        world = self.with_line(index, replace(self.lines[index], contact=after.contact))
        if after.agent is None:
            return world
        grown = replace(after.agent, version=after.agent.version + 1, changed_at=self.now)
        return world.with_agent(after.agent.user, grown)

    def later(self, tick: Millis) -> "World":
        now = self.now + tick
        lines = (
            replace(one, leg=None) if one.leg and one.leg.until <= now else one
            for one in self.lines
        )
        return replace(self, now=now, lines=tuple(lines))


def asked(world: World) -> World:
    contact = Contact(
        id=f"c{len(world.lines)}.cb",
        org="demo",
        group="support",
        media=Media.VOICE,
        dialled="+46846500410",
        caller=f"+4670174069{len(world.lines)}",
        arrived_at=world.now,
        day="2026-11-24",
        alive_until=world.now + DAY,
        kind=ContactKind.CALLBACK,
        requested_at=world.now,
    )
    return replace(world, lines=(*world.lines, Line(contact)))


def swept(world: World) -> World:
    """The sweep, then hand-out."""
    for agent in world.agents:
        if agent is None or agent.occupied is None:
            continue
        if agent.occupied.kind in (Kind.OFFERED, Kind.DIALLING):
            world = _looked_after(world, agent)
        elif (after := lapsed(agent, world.now)) is not None:
            world = world.with_agent(agent.user, replace(after, version=after.version + 1))
    waiting = [line.contact for line in world.lines]
    free = [agent for agent in world.agents if agent is not None]
    for pair in matches(waiting, free, DEMO, world.now):
        index = next(n for n, one in enumerate(world.lines) if one.contact.id == pair.contact.id)
        world = world.kept(index, claimed(pair, world.now))
    return world


def _looked_after(world: World, agent: Session) -> World:
    assert agent.occupied is not None
    index = next(n for n, one in enumerate(world.lines) if one.contact.id == agent.occupied.contact)
    contact = world.lines[index].contact
    assert contact.offer is not None, "held, and not handed out"
    lost = contact.offer.session_id != agent.login.session_id or not is_live(agent, world.now)
    waits = contact.state is ContactState.DIALLING
    if (agent.occupied.until or 0) > world.now and (waits or not lost):
        return world
    return world.kept(index, over(world.pair(index), TERMS, world.now))


def agent_steps(world: World, user: str) -> Iterator[World]:
    agent, now = world.agents[AGENTS.index(user)], world.now
    name = f"{user}-{now}-{agent.version if agent else 0}"
    new = replace(
        new_session(name, Channel.WEB, user, now), phone="softphone", connect_agent=f"{user}'s"
    )
    yield world.with_agent(user, login_rules.logged_in(agent, new, now))
    if agent is not None and is_live(agent, now):
        yield world.with_agent(user, login_rules.ended(agent, Ending(EndReason.USER, user, now)))


def dial_steps(world: World, index: int) -> Iterator[World]:
    """'Ring upp': written, and Connect asked or not; the same offer is rung once."""
    after = dialled(world.pair(index), world.now)
    if after is None:
        return
    leg = world.lines[index].leg
    yield world.kept(index, after)
    if leg is None and after.contact.rung_as is None:
        new = Leg(after.contact.offers, world.now + CUSTOMER_PICK_UP)
        rung = replace(after.contact, rung_as=f"leg-{new.offer}")
        yield world.kept(index, after).with_leg(index, new)
        yield world.kept(index, Pair(rung, after.agent)).with_leg(index, new)
    else:
        assert leg is None or leg.offer == after.contact.offers, "a customer rung twice at a time"


def leg_steps(world: World, index: int) -> Iterator[World]:
    leg, now = world.lines[index].leg, world.now
    if leg is None:
        return
    yield _disconnected(world, index, leg).with_leg(index, None)
    yield world.with_leg(index, None)
    leaving = replace(leg, is_leaving=True, has_answered=True, until=now + FAREWELL)
    if not leg.has_answered:
        after = customer_answered(world.pair(index), leg.offer, f"leg-{leg.offer}", now)
        if after is None:
            yield world.with_leg(index, replace(leaving, until=leg.until))
            return
        assert after.agent is not None
        assert is_live(after.agent, now), "led to somebody who is gone"
        answered = replace(leg, has_answered=True, until=now + DAY)
        yield world.kept(index, after).with_leg(index, answered)
    elif not leg.is_leaving:
        contact = world.lines[index].contact
        talks = accepted(world.pair(index), now) if is_about(contact, leg.offer) else None
        if talks is not None:
            yield world.kept(index, talks)
        if contact.state is ContactState.RINGING and is_about(contact, leg.offer):
            for missed in (agent_missed, not_connected):
                yield world.kept(index, missed(world.pair(index), now)).with_leg(index, leaving)


def _disconnected(world: World, index: int, leg: Leg) -> World:
    contact = world.lines[index].contact
    if contact.state is ContactState.ENDED or contact.rung_as != f"leg-{leg.offer}":
        return world
    pair, now = world.pair(index), world.now
    if contact.state is ContactState.RINGING:
        return world.kept(index, concluded(pair, FarEnd.NO_ANSWER, TERMS, now))
    return world.kept(index, over(pair, TERMS, now))


def successors(world: World) -> Iterator[World]:
    """Every world one event later."""
    if len(world.lines) < 2:
        yield asked(world)
    for user in AGENTS:
        yield from agent_steps(world, user)
    for index in range(len(world.lines)):
        yield from dial_steps(world, index)
        yield from leg_steps(world, index)
    yield swept(world)
    for tick in TICKS:
        yield world.later(tick)


def check(world: World) -> None:
    """What must hold in every state."""
    holders = holders_of(world.agents, world.now)
    for line in world.lines:
        contact = line.contact
        if contact.state in (ContactState.WAITING, ContactState.ENDED):
            assert contact.id not in holders, "held, and not handed out"
        else:
            assert contact.offer is not None
            assert holders.get(contact.id) == contact.offer.user, "handed out, and nobody has it"
        if line.leg and contact.offer:
            assert contact.offer.number == line.leg.offer, "offered while the customer is rung"


def check_rest(world: World) -> None:
    """Left alone: calls come to their ends, time passes, the sweep runs."""
    for _ in range(12):
        for index, line in enumerate(world.lines):
            if line.leg:
                world = _disconnected(world, index, line.leg).with_leg(index, None)
            elif line.contact.state in (ContactState.RINGING, ContactState.TALKING):
                # Its event was lost: the sweep asks Connect.
                world = world.kept(index, over(world.pair(index), TERMS, world.now))
        world = swept(world.later(TICKS[0]))
        check(world)
    for agent in world.agents:
        occupied = engaged(agent.occupied, world.now) if agent else None
        assert occupied is None or occupied.kind is Kind.OFFERED, "a stuck agent"
    for line in world.lines:
        known = (ContactState.WAITING, ContactState.OFFERED, ContactState.ENDED)
        assert line.contact.state in known, "neither in its place nor ended"


def canonical(world: World) -> object:
    """What the future can depend on: times as distances, ids of logins as their places."""
    now = world.now
    lines = tuple(
        (
            one.leg and (one.leg.offer - one.contact.offers, max(one.leg.until - now, 0)),
            one.leg and (one.leg.has_answered, one.leg.is_leaving),
            one.contact.state,
            one.contact.front,
            max(one.contact.not_before - now, 0),
            one.contact.rung_as == f"leg-{one.contact.offers}",
            one.contact.offer and (one.contact.offer.user, max(one.contact.offer.until - now, 0)),
            tuple(sorted(one.contact.missed)),
            len(one.contact.attempts),
            one.contact.outcome,
        )
        for one in world.lines
    )
    contacts_now = [line.contact for line in world.lines]
    return lines, agents_seen(world.agents, contacts_now, now)


def check_whole(world: World) -> None:
    """In this state, and on the way to rest from it."""
    check(world)
    check_rest(world)


@pytest.mark.parametrize("depth", [DEPTH])
def test_no_customer_is_rung_twice_or_lost(depth: int) -> None:
    """B2, D7, issue 7.7: every interleaving up to so many events, and rest from every state."""
    count = explored(World(1_000_000), successors, canonical, check_whole, depth)
    assert count > 2_000, "the search did not spread"


def _rings_at_once(pair: Pair, now: Millis) -> Pair:
    missed = agent_missed(pair, now)
    return Pair(replace(missed.contact, not_before=0), missed.agent)


_over = over


def _forgets_the_agent(pair: Pair, terms: Terms, now: Millis) -> Pair:
    return Pair(_over(pair, terms, now).contact)


@pytest.mark.parametrize(
    ("rule", "broken"), [("not_connected", _rings_at_once), ("over", _forgets_the_agent)]
)
def test_the_search_notices_a_broken_rule(
    rule: str, broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can fail: a customer rung while they still hear that nobody answered, a stuck agent."""
    monkeypatch.setattr(f"{__name__}.{rule}", broken)
    with pytest.raises(AssertionError):
        test_no_customer_is_rung_twice_or_lost(DEPTH)
