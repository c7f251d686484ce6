"""Every interleaving of what can happen to two callbacks and two agents (issue 7.7, proof).

As `test_handout_search`: beside the rules stands what only the telephones know, here which of an
agent's telephones rings or talks, and which customers are being rung. After each step nobody may
have two contacts, no contact two agents, and no customer may be rung twice at a time or by somebody
who is gone; left alone, every callback ends or waits in its place, and no agent is stuck.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from jour import login_rules
from jour.clock import DAY, SECOND, Millis
from jour.contact import AttemptResult, Contact, ContactKind, ContactState, Outcome
from jour.handout import Pair, claimed, lapsed, matches
from jour.occupation import Kind, engaged
from jour.organisation import Channel, Media
from jour.outbound_call import (
    FarEnd,
    Terms,
    Word,
    concluded,
    dialled,
    given_up,
    handed_over,
    is_about,
    over,
    picked_up,
    reported,
    returned,
)
from jour.session import Ending, EndReason, Session, is_live
from tests.builders import DEMO, new_session
from tests.unit.interleavings import agents_seen, explored, holders_of

DEPTH = 10
TERMS = Terms(wrap_up_s=0, retry_s=10, attempts=2)
TICKS = (20 * SECOND, 70 * SECOND)
AGENTS = {"anna": Channel.WEB, "bo": Channel.DISTANCE}


@dataclass(frozen=True)
class Line:
    """One callback, and what Connect or SNS know of it."""

    contact: Contact
    leg: int = 0
    """The offer for which an agent's telephone rings or is answered; 0: none."""
    rings: bool = False
    """The customer's telephone rings or is answered, in that leg's flow."""
    sms: int = 0
    """The offer of which a message is on its way, or has been accepted without word of it."""


@dataclass(frozen=True)
class World:
    """Everything at one moment."""

    now: Millis
    lines: tuple[Line, ...] = ()
    agents: tuple[Session | None, ...] = (None, None)

    def with_line(self, index: int, **fields: object) -> "World":
        line = replace(self.lines[index], **fields)  # type: ignore[arg-type] # fields of Line
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))

    def with_agent(self, user: str, agent: Session | None) -> "World":
        number = [*AGENTS].index(user)
        return replace(self, agents=(*self.agents[:number], agent, *self.agents[number + 1 :]))

    def agent(self, user: str) -> Session | None:
        return self.agents[[*AGENTS].index(user)]

    def pair(self, index: int) -> Pair:
        contact = self.lines[index].contact
        return Pair(contact, self.agent(contact.offer.user) if contact.offer else None)

    def kept(self, index: int, after: Pair) -> "World":
        """As storage keeps it: contact and agent together, each of which grows its version."""
        world = self.with_line(index, contact=after.contact)
        if after.agent is None:
            return world
        grown = replace(after.agent, version=after.agent.version + 1, changed_at=self.now)
        return world.with_agent(after.agent.user, grown)


def dispatched(world: World) -> World:
    """Claim for everybody who may get something; a distance agent's message goes out."""
    waiting = [line.contact for line in world.lines]
    free = [agent for agent in world.agents if agent is not None]
    for pair in matches(waiting, free, DEMO, world.now):
        index = next(n for n, one in enumerate(world.lines) if one.contact.id == pair.contact.id)
        after = claimed(pair, world.now)
        assert after.contact.offer is not None
        world = world.kept(index, after)
        if after.contact.offer.by_sms:
            world = world.with_line(index, sms=after.contact.offers)
    return world


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
    """The sweep: what was offered and not taken, what time has done; then hand-out."""
    for agent in world.agents:
        if agent is None or agent.occupied is None:
            continue
        if agent.occupied.kind in (Kind.OFFERED, Kind.DIALLING):
            world = _looked_after(world, agent)
        elif (after := lapsed(agent, world.now)) is not None:
            world = world.with_agent(agent.user, replace(after, version=after.version + 1))
    return dispatched(world)


def _looked_after(world: World, agent: Session) -> World:
    assert agent.occupied is not None
    index = next(n for n, one in enumerate(world.lines) if one.contact.id == agent.occupied.contact)
    offer = world.lines[index].contact.offer
    assert offer is not None, "held, and not handed out"
    lost = offer.session_id != agent.login.session_id or not is_live(agent, world.now)
    if not lost and (agent.occupied.until or 0) > world.now:
        return world
    if offer.by_sms and world.lines[index].sms == offer.number:
        return world  # somebody may be sending it: its own end settles it
    return world.kept(index, over(world.pair(index), TERMS, world.now))


def agent_steps(world: World, user: str) -> Iterator[World]:
    agent, now = world.agent(user), world.now
    new = new_session(f"{user}-{now}-{agent.version if agent else 0}", AGENTS[user], user, now)
    yield world.with_agent(user, login_rules.logged_in(agent, new, now))
    if agent is None or not is_live(agent, now):
        return
    yield world.with_agent(user, login_rules.ended(agent, Ending(EndReason.USER, user, now)))


def line_steps(world: World, index: int) -> Iterator[World]:
    yield from dial_steps(world, index)
    yield from leg_steps(world, index)
    yield from sms_steps(world, index)
    yield from report_steps(world, index)


def dial_steps(world: World, index: int) -> Iterator[World]:
    """'Ring upp': written, and Connect asked or not; pressed again it is the same leg."""
    after = dialled(world.pair(index), world.now)
    if after is None:
        return
    written = world if after is world.pair(index) else world.kept(index, after)
    yield written
    yield written.with_line(index, leg=after.contact.offers)


def leg_steps(world: World, index: int) -> Iterator[World]:
    line = world.lines[index]
    if not line.leg:
        return
    if not line.rings:
        pair = world.pair(index)
        after = picked_up(pair, line.leg, f"leg-{line.leg}", world.now)
        if after is None:
            yield world.with_line(index, leg=0)  # told so, and hung up on
        else:
            assert pair.agent is not None
            assert is_live(pair.agent, world.now), "rung for somebody who is gone"
            yield world.kept(index, after).with_line(index, rings=True)
    else:
        for result in FarEnd:
            told = _result(world, index, line.leg, result)
            yield told.with_line(index, leg=0, rings=False)
            yield _result(told, index, line.leg, result).with_line(index, leg=0, rings=False)
    # The agent hangs up, or never answered: the event comes, or is lost.
    yield _disconnected(world, index, line.leg).with_line(index, leg=0, rings=False)
    yield world.with_line(index, leg=0, rings=False)


def _result(world: World, index: int, offer: int, result: FarEnd) -> World:
    contact = world.lines[index].contact
    under_way = contact.state in (ContactState.RINGING, ContactState.TALKING)
    if not under_way or not is_about(contact, offer):
        return world
    return world.kept(index, concluded(world.pair(index), result, TERMS, world.now))


def _disconnected(world: World, index: int, offer: int) -> World:
    contact = world.lines[index].contact
    if contact.state is ContactState.ENDED or contact.rung_as != f"leg-{offer}":
        return world
    return world.kept(index, over(world.pair(index), TERMS, world.now))


def sms_steps(world: World, index: int) -> Iterator[World]:
    line = world.lines[index]
    if not line.sms:
        return
    offer = line.contact.offer
    concerned = offer is not None and offer.by_sms and offer.number == line.sms
    if concerned and line.contact.state is ContactState.OFFERED:
        pair = world.pair(index)
        yield world.kept(index, handed_over(pair, world.now)).with_line(index, sms=0)
        yield world.kept(index, returned(pair, "sms_failed", world.now)).with_line(index, sms=0)
        yield world.kept(index, given_up(pair, "sms_unknown", world.now)).with_line(index, sms=0)
    else:
        yield world.with_line(index, sms=0)


def report_steps(world: World, index: int) -> Iterator[World]:
    agent = world.agent("anna")
    if agent is None or not is_live(agent, world.now):
        return
    pair = Pair(world.lines[index].contact, agent)
    for result in (AttemptResult.DONE, AttemptResult.LATER):
        after = reported(pair, Word(result), TERMS, world.now)
        if after is not None:
            # Whoever says how it went has put the receiver down.
            yield world.kept(index, after).with_line(index, leg=0, rings=False)


def successors(world: World) -> Iterator[World]:
    """Every world one event later."""
    if len(world.lines) < 2:
        yield asked(world)
    for user in AGENTS:
        yield from agent_steps(world, user)
    for index in range(len(world.lines)):
        yield from line_steps(world, index)
    yield swept(world)
    for tick in TICKS:
        yield replace(world, now=world.now + tick)


def check(world: World) -> None:
    """What must hold in every state."""
    holders = holders_of(world.agents, world.now)
    for line in world.lines:
        contact = line.contact
        if contact.state in (ContactState.WAITING, ContactState.ENDED):
            assert contact.id not in holders, "held, and not handed out"
            assert (contact.outcome is None) is (contact.state is ContactState.WAITING)
        else:
            assert contact.offer is not None
            assert holders.get(contact.id) == contact.offer.user, "handed out, and nobody has it"
        if line.rings and contact.offer is not None and contact.offer.number != line.leg:
            raise AssertionError("offered to somebody while the customer is being rung")


def check_rest(world: World) -> None:
    """Left alone: flows and messages come to their ends, time passes, the sweep runs."""
    for _ in range(12):
        world = replace(world, now=world.now + TICKS[0])
        for index, line in enumerate(world.lines):
            if line.leg:
                told = _result(world, index, line.leg, FarEnd.HUNG_UP) if line.rings else world
                ended = _disconnected(told, index, line.leg)
                world = ended.with_line(index, leg=0, rings=False)
            elif line.contact.state in (ContactState.RINGING, ContactState.TALKING):
                # Its event was lost: the sweep asks Connect.
                world = world.kept(index, over(world.pair(index), TERMS, world.now))
            if line.sms:
                world = next(sms_steps(world, index))
        world = swept(world)
        check(world)
    for agent in world.agents:
        occupied = engaged(agent.occupied, world.now) if agent else None
        assert occupied is None or occupied.kind is Kind.OFFERED, "a stuck agent"
    for line in world.lines:
        contact = line.contact
        known = contact.state in (ContactState.WAITING, ContactState.OFFERED)
        assert known or contact.outcome in (
            Outcome.ANSWERED,
            Outcome.HANDED_OVER,
            Outcome.FAILED,
        ), "neither in its place nor ended"


def canonical(world: World) -> object:
    """What the future can depend on: times as distances, ids of logins as their places."""
    now = world.now
    lines = tuple(
        (
            line.leg - line.contact.offers if line.leg else None,
            line.rings,
            line.sms - line.contact.offers if line.sms else None,
            line.contact.state,
            line.contact.front,
            max(line.contact.not_before - now, 0),
            line.contact.rung_as == f"leg-{line.leg}",
            line.contact.offer
            and (line.contact.offer.user, max(line.contact.offer.until - now, 0)),
            tuple(sorted(line.contact.missed)),
            tuple((one.user, one.result) for one in line.contact.attempts),
            line.contact.outcome,
        )
        for line in world.lines
    )
    contacts_now = [line.contact for line in world.lines]
    return lines, agents_seen(world.agents, contacts_now, now)


def check_whole(world: World) -> None:
    """In this state, and on the way to rest from it."""
    check(world)
    check_rest(world)


@pytest.mark.parametrize("depth", [DEPTH])
def test_no_callback_is_rung_twice_or_lost(depth: int) -> None:
    """B2, F12, issue 7.7: every interleaving up to ten events, and rest from every state."""
    count = explored(World(1_000_000), successors, canonical, check_whole, depth)
    assert count > 5_000, "the search did not spread"


def _rings_whoever_it_was(pair: Pair, offer: int, segment: str, now: Millis) -> Pair | None:
    fresh = replace(pair.contact, rung_as=segment, state=ContactState.RINGING)
    return Pair(fresh, pair.agent) if pair.contact.offer else None


_over = over


def _forgets_the_agent(pair: Pair, terms: Terms, now: Millis) -> Pair:
    return Pair(_over(pair, terms, now).contact)


@pytest.mark.parametrize(
    ("rule", "broken"),
    [("picked_up", _rings_whoever_it_was), ("over", _forgets_the_agent)],
)
def test_the_search_notices_a_broken_rule(
    rule: str, broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can fail: a customer rung for somebody who is gone, an agent who is not freed."""
    monkeypatch.setattr(f"{__name__}.{rule}", broken)
    with pytest.raises(AssertionError):
        test_no_callback_is_rung_twice_or_lost(DEPTH)
