"""Every interleaving of what can happen to two users' logins, up to eight events (issue: presence).

The search walks the rules of `jour.session`. Beside it stands an oracle that knows nothing of the
rules' state: it folds the history of events. After each event the two must agree on who is logged
in, and an event that speaks for a login or connection that is no longer the newest must not change
anything.

Ids are compared for equality alone, so states that differ only in the names of stale logins and
connections are one, and of each kind of stale thing one representative speaks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from jour import login_rules as rules
from jour.clock import SECOND, Millis
from jour.errors import JourError
from jour.organisation import Channel
from jour.session import Ending, EndReason, Session, ending, require_current
from tests.builders import new_session

DEPTH = 8
USERS = ("anna", "bo")
TICKS = (29 * SECOND, 46 * SECOND)
"""Apart within the grace; together exactly a lease."""


@dataclass(frozen=True)
class Happened:
    """One event in a user's history; `target` is what it speaks for."""

    kind: str
    at: Millis
    session_id: str = ""
    connection_id: str = ""
    channel: Channel = Channel.WEB


@dataclass(frozen=True)
class Person:
    """One user: the item that the rules keep, and all that has happened."""

    session: Session | None = None
    history: tuple[Happened, ...] = ()

    def logins(self) -> list[str]:
        return [e.session_id for e in self.history if e.kind == "login"]

    def connections(self) -> list[tuple[str, str]]:
        return [(e.session_id, e.connection_id) for e in self.history if e.kind == "connect"]


@dataclass(frozen=True)
class Truth:
    """What the history alone says of a user's newest login."""

    session_id: str | None = None
    connection_id: str | None = None
    alive_until: Millis | None = None
    over: bool = True


def truth(history: tuple[Happened, ...], now: Millis) -> Truth:
    """Fold the history: the newest login counts until it logs out or its time runs out."""
    told = Truth()
    for event in history:
        told = _after(_expired(told, event.at), event)
    return _expired(told, now)


def _expired(told: Truth, now: Millis) -> Truth:
    run_out = told.alive_until is not None and now >= told.alive_until
    return replace(told, over=told.over or run_out)


def _after(told: Truth, event: Happened) -> Truth:
    if event.kind == "login":
        follows = event.channel is Channel.DESKTOP
        until = event.at + 75 * SECOND if follows else None
        return Truth(event.session_id, None, until, over=False)
    if event.session_id != told.session_id or told.over:
        return told
    if event.kind == "logout":
        return replace(told, over=True)
    return _connection_event(told, event)


def _connection_event(told: Truth, event: Happened) -> Truth:
    own = told.connection_id == event.connection_id
    if event.kind == "connect" or (event.kind == "heartbeat" and told.connection_id in (None, "")):
        own = True
    if not own:
        return told
    lost = event.kind == "disconnect"
    reach = 30 * SECOND if lost else 75 * SECOND
    return replace(
        told,
        connection_id=None if lost else event.connection_id,
        alive_until=None if told.alive_until is None else event.at + reach,
    )


def apply(person: Person, user: str, event: Happened) -> Session | None:
    """The item after the event, by the rules; unchanged where they refuse."""
    session, now = person.session, event.at
    if event.kind == "login":
        return rules.logged_in(
            session, new_session(event.session_id, event.channel, user, now), now
        )
    try:
        return _changed(session, event)
    except JourError:
        return session


def _changed(session: Session | None, event: Happened) -> Session:
    current = require_current(session, event.session_id, event.at)
    match event.kind:
        case "connect":
            return rules.connected(current, event.session_id, event.connection_id, event.at)
        case "disconnect":
            return rules.disconnected(current, event.session_id, event.connection_id, event.at)
        case "heartbeat":
            return rules.heartbeat(current, event.session_id, event.connection_id, event.at)
    return rules.ended(current, Ending(EndReason.USER, current.user, event.at))


def sweep(session: Session | None, now: Millis) -> Session | None:
    """What the sweep writes down."""
    end = ending(session, now) if session else None
    return rules.ended(session, end) if session and end and not session.login.ended else session


def events(person: Person, user: str, now: Millis) -> Iterator[Happened]:
    """All that can happen to one user next; one representative of each kind of stale thing."""
    number = len(person.history)
    for channel in Channel:
        yield Happened("login", now, f"{user}-s{number}", channel=channel)
    logins, connections = person.logins(), person.connections()
    for session_id in logins[-2:]:
        yield Happened("connect", now, session_id, f"{user}-c{number}")
        yield Happened("logout", now, session_id)
    for session_id, connection_id in _speakers(connections, logins):
        yield Happened("disconnect", now, session_id, connection_id)
        yield Happened("heartbeat", now, session_id, connection_id)


def _speakers(connections: list[tuple[str, str]], logins: list[str]) -> list[tuple[str, str]]:
    """The newest login's two newest connections, and the newest one of an older login."""
    own = [pair for pair in connections if pair[0] == logins[-1]]
    stale = [pair for pair in connections if pair[0] != logins[-1]]
    return own[-2:] + stale[-1:]


def canonical(person: Person, now: Millis) -> object:
    """What the future can depend on, with ids replaced by their places."""
    session, logins, connections = person.session, person.logins(), person.connections()
    if session is None:
        return None
    told = truth(person.history, now)
    speakers = [cid for _, cid in _speakers(connections, logins)]
    return (
        session.channel,
        session.login.ended and session.login.ended.reason,
        session.lease_until and max(session.lease_until - now, 0),
        speakers.index(session.connection_id) if session.connection_id in speakers else None,
        (len(speakers), len([1 for s, _ in connections if s == logins[-1]][:2]), len(logins[:2])),
        told.over,
    )


def check(person: Person, before: Session | None, event: Happened, now: Millis) -> None:
    """The invariants after one event."""
    told = truth(person.history, now)
    alive = [sid for sid in person.logins() if _is_current(person.session, sid, now)]
    # Exactly the newest login, if it lives: one session for each user, and no ghost.
    assert alive == ([] if told.over else [told.session_id]), event
    session = person.session
    if session is not None and not told.over:
        assert session.connection_id == told.connection_id, event
    if before is not None and session is not None:
        assert session.version >= before.version, event
        silent = event.kind in ("connect", "disconnect", "heartbeat")
        assert not silent or session.version == before.version, event
    if _speaks_for_the_past(person, event):
        assert session == before, event


def _is_current(session: Session | None, session_id: str, now: Millis) -> bool:
    try:
        require_current(session, session_id, now)
    except JourError:
        return False
    return True


def _speaks_for_the_past(person: Person, event: Happened) -> bool:
    return event.kind != "login" and event.session_id != person.logins()[-1]


World = tuple[Millis, tuple[Person, ...]]


def successors(world: World) -> Iterator[World]:
    """Every world one event later, checked."""
    now, people = world
    for index, (user, person) in enumerate(zip(USERS, people, strict=True)):
        for event in events(person, user, now):
            after = Person(apply(person, user, event), (*person.history, event))
            check(after, person.session, event, now)
            yield now, (*people[:index], after, *people[index + 1 :])
    for tick in TICKS:
        yield _later(now + tick, people)


def _later(now: Millis, people: tuple[Person, ...]) -> World:
    """Time passes: readers see expiry at once, and the sweep's writing changes no answer."""
    swept = []
    for person in people:
        after = replace(person, session=sweep(person.session, now))
        for session_id in person.logins():
            assert _is_current(person.session, session_id, now) == _is_current(
                after.session, session_id, now
            )
        swept.append(after)
    return now, tuple(swept)


@pytest.mark.parametrize("depth", [DEPTH])
def test_one_living_login_each_and_late_events_harmless(depth: int) -> None:
    """X1, X2, D10, B2, faults 1-5: every interleaving keeps one session a user and no ghost."""
    frontier: list[World] = [(0, (Person(), Person()))]
    seen: set[object] = set()
    for _ in range(depth):
        found: dict[object, World] = {}
        for world in frontier:
            for after in successors(world):
                key = tuple(sorted(map(repr, (canonical(p, after[0]) for p in after[1]))))
                if key not in seen:
                    found.setdefault(key, after)
        seen.update(found)
        frontier = list(found.values())
    assert len(seen) > 1_000, "the search did not spread"


def test_the_oracle_would_notice_a_ghost() -> None:
    """The check fails for an item that keeps a replaced login: it can fail."""
    first = Happened("login", 0, "s1", channel=Channel.WEB)
    second = Happened("login", 1, "s2", channel=Channel.WEB)
    states = [apply(Person(), "anna", first)]
    ghost = Person(states[0], (first, second))
    with pytest.raises(AssertionError):
        check(ghost, states[0], second, 1)
