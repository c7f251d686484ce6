"""What administrators ask about presence, and are answered (B6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from jour.clock import Millis, iso
from jour.errors import Invalid
from jour.opening import day_span, days_before, local_day
from jour.presence_day import Before, Talk, at_begin, talks
from jour.presence_log import Entry
from jour.store.contacts import Contacts
from jour.store.presence_log import PresenceLog
from jour.store.sessions import Sessions

DateQuery = Annotated[
    str | None, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
]
UserQuery = Annotated[str | None, Query(min_length=1, max_length=64)]
LOOKED_BACK = 2
"""Days whose entries tell who was logged in when a day began; further back the login does."""
UserPath = Annotated[str, Path(min_length=1, max_length=64)]


class LoggedView(BaseModel):
    """One line of the presence log."""

    at: str
    user: str
    name: str
    event: str
    channel: str
    reason: str | None
    by: str | None
    agent: bool
    groups: list[str]


class LogAnswer(BaseModel):
    """Entries, oldest first."""

    entries: list[LoggedView]


class BeforeView(BaseModel):
    """An agent who was logged in when the day began."""

    user: str
    name: str
    channel: str
    paused: bool
    reason: str | None
    since: str


class TalkView(BaseModel):
    """A call that an agent took."""

    user: str
    name: str
    group: str
    begins: str
    ends: str | None


class DayAnswer(BaseModel):
    """All that a drawn day needs; times in UTC, the day in the organisation's time."""

    begins: str
    ends: str
    now: str
    before: list[BeforeView]
    entries: list[LoggedView]
    talks: list[TalkView]


@dataclass(frozen=True, slots=True)
class DaySources:
    """Where a day is read from."""

    log: PresenceLog
    sessions: Sessions
    contacts: Contacts


def day_answer(org: str, date: str | None, sources: DaySources, now: Millis) -> DayAnswer:
    """One day of an organisation, today where none is named; Invalid `invalid_date`."""
    day = date or local_day(now)
    try:
        begins, ends = day_span(day)
    except ValueError:
        raise Invalid("invalid_date", field="date") from None
    log = sources.log
    earlier = [e for d in days_before(day, LOOKED_BACK) for e in log.of_day(org, d, None, now)]
    before = at_begin(earlier, sources.sessions.agents(org), begins, now)
    return DayAnswer(
        begins=iso(begins),
        ends=iso(ends),
        now=iso(now),
        before=[_before_view(one) for one in before],
        entries=[entry_view(entry) for entry in log.of_day(org, day, None, now)],
        talks=_talk_views(talks(sources.contacts.whole_day(org, day))),
    )


def _before_view(before: Before) -> BeforeView:
    return BeforeView(
        user=before.user,
        name=before.name,
        channel=before.channel,
        paused=before.paused,
        reason=before.reason,
        since=iso(before.since),
    )


def _talk_views(found: Iterable[Talk]) -> list[TalkView]:
    return [
        TalkView(
            user=talk.user,
            name=talk.name,
            group=talk.group,
            begins=iso(talk.begins),
            ends=None if talk.ends is None else iso(talk.ends),
        )
        for talk in found
    ]


def entry_view(entry: Entry) -> LoggedView:
    return LoggedView(
        at=iso(entry.at),
        user=entry.user,
        name=entry.name,
        event=entry.event.value,
        channel=entry.channel,
        reason=entry.reason,
        by=entry.by,
        agent=entry.agent,
        groups=list(entry.groups),
    )
