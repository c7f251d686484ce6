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
from jour.toggle import Known, toggled
from tests.builders import ANNA, DEMO, new_session

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
    """Of a toggle: the one that a new login would have."""
    connection_id: str = ""
    channel: Channel = Channel.WEB
    contact: str = ""
    """Of a toggle: which call it is."""


@dataclass(frozen=True)
class Truth:
    """What the history alone says of a user's newest login."""

    session_id: str | None = None
    connection_id: str | None = None
    alive_until: Millis | None = None
    over: bool = True
    channel: Channel | None = None
    calls: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """One user: the item that the rules keep, and what the oracle made of all that happened."""

    session: Session | None = None
    told: Truth = Truth()
    logins: tuple[str, ...] = ()
    """Every login that ever began, in order; toggles that ended one are not among them."""
    connections: tuple[tuple[str, str], ...] = ()
    calls: tuple[str, ...] = ()
    """Every call to the service number, in order, each once."""
    events: int = 0

    def after(self, user: str, event: Happened) -> "Person":
        """The person one event later: the rules' item beside the oracle's account."""
        told = _after(_expired(self.told, event.at), event)
        logins, connections, calls = self.logins, self.connections, self.calls
        if told.session_id is not None and told.session_id != self.told.session_id:
            logins = (*logins, told.session_id)
        if event.kind == "connect":
            connections = (*connections, (event.session_id, event.connection_id))
        if event.contact and event.contact not in calls:
            calls = (*calls, event.contact)
        session = apply(self, user, event)
        return Person(session, told, logins, connections, calls, self.events + 1)


def _expired(told: Truth, now: Millis) -> Truth:
    run_out = told.alive_until is not None and now >= told.alive_until
    return replace(told, over=told.over or run_out)


def _after(told: Truth, event: Happened) -> Truth:
    if event.kind == "login":
        follows = event.channel is Channel.DESKTOP
        until = event.at + 75 * SECOND if follows else None
        return Truth(event.session_id, None, until, False, event.channel, told.calls)
    if event.kind == "toggle":
        return _toggled(told, event)
    if event.session_id != told.session_id or told.over:
        return told
    if event.kind == "logout":
        return replace(told, over=True)
    return _connection_event(told, event)


def _toggled(told: Truth, event: Happened) -> Truth:
    """F9, X5, B3: a call counts once; it ends a living distance login, else it begins one."""
    if event.contact in told.calls:
        return told
    calls = told.calls | {event.contact}
    if not told.over and told.channel is Channel.DISTANCE:
        return replace(told, over=True, calls=calls)
    return Truth(event.session_id, None, None, False, Channel.DISTANCE, calls)


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
    if event.kind == "toggle":
        # What answers a call is kept with it, in one transaction: a retry finds it.
        if event.contact in person.calls:
            return session
        known = Known(replace(ANNA, id=user), DEMO, session)
        return toggled(known, event.session_id, now).after
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
    number = person.events
    for channel in Channel:
        yield Happened("login", now, f"{user}-s{number}", channel=channel)
    logins, connections = person.logins, person.connections
    yield Happened("toggle", now, f"{user}-s{number}", contact=f"{user}-t{number}")
    for contact in person.calls[-1:]:
        yield Happened("toggle", now, f"{user}-s{number}", contact=contact)
    for session_id in logins[-2:]:
        yield Happened("connect", now, session_id, f"{user}-c{number}")
        yield Happened("logout", now, session_id)
    for session_id, connection_id in _speakers(connections, logins):
        yield Happened("disconnect", now, session_id, connection_id)
        yield Happened("heartbeat", now, session_id, connection_id)


def _speakers(
    connections: tuple[tuple[str, str], ...], logins: tuple[str, ...]
) -> list[tuple[str, str]]:
    """The newest login's two newest connections, and the newest one of an older login."""
    newest = logins[-1] if logins else None
    own = [pair for pair in connections if pair[0] == newest]
    stale = [pair for pair in connections if pair[0] != newest]
    return own[-2:] + stale[-1:]


def canonical(person: Person, now: Millis) -> object:
    """What the future can depend on, with ids replaced by their places."""
    session, logins, connections = person.session, person.logins, person.connections
    if session is None:
        return None
    told = _expired(person.told, now)
    speakers = [cid for _, cid in _speakers(connections, logins)]
    return (
        session.channel,
        session.login.ended and session.login.ended.reason,
        session.lease_until and max(session.lease_until - now, 0),
        speakers.index(session.connection_id) if session.connection_id in speakers else None,
        (len(speakers), len([1 for s, _ in connections if s == logins[-1]][:2]), len(logins[:2])),
        told.over,
        len(told.calls) and 1,
    )


def check(
    person: Person,
    before: Session | None,
    known_calls: tuple[str, ...],
    event: Happened,
    now: Millis,
) -> None:
    """The invariants after one event."""
    told = _expired(person.told, now)
    alive = [sid for sid in person.logins if _is_current(person.session, sid, now)]
    # Exactly the newest login, if it lives: one session for each user, and no ghost.
    assert alive == ([] if told.over else [told.session_id]), event
    session = person.session
    if session is not None and not told.over:
        assert session.connection_id == told.connection_id, event
    if before is not None and session is not None:
        assert session.version >= before.version, event
        silent = event.kind in ("connect", "disconnect", "heartbeat")
        assert not silent or session.version == before.version, event
    if _speaks_for_the_past(person, known_calls, event):
        assert session == before, event


def _is_current(session: Session | None, session_id: str, now: Millis) -> bool:
    try:
        require_current(session, session_id, now)
    except JourError:
        return False
    return True


def _speaks_for_the_past(person: Person, known_calls: tuple[str, ...], event: Happened) -> bool:
    if event.kind == "toggle":
        return event.contact in known_calls
    return event.kind != "login" and event.session_id != person.logins[-1]


World = tuple[Millis, tuple[Person, ...]]


def successors(world: World) -> Iterator[World]:
    """Every world one event later, checked."""
    now, people = world
    for index, (user, person) in enumerate(zip(USERS, people, strict=True)):
        for event in events(person, user, now):
            after = person.after(user, event)
            check(after, person.session, person.calls, event, now)
            yield now, (*people[:index], after, *people[index + 1 :])
    for tick in TICKS:
        yield _later(now + tick, people)


def _later(now: Millis, people: tuple[Person, ...]) -> World:
    """Time passes: readers see expiry at once, and the sweep's writing changes no answer."""
    swept = []
    for person in people:
        after = replace(person, session=sweep(person.session, now))
        for session_id in person.logins:
            assert _is_current(person.session, session_id, now) == _is_current(
                after.session, session_id, now
            )
        swept.append(after)
    return now, tuple(swept)


@pytest.mark.parametrize("depth", [DEPTH])
def test_one_living_login_each_and_late_events_harmless(depth: int) -> None:
    """X1, X2, X5, F9, D10, B2, B3, faults 1-5, 8, 10: one session a user, no ghost, ever."""
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
    before = Person().after("anna", first)
    ghost = replace(before.after("anna", second), session=before.session)
    with pytest.raises(AssertionError):
        check(ghost, before.session, (), second, 1)


def test_the_oracle_would_notice_a_retry_that_toggles() -> None:
    """B3: the check fails for rules that take a retried call for a new one."""
    call = Happened("toggle", 0, "s1", contact="t1")
    before = Person().after("anna", call)
    forgetful = replace(before, calls=()).after("anna", call)
    with pytest.raises(AssertionError):
        check(forgetful, before.session, before.calls, call, 0)
