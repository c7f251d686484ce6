"""Callbacks: made together with the end of the call that asked, one open for a number and group."""

from enum import StrEnum

from jour.clock import Millis
from jour.contact import Contact
from jour.handout import Pair
from jour.store import keys
from jour.store.contacts import Write, new_contact, open_callback, pair_writes
from jour.store.expression import created
from jour.store.table import ConditionFailed, Table


class Asked(StrEnum):
    """What became of asking."""

    MADE = "made"
    OPEN_ALREADY = "open_already"
    """One for this number and group is open: nothing has changed."""
    MOVED_ON = "moved_on"
    """The call is not as it was read: nothing has changed."""


class Callbacks:
    """The table's callbacks, as far as they are more than contacts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def ask(self, before: Pair, after: Pair, callback: Contact, now: Millis) -> Asked:
        """End the call and put the callback into the queue, both or neither."""
        opened: Write = open_callback(callback), created({"contact": callback.id})
        writes = [opened, *pair_writes(before, after, now), *new_contact(callback)]
        try:
            self._table.transact(writes)
        except ConditionFailed as failure:
            return Asked.OPEN_ALREADY if 0 in failure.places else Asked.MOVED_ON
        return Asked.MADE

    def leave(self, callback: Contact) -> Asked:
        """Put a callback into the queue that no call asked for: MOVED_ON where it has been."""
        opened: Write = open_callback(callback), created({"contact": callback.id})
        try:
            self._table.transact([opened, *new_contact(callback)])
        except ConditionFailed as failure:
            return Asked.OPEN_ALREADY if 0 in failure.places else Asked.MOVED_ON
        return Asked.MADE

    def open_one(self, org: str, group: str, number: str) -> str | None:
        """The id of the callback that is open for this number and group."""
        item = self._table.get(keys.open_callback(org, group, number))
        return None if item is None else str(item["contact"])
