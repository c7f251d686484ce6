"""Lists of numbers to ring: an item for each list, and one for each of its entries.

The list's item counts what its entries have come to: whatever changes an entry's state changes the
count in the same transaction.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from jour.call_list import MOST_ENTRIES, CallList, EntryState, Result, removed
from jour.call_list_import import Import, sorted_out
from jour.clock import Millis
from jour.errors import Conflict, NotFound
from jour.number_register import Origin
from jour.number_rows import Entry, Reading
from jour.store import keys
from jour.store.do_not_call import DoNotCall
from jour.store.expression import Item, Update, created
from jour.store.lease import alone, in_batches
from jour.store.organisations import hours_from_item, hours_to_item
from jour.store.table import ConditionFailed, Table

CLEARED_AT_ONCE = 2_500
_READ_AT_ONCE = 100

# Nobody has edited the list since it was read.
SAME_LIST = "#version = :seen"

Write = tuple[keys.Key, Update]


class CallLists:
    """The table's lists."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._do_not_call = DoNotCall(table)

    def of_org(self, org: str) -> list[CallList]:
        """The organisation's lists, oldest first."""
        found = self._table.query("pk = :lists", {":lists": keys.call_lists(org)})
        return sorted(map(list_from_item, found), key=lambda one: (one.created_at, one.id))

    def get(self, org: str, list_id: str) -> CallList:
        """Raises NotFound `unknown_call_list`."""
        item = self._table.get(keys.call_list(org, list_id))
        if item is None:
            raise NotFound("unknown_call_list")
        return list_from_item(item)

    def add(self, new: CallList) -> CallList:
        """A list without entries. Raises Conflict `edited_meanwhile` where its id is taken."""
        attributes = _settings(new) | {"tally": dict(new.tally), "next_place": 0, "entries": 0}
        return self._update(new, created(attributes))

    def edit(self, before: CallList, after: CallList) -> CallList:
        """Keep an edit. Raises Conflict `edited_meanwhile` where somebody else was faster."""
        change = Update().when(SAME_LIST, seen=before.version).set(**_settings(after))
        return self._update(after, change)

    def take_in(
        self, org: str, list_id: str, reading: Reading, file: str | None, now: Millis
    ) -> Import:
        """Add entries: what became of each line.

        Raises NotFound, Conflict `call_list_busy` or `call_list_removing`, and Interrupted.
        """
        with alone(self._table, keys.call_list_lease(org, list_id), "call_list_busy", now):
            call_list = self.get(org, list_id)
            if call_list.removing:
                raise Conflict("call_list_removing")
            result = self._sorted_out(call_list, reading, file)
            with in_batches():
                self._put(call_list, result.new, file)
                self._count(call_list)
        return result

    def remove(self, org: str, list_id: str, now: Millis) -> tuple[int, bool]:
        """Remove a list, CLEARED_AT_ONCE entries at most; how many, and whether any are left.

        Raises NotFound, Conflict `call_list_in_use` or `call_list_busy`, and Interrupted.
        """
        with alone(self._table, keys.call_list_lease(org, list_id), "call_list_busy", now):
            before = self.get(org, list_id)
            if not before.removing:
                self._begin_removal(before)
            with in_batches():
                found = self._entries(org, list_id, CLEARED_AT_ONCE + 1)
                doomed = [{"pk": item["pk"], "sk": item["sk"]} for item in found]
                self._table.delete_all(doomed[:CLEARED_AT_ONCE])
                left = len(doomed) > CLEARED_AT_ONCE
                if not left:
                    self._table.delete_all([keys.call_list(org, list_id)])
        return min(len(doomed), CLEARED_AT_ONCE), left

    def _begin_removal(self, before: CallList) -> None:
        after = removed(before)
        change = Update().when(SAME_LIST, seen=before.version)
        # An entry that is offered at this very moment has changed the count.
        change.when("attribute_not_exists(#tally.#offered) OR #tally.#offered = :none", none=0)
        self._update(after, change.set(removing=True, version=after.version))

    def _sorted_out(self, call_list: CallList, reading: Reading, file: str | None) -> Import:
        numbers = [entry.number for entry in reading.entries]
        known = {
            item["number"]: Origin(item.get("file"), item.get("line"))
            for item in self._found(call_list, numbers)
        }
        barred = self._do_not_call.among(call_list.org, numbers)
        room = MOST_ENTRIES - self._number_of_entries(call_list)
        return sorted_out(reading, known, barred, room, file)

    def _put(self, call_list: CallList, new: tuple[Entry, ...], file: str | None) -> None:
        """Places are taken before they are used: broken off between, they stay empty."""
        if not new:
            return
        change = Update().assign("#next_place = #next_place + :many", many=len(new))
        after = self._table.update(keys.call_list(call_list.org, call_list.id), change)
        first = after["next_place"] - len(new)
        self._table.put_all(
            _new_entry(call_list, entry, first + n, file) for n, entry in enumerate(new)
        )

    def _count(self, call_list: CallList) -> None:
        """Counted anew with every part: right again also after one that was broken off."""
        change = Update().set(entries=self._number_of_entries(call_list))
        self._table.update(keys.call_list(call_list.org, call_list.id), change)

    def _number_of_entries(self, call_list: CallList) -> int:
        entries = keys.call_list_entries(call_list.org, call_list.id)
        return self._table.count("pk = :list", {":list": entries})

    def _entries(self, org: str, list_id: str, most: int) -> Iterator[Item]:
        values = {":list": keys.call_list_entries(org, list_id)}
        return islice(self._table.query("pk = :list", values, at_a_time=most), most)

    def _found(self, call_list: CallList, numbers: list[str]) -> Iterator[Item]:
        wanted = [keys.call_list_entry(call_list.org, call_list.id, n) for n in numbers]
        for start in range(0, len(wanted), _READ_AT_ONCE):
            yield from self._table.get_all(wanted[start : start + _READ_AT_ONCE])

    def _update(self, call_list: CallList, change: Update) -> CallList:
        key = keys.call_list(call_list.org, call_list.id)
        try:
            return list_from_item(self._table.update(key, change))
        except ConditionFailed as failure:
            raise Conflict("edited_meanwhile") from failure


def counted(org: str, list_id: str, changes: Mapping[str, int]) -> Write:
    """For a transaction: what the list counts."""
    change = Update().when("attribute_exists(#id)")
    for n, (name, by) in enumerate(changes.items()):
        change.alias(**{f"count{n}": name})
        place = f"#tally.#count{n}"
        change.assign(
            f"{place} = if_not_exists({place}, :none) + :by{n}", **{f"by{n}": by, "none": 0}
        )
    return keys.call_list(org, list_id), change


def list_from_item(item: Item) -> CallList:
    """A list as it is stored."""
    return CallList(
        id=item["id"],
        org=item["org"],
        name=item["name"],
        group=item["group"],
        created_at=item["created_at"],
        results=tuple(Result(one["id"], one["name"]) for one in item["results"]),
        hours=hours_from_item(item.get("hours")),
        active=item["active"],
        removing=item["removing"],
        entries=item["entries"],
        next_place=item["next_place"],
        tally=item["tally"],
        version=item["version"],
    )


def _settings(call_list: CallList) -> Item:
    """What an administrator decides of it."""
    return {
        "id": call_list.id,
        "org": call_list.org,
        "name": call_list.name,
        "group": call_list.group,
        "created_at": call_list.created_at,
        "results": [{"id": one.id, "name": one.name} for one in call_list.results],
        "hours": hours_to_item(call_list.hours),
        "active": call_list.active,
        "removing": call_list.removing,
        "version": call_list.version,
    }


def _new_entry(call_list: CallList, entry: Entry, place: int, file: str | None) -> Item:
    return {
        **keys.call_list_entry(call_list.org, call_list.id, entry.number),
        "org_pk": keys.call_list_due(call_list.org, call_list.id),
        "org_sk": keys.due_place(0, place),
        "org": call_list.org,
        "list": call_list.id,
        "number": entry.number,
        "name": entry.name,
        "note": entry.note,
        "place": place,
        "state": EntryState.OPEN.value,
        "version": 1,
        "file": file,
        "line": entry.line,
    }
