"""Every interleaving of what can happen to two customers and two agents who chat (issue 8, proof).

The search walks the rules of `jour.chat_handout` as the functions call them: hand-out claims, an
agent accepts or declines, either side ends, the sweep tidies up. Agents come and go on the desktop
and on other channels, lose their connection, take calls, and send chats to each other. After each
step no chat may have two agents, none more than the limit, none a login that may have no chats, or
has a call, when it is claimed or begins; and from every state, left alone, nobody waits while
somebody is free for them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from jour import chat_handout, chat_match, login_rules
from jour.chat_capacity import chats_now, holds_chats
from jour.chat_changes import GONE, SILENT
from jour.chat_handout import accepted, claimed, ended, handed_back, lapsed, missed, transferred
from jour.chat_match import PATIENCE
from jour.clock import MINUTE, SECOND, Millis
from jour.contact import Contact, ContactKind, ContactState, Opening, Outcome, Side, is_waiting
from jour.handout import Pair, matches
from jour.occupation import Kind, offered, talking
from jour.organisation import Channel, Media, Organisation
from jour.session import Ending, EndReason, Session, Status, is_live
from tests.builders import DEMO, new_session
from tests.unit.interleavings import explored

WRAP_UP_S = 20
AGENTS = ("anna", "bo")
SHORT = 31 * SECOND
"""An offer lapses in it, a grace and a wrap-up pass."""
LONG = 16 * MINUTE
HELD = (ContactState.OFFERED, ContactState.TALKING)


@dataclass(frozen=True)
class Customer:
    """A chat, and whether its customer is still there, which the table learns by signs."""

    contact: Contact
    seen_at: Millis
    is_there: bool = True


@dataclass(frozen=True)
class Setting:
    """What is so in every state of a search."""

    limit: int
    depth: int
    elsewhere: Channel
    """How else Bo logs in, and loses the chats that he has."""
    calls: bool
    """Whether Anna has calls beside her chats."""
    begins: bool
    """Whether somebody talks with the first customer from the start."""

    @property
    def office(self) -> Organisation:
        return replace(DEMO, chats_at_once=self.limit)


ONE_EACH = Setting(1, 4, Channel.MOBILE, calls=False, begins=True)
BESIDE_CALLS = Setting(2, 4, Channel.DISTANCE, calls=True, begins=False)


@dataclass(frozen=True)
class World:
    """Everything at one moment."""

    setting: Setting
    now: Millis
    customers: tuple[Customer, ...] = ()
    agents: tuple[Session | None, ...] = (None, None)

    def with_customer(self, index: int, customer: Customer) -> "World":
        others = self.customers
        return replace(self, customers=(*others[:index], customer, *others[index + 1 :]))

    def with_agent(self, agent: Session) -> "World":
        number = AGENTS.index(agent.user)
        grown = replace(agent, version=agent.version + 1)
        return replace(self, agents=(*self.agents[:number], grown, *self.agents[number + 1 :]))

    def agent(self, user: str) -> Session | None:
        return self.agents[AGENTS.index(user)]

    def pair(self, index: int) -> Pair:
        contact = self.customers[index].contact
        return Pair(contact, self.agent(contact.offer.user) if contact.offer else None)

    def kept(self, index: int, after: Pair | None) -> "World":
        """As storage keeps it: contact and agent together."""
        if after is None:
            return self
        world = self.with_customer(index, replace(self.customers[index], contact=after.contact))
        return world if after.agent is None else world.with_agent(after.agent)


def dispatched(world: World) -> World:
    """Claim for everybody who may get something, as the dispatcher does until nothing is left."""
    for _ in world.customers:
        waiting = [customer.contact for customer in world.customers]
        here = [agent for agent in world.agents if agent is not None]
        for pair in matches(waiting, here, world.setting.office, world.now):
            agent = pair.agent
            assert agent is not None
            assert agent.channel is Channel.DESKTOP, "offered where chats cannot be had"
            assert is_live(agent, world.now), "offered to who is gone"
            assert agent.connection_id, "offered to who is not connected"
            assert agent.occupied is None, "offered during a call"
            index = [one.id for one in waiting].index(pair.contact.id)
            world = world.kept(index, claimed(pair, world.now))
    return world


def returned(world: World) -> World:
    """What the stream, or the sweep, does where an agent can have no chats any more."""
    lost = list(chat_handout.lost_chats(world.agents, world.now))
    for index, customer in enumerate(world.customers):
        if customer.contact.id in lost:
            world = world.kept(index, handed_back(world.pair(index), world.now))
    return world


def swept(world: World) -> World:
    """Silent customers, lost agents, lapsed offers, wrap-up that has passed; then hand-out."""
    now = world.now
    world = returned(world)
    for index, customer in enumerate(world.customers):
        contact = customer.contact
        waits = contact.state is ContactState.WAITING
        silent = not customer.is_there and now - customer.seen_at >= SILENT
        if waits and not is_waiting(contact, now):
            world = world.kept(index, ended(world.pair(index), Side.SYSTEM, 0, now))
        elif chat_handout.is_lapsed(contact, now):
            world = world.kept(index, missed(world.pair(index), now))
        elif contact.state is ContactState.TALKING and silent:
            world = world.kept(index, ended(world.pair(index), Side.SYSTEM, WRAP_UP_S, now))
    for agent in world.agents:
        after = lapsed(agent, now) if agent else None
        world = world.with_agent(after) if after else world
    return dispatched(world)


def later(world: World, time: Millis) -> World:
    """Time passes: who is there gives signs of it."""
    now = world.now + time
    customers = tuple(
        replace(
            one,
            seen_at=now,
            contact=replace(one.contact, alive_until=now + GONE),
        )
        if one.is_there
        else one
        for one in world.customers
    )
    agents = tuple(
        replace(agent, lease_until=now + login_rules.LEASE)
        if agent and agent.lease_until and agent.connection_id and is_live(agent, world.now)
        else agent
        for agent in world.agents
    )
    return replace(world, now=now, customers=customers, agents=agents)


def arrived(world: World) -> World:
    contact = Contact(
        id=f"c{len(world.customers)}",
        org="demo",
        group="chatt",
        media=Media.CHAT,
        dialled="",
        caller=None,
        arrived_at=world.now,
        day="2026-11-24",
        alive_until=world.now + GONE,
        kind=ContactKind.CHAT,
        chat=Opening("https://example.se/", "Hej"),
    )
    return replace(world, customers=(*world.customers, Customer(contact, world.now)))


def logged_in(world: World, user: str, channel: Channel) -> World:
    old = world.agent(user)
    name = f"{user}-{channel}-{old.version if old else 0}"
    new = replace(new_session(name, channel, user, world.now), groups=("chatt",))
    after = login_rules.logged_in(old, new, world.now)
    if channel is Channel.DESKTOP:
        after = login_rules.connected(after, name, "k", world.now)
    return world.with_agent(after)


def agent_steps(world: World, user: str) -> Iterator[World]:
    agent, now = world.agent(user), world.now
    yield logged_in(world, user, Channel.DESKTOP)
    if agent is None or not is_live(agent, now):
        return
    session = agent.login.session_id
    if user == "bo":
        yield returned(logged_in(world, user, world.setting.elsewhere))
        yield logged_in(world, user, world.setting.elsewhere)
    elif world.setting.calls:
        call = None if agent.occupied else talking(offered("call", "support", now), now)
        yield world.with_agent(replace(agent, occupied=call, freed_at=now))
    yield world.with_agent(login_rules.ended(agent, Ending(EndReason.USER, user, now)))
    if agent.connection_id:
        yield world.with_agent(login_rules.disconnected(agent, session, "k", now))
    if agent.status is Status.PAUSED:
        back = login_rules.with_status(agent, session, Status.AVAILABLE, None, now)
        yield world.with_agent(back)
    for chat in chats_now(agent, now):
        done = chat_handout.wrapped_up(agent, chat.contact, now)
        if done is not None:
            yield world.with_agent(done)


def customer_steps(world: World, index: int) -> Iterator[World]:
    customer, pair, now = world.customers[index], world.pair(index), world.now
    contact = customer.contact
    if contact.state is ContactState.ENDED:
        return
    yield world.kept(index, ended(pair, Side.CUSTOMER, WRAP_UP_S, now))
    if customer.is_there:
        yield world.with_customer(index, replace(customer, is_there=False))
    else:
        # Back again: what waited for the next sweep lives on.
        back = replace(contact, alive_until=now + GONE)
        yield world.with_customer(index, Customer(back, now))
    if contact.state is ContactState.OFFERED:
        after = accepted(pair, now)
        if after is not None:
            assert holds_chats(pair.agent, now), "begun where chats cannot be had"
            yield world.kept(index, after)
        yield world.kept(index, missed(pair, now))
    if contact.state is ContactState.TALKING and contact.offer:
        yield world.kept(index, ended(pair, Side.AGENT, WRAP_UP_S, now))
        other = next(user for user in AGENTS if user != contact.offer.user)
        for asks in ((other,), ()):
            yield world.kept(index, transferred(pair, "chatt", asks, now))


def begun(setting: Setting) -> World:
    """Both are on the desktop, and the first customer comes."""
    world = World(setting, 1_000_000)
    for user in AGENTS:
        world = logged_in(world, user, Channel.DESKTOP)
    world = arrived(world)
    if not setting.begins:
        return world
    world = dispatched(world)
    return world.kept(0, accepted(world.pair(0), world.now))


def successors(world: World) -> Iterator[World]:
    """Every world one event later."""
    if len(world.customers) < 2:
        yield arrived(world)
    for user in AGENTS:
        yield from agent_steps(world, user)
    for index in range(len(world.customers)):
        yield from customer_steps(world, index)
    yield dispatched(world)
    yield swept(world)
    yield later(world, SHORT)
    yield later(world, LONG)


def check(world: World) -> None:
    """What must hold in every state."""
    for agent in world.agents:
        had = len(chats_now(agent, world.now)) if agent else 0
        assert had <= world.setting.limit, "more than allowed"
    for customer in world.customers:
        contact = customer.contact
        holders = [
            agent.user
            for agent in world.agents
            if agent
            for chat in chats_now(agent, world.now)
            if chat.contact == contact.id and chat.kind is not Kind.WRAP_UP
        ]
        if contact.state in HELD:
            assert contact.offer is not None
            assert holders == [contact.offer.user], "handed out, and not had by its agent alone"
        else:
            assert holders == [], "had, and not handed out"
        if contact.state is ContactState.ENDED:
            answered = contact.answered_at is not None
            assert contact.outcome is (Outcome.ANSWERED if answered else Outcome.ABANDONED)
            assert contact.ended_by, "nobody ended it"


def check_rest(world: World) -> None:
    """Left alone, all comes to rest: whoever is offered a chat accepts, who is gone stays away."""
    for time in (SHORT, SHORT, LONG, SHORT):
        world = swept(later(world, time))
        for index in range(len(world.customers)):
            world = world.kept(index, accepted(world.pair(index), world.now))
        check(world)
    for customer in world.customers:
        contact = customer.contact
        assert contact.state is not ContactState.OFFERED, "an offer that never ends"
        if not customer.is_there:
            assert contact.state is ContactState.ENDED, "waits for a customer who has left"
        if contact.state is ContactState.TALKING:
            user = contact.offer.user if contact.offer else ""
            assert holds_chats(world.agent(user), world.now), "with an agent who is gone"
        if contact.state is ContactState.WAITING:
            assert not list(_free_for(contact, world)), "waits while somebody is free"
    for agent in world.agents:
        for chat in agent.chats if agent else ():
            assert chat.kind is Kind.TALKING, "an agent is stuck"


def _free_for(contact: Contact, world: World) -> Iterator[str]:
    """Who could have it, told without the rules of hand-out."""
    for agent in world.agents:
        if agent is None or not is_live(agent, world.now) or not agent.connection_id:
            continue
        there = agent.channel is Channel.DESKTOP and agent.status is Status.AVAILABLE
        asked = agent.since <= contact.missed.get(agent.user, -1)
        has_room = len(agent.chats) < world.setting.limit and agent.occupied is None
        if there and not asked and has_room:
            yield agent.user


def canonical(world: World) -> object:
    """What the future can depend on: times as distances, ids of logins as nothing."""
    now = world.now
    customers = tuple(
        (
            one.is_there,
            one.is_there or min(now - one.seen_at, SILENT),
            one.contact.state,
            one.contact.front,
            one.contact.answered_at is not None,
            max(one.contact.alive_until - now, 0),
            one.contact.asks,
            _sent(one.contact, now),
            one.contact.offer and (one.contact.offer.user, max(one.contact.offer.until - now, 0)),
            tuple(sorted(one.contact.missed)),
        )
        for one in world.customers
    )
    return customers, tuple(agent and _seen(agent, world) for agent in world.agents)


def _sent(contact: Contact, now: Millis) -> object:
    came = contact.chat.came_from if contact.chat else None
    return came and (came.user, came.why, min(now - came.at, PATIENCE))


def _seen(agent: Session, world: World) -> object:
    now = world.now
    return (
        agent.channel,
        is_live(agent, now),
        agent.connection_id,
        agent.lease_until and max(agent.lease_until - now, 0),
        agent.status,
        agent.misses,
        agent.occupied is not None,
        tuple((c.contact, c.kind, max((c.until or now) - now, 0)) for c in agent.chats),
        tuple(agent.since > c.contact.missed.get(agent.user, -1) for c in world.customers),
    )


@pytest.mark.parametrize("setting", [ONE_EACH, BESIDE_CALLS])
def test_no_chat_with_two_no_customer_lost_nobody_stuck(setting: Setting) -> None:
    """D2, X3, B4, issue 8.2: every interleaving of few events, and rest from every state."""

    def visit(world: World) -> None:
        check(world)
        check_rest(world)

    count = explored(begun(setting), successors, canonical, visit, setting.depth)
    assert count > 1_000, "the search did not spread"


def _keeps_the_agent(pair: Pair, now: Millis) -> Pair | None:
    after = chat_handout.handed_back(pair, now)
    return None if after is None else Pair(after.contact)


def _never_hands_back(_: Pair, __: Millis) -> Pair | None:
    return None


def _forgets_who_missed(pair: Pair, now: Millis) -> Pair | None:
    after = chat_handout.missed(pair, now)
    return None if after is None else Pair(after.contact)


def _goes_on_for_its_agent(pair: Pair, by: Side, _: int, now: Millis) -> Pair | None:
    after = chat_handout.ended(pair, by, 0, now)
    return None if after is None else Pair(after.contact)


def _asks_whoever_sent_it_never(contact: Contact) -> object:
    came = contact.chat.came_from if contact.chat else None
    # As a sender whose time never comes, and others who are always there.
    return came and replace(came, at=10**15)


def _has_room_always(*_: object) -> bool:
    return True


@pytest.mark.parametrize(
    ("place", "rule", "broken"),
    [
        (__name__, "handed_back", _keeps_the_agent),
        (__name__, "handed_back", _never_hands_back),
        (__name__, "missed", _forgets_who_missed),
        (__name__, "ended", _goes_on_for_its_agent),
        (__name__, "lapsed", lambda *_: None),
        ("jour.chat_match", "_sender", _asks_whoever_sent_it_never),
    ],
)
def test_the_search_notices_a_broken_rule(
    place: str, rule: str, broken: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can fail: an agent who keeps what went back, one who is not freed, nothing handed back."""
    monkeypatch.setattr(f"{place}.{rule}", broken)
    with pytest.raises(AssertionError):
        test_no_chat_with_two_no_customer_lost_nobody_stuck(ONE_EACH)


def test_the_search_notices_that_anybody_has_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """D2: without its gate an agent gets more chats than the organisation allows."""
    monkeypatch.setattr("jour.eligibility.has_room", _has_room_always)
    monkeypatch.setattr(chat_match, "has_room", _has_room_always)
    with pytest.raises(AssertionError, match="more than allowed"):
        test_no_chat_with_two_no_customer_lost_nobody_stuck(ONE_EACH)


def test_the_search_notices_a_chat_during_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue 8.2: who is on a call gets no chat, where the organisation has not chosen it."""
    monkeypatch.setattr("jour.eligibility.is_kept_by_call", lambda *_: False)
    with pytest.raises(AssertionError, match="during a call"):
        test_no_chat_with_two_no_customer_lost_nobody_stuck(BESIDE_CALLS)
