"""What administrators read and edit of the organisation's groups (contract)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field, StrictStr

from jour.errors import Invalid
from jour.group_edit import existing
from jour.http import Body
from jour.mail_address import MailAddress
from jour.organisation import Group, Media, OpeningHours, Organisation
from jour.phone import PhoneRejected, parse
from jour.readable_id import id_for

GroupPath = Annotated[str, Path(min_length=1, max_length=64)]
VersionQuery = Annotated[int | None, Query(ge=0, le=2**53)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=60, pattern=r"\S")]
WrapUp = Annotated[int, Field(ge=0, le=3600)]
CallbackAfter = Annotated[int, Field(ge=5, le=3600)]
CallbackRetry = Annotated[int, Field(ge=60, le=86_400)]
CallbackAttempts = Annotated[int, Field(ge=1, le=10)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Time = Annotated[StrictStr, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
Span = Annotated[list[Time], Field(min_length=2, max_length=2)]
Hours = Annotated[dict[Weekday, Annotated[list[Span], Field(max_length=6)]], Field(max_length=7)]
_ID = re.compile(r"[a-z0-9åäöéü][a-z0-9åäöéü-]{0,39}")


class GroupBody(Body):
    """An edit of a group: what is left out stays."""

    version: int | None = None
    """Of the organisation that the administrator saw; an edit on an older one is refused."""
    name: Name | None = None
    media: Literal["voice", "chat", "telemarketing"] | None = None
    number: Annotated[StrictStr, Field(max_length=64)] | None = None
    """As people write it; null takes it away."""
    wrap_up_s: WrapUp | None = None
    callback_after_s: CallbackAfter | None = None
    """null: callback is never offered."""
    callback_retry_s: CallbackRetry | None = None
    """Who was not reached is rung again after so many seconds."""
    callback_attempts: CallbackAttempts | None = None
    """And so many times in all."""
    hours: Hours | None = None
    """When it answers, local time; a weekday left out is closed; null: always open."""
    message_mail: MailAddress | None = None
    """Of a chat group: where messages are mailed that are left when nobody can chat."""
    message_group: Annotated[StrictStr, Field(min_length=1, max_length=64)] | None = None
    """And the voice group that rings whoever leaves a number."""

    def edited(self, old: Group) -> Group:
        """The group after this edit; Invalid `invalid_phone`."""
        named = self.model_fields_set
        return replace(
            old,
            name=old.name if self.name is None else self.name.strip(),
            media=old.media if self.media is None else Media(self.media),
            number=_parsed(self.number) if "number" in named else old.number,
            wrap_up_s=old.wrap_up_s if self.wrap_up_s is None else self.wrap_up_s,
            callback_after_s=self.callback_after_s
            if "callback_after_s" in named
            else old.callback_after_s,
            callback_retry_s=self.callback_retry_s or old.callback_retry_s,
            callback_attempts=self.callback_attempts or old.callback_attempts,
            hours=hours_of(self.hours) if "hours" in named else old.hours,
            message_mail=self.message_mail if "message_mail" in named else old.message_mail,
            message_group=self.message_group if "message_group" in named else old.message_group,
        )

    def applied(self, organisation: Organisation, group_id: str) -> Group:
        """The same for a group of the organisation; NotFound `unknown_group`; Invalid
        `invalid_message_group`.
        """
        return rung_by(self.edited(existing(organisation, group_id)), organisation)


class NewGroupBody(GroupBody):
    """A new group; its id is made of its name where none is given."""

    id: Annotated[StrictStr, Field(max_length=64)] | None = None
    name: Name
    media: Literal["voice", "chat", "telemarketing"] = "voice"

    def group(self, organisation: Organisation) -> Group:
        """Raises Invalid `invalid_group_id`, `invalid_phone` or `invalid_message_group`."""
        if self.id is not None and not _ID.fullmatch(self.id):
            raise Invalid("invalid_group_id", field="id")
        new = Group(self.id or id_for(self.name, organisation.groups, "grupp"), "", Media.VOICE)
        return rung_by(self.edited(new), organisation)


class GroupView(BaseModel):
    """One group."""

    id: str
    name: str
    media: str
    number: str | None
    wrap_up_s: int
    callback_after_s: int | None
    callback_retry_s: int
    callback_attempts: int
    hours: dict[str, list[list[str]]] | None
    message_mail: str | None
    message_group: str | None
    preselected: int
    """How many users it is preselected for in distance login."""


class GroupsAnswer(BaseModel):
    """The organisation's groups, and its version for the next edit."""

    groups: list[GroupView]
    version: int


class GroupAnswer(GroupView):
    """A group after an edit, and the organisation's version with it."""

    version: int


def groups_answer(organisation: Organisation) -> GroupsAnswer:
    views = [_view(group) for group in organisation.groups.values()]
    return GroupsAnswer(groups=views, version=organisation.version)


def group_answer(organisation: Organisation, group_id: str) -> GroupAnswer:
    view = _view(organisation.groups[group_id])
    return GroupAnswer(**view.model_dump(), version=organisation.version)


def _view(group: Group) -> GroupView:
    return GroupView(
        id=group.id,
        name=group.name,
        media=group.media.value,
        number=group.number,
        wrap_up_s=group.wrap_up_s,
        callback_after_s=group.callback_after_s,
        callback_retry_s=group.callback_retry_s,
        callback_attempts=group.callback_attempts,
        hours=None
        if group.hours is None
        else {day: [list(span) for span in spans] for day, spans in group.hours.items()},
        message_mail=group.message_mail,
        message_group=group.message_group,
        preselected=group.preselected,
    )


def rung_by(group: Group, organisation: Organisation) -> Group:
    """The group, if those who leave a number there are rung by a group that rings people.

    Raises Invalid `invalid_message_group`.
    """
    if group.message_group is not None:
        rings = organisation.groups.get(group.message_group)
        if rings is None or rings.media is not Media.VOICE:
            raise Invalid("invalid_message_group", field="message_group")
    return group


def hours_of(asked: Mapping[Weekday, list[Span]] | None) -> OpeningHours | None:
    """Raises Invalid `invalid_hours` for a span that does not begin before it ends."""
    if asked is None:
        return None
    if any(begin >= end for spans in asked.values() for begin, end in spans):
        raise Invalid("invalid_hours", field="hours")
    return {day: tuple((begin, end) for begin, end in spans) for day, spans in asked.items()}


def _parsed(written: str | None) -> str | None:
    if written is None:
        return None
    try:
        return parse(written)
    except PhoneRejected as rejected:
        rejected.values["field"] = "number"
        raise
