"""What an administrator changes of a user: the rules, without storage or clock.

What an edit does not name stays. Distance login and IP telephony belong to an agent (F3), so they
go with the role; a group taken from a user leaves their preselected groups too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeVar

from jour.errors import Conflict, Invalid
from jour.organisation import Media, Organisation
from jour.phone import PhoneRejected
from jour.user import Credential, Distance, Role, Softphone, User


class Kept(Enum):
    """Stands for what an edit does not name."""

    KEPT = "kept"


KEPT: Final = Kept.KEPT
T = TypeVar("T")
PIN_LENGTHS = range(4, 7)


@dataclass(frozen=True, slots=True)
class DistanceEdit:
    """An edit of a registration, or a new one; numbers are E.164."""

    number: str | Kept = KEPT
    alternative_number: str | Kept | None = KEPT
    preselected_groups: tuple[str, ...] | Kept = KEPT
    pin: Credential | Kept | None = KEPT


@dataclass(frozen=True, slots=True)
class UserEdit:
    """An edit of a user; `version` is of what the administrator saw, where that is known."""

    version: int | None = None
    name: str | Kept = KEPT
    email: str | Kept = KEPT
    language: str | Kept = KEPT
    roles: frozenset[Role] | Kept = KEPT
    groups: tuple[str, ...] | Kept = KEPT
    disabled: bool | Kept = KEPT
    distance: DistanceEdit | Kept | None = KEPT
    softphone: Softphone | Kept | None = KEPT


def applied(
    edit: UserEdit, to: User, organisation: Organisation, service_number: str | None
) -> User:
    """The user after the edit.

    Raises Conflict `edited_meanwhile` or `phone_taken` (the service number itself); Invalid
    `invalid_group`, `distance_group_media`, `same_number`, `distance_not_agent`,
    `softphone_not_agent` or `invalid_phone`.
    """
    if edit.version not in (None, to.version):
        raise Conflict("edited_meanwhile")
    roles = _of(edit.roles, to.roles)
    after = replace(
        to,
        name=_of(edit.name, to.name),
        email=_of(edit.email, to.email),
        language=_of(edit.language, to.language),
        language_chosen=to.language_chosen or not isinstance(edit.language, Kept),
        roles=roles,
        groups=_groups(edit.groups, to, organisation),
        disabled=_of(edit.disabled, to.disabled),
        version=to.version + 1,
    )
    return replace(
        after,
        distance=_distance(edit.distance, to, after, organisation, service_number),
        softphone=_softphone(edit.softphone, after),
    )


def forbid_own_harm(caller: str, before: User, after: User | None) -> None:
    """An administrator neither removes, disables nor demotes themselves; Conflict `own_account`."""
    harmed = after is None or after.disabled or (before.is_admin and not after.is_admin)
    if harmed and caller == before.id:
        raise Conflict("own_account")


def checked_pin(written: str) -> str:
    """The PIN, as telephones can type it; Invalid `invalid_pin` for anything else."""
    if len(written) not in PIN_LENGTHS or not (written.isascii() and written.isdigit()):
        raise Invalid("invalid_pin", field="pin")
    return written


def _of(new: T | Kept, old: T) -> T:
    return old if isinstance(new, Kept) else new


def _groups(
    wanted: tuple[str, ...] | Kept, user: User, organisation: Organisation
) -> tuple[str, ...]:
    """The user's groups; those that the organisation has no more are forgotten."""
    if isinstance(wanted, Kept):
        return tuple(group for group in user.groups if group in organisation.groups)
    unknown = [group for group in wanted if group not in organisation.groups]
    if unknown:
        raise Invalid(
            "invalid_group", "invalid_group_missing", groups=", ".join(unknown), field="groups"
        )
    return tuple(dict.fromkeys(wanted))


def _distance(
    edit: DistanceEdit | Kept | None,
    before: User,
    after: User,
    organisation: Organisation,
    service_number: str | None,
) -> Distance | None:
    if edit is None or (isinstance(edit, Kept) and not after.is_agent):
        return None
    if isinstance(edit, Kept):
        return before.distance and _without_lost_groups(before.distance, after, organisation)
    if not after.is_agent:
        raise Invalid("distance_not_agent", field="distance")
    distance = _edited(edit, before.distance)
    _check_numbers(distance, service_number)
    if isinstance(edit.preselected_groups, Kept):
        return _without_lost_groups(distance, after, organisation)
    _check_groups(distance.preselected_groups, after, organisation)
    return distance


def _softphone(edit: Softphone | Kept | None, after: User) -> Softphone | None:
    if isinstance(edit, Kept):
        return after.softphone if after.is_agent else None
    if edit is not None and not after.is_agent:
        raise Invalid("softphone_not_agent", field="connect_user")
    return edit


def _edited(edit: DistanceEdit, old: Distance | None) -> Distance:
    if old is None and isinstance(edit.number, Kept):
        rejected = PhoneRejected("empty")
        rejected.values["field"] = "number"
        raise rejected
    old = old or Distance(number="")
    return Distance(
        number=_of(edit.number, old.number),
        alternative_number=_of(edit.alternative_number, old.alternative_number),
        preselected_groups=tuple(
            dict.fromkeys(_of(edit.preselected_groups, old.preselected_groups))
        ),
        pin=_of(edit.pin, old.pin),
    )


def _check_numbers(distance: Distance, service_number: str | None) -> None:
    if distance.number == distance.alternative_number:
        raise Invalid("same_number", field="alternative_number")
    if service_number in distance.numbers:
        raise Conflict("phone_taken", field=number_field(distance, service_number or ""))


def number_field(distance: Distance | None, number: str) -> str:
    """Which of the two fields this number stands in."""
    return "number" if distance and number == distance.number else "alternative_number"


def _check_groups(groups: Iterable[str], user: User, organisation: Organisation) -> None:
    """Preselected groups are the user's own, and take calls (F11)."""
    for group in groups:
        if group not in user.groups:
            _refuse("invalid_group", "invalid_group_not_users", group, organisation)
        if organisation.groups[group].media is not Media.VOICE:
            _refuse("distance_group_media", "distance_group_media", group, organisation)


def _without_lost_groups(distance: Distance, user: User, organisation: Organisation) -> Distance:
    """The registration, less the preselected groups that are not the user's any more.

    Losing the last one would turn "this group" into "all voice groups" (F8): that is refused, so
    that nobody is logged in to something that was never chosen for them.
    """
    left = tuple(group for group in distance.preselected_groups if group in user.groups)
    if distance.preselected_groups and not left:
        lost = distance.preselected_groups[0]
        _refuse("invalid_group", "invalid_group_last_preselected", lost, organisation, "groups")
    return replace(distance, preselected_groups=left)


def _refuse(
    code: str,
    text: str,
    group: str,
    organisation: Organisation,
    field: str = "preselected_groups",
) -> None:
    known = organisation.groups.get(group)
    raise Invalid(code, text, groups=known.name if known else group, field=field)
