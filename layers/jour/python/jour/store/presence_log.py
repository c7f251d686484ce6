"""The presence log's entries: written once each, kept 90 days, read by day or by user."""

from collections.abc import Iterator
from typing import Any

from jour.clock import DAY, SECOND, Millis
from jour.opening import local_day
from jour.presence_log import Entry, Event
from jour.store import keys
from jour.store.expression import Item
from jour.store.table import Table

KEPT = 90 * DAY


class PresenceLog:
    """The table's presence log."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def write(self, entry: Entry) -> None:
        """Keep an entry; the same one written again is still one."""
        self._table.put(_to_item(entry))

    def entries(self, org: str, date: str | None, user: str | None, now: Millis) -> Iterator[Entry]:
        """A day's entries, a user's, or both; without either, today's."""
        if date is None and user is not None:
            return self.of_user(org, user, now)
        return self.of_day(org, date or local_day(now), user, now)

    def of_day(self, org: str, date: str, user: str | None, now: Millis) -> Iterator[Entry]:
        """One day's entries (`YYYY-MM-DD`, local time), oldest first; of one user where named."""
        entries = map(
            entry_from_item,
            self._table.query("pk = :day", {":day": keys.log_day(org, date)}),
        )
        return (e for e in entries if user in (None, e.user) and e.at > now - KEPT)

    def of_user(self, org: str, user: str, now: Millis) -> Iterator[Entry]:
        """Everything kept of one user, oldest first; the last second's may be missing."""
        values = {":user": keys.log_user(org, user), ":since": f"{now - KEPT:015d}"}
        return map(
            entry_from_item,
            self._table.query(
                "org_pk = :user AND org_sk > :since", values, index=keys.INDEX_BY_ORG
            ),
        )


def _to_item(entry: Entry) -> Item:
    place = keys.log_entry(entry.at, entry.user, entry.version, entry.number)
    return {
        "pk": keys.log_day(entry.org, local_day(entry.at)),
        "sk": place,
        "org_pk": keys.log_user(entry.org, entry.user),
        "org_sk": place,
        "ttl": (entry.at + KEPT) // SECOND,
        "org": entry.org,
        "user": entry.user,
        "name": entry.name,
        "at": entry.at,
        "event": entry.event.value,
        "channel": entry.channel,
        "version": entry.version,
        "number": entry.number,
        "reason": entry.reason,
        "by": entry.by,
        "agent": entry.agent,
        "groups": list(entry.groups),
    }


def entry_from_item(item: dict[str, Any]) -> Entry:
    """As it is stored."""
    return Entry(
        org=item["org"],
        user=item["user"],
        name=item["name"],
        at=item["at"],
        event=Event(item["event"]),
        channel=item["channel"],
        version=item["version"],
        number=item["number"],
        reason=item.get("reason"),
        by=item.get("by"),
        agent=item["agent"],
        groups=tuple(item["groups"]),
    )
