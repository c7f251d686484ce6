"""What administrators ask about presence, and are answered (B6)."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from jour.clock import iso
from jour.presence_log import Entry

DateQuery = Annotated[
    str | None, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
]
UserQuery = Annotated[str | None, Query(min_length=1, max_length=64)]
UserPath = Annotated[str, Path(min_length=1, max_length=64)]


class EntryView(BaseModel):
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

    entries: list[EntryView]


def entry_view(entry: Entry) -> EntryView:
    return EntryView(
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
