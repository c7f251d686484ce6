"""Organisations with their groups: one item each."""

from collections.abc import Iterator, Mapping
from typing import Any

from jour.clock import SECOND, Millis
from jour.errors import Conflict
from jour.organisation import DEFAULT_PAUSE_REASONS, Group, Media, Organisation, PasswordPolicy
from jour.store import keys
from jour.store.expression import Item, Update, created
from jour.store.phones import Owner, OwnerKind, claimed
from jour.store.table import ConditionFailed, Table

RECENT = 30 * SECOND


class Organisations:
    """The table's organisations."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._seen: dict[str, tuple[Millis, Organisation]] = {}

    def get(self, org: str) -> Organisation | None:
        item = self._table.get(keys.organisation(org))
        return organisation_from_item(item) if item else None

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
        key, item = keys.organisation(organisation.id), _to_item(organisation)
        claims = [claimed(number, owner) for number, owner in owned_numbers(organisation)]
        try:
            self._table.transact([(key, created(item)), *claims])
        except ConditionFailed as failure:
            code = "organisation_taken" if 0 in failure.places else "phone_taken"
            raise Conflict(code) from failure

    def edit(self, before: Organisation, after: Organisation) -> Organisation:
        """Keep an edit of name and password policy, made on what the administrator saw.

        Raises Conflict `edited_meanwhile` where somebody else has saved since.
        """
        change = (
            Update()
            .when("#version = :seen", seen=before.version)
            .set(name=after.name, password_policy=after.password_policy.value)
            .set(require_mixed_case=after.require_mixed_case, version=before.version + 1)
        )
        try:
            item = self._table.update(keys.organisation(before.id), change)
        except ConditionFailed as failure:
            raise Conflict("edited_meanwhile") from failure
        return organisation_from_item(item)

    def ids(self) -> Iterator[str]:
        """Every organisation's id; one added in the last second may be missing."""
        found = self._table.query(
            "org_pk = :all", {":all": keys.ALL_ORGANISATIONS}, index=keys.INDEX_BY_ORG
        )
        return (item["id"] for item in found)


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
        hours=_hours(item.get("hours")),
    )


def _hours(item: Item | None) -> dict[str, tuple[tuple[str, str], ...]] | None:
    if item is None:
        return None
    return {day: tuple((begin, end) for begin, end in spans) for day, spans in item.items()}


def _hours_to_item(hours: Mapping[str, tuple[tuple[str, str], ...]] | None) -> Item | None:
    if hours is None:
        return None
    return {day: [[begin, end] for begin, end in spans] for day, spans in hours.items()}


def _group_to_item(group: Group) -> dict[str, Any]:
    fields = {
        "name": group.name,
        "media": group.media.value,
        "number": group.number,
        "wrap_up_s": group.wrap_up_s,
        "callback_after_s": group.callback_after_s,
        "hours": _hours_to_item(group.hours),
    }
    return {name: value for name, value in fields.items() if value is not None}
