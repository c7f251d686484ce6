"""The entries of lists of numbers to ring, each changed together with the contact that has it."""

from collections.abc import Iterator

from jour.call_list import CallList, EntryState
from jour.call_list_entry import READY, ListEntry, followed, tally_changes
from jour.clock import Millis
from jour.contact import Contact
from jour.store import keys
from jour.store.call_lists import counted
from jour.store.contact_items import attempt_from_item, attempt_to_item
from jour.store.do_not_call import barring
from jour.store.expression import Item, Update
from jour.store.table import Table

AT_A_TIME = 10

# Nobody has changed the entry since it was read.
SAME_ENTRY = "#version = :seen"

Write = tuple[keys.Key, Update]


class CallListEntries:
    """The table's entries."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, org: str, list_id: str, number: str) -> ListEntry | None:
        item = self._table.get(keys.call_list_entry(org, list_id, number))
        return entry_from_item(item) if item else None

    def promised(self, call_list: CallList, now: Millis) -> Iterator[ListEntry]:
        """Those that are to be rung at a time which has come, the earliest first; an entry may have
        changed in the last second."""
        return self._due(call_list, keys.due_place(1, 0), keys.due_place(now, 10**9 - 1))

    def fresh(self, call_list: CallList) -> Iterator[ListEntry]:
        """Those whose turn it is, in the list's order; as `promised`."""
        return self._due(call_list, keys.due_place(0, 0), keys.due_place(0, 10**9 - 1))

    def _due(self, call_list: CallList, first: str, last: str) -> Iterator[ListEntry]:
        values = {":list": keys.call_list_due(call_list.org, call_list.id)}
        found = self._table.query(
            "org_pk = :list AND org_sk BETWEEN :first AND :last",
            values | {":first": first, ":last": last},
            index=keys.INDEX_BY_ORG,
            at_a_time=AT_A_TIME,
        )
        return map(entry_from_item, found)


def followers(table: Table, before: Contact, after: Contact) -> list[Write]:
    """For the transaction that changes a contact of a list: its entry, what the list counts, and
    the do-not-call list where somebody has declined; nothing for any other contact."""
    origin, number = after.from_list, after.caller
    stays = before.state is after.state and before.attempts == after.attempts
    if origin is None or number is None or stays:
        return []
    entry = CallListEntries(table).get(after.org, origin.id, number)
    then = followed(entry, before, after) if entry is not None else None
    if entry is None or then is None or then is entry:
        return []
    writes = [entry_write(entry, then)]
    counts = tally_changes(entry, then, before, after)
    if counts:
        writes.append(counted(entry.org, entry.list_id, counts))
    if then.state is EntryState.REFUSED:
        writes.append(barring(entry.org, entry.number, entry.name))
    return writes


def entry_write(before: ListEntry, after: ListEntry) -> Write:
    """For a transaction: the entry as it is next."""
    key = keys.call_list_entry(after.org, after.list_id, after.number)
    return key, Update().when(SAME_ENTRY, seen=before.version).set(**_changing(after))


def entry_from_item(item: Item) -> ListEntry:
    """An entry as it is stored."""
    return ListEntry(
        org=item["org"],
        list_id=item["list"],
        number=item["number"],
        name=item["name"],
        note=item["note"],
        place=item["place"],
        state=EntryState(item["state"]),
        due=item.get("due", 0),
        contact=item.get("contact"),
        offers=item.get("offers", 0),
        attempts=tuple(map(attempt_from_item, item.get("attempts", ()))),
        result=item.get("result"),
        version=item["version"],
    )


def _changing(entry: ListEntry) -> Item:
    """What changes of it; it stands in the index while it may be handed out."""
    ready = entry.state in READY
    return {
        "state": entry.state.value,
        "due": entry.due,
        "contact": entry.contact,
        "offers": entry.offers,
        "attempts": [attempt_to_item(attempt) for attempt in entry.attempts],
        "result": entry.result,
        "version": entry.version,
        "org_pk": keys.call_list_due(entry.org, entry.list_id) if ready else None,
        "org_sk": keys.due_place(entry.due, entry.place) if ready else None,
    }
