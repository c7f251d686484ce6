"""Handing a number of a list to an agent: list, entry, contact and agent in one transaction."""

from enum import StrEnum

from jour.call_list import CallList
from jour.call_list_entry import ListEntry, barred, offered, tally_changes
from jour.clock import Millis
from jour.handout import Pair
from jour.store.call_list_entries import entry_write
from jour.store.call_lists import counted
from jour.store.contacts import agent_write, new_contact
from jour.store.do_not_call import unless_barred
from jour.store.table import ConditionFailed, Table

# Nobody has stopped the list since it was read, nor begun to remove it.
RINGS = "#active = :yes AND #removing = :no"


class Handed(StrEnum):
    """What became of handing an entry to an agent."""

    MADE = "made"
    AGENT_GONE = "agent_gone"
    """The agent moved on: the entry may go to another."""
    BARRED = "barred"
    """The number must not be rung."""
    TAKEN = "taken"
    """Somebody else has the entry, or the list has been stopped."""


class ListOffers:
    """Hands entries out."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def hand(
        self, call_list: CallList, entry: ListEntry, before: Pair, after: Pair, now: Millis
    ) -> Handed:
        """`after`: the new contact with the agent who gets it; nothing has changed unless MADE."""
        assert before.agent is not None, "handed to somebody"
        assert after.agent is not None, "handed to somebody"
        then = offered(entry, after.contact)
        counts = tally_changes(entry, then, before.contact, after.contact)
        key, counting = counted(entry.org, entry.list_id, counts)
        writes = [
            agent_write(before.agent, after.agent, now, claims=True),
            unless_barred(entry.org, entry.number),
            entry_write(entry, then),
            (key, counting.when(RINGS, yes=True, no=False)),
            *new_contact(after.contact),
        ]
        try:
            self._table.transact(writes)
        except ConditionFailed as failure:
            return _why(failure.places)
        return Handed.MADE

    def bar(self, entry: ListEntry) -> None:
        """It is on the do-not-call list, and is not rung; nothing where it has moved on."""
        then = barred(entry)
        counts = {then.state.value: 1}
        if entry.state.value in _COUNTED:
            counts[entry.state.value] = -1
        try:
            writes = [entry_write(entry, then), counted(entry.org, entry.list_id, counts)]
            self._table.transact(writes)
        except ConditionFailed:
            return  # it is looked at again when its turn comes again


_COUNTED = ("later",)
"""Of the states from which an entry is handed out."""


def _why(places: frozenset[int]) -> Handed:
    if 0 in places:
        return Handed.AGENT_GONE
    return Handed.BARRED if 1 in places else Handed.TAKEN
