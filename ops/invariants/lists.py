"""Lists of numbers to ring: each entry has its list, and one that is offered a contact."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jour.call_list import EntryState
from jour.contact import ContactState
from jour.store import keys
from jour.store.call_list_entries import entry_from_item, entry_write
from jour.store.call_lists import counted
from jour.store.contact_items import contact_from_item
from jour.store.keys import Key
from ops.invariants.rule import Finding, Repair, Seen, as_read, checks, rule

ENTRY = rule("list_entry", "An entry has its list; one that is offered has a contact that goes on.")


def _around(seen: Seen) -> Iterable[Key]:
    entry = entry_from_item(seen.item)
    wanted = [keys.call_list(entry.org, entry.list_id)]
    if entry.contact:
        wanted.append(keys.contact(entry.contact))
    return wanted


@checks("call_list_entry", refers=_around)
def entries(seen: Seen) -> Iterator[Finding]:
    entry = entry_from_item(seen.item)
    if seen.there(keys.call_list(entry.org, entry.list_id)) is None:
        gone = seen.key, as_read(seen.item, "version").delete()
        yield seen.finding(ENTRY, "its list is gone", Repair("remove it", (gone,)))
        return
    if entry.state is not EntryState.OFFERED:
        return
    item = seen.there(keys.contact(entry.contact)) if entry.contact else None
    if item is not None and contact_from_item(item).state is not ContactState.ENDED:
        return
    state = EntryState.LATER if entry.due else EntryState.OPEN
    then = replace(entry, state=state, version=entry.version + 1)
    counts = {EntryState.OFFERED.value: -1}
    if state is EntryState.LATER:
        counts[state.value] = 1
    writes = (entry_write(entry, then), counted(entry.org, entry.list_id, counts))
    yield seen.finding(ENTRY, "it is offered, and nobody has it", Repair("put it back", writes))
