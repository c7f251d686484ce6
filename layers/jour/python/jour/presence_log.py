"""The presence log (B6): what happened to whom, when and why. Derived from changes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jour.clock import Millis
from jour.news import Change
from jour.session import NO_ANSWER, SYSTEM, Ending, EndReason, Session, Status, ending


class Event(StrEnum):
    """What an entry tells."""

    LOGIN = "login"
    LOGOUT = "logout"
    PAUSE = "pause"
    RESUME = "resume"
    GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    org: str
    user: str
    name: str
    at: Millis
    event: Event
    channel: str
    version: int
    number: int
    """Tells apart what one write brought about."""
    reason: str | None = None
    """Of a logout (contract) or a pause."""
    by: str | None = None
    agent: bool = True
    groups: tuple[str, ...] = ()


def entries(change: Change) -> Iterator[Entry]:
    """What this change means to a reader of the log; nothing for what is no news."""
    before, after = change.before, change.after
    if after is None:
        return
    if before is None or before.login.session_id != after.login.session_id:
        yield from _login(before, after)
    elif after.login.ended and not before.login.ended:
        yield _logout(after, after.login.ended, after.version)
    else:
        yield from _steered(before, after)


def _login(before: Session | None, after: Session) -> Iterator[Entry]:
    at = after.login.at
    if before is not None and not before.login.ended:
        pushed_out = Ending(EndReason.REPLACED, after.channel.value, at)
        # A lease that had passed ended it then, although nobody had written it down.
        yield _logout(before, ending(before, at) or pushed_out, after.version)
    yield _entry(after, at, Event.LOGIN, 1)


def _logout(session: Session, end: Ending, version: int) -> Entry:
    return _entry(session, end.at, Event.LOGOUT, 0, end.reason.value, end.by, version)


def _steered(before: Session, after: Session) -> Iterator[Entry]:
    if (before.status, before.reason) != (after.status, after.reason):
        paused = after.status is Status.PAUSED
        event = Event.PAUSE if paused else Event.RESUME
        # Nobody pauses themselves for not having answered (B4).
        by = SYSTEM if after.reason == NO_ANSWER else after.user
        yield _entry(after, after.changed_at, event, 2, after.reason, by)
    if before.groups != after.groups:
        yield _entry(after, after.changed_at, Event.GROUPS, 3, None, after.user)


def _entry(
    session: Session,
    at: Millis,
    event: Event,
    number: int,
    reason: str | None = None,
    by: str | None = None,
    version: int | None = None,
) -> Entry:
    return Entry(
        org=session.org,
        user=session.user,
        name=session.name,
        at=at,
        event=event,
        channel=session.channel.value,
        version=session.version if version is None else version,
        number=number,
        reason=reason,
        by=by,
        agent=session.is_agent,
        groups=session.groups,
    )
