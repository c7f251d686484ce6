"""Every interleaving of what can happen to a call that is sent on, with two agents (issue 7, W2).

The search of hand-out once more, with a user who sends their caller to a colleague, a group, a
number or a conference, takes it back, and hangs up; while colleagues log out, pause and do not
answer. A hop never loses a caller, leaves nobody stuck, and rings nobody who is gone.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from jour import next_hop
from jour.contact import Contact, ContactState, state_now
from jour.errors import Conflict
from jour.handout import Pair, accepted, completed, missed
from jour.hop import Hop, HopKind
from jour.hop_course import Colleague, course_of
from jour.next_hop import Course, is_theirs, result, set_hop, withdrawn_hop
from jour.occupation import Kind, engaged
from jour.organisation import ConferenceRoom
from jour.session import Present, Status, is_live
from jour.user import Distance
from tests.builders import DEMO, colleague
from tests.unit import test_handout_search as hand_out
from tests.unit.interleavings import explored
from tests.unit.test_handout_search import (
    AGENTS,
    DISTANCE_LIMIT,
    TICKS,
    WRAP_UP_S,
    World,
    agent_steps,
    arrived,
    canonical,
    over,
    polled,
    swept,
)

DEPTH = 8
ROOMS = replace(DEMO, conference_rooms=(ConferenceRoom("r1", "Rummet", "+46846500490", "1234"),))
DESTINATIONS = (
    (HopKind.USER, "bo"),
    (HopKind.USER, "anna"),
    (HopKind.GROUP, "support"),
    (HopKind.GROUP, "vaxel"),
    (HopKind.NUMBER, "+46701740699"),
    (HopKind.ROOM, "r1"),
)


def course(world: World, hop: Hop, contact: Contact) -> Course:
    """As the functions find it: whoever is not logged in has a registered number."""
    present = Present(ROOMS, tuple(agent for agent in world.agents if agent is not None))
    user = colleague(hop.to, distance=Distance("+46701740677"))
    return course_of(hop, present, Colleague(user, None), contact.group, world.now)


def concluded(world: World, index: int, outcome: str, offer: int) -> World:
    """The outcome of dialling, which Connect may repeat; then the flow asks on."""
    pair = world.pair(index)
    contact = pair.contact
    current = contact.offer is not None and contact.offer.number == offer
    if not current or contact.state not in (ContactState.RINGING, ContactState.TALKING):
        return world
    if outcome != "answered":
        return polled(
            world.kept(index, missed(pair, DISTANCE_LIMIT, world.now)).with_line(
                index, flow="loop"
            ),
            index,
        )
    hop = contact.next_hop
    if hop is None:
        return world.kept(index, completed(pair, WRAP_UP_S, world.now)).with_line(
            index, flow="gone"
        )
    after = next_hop.made(pair, course(world, hop, contact), WRAP_UP_S, world.now)
    assert after.contact.state is not ContactState.ENDED, "sent on, and lost"
    world = world.kept(index, after)
    if after.contact.state is ContactState.RINGING:
        return world.with_line(index, flow="dialling", offer=after.contact.offers)
    return polled(world.with_line(index, flow="loop"), index)


def hop_steps(world: World, index: int) -> Iterator[World]:
    """Whoever has the call sends it on, anew, or nowhere; anybody else is refused."""
    contact = world.lines[index].contact
    for user in AGENTS:
        for kind, to in DESTINATIONS:
            hop = Hop(kind, to, to, user, user, "+46701740605", world.now)
            try:
                after = set_hop(contact, hop)
            except Conflict:
                continue
            assert is_theirs(contact, user), "somebody else's call was sent on"
            assert set_hop(after, hop) == after, "twice is not once"
            yield world.kept(index, Pair(after))
        if contact.next_hop is not None and is_theirs(contact, user):
            yield world.kept(index, Pair(withdrawn_hop(contact, user)))


def line_steps(world: World, index: int) -> Iterator[World]:
    line = world.lines[index]
    if line.flow == "loop":
        yield polled(world, index)
    if line.flow == "dialling":
        yield concluded(world, index, "no_answer", line.offer)
        yield concluded(world, index, "answered", line.offer)
        after = accepted(world.pair(index), world.now)
        if after is not None:
            yield world.kept(index, after)
    if line.flow != "gone":
        yield world.with_line(index, flow="gone", event_due=True)
        yield from hop_steps(world, index)
    if line.flow == "queued":
        yield concluded(world, index, "no_answer", line.offer)
        yield world.with_line(index, flow="connected")
    if line.event_due:
        yield over(world, index).with_line(index, event_due=False)
    if line.offer > 1:
        assert concluded(world, index, "answered", line.offer - 1) == world, "a late word counted"


def successors(world: World) -> Iterator[World]:
    if not world.lines:
        yield arrived(world)
    for user in AGENTS:
        yield from agent_steps(world, user)
    for index in range(len(world.lines)):
        yield from line_steps(world, index)
    yield swept(world)
    for tick in TICKS:
        yield replace(world, now=world.now + tick)


def check(world: World) -> None:
    """Nobody has two, and whoever has the caller is the one that the contact names."""
    holders = {
        occupied.contact: agent.user
        for agent in world.agents
        if agent and (occupied := engaged(agent.occupied, world.now))
        if occupied.kind is not Kind.WRAP_UP
    }
    for line in world.lines:
        contact = line.contact
        state = state_now(contact, world.now)
        if state in (ContactState.WAITING, ContactState.ENDED):
            assert contact.id not in holders, "held, and not handed out"
            assert state is ContactState.ENDED or contact.next_hop is None, "nobody sends it on"
            continue
        assert contact.offer is not None
        expected = None if contact.offer.is_outside else contact.offer.user
        assert holders.get(contact.id) == expected, "another one has it than is told"
        if contact.hops:
            result(contact, world.now)


def check_rest(world: World) -> None:
    """Left alone, all comes to rest: whoever talks hangs up, and hops lead on until one ends."""
    for _ in range(16):
        world = replace(world, now=world.now + TICKS[0])
        for index, line in enumerate(world.lines):
            if line.flow == "loop":
                world = polled(world, index)
            elif line.flow == "dialling":
                world = concluded(world, index, "answered", line.offer)
            elif line.flow == "queued":
                world = concluded(world, index, "no_answer", line.offer)
            elif line.flow == "connected":
                world = over(world.with_line(index, flow="gone"), index)
            elif line.event_due and line.contact.state is not ContactState.WAITING:
                world = over(world, index)
        world = swept(world)
        check(world)
    ready = [a for a in world.agents if a and is_live(a, world.now)]
    ready = [a for a in ready if a.status is Status.AVAILABLE]
    for agent in world.agents:
        assert agent is None or engaged(agent.occupied, world.now) is None, "a stuck agent"
    for line in world.lines:
        starves = line.flow == "loop" and [
            a for a in ready if a.since > line.contact.missed.get(a.user, -1)
        ]
        assert not starves, "a caller starves while somebody is free"
        assert line.flow == "loop" or line.contact.state is ContactState.ENDED, "never ended"


def key(world: World) -> object:
    hops = tuple(
        (
            line.contact.next_hop and (line.contact.next_hop.kind, line.contact.next_hop.to),
            line.contact.asks,
            line.contact.group,
            line.contact.hops and (line.contact.hops[-1].kind, line.contact.hops[-1].by),
        )
        for line in world.lines
    )
    return canonical(world), hops


@pytest.mark.parametrize("softphones", [{}, {"anna": "anna-in-connect"}], ids=["none", "anna's"])
def test_a_hop_loses_no_caller_and_leaves_nobody_stuck(
    softphones: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """W2, issue 7.4: every interleaving up to eight events, and rest from every state."""
    monkeypatch.setattr(hand_out, "SOFTPHONES", softphones)
    search(DEPTH)


def search(depth: int) -> None:
    sent_on = False

    def visit(world: World) -> None:
        nonlocal sent_on
        check(world)
        check_rest(world)
        sent_on |= bool(world.lines) and len(world.lines[0].contact.hops) > 1

    explored(World(1_000_000), successors, key, visit, depth)
    assert sent_on, "nothing sent on"


def _forgets_who_hung_up(pair: Pair, way: Course, wrap_up_s: int, now: int) -> Pair:
    return Pair(MADE(pair, way, wrap_up_s, now).contact)


def _ends_the_call(pair: Pair, way: Course, wrap_up_s: int, now: int) -> Pair:
    return completed(pair, wrap_up_s, now)


MADE = next_hop.made


@pytest.mark.parametrize("broken", [_forgets_who_hung_up, _ends_the_call])
def test_the_search_notices_a_broken_hop(broken: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can fail: an agent who is not freed, a caller who is dropped."""
    monkeypatch.setattr(next_hop, "made", broken)
    with pytest.raises(AssertionError):
        search(DEPTH)
