"""Phone books: one item for each number of an organisation, its key the number.

A name is overwritten without a condition: the newest list is right. What must hold is the number
of entries, so of those who import or clear one book only one is at work at a time (a lease).
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from jour.clock import SECOND, Millis
from jour.errors import Conflict, Unavailable
from jour.phone_book import (
    MOST_ENTRIES,
    Entry,
    Origin,
    Reading,
    admitted,
    digits_sought,
    folded,
)
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table

PAGE = 50
CLEARED_AT_ONCE = 2_500
LEASE = 30 * SECOND
"""Longer than the function that holds it can run."""
_READ_AT_ONCE = 100

_FREE = "attribute_not_exists(#until) OR #until < :now"


class Interrupted(Unavailable):
    """The storage fell silent between two batches: a part of the rows may be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.text = "phone_book_interrupted"


@dataclass(frozen=True, slots=True)
class Page:
    """Numbers with their names; behind `after` there are more. `total` where all were asked for."""

    entries: tuple[tuple[str, str], ...]
    after: str | None
    total: int | None


class PhoneBook:
    """The table's phone books."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def name_of(self, org: str, number: str | None) -> str | None:
        """What the organisation calls a caller; None for an unknown or withheld number."""
        item = self._table.get(keys.phone_book_entry(org, number)) if number else None
        return item["name"] if item else None

    def keep(self, org: str, reading: Reading, file: str | None, now: Millis) -> Reading:
        """Keep what was read; what of it was kept and what not.

        Raises Conflict `phone_book_busy` while somebody else imports or clears, and Interrupted.
        """
        with self._alone(org, now):
            found = self._found(org, (entry.number for entry in reading.entries))
            known = {item["sk"]: Origin(item.get("file"), item.get("line")) for item in found}
            kept = admitted(reading, known, MOST_ENTRIES - self.count(org), file)
            with _in_batches():
                self._table.put_all(_to_item(org, entry, file) for entry in kept.entries)
        return kept

    def count(self, org: str) -> int:
        """How many entries the organisation has."""
        return self._table.count("pk = :book", {":book": keys.phone_book(org)})

    def page(self, org: str, search: str, after: str | None) -> Page:
        """Up to PAGE entries that have `search` in name or number, by number."""
        values: Item = {":book": keys.phone_book(org), ":after": after or "+"}
        only, needles = _sought(search)
        found = self._table.query(
            "pk = :book AND sk > :after",
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
        """The number has no name any more; it need not have had one."""
        self._table.delete_all([keys.phone_book_entry(org, number)])

    def clear(self, org: str, now: Millis) -> tuple[int, bool]:
        """Remove CLEARED_AT_ONCE entries at most; how many, and whether there are more.

        Raises as `keep`.
        """
        book = {":book": keys.phone_book(org)}
        with self._alone(org, now), _in_batches():
            found = self._table.query("pk = :book", book, at_a_time=CLEARED_AT_ONCE + 1)
            doomed = [{"pk": i["pk"], "sk": i["sk"]} for i in islice(found, CLEARED_AT_ONCE + 1)]
            self._table.delete_all(doomed[:CLEARED_AT_ONCE])
        return min(len(doomed), CLEARED_AT_ONCE), len(doomed) > CLEARED_AT_ONCE

    def _found(self, org: str, numbers: Iterable[str]) -> Iterator[Item]:
        wanted = [keys.phone_book_entry(org, n) for n in dict.fromkeys(numbers)]
        for start in range(0, len(wanted), _READ_AT_ONCE):
            yield from self._table.get_all(wanted[start : start + _READ_AT_ONCE])

    @contextmanager
    def _alone(self, org: str, now: Millis) -> Iterator[None]:
        key, holder = keys.phone_book_lease(org), secrets.token_hex(8)
        lease = {"until": now + LEASE, "holder": holder, "ttl": (now + LEASE) // SECOND}
        try:
            self._table.update(key, Update().when(_FREE, now=now).set(**lease))
        except ConditionFailed as failure:
            raise Conflict("phone_book_busy") from failure
        try:
            yield
        finally:
            self._release(key, holder)

    def _release(self, key: keys.Key, holder: str) -> None:
        try:
            self._table.update(key, Update().when("#holder = :me", me=holder).set(until=None))
        except (ConditionFailed, Unavailable):
            return  # it runs out by itself, or has


@contextmanager
def _in_batches() -> Iterator[None]:
    try:
        yield
    except Unavailable as silence:
        raise Interrupted from silence


def _sought(search: str) -> tuple[str | None, Item]:
    """A filter for the search and its values; none for an empty one."""
    text, digits = folded(search), digits_sought(search)
    if not text:
        return None, {}
    if not digits:
        return "contains(sought, :text)", {":text": text}
    values = {":text": text, ":digits": digits}
    return "contains(sought, :text) OR contains(sought, :digits)", values


def _to_item(org: str, entry: Entry, file: str | None) -> Item:
    return {
        **keys.phone_book_entry(org, entry.number),
        "name": entry.name,
        # A filter cannot look at keys.
        "sought": f"{folded(entry.name)} {entry.number}",
        "file": file,
        "line": entry.line,
    }
