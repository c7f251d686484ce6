"""What a drawn day of the presence log needs beyond its entries (B6). Pure.

The log tells what happened. Whoever was logged in when the day began may have nothing happen all
day, so the state at its beginning is worked out: from the days before, else from the login itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jour.clock import Millis
from jour.contact import Contact
from jour.presence_log import Entry, Event
from jour.session import Session, Status, ending


@dataclass(frozen=True, slots=True)
class Before:
    """Somebody who was logged in as an agent when the day began."""

    user: str
    name: str
    channel: str
    paused: bool
    reason: str | None
    since: Millis


@dataclass(frozen=True, slots=True)
class Talk:
    """A call of the day, as far as it goes."""

    user: str
    name: str
    group: str
    begins: Millis
    ends: Millis | None
    """None while it goes on."""


def at_begin(
    earlier: Iterable[Entry], sessions: Iterable[Session], begin: Millis, now: Millis
) -> list[Before]:
    """Who was logged in when the day began; `earlier` entries are older, oldest first."""
    found: dict[str, Before | None] = {}
    for entry in earlier:
        if entry.agent:
            found[entry.user] = _after(entry, found.get(entry.user))
    for session in sessions:
        if session.is_agent and session.user not in found:
            found[session.user] = _of_login(session, begin, now)
    return [one for one in found.values() if one is not None]


def talks(contacts: Iterable[Contact]) -> list[Talk]:
    """Who talked when, oldest first; a call that rings is none yet."""
    found = [
        Talk(one.offer.user, one.offer.name, one.group, one.answered_at, one.ended_at)
        for one in contacts
        if one.offer is not None and one.offer.user and one.answered_at is not None
    ]
    return sorted(found, key=lambda talk: talk.begins)


def _after(entry: Entry, before: Before | None) -> Before | None:
    if entry.event is Event.LOGOUT:
        return None
    if entry.event is Event.GROUPS:
        return before
    paused = entry.event is Event.PAUSE
    reason = entry.reason if paused else None
    return Before(entry.user, entry.name, entry.channel, paused, reason, entry.at)


def _of_login(session: Session, begin: Millis, now: Millis) -> Before | None:
    """From the login itself, where nothing has been written of it for days."""
    end = ending(session, now)
    if session.login.at >= begin or (end is not None and end.at <= begin):
        return None
    known = session.since < begin
    paused = known and session.status is Status.PAUSED
    return Before(
        session.user,
        session.name,
        session.channel.value,
        paused,
        session.reason if paused else None,
        session.since if known else session.login.at,
    )
