"""Attempts to log in: one item for each user id that anybody tried, known or not."""

from jour.attempts import Attempts, Failures, hashed
from jour.clock import DAY, SECOND, Millis
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table
from jour.store.user_items import user_from_item
from jour.user import User

_KEPT = 60 * DAY
_NOBODY = "-"
"""No user can have this id."""
_UNCHANGED = "#version = :seen"
_STILL_NONE = "attribute_not_exists(#version)"


class AttemptsStore:
    """The table's attempts, each write conditional on what was read."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, user_id: str) -> Attempts:
        return attempts_from_item(self._table.get(attempts_key(user_id)))

    def with_user(self, known: str | None, typed: str) -> tuple[User | None, Attempts]:
        """The user and the attempts in one read; the same read where nobody is called that."""
        wanted = [attempts_key(known or typed), keys.user(known or _NOBODY)]
        found = {item["sk"]: item for item in self._table.get_all(wanted)}
        user = found.get(keys.PROFILE)
        return (
            user_from_item(user) if user else None,
            attempts_from_item(found.get(keys.ATTEMPTS)),
        )

    def put(self, user_id: str, before: Attempts, after: Attempts, now: Millis) -> bool:
        """Keep the new state; False, and nothing changed, where another attempt came first."""
        key, change = attempts_change(attempts_key(user_id), before, after, now)
        try:
            self._table.update(key, change)
        except ConditionFailed:
            return False
        return True


def attempts_key(user_id: str) -> keys.Key:
    return keys.attempts(hashed(user_id))


def attempts_change(
    key: keys.Key, before: Attempts, after: Attempts, now: Millis
) -> tuple[keys.Key, Update]:
    """For a write or a transaction: from one state to the next; a mere check where they are equal.

    Of attempts at the same moment one gets its answer: guessing in parallel wins nothing.
    """
    condition = _UNCHANGED if before.version else _STILL_NONE
    values = {"seen": before.version} if before.version else {}
    change = Update().when(condition, **values)
    if after != before:
        change.set(
            sources={name: [f.count, f.last] for name, f in after.sources.items()},
            trusted=list(after.trusted),
            day_start=after.day_start,
            day_failures=after.day_failures,
            version=after.version,
            ttl=(now + _KEPT) // SECOND,
        )
    return key, change


def attempts_from_item(item: Item | None) -> Attempts:
    """What an item holds; nothing is known where there is none."""
    if item is None:
        return Attempts()
    return Attempts(
        sources={name: Failures(*kept) for name, kept in item["sources"].items()},
        trusted=tuple(item["trusted"]),
        day_start=item["day_start"],
        day_failures=item["day_failures"],
        version=item["version"],
    )
