"""Organisations with their groups: one item each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from jour.clock import SECOND, Millis
from jour.errors import Conflict
from jour.organisation import (
    CHATS_AT_ONCE,
    DEFAULT_PAUSE_REASONS,
    DISTANCE_MISSES_LIMIT,
    Group,
    Media,
    OpeningHours,
    Organisation,
    PasswordPolicy,
)
from jour.organisation import DEFAULT_LANGUAGE as _default_language
from jour.store import keys
from jour.store.conference_rooms import rooms_from_item, rooms_to_item
from jour.store.expression import Item, Update, created
from jour.store.phones import Owner, OwnerKind, PhoneTaken, commit, moved
from jour.store.table import Table

RECENT = 30 * SECOND

# Of two administrators at once the second is told.
UNEDITED = "#version = :seen"
# Nobody has been given the group as a preselection since it was read (F11).
NOT_PRESELECTED = (
    "attribute_not_exists(#groups.#{0}.#preselected) OR #groups.#{0}.#preselected = :none"
)
# A group that is preselected is there, and takes calls (F11).
IS_VOICE = "#groups.#{0}.#media = :voice"


class Organisations:
    """The table's organisations."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._seen: dict[str, tuple[Millis, Organisation]] = {}

    def get(self, org: str) -> Organisation | None:
        item = self._table.get(keys.organisation(org))
        return organisation_from_item(item) if item else None

    def group(self, org: str, group: str) -> Group | None:
        """A group as it is now; None where it, or the organisation, is gone."""
        organisation = self.get(org)
        return organisation.groups.get(group) if organisation else None

    def recent(self, org: str, now: Millis) -> Organisation | None:
        """The organisation as it was at most RECENT ago; only where a late rule does no harm."""
        read_at, organisation = self._seen.get(org, (None, None))
        if organisation is not None and read_at is not None and now - read_at < RECENT:
            return organisation
        found = self.get(org)
        if found is not None:
            self._seen[org] = now, found
        return found

    def add(self, organisation: Organisation) -> None:
        """Register it with its numbers.

        Raises Conflict `organisation_taken` or `phone_taken`; nothing has changed then.
        """
        new = keys.organisation(organisation.id), created(_to_item(organisation))
        _, claims = moved([], owned_numbers(organisation))
        try:
            commit(self._table, [new], claims)
        except PhoneTaken:
            raise
        except Conflict as there_is_one:
            raise Conflict("organisation_taken") from there_is_one

    def edit(self, before: Organisation, after: Organisation) -> Organisation:
        """Keep an edit made on what the administrator saw, its numbers claimed and given up.

        Raises PhoneTaken; Conflict `edited_meanwhile` where somebody else has saved since, or a
        group that goes or changes its media was preselected for a user. Nothing has changed then.
        """
        releases, claims = moved(owned_numbers(before), owned_numbers(after))
        commit(self._table, [_edited(before, after), *releases], claims)
        self._seen.pop(before.id, None)
        return replace(after, version=before.version + 1)

    def ids(self) -> Iterator[str]:
        """Every organisation's id; one added in the last second may be missing."""
        found = self._table.query(
            "org_pk = :all", {":all": keys.ALL_ORGANISATIONS}, index=keys.INDEX_BY_ORG
        )
        return (item["id"] for item in found)


def preselection(
    org: str, added: Iterable[str], dropped: Iterable[str]
) -> list[tuple[keys.Key, Update]]:
    """For a transaction: groups become preselected for one user more, or less.

    Counted in the organisation's own item and not by its version: users are edited all the time,
    and administrators of groups are not disturbed. Nothing where nothing changes.
    """
    change = Update()
    for number, group in enumerate(added):
        name = f"added{number}"
        change.alias(**{name: group}).when(IS_VOICE.format(name), voice=Media.VOICE.value)
        count = f"#groups.#{name}.#preselected"
        change.assign(f"{count} = if_not_exists({count}, :none) + :one", none=0, one=1)
    for number, group in enumerate(dropped):
        name = f"dropped{number}"
        count = f"#groups.#{name}.#preselected"
        change.alias(**{name: group}).assign(f"{count} = {count} - :one", one=1)
    return [] if change.kind == "ConditionCheck" else [(keys.organisation(org), change)]


def _edited(before: Organisation, after: Organisation) -> tuple[keys.Key, Update]:
    change = (
        Update()
        .when(UNEDITED, seen=before.version)
        .set(name=after.name, password_policy=after.password_policy.value)
        .set(require_mixed_case=after.require_mixed_case, version=before.version + 1)
        .set(distance_pin_required=after.distance_pin_required)
        .set(switchboard_numbers=list(after.switchboard_numbers))
        .set(distance_misses_limit=after.distance_misses_limit)
        .set(conference_rooms=rooms_to_item(after.conference_rooms))
        .set(pause_reasons=list(after.pause_reasons), language=after.language)
        .set(chats_at_once=after.chats_at_once, chats_during_calls=after.chats_during_calls)
    )
    ids = sorted({*before.groups, *after.groups})
    changed = [group for group in ids if before.groups.get(group) != after.groups.get(group)]
    for number, group in enumerate(changed):
        name = f"group{number}"
        _edit_group(
            change.alias(**{name: group}), name, before.groups.get(group), after.groups.get(group)
        )
    return keys.organisation(before.id), change


def _edit_group(change: Update, name: str, old: Group | None, new: Group | None) -> None:
    """One group's part: field by field, so that the count of its preselections is left alone."""
    if old is None and new is not None:
        change.assign(f"#groups.#{name} = :{name}", **{name: _group_to_item(new)})
    if old is not None and (new is None or new.media is not old.media):
        change.when(NOT_PRESELECTED.format(name), none=0)
    if new is None:
        change.remove(f"groups.#{name}")
    elif old is not None:
        fields = _group_to_item(new)
        for field in _GROUP_FIELDS:
            if field in fields:
                value = f"{name}_{field}"
                change.assign(f"#groups.#{name}.#{field} = :{value}", **{value: fields[field]})
            else:
                change.remove(f"groups.#{name}.#{field}")


def owned_numbers(organisation: Organisation) -> list[tuple[str, Owner]]:
    """The numbers of the groups, and those that switchboards present."""
    org = organisation.id
    groups = [(g.number, Owner(OwnerKind.GROUP, org, g.id)) for g in organisation.groups.values()]
    switchboard = Owner(OwnerKind.SWITCHBOARD, org, org)
    owned = [(number, owner) for number, owner in groups if number is not None]
    return owned + [(number, switchboard) for number in organisation.switchboard_numbers]


def organisation_from_item(item: Item) -> Organisation:
    return Organisation(
        id=item["id"],
        name=item["name"],
        groups={group_id: _group(group_id, group) for group_id, group in item["groups"].items()},
        password_policy=PasswordPolicy(item["password_policy"]),
        require_mixed_case=item["require_mixed_case"],
        pause_reasons=tuple(item.get("pause_reasons", DEFAULT_PAUSE_REASONS)),
        distance_pin_required=item.get("distance_pin_required", False),
        switchboard_numbers=tuple(item.get("switchboard_numbers", ())),
        distance_misses_limit=item.get("distance_misses_limit", DISTANCE_MISSES_LIMIT),
        conference_rooms=rooms_from_item(item.get("conference_rooms", ())),
        language=item.get("language", _default_language),
        chats_at_once=item.get("chats_at_once", CHATS_AT_ONCE),
        chats_during_calls=item.get("chats_during_calls", False),
        version=item.get("version", 1),
    )


def _to_item(organisation: Organisation) -> Item:
    return {
        "org_pk": keys.ALL_ORGANISATIONS,
        "org_sk": organisation.id,
        "id": organisation.id,
        "name": organisation.name,
        "groups": {group.id: _group_to_item(group) for group in organisation.groups.values()},
        "password_policy": organisation.password_policy.value,
        "require_mixed_case": organisation.require_mixed_case,
        "pause_reasons": list(organisation.pause_reasons),
        "distance_pin_required": organisation.distance_pin_required,
        "switchboard_numbers": list(organisation.switchboard_numbers),
        "distance_misses_limit": organisation.distance_misses_limit,
        "conference_rooms": rooms_to_item(organisation.conference_rooms),
        "language": organisation.language,
        "chats_at_once": organisation.chats_at_once,
        "chats_during_calls": organisation.chats_during_calls,
        "version": organisation.version,
    }


def _group(group_id: str, item: Item) -> Group:
    return Group(
        id=group_id,
        name=item["name"],
        media=Media(item["media"]),
        number=item.get("number"),
        wrap_up_s=item.get("wrap_up_s", 0),
        callback_after_s=item.get("callback_after_s"),
        callback_retry_s=item.get("callback_retry_s", 900),
        callback_attempts=item.get("callback_attempts", 3),
        hours=hours_from_item(item.get("hours")),
        message_mail=item.get("message_mail"),
        message_group=item.get("message_group"),
        preselected=item.get("preselected", 0),
    )


def hours_from_item(item: Item | None) -> OpeningHours | None:
    if item is None:
        return None
    return {day: tuple((begin, end) for begin, end in spans) for day, spans in item.items()}


def hours_to_item(hours: OpeningHours | None) -> Item | None:
    if hours is None:
        return None
    return {day: [[begin, end] for begin, end in spans] for day, spans in hours.items()}


_GROUP_FIELDS = (
    "name",
    "media",
    "number",
    "wrap_up_s",
    "callback_after_s",
    "callback_retry_s",
    "callback_attempts",
    "hours",
    "message_mail",
    "message_group",
)


def _group_to_item(group: Group) -> dict[str, Any]:
    fields = {
        "name": group.name,
        "media": group.media.value,
        "number": group.number,
        "wrap_up_s": group.wrap_up_s,
        "callback_after_s": group.callback_after_s,
        "callback_retry_s": group.callback_retry_s,
        "callback_attempts": group.callback_attempts,
        "hours": hours_to_item(group.hours),
        "message_mail": group.message_mail,
        "message_group": group.message_group,
    }
    return {name: value for name, value in fields.items() if value is not None}
