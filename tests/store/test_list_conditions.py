"""Conditions of lists of numbers and their entries: what was read before somebody else wrote is not
kept (found by `make mutants`: no test noticed when they were missing).
"""

from dataclasses import replace

import pytest

from jour.call_list import CallList, EntryState
from jour.call_list_entry import ListEntry
from jour.clock import Millis, system_clock
from jour.errors import Conflict
from jour.number_rows import Entry, Reading
from jour.store import keys
from jour.store.call_list_entries import CallListEntries, entry_write
from jour.store.call_lists import CallLists, counted
from jour.store.list_offers import ListOffers
from jour.store.table import ConditionFailed, Table

NUMBER = "+46701740633"


@pytest.fixture
def now() -> Millis:
    return system_clock()


@pytest.fixture
def call_list(table: Table, now: Millis) -> CallList:
    """A list with one number."""
    lists = CallLists(table)
    lists.add(CallList("list", "demo", "Lista", "kampanj", now))
    lists.take_in("demo", "list", Reading((Entry(NUMBER, "Kund", 1),), ()), None, now)
    return lists.get("demo", "list")


def entry_of(table: Table) -> ListEntry:
    found = CallListEntries(table).get("demo", "list", NUMBER)
    assert found is not None
    return found


def test_an_entry_that_has_moved_on_is_not_written(call_list: CallList, table: Table) -> None:
    """Of two who hand the same number out, or bar it, one is too late."""
    read = entry_of(table)
    refused = replace(read, state=EntryState.REFUSED, version=read.version + 1)
    table.transact([entry_write(read, refused)])
    with pytest.raises(ConditionFailed):
        table.transact([entry_write(read, replace(read, offers=1, version=read.version + 1))])
    ListOffers(table).bar(read)
    assert entry_of(table) == refused
    assert CallLists(table).get("demo", "list").tally == call_list.tally


def test_counting_brings_no_removed_list_back(
    call_list: CallList, table: Table, now: Millis
) -> None:
    """A call of a list may end after the list is gone."""
    lists = CallLists(table)
    assert lists.remove("demo", call_list.id, now) == (1, False)
    with pytest.raises(ConditionFailed):
        table.transact([counted("demo", call_list.id, {"reached": 1})])
    assert table.get(keys.call_list("demo", call_list.id)) is None


def test_a_list_edited_since_it_was_read_is_not_removed(call_list: CallList, table: Table) -> None:
    """Nor edited over, nor added once more."""
    lists = CallLists(table)
    edited = lists.edit(call_list, replace(call_list, name="Ny", version=call_list.version + 1))
    for late in (
        lambda: lists._begin_removal(call_list),
        lambda: lists.edit(call_list, replace(call_list, version=call_list.version + 1)),
        lambda: lists.add(call_list),
    ):
        with pytest.raises(Conflict):
            late()
    assert lists.get("demo", "list") == edited


def test_a_list_with_a_number_on_offer_is_not_removed(call_list: CallList, table: Table) -> None:
    """The offer came between the look and the write, which changes the count alone."""
    table.transact([counted("demo", call_list.id, {"offered": 1})])
    with pytest.raises(Conflict):
        CallLists(table)._begin_removal(call_list)
    assert not CallLists(table).get("demo", "list").removing
