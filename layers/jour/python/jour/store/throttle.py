"""Counts of what may happen so often in a window of time: one small item each, which expires."""

from jour.clock import SECOND, Millis
from jour.store import keys
from jour.store.expression import Update
from jour.store.table import ConditionFailed, Table


class Throttle:
    """The table's counts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def user_may(self, user_id: str, limit: int, window: Millis, now: Millis) -> bool:
        """Count one for a user; False, and nothing changed, where the window's limit is reached."""
        start = now - now % window
        return self._count(keys.user_throttle(user_id, start), limit, start + window)

    def source_may(self, source: str, limit: int, window: Millis, now: Millis) -> bool:
        """The same for a source."""
        start = now - now % window
        return self._count(keys.source_throttle(source, start), limit, start + window)

    def chats_may(self, what: str, source: str, limit: int, window: Millis, now: Millis) -> bool:
        """The same for what strangers do at one (hashed) source, each kind counted apart."""
        start = now - now % window
        return self._count(keys.chat_throttle(what, source, start), limit, start + window)

    def _count(self, key: keys.Key, limit: int, until: Millis) -> bool:
        change = (
            Update()
            .when("attribute_not_exists(#count) OR #count < :limit", limit=limit)
            .assign("#count = if_not_exists(#count, :zero) + :one", zero=0, one=1)
            .set(ttl=until // SECOND)
        )
        try:
            self._table.update(key, change)
        except ConditionFailed:
            return False
        return True
