"""Bringing a list of users in: each row whole or not at all, and the same list twice as once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from jour.add_user import add_user
from jour.clock import Millis
from jour.edit_user import UserDesk, edit_user
from jour.errors import Conflict, Invalid, Unavailable
from jour.organisation import Organisation
from jour.rotation_queue import RotationQueue
from jour.sign_in import Caller
from jour.store.users import Users
from jour.user import User
from jour.user_edit import KEPT, DistanceEdit, Kept, UserEdit, applied
from jour.user_rows import RowRefusal, UserReading, UserRow
from jour.users_api import unknown_user

_AT_ONCE = 100
T = TypeVar("T")


class Done(StrEnum):
    """What became of a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    """Somebody is registered who differs, and no update was asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an administrator wants done with the list."""

    update: bool
    """Change those who are registered already."""
    send: bool
    """Mail those who are new a temporary password at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a part of a list, by line."""

    done: Mapping[int, Done]
    refusals: tuple[RowRefusal, ...]


@dataclass(frozen=True, slots=True)
class UsersImport:
    """Brings users in."""

    users: Users
    desk: UserDesk
    queue: RotationQueue

    def take(self, caller: Caller, reading: UserReading, wish: Wish, now: Millis) -> Outcome:
        """Bring in what was read. Raises Unavailable, to be asked again from the beginning."""
        known = self._known(reading.rows)
        done: dict[int, Done] = {}
        refusals = list(reading.refusals)
        for row in reading.rows:
            try:
                done[row.line] = self._row(caller, row, known.get(row.id), wish, now)
            except Unavailable:
                raise
            except (Invalid, Conflict) as why:
                refusals.append(RowRefusal(row.line, why.code, why.text, why.values))
        return Outcome(done, tuple(sorted(refusals, key=lambda refusal: refusal.line)))

    def _known(self, rows: Sequence[UserRow]) -> dict[str, User]:
        return self.users.several(row.id for row in rows[:_AT_ONCE])

    def _row(
        self, caller: Caller, row: UserRow, known: User | None, wish: Wish, now: Millis
    ) -> Done:
        if known is None:
            try:
                return self._add(caller, row, wish, now)
            except Conflict as taken:
                # Somebody, this list's lost request perhaps, registered them a moment ago.
                known = self.users.get(row.id)
                if taken.code != "user_taken" or known is None:
                    raise
        if known.org != caller.user.org:
            raise Conflict("user_taken", field="id")
        return self._edit(caller, row, known, wish, now)

    def _add(self, caller: Caller, row: UserRow, wish: Wish, now: Millis) -> Done:
        if row.name is None:
            raise Invalid("new_without_name")
        if row.email is None:
            raise Invalid("new_without_email")
        new = unknown_user(row.id, row.name, row.email, caller.organisation)
        queue = self.queue if wish.send else None
        add_user(new, edit_of(row), caller.organisation, self.desk, queue, now)
        return Done.ADDED

    def _edit(self, caller: Caller, row: UserRow, known: User, wish: Wish, now: Millis) -> Done:
        edit = edit_of(row)
        if not changes(edit, known, caller.organisation, self.desk.service_number):
            return Done.UNCHANGED
        if not wish.update:
            return Done.SKIPPED
        edit_user(caller, known.id, edit, self.desk, now)
        return Done.UPDATED


def edit_of(row: UserRow) -> UserEdit:
    """The edit that a row asks for. Pure."""
    return UserEdit(
        name=_named(row.name),
        email=_named(row.email),
        language=_named(row.language),
        roles=_named(row.roles),
        groups=_named(row.groups),
        distance=_distance(row),
    )


def changes(
    edit: UserEdit, known: User, organisation: Organisation, service_number: str | None
) -> bool:
    """Whether the edit makes anything different. Pure; raises as `applied`."""
    after = replace(applied(edit, known, organisation, service_number), version=known.version)
    return _comparable(after) != _comparable(known)


def _comparable(user: User) -> User:
    """Groups are choices, in no order."""
    distance = user.distance
    if distance is not None:
        preselected = tuple(sorted(distance.preselected_groups))
        distance = replace(distance, preselected_groups=preselected)
    return replace(user, groups=tuple(sorted(user.groups)), distance=distance)


def _distance(row: UserRow) -> DistanceEdit | Kept:
    if row.number is None and row.alternative is None and row.preselected is None:
        return KEPT
    return DistanceEdit(
        number=_named(row.number),
        alternative_number=_named(row.alternative),
        preselected_groups=_named(row.preselected),
    )


def _named(said: T | None) -> T | Kept:
    return KEPT if said is None else said
