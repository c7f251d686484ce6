"""Who waits in an organisation, without who is there: tickets alone."""

from collections.abc import Iterator

from jour.contact import Contact
from jour.store import keys
from jour.store.contact_items import contact_from_item
from jour.store.expression import Item
from jour.store.table import Table

FRONT = 25
"""Tickets that one read of the front brings, at 8 kB two units."""


class Queues:
    """The table's tickets, in the order in which contacts are handed out."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def waiting(self, org: str) -> Iterator[Contact]:
        """Everybody who waits, for whatever group."""
        return map(contact_from_item, self._tickets(org))

    def front(self, org: str) -> Iterator[Contact]:
        """The first of them."""
        return map(contact_from_item, self._tickets(org, FRONT))

    def _tickets(self, org: str, first: int | None = None) -> Iterator[Item]:
        values = {":pk": f"ORG#{org}", ":ticket": keys.TICKET}
        return self._table.query("pk = :pk AND begins_with(sk, :ticket)", values, first=first)
