"""What is counted: what lists say of their entries, and groups of their preselections. Kept small:
a count for each list and group, whatever the number of entries and users."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from jour.call_list import EntryState
from jour.store import keys
from jour.store.call_list_entries import entry_from_item
from jour.store.call_lists import list_from_item
from jour.store.expression import Item, Update
from jour.store.organisations import organisation_from_item
from jour.store.table import Table
from jour.store.user_items import user_from_item
from jour.store.user_writes import preselected_of
from ops.invariants.rule import Finding, Repair, Seen, as_read, rule

LISTS = rule("list_count", "A list counts its entries, and how many are in each state.")
PRESELECTED = rule("preselected", "A group counts for how many users it is preselected.")
_UNCOUNTED = "attribute_not_exists(#groups.#theirs.#preselected)"
_COUNTED = tuple(state.value for state in EntryState if state is not EntryState.OPEN)


@dataclass
class Counts:
    """What a whole look at the table adds up to."""

    lists: "set[tuple[str, str]]" = field(default_factory=set)
    states: "Counter[tuple[str, str, str]]" = field(default_factory=Counter)
    preselected: "Counter[tuple[str, str]]" = field(default_factory=Counter)
    organisations: "set[str]" = field(default_factory=set)

    def add(self, seen: Seen) -> None:
        match seen.kind.name:
            case "call_list":
                self.lists.add((seen.parts["org"], seen.parts["list"]))
            case "call_list_entry":
                entry = entry_from_item(seen.item)
                self.states[entry.org, entry.list_id, entry.state.value] += 1
            case "organisation":
                self.organisations.add(seen.parts["org"])
            case "user":
                user = user_from_item(seen.item)
                self.preselected.update((user.org, group) for group in preselected_of(user))

    def findings(self, table: Table) -> Iterator[Finding]:
        """What does not agree. A list that seems wrong is counted again, since it may have changed
        while the table was being read."""
        for org, list_id in sorted(self.lists):
            item = table.get(keys.call_list(org, list_id))
            if item is not None and _differs(item, self._of_list(org, list_id)):
                yield from _recounted(table, org, list_id)
        for org in sorted(self.organisations):
            item = table.get(keys.organisation(org))
            if item is not None:
                yield from self._groups(table, item)

    def _of_list(self, org: str, list_id: str) -> dict[str, int]:
        return {state.value: self.states[org, list_id, state.value] for state in EntryState}

    def _groups(self, table: Table, item: Item) -> Iterator[Finding]:
        organisation = organisation_from_item(item)
        counted = {g: self.preselected[organisation.id, g] for g in organisation.groups}
        if all(g.preselected == counted[g.id] for g in organisation.groups.values()):
            return
        counted = _preselections(table, organisation.id)
        for group in organisation.groups.values():
            if group.preselected != counted[group.id]:
                yield _wrong_group(organisation.id, group.id, group.preselected, counted[group.id])


def _preselections(table: Table, org: str) -> "Counter[str]":
    found = table.query("org_pk = :all", {":all": keys.users_of(org)}, index=keys.INDEX_BY_ORG)
    return Counter(group for item in found for group in preselected_of(user_from_item(item)))


def _wrong_group(org: str, group: str, says: int, counted: int) -> Finding:
    change = Update().alias(theirs=group)
    condition = "#groups.#theirs.#preselected = :says"
    if says == 0:
        condition += f" OR (attribute_exists(#groups.#theirs) AND {_UNCOUNTED})"
    change.when(condition, says=says)
    change.assign("#groups.#theirs.#preselected = :counted", counted=counted)
    repair = Repair("count anew", ((keys.organisation(org), change),))
    return Finding(PRESELECTED, f"group {org} {group}", f"says {says}, counted {counted}", repair)


def _differs(item: Item, counted: dict[str, int]) -> bool:
    known = list_from_item(item)
    if known.removing:
        return False  # it goes, part by part
    states = any(known.tally.get(state, 0) != counted[state] for state in _COUNTED)
    return states or known.entries != sum(counted.values())


def _recounted(table: Table, org: str, list_id: str) -> Iterator[Finding]:
    before = table.get(keys.call_list(org, list_id))
    found = table.query("pk = :list", {":list": keys.call_list_entries(org, list_id)})
    states = Counter(entry_from_item(item).state.value for item in found)
    after = table.get(keys.call_list(org, list_id))
    counted = {state.value: states[state.value] for state in EntryState}
    if before is None or before != after or not _differs(before, counted):
        return
    tally = {**before["tally"], **{state: counted[state] for state in _COUNTED}}
    total = sum(counted.values())
    change = as_read(before, "tally", "entries").set(tally=tally, entries=total)
    repair = Repair("count anew", ((keys.call_list(org, list_id), change),))
    says = f"says {before['entries']} entries, counted {total}; states may differ"
    yield Finding(LISTS, f"call_list {org} {list_id}", says, repair)
