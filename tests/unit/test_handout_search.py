"""Every interleaving of what can happen to two callers and two agents (issue 6, proof).

The search walks the rules of `jour.handout` as the functions call them: a poll hands out and takes,
an outcome counts for its offer, an event ends, the sweep tidies up. Beside it stands what only the
telephones know: whose flow is alive, and who is on the line with whom. After each step the rules
may not have given anybody two contacts, or a contact two agents, nor have lost a caller; and from
every state, left alone, everybody comes to rest: no agent is stuck, no caller starves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from jour import contact as contacts
from jour import contact_changes as changes
from jour import handout, login_rules
from jour.clock import SECOND, Millis
from jour.contact import Contact, ContactState, is_waiting, state_now
from jour.handout import (
    Pair,
    accepted,
    claimed,
    completed,
    finished,
    lapsed,
    matches,
    missed,
    taken,
    withdrawn,
    wrapped_up,
)
from jour.occupation import RING, RING_SOFTPHONE, Kind, engaged
from jour.organisation import Channel, Media
from jour.session import Ending, EndReason, Session, Status, is_live
from tests.builders import DEMO, new_session
from tests.unit.interleavings import agents_seen, explored, holders_of

DEPTH = 8
WRAP_UP_S = 20
TICKS = (6 * SECOND, 26 * SECOND)
AGENTS = ("anna", "bo")
CHANNELS = {"anna": Channel.WEB, "bo": Channel.DISTANCE}
DISTANCE_LIMIT = 2
"""Bo is logged out after so many calls in a row that he did not answer."""
SOFTPHONES = {"anna": "anna-in-connect"}
"""Who has IP telephony, with the id of their user in Connect."""


@dataclass(frozen=True)
class Line:
    """One caller's telephone line: what Connect knows and the table may not."""

    contact: Contact
    flow: str = "loop"
    """loop: waits and polls; dialling: the agent's telephone rings or talks; queued: the caller is
    in the queue of a softphone, which rings; connected: to its agent, the flow being over; gone."""
    offer: int = 0
    """Which offer is being dialled."""
    event_due: bool = False
    """The DISCONNECTED event has not come; it may come late, twice, or never."""


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
        number = AGENTS.index(user)
        return replace(self, agents=(*self.agents[:number], agent, *self.agents[number + 1 :]))

    def agent(self, user: str) -> Session | None:
        return self.agents[AGENTS.index(user)] if user in AGENTS else None

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
    """Claim for everybody who may get something, as the dispatcher does."""
    waiting = [line.contact for line in world.lines]
    free = [agent for agent in world.agents if agent is not None]
    for pair in matches(waiting, free, DEMO, world.now):
        index = next(n for n, one in enumerate(world.lines) if one.contact.id == pair.contact.id)
        world = world.kept(index, claimed(pair, world.now))
    return world


def polled(world: World, index: int) -> World:
    """The flow asks: it waits on, dials, or hangs up."""
    if world.lines[index].contact.state is ContactState.WAITING:
        fresh = changes.seen(world.lines[index].contact, world.now)
        world = dispatched(world.with_line(index, contact=fresh))
    contact = world.lines[index].contact
    if contact.state is ContactState.OFFERED:
        pair = world.pair(index)
        after = taken(pair, world.now)
        if after is None:
            return polled(world.kept(index, withdrawn(pair, world.now)), index)
        assert _is_still_there(pair), "rung after logging out or being replaced"
        dialled = world.kept(index, after)
        offer = after.contact.offer
        flow = "queued" if offer and offer.connect_agent else "dialling"
        return dialled.with_line(index, flow=flow, offer=after.contact.offers)
    if contact.state is ContactState.ENDED:
        return world.with_line(index, flow="gone")
    return world


def _is_still_there(pair: Pair) -> bool:
    """B2: the very login that was offered the contact."""
    agent, offer = pair.agent, pair.contact.offer
    if agent is None or offer is None or agent.login.ended is not None:
        return False
    return agent.login.session_id == offer.session_id


def concluded(world: World, index: int, result: str, offer: int) -> World:
    """The outcome of dialling, which Connect may repeat."""
    pair = world.pair(index)
    contact = pair.contact
    current = contact.offer is not None and contact.offer.number == offer
    if not current or contact.state not in (ContactState.RINGING, ContactState.TALKING):
        return world
    if result == "answered":
        return world.kept(index, completed(pair, WRAP_UP_S, world.now))
    return world.kept(index, missed(pair, DISTANCE_LIMIT, world.now))


def over(world: World, index: int) -> World:
    """The contact is known to be over."""
    if world.lines[index].contact.state is ContactState.ENDED:
        return world
    return world.kept(index, finished(world.pair(index), WRAP_UP_S, world.now))


def swept(world: World) -> World:
    """The sweep: silent callers, forgotten offers, what time has done."""
    for index, line in enumerate(world.lines):
        waits = line.contact.state is ContactState.WAITING
        if waits and not is_waiting(line.contact, world.now):
            world = over(world, index)
    for agent in world.agents:
        if agent is None or agent.occupied is None:
            continue
        if agent.occupied.kind is Kind.OFFERED:
            if (agent.occupied.until or 0) <= world.now:
                index = next(
                    n
                    for n, one in enumerate(world.lines)
                    if one.contact.id == agent.occupied.contact
                )
                world = over(world, index)
        elif (after := lapsed(agent, world.now)) is not None:
            world = world.with_agent(agent.user, replace(after, version=after.version + 1))
    return dispatched(world)


def arrived(world: World) -> World:
    contact = Contact(
        id=f"c{len(world.lines)}",
        org="demo",
        group="support",
        media=Media.VOICE,
        dialled="+46846500410",
        caller=None,
        arrived_at=world.now,
        day="2026-11-24",
        alive_until=world.now + contacts.LEASE,
    )
    return replace(world, lines=(*world.lines, Line(contact)))


def agent_steps(world: World, user: str) -> Iterator[World]:
    agent, now = world.agent(user), world.now
    new = new_session(f"{user}-{now}-{agent.version if agent else 0}", CHANNELS[user], user, now)
    new = replace(new, connect_agent=SOFTPHONES.get(user))
    yield world.with_agent(user, login_rules.logged_in(agent, new, now))
    if agent is None or not is_live(agent, now):
        return
    end = Ending(EndReason.USER, user, now)
    yield world.with_agent(user, login_rules.ended(agent, end))
    # A telephone has no buttons to pause with.
    for status in (Status.PAUSED, Status.AVAILABLE) if user == "anna" else ():
        reason = "lunch" if status is Status.PAUSED else None
        change = login_rules.with_status(agent, agent.login.session_id, status, reason, now)
        if change is not agent:
            yield world.with_agent(user, change)
    done = wrapped_up(agent, now)
    if done is not None:
        yield world.with_agent(user, replace(done, version=done.version + 1))


def line_steps(world: World, index: int) -> Iterator[World]:
    line = world.lines[index]
    if line.flow == "loop":
        yield polled(world, index)
    if line.flow == "dialling":
        # The telephone was not answered; the flow goes on in its loop. Or the agent hung up.
        yield polled(
            concluded(world, index, "no_answer", line.offer).with_line(index, flow="loop"), index
        )
        yield concluded(world, index, "answered", line.offer).with_line(index, flow="gone")
        after = accepted(world.pair(index), world.now)
        if after is not None:
            yield world.kept(index, after)
    if line.flow == "queued":
        # Nobody answered, and the caller is moved on; or somebody did, which may be heard late.
        missed_it = concluded(world, index, "no_answer", line.offer)
        yield polled(missed_it.with_line(index, flow="loop"), index)
        yield world.with_line(index, flow="connected")
    if line.flow == "connected":
        after = accepted(world.pair(index), world.now)
        if after is not None:
            yield world.kept(index, after)
    if line.flow != "gone":
        yield world.with_line(index, flow="gone", event_due=True)
    if line.event_due:
        # Now or later, and perhaps once more.
        yield over(world, index)
        yield over(world, index).with_line(index, event_due=False)
    if line.offer:
        # A late repetition of an outcome that the flow has long gone on from.
        yield concluded(world, index, "no_answer", line.offer - 1)


def successors(world: World) -> Iterator[World]:
    """Every world one event later."""
    if len(world.lines) < 2:
        yield arrived(world)
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
    distant = world.agent("bo")
    if distant is not None:
        end = distant.login.ended
        assert distant.misses < DISTANCE_LIMIT or end is not None, "logged in past the limit"
        assert distant.misses >= DISTANCE_LIMIT or _for_misses(distant) is None, "out too soon"
    for line in world.lines:
        contact = line.contact
        state = state_now(contact, world.now)
        if line.flow == "loop":
            assert state is not ContactState.ENDED or contact.ended_at, "ended without a time"
        if state in (ContactState.OFFERED, ContactState.RINGING, ContactState.TALKING):
            assert contact.offer is not None
            assert holders.get(contact.id) == contact.offer.user, "handed out, and nobody has it"
        else:
            assert contact.id not in holders, "held, and not handed out"
        if line.flow in ("dialling", "queued") and contact.state is not ContactState.ENDED:
            assert contact.offer is not None, "dialled without an offer"


def _for_misses(agent: Session) -> Ending | None:
    """The agent's ending, if it is one for calls not answered."""
    end = agent.login.ended
    return end if end is not None and end.reason is EndReason.NO_ANSWER else None


def check_rest(world: World) -> None:
    """Left alone, all comes to rest: callers poll, agents end what they have, time passes."""
    for _ in range(14):
        world = replace(world, now=world.now + TICKS[0])
        for index, line in enumerate(world.lines):
            if line.flow == "loop":
                world = polled(world, index)
            elif line.flow == "dialling":
                world = concluded(world, index, "answered", line.offer).with_line(
                    index, flow="gone"
                )
            elif line.flow == "queued":
                missed_it = concluded(world, index, "no_answer", line.offer)
                world = polled(missed_it.with_line(index, flow="loop"), index)
            elif line.flow == "connected":
                # Who hangs up ends a contact of Connect's own: it says so, or is asked.
                world = over(world.with_line(index, flow="gone"), index)
            elif line.event_due and line.contact.state in (
                ContactState.RINGING,
                ContactState.TALKING,
            ):
                # Only Connect knows that a conversation is over: its event, or the sweep asks.
                world = over(world, index)
        world = swept(world)
        check(world)
    ready = [
        a for a in world.agents if a and is_live(a, world.now) and a.status is Status.AVAILABLE
    ]
    for agent in world.agents:
        assert agent is None or engaged(agent.occupied, world.now) is None, "a stuck agent"
    for line in world.lines:
        starves = line.flow == "loop" and [
            a for a in ready if a.since > line.contact.missed.get(a.user, -1)
        ]
        assert not starves, "a caller starves while somebody is free"


def canonical(world: World) -> object:
    """What the future can depend on: times as distances, ids of logins as their places."""
    now = world.now
    lines = tuple(
        (
            line.flow,
            line.offer - line.contact.offers,
            line.event_due,
            line.contact.state,
            line.contact.front,
            line.contact.alive_until - now > 0,
            line.contact.offer
            and (line.contact.offer.user, max(line.contact.offer.until - now, 0)),
            tuple(sorted(line.contact.missed)),
        )
        for line in world.lines
    )
    contacts_now = [line.contact for line in world.lines]
    return lines, agents_seen(world.agents, contacts_now, now)


@pytest.mark.parametrize("depth", [DEPTH])
def test_no_double_no_loss_nobody_stuck(depth: int) -> None:
    """B2, B4, issue 6.11: every interleaving up to eight events, and rest from every state."""
    logged_out = False

    def visit(world: World) -> None:
        nonlocal logged_out
        check(world)
        check_rest(world)
        bo = world.agent("bo")
        logged_out |= bo is not None and _for_misses(bo) is not None

    count = explored(World(1_000_000), successors, canonical, visit, depth)
    assert count > 5_000, "the search did not spread"
    assert logged_out, "nobody reached the limit"


def _forgets_the_agent(pair: Pair, limit: int, now: Millis) -> Pair:
    return Pair(handout.missed(pair, limit, now).contact)


def _never_logs_out(pair: Pair, _: int, now: Millis) -> Pair:
    return handout.missed(pair, 1_000, now)


def _keeps_the_agent(pair: Pair, wrap_up_s: int, now: Millis) -> Pair:
    return Pair(handout.finished(pair, wrap_up_s, now).contact)


def test_a_softphone_rings_longer_than_a_telephone() -> None:
    """D7: the search would not tell the one's time from the other's."""
    for user, ring in (("bo", RING), ("anna", RING_SOFTPHONE)):
        agent = replace(
            new_session(user, Channel.WEB, user), connect_agent=SOFTPHONES.get(user), version=1
        )
        contact = arrived(World(1_000)).lines[0].contact
        rung = taken(claimed(Pair(contact, agent), 1_000), 1_000)
        assert rung is not None
        assert rung.contact.offer is not None
        assert rung.contact.offer.until == 1_000 + ring


def _rings_whoever_it_was(pair: Pair, now: Millis) -> Pair | None:
    contact = pair.contact
    return Pair(changes.ringing(contact, now + 25 * SECOND), pair.agent)


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("missed", _forgets_the_agent),
        ("missed", _never_logs_out),
        ("finished", _keeps_the_agent),
        ("taken", _rings_whoever_it_was),
    ],
)
def test_the_search_notices_a_broken_rule(
    rule: str, broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can fail: an agent who is not freed, one who stays, one who is kept, one who is gone."""
    monkeypatch.setattr(f"{__name__}.{rule}", broken)
    with pytest.raises(AssertionError):
        test_no_double_no_loss_nobody_stuck(DEPTH)
