"""Registers of numbers: one item for each number of an organisation, its key the number.

An entry is overwritten without a condition: the newest list is right. What must hold is the number
of entries, so of those who import or clear one register only one is at work at a time (a lease).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from jour.clock import Millis
from jour.number_register import Kind, Origin, admitted, digits_sought, folded
from jour.number_rows import Entry, Reading
from jour.store import keys
from jour.store.expression import Item
from jour.store.lease import alone, in_batches
from jour.store.table import Table

PAGE = 500
CLEARED_AT_ONCE = 2_500
_READ_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Numbers with their names; behind `after` there are more. `total` where all were asked for."""

    entries: tuple[tuple[str, str], ...]
    after: str | None
    total: int | None


class NumberRegister:
    """The table's registers of one kind."""

    def __init__(self, table: Table, kind: Kind) -> None:
        self._table = table
        self._kind = kind

    def keep(self, org: str, reading: Reading, file: str | None, now: Millis) -> Reading:
        """Keep what was read; what of it was kept and what not.

        Raises Conflict `<kind>_busy` while somebody else imports or clears, and Interrupted.
        """
        with alone(self._table, keys.register_lease(self._kind.id, org), self._busy, now):
            found = self._found(org, (entry.number for entry in reading.entries))
            known = {item["sk"]: Origin(item.get("file"), item.get("line")) for item in found}
            room = self._kind.most - self.count(org)
            kept = admitted(reading, known, room, file, self._kind)
            with in_batches():
                self._table.put_all(self._to_item(org, entry, file) for entry in kept.entries)
        return kept

    def count(self, org: str) -> int:
        """How many entries the organisation has."""
        return self._table.count("pk = :all", {":all": keys.register(self._kind.id, org)})

    def page(self, org: str, search: str, after: str | None) -> Page:
        """Up to PAGE entries that have `search` in name or number, by number."""
        values: Item = {":all": keys.register(self._kind.id, org), ":after": after or "+"}
        only, needles = _sought(search)
        found = self._table.query(
            "pk = :all AND sk > :after",
            values | needles,
            only=only,
            # What a filter leaves out counts as read: then DynamoDB's own megabyte at a time.
            at_a_time=None if only else PAGE + 1,
        )
        entries = [(item["sk"], item["name"]) for item in islice(found, PAGE + 1)]
        more = entries[PAGE - 1][0] if len(entries) > PAGE else None
        total = None if after or only else self.count(org)
        return Page(tuple(entries[:PAGE]), more, total)

    def remove(self, org: str, number: str) -> None:
        """The number is forgotten; it need not have been there."""
        self._table.delete_all([self.key(org, number)])

    def clear(self, org: str, now: Millis) -> tuple[int, bool]:
        """Remove CLEARED_AT_ONCE entries at most; how many, and whether there are more.

        Raises as `keep`.
        """
        partition = {":all": keys.register(self._kind.id, org)}
        lease = keys.register_lease(self._kind.id, org)
        with alone(self._table, lease, self._busy, now), in_batches():
            found = self._table.query("pk = :all", partition, at_a_time=CLEARED_AT_ONCE + 1)
            doomed = [{"pk": i["pk"], "sk": i["sk"]} for i in islice(found, CLEARED_AT_ONCE + 1)]
            self._table.delete_all(doomed[:CLEARED_AT_ONCE])
        return min(len(doomed), CLEARED_AT_ONCE), len(doomed) > CLEARED_AT_ONCE

    def among(self, org: str, numbers: Iterable[str]) -> frozenset[str]:
        """Those of the numbers that are in the register."""
        return frozenset(item["sk"] for item in self._found(org, numbers))

    def _found(self, org: str, numbers: Iterable[str]) -> Iterator[Item]:
        wanted = [self.key(org, number) for number in dict.fromkeys(numbers)]
        for start in range(0, len(wanted), _READ_AT_ONCE):
            yield from self._table.get_all(wanted[start : start + _READ_AT_ONCE])

    def key(self, org: str, number: str) -> keys.Key:
        """Where this number of the organisation stands."""
        return keys.register_entry(self._kind.id, org, number)

    @property
    def _busy(self) -> str:
        return f"{self._kind.id}_busy"

    def _to_item(self, org: str, entry: Entry, file: str | None) -> Item:
        return {**self.key(org, entry.number), **attributes(entry, file)}


def _sought(search: str) -> tuple[str | None, Item]:
    """A filter for the search and its values; none for an empty one."""
    text, digits = folded(search), digits_sought(search)
    if not text:
        return None, {}
    if not digits:
        return "contains(sought, :text)", {":text": text}
    values = {":text": text, ":digits": digits}
    return "contains(sought, :text) OR contains(sought, :digits)", values


def attributes(entry: Entry, file: str | None) -> Item:
    """What an entry is, its key apart."""
    return {
        "name": entry.name,
        # A filter cannot look at keys.
        "sought": f"{folded(entry.name)} {entry.number}",
        "file": file,
        "line": entry.line,
    }
