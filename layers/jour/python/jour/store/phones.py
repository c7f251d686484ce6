"""Telephone numbers: one item each, which says whose the number is (F4, F7).

A number has one owner in the whole installation. Whoever gets a number, gives one up or relies on
one does so in a transaction, with the writes of this module beside its own: of two administrators
who save the same number at once, one is told.
"""

from dataclasses import dataclass
from enum import StrEnum

from jour.store import keys
from jour.store.expression import Item, Update, created
from jour.store.table import Table

OWNED = "#kind = :kind AND #org = :owner_org AND #owner = :owner_id"
Write = tuple[keys.Key, Update]


class OwnerKind(StrEnum):
    """What a number leads to."""

    AGENT = "agent"
    GROUP = "group"
    SWITCHBOARD = "switchboard"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a number is: `id` is a user, a group, or the organisation of a switchboard."""

    kind: OwnerKind
    org: str
    id: str


class Phones:
    """The table's telephone numbers."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, number: str) -> Owner | None:
        """Whose number this is; None where it is nobody's."""
        item = self._table.get(keys.phone(number))
        return owner_from_item(item) if item else None


def claimed(number: str, owner: Owner) -> Write:
    """For a transaction: the number becomes the owner's; fails where it is anybody's already."""
    item = {"kind": owner.kind.value, "org": owner.org, "owner": owner.id}
    return keys.phone(number), created(item)


def released(number: str, owner: Owner) -> Write:
    """For a transaction: the number is nobody's any more; fails where it is not the owner's."""
    key, change = still(number, owner)
    return key, change.delete()


def still(number: str, owner: Owner) -> Write:
    """For a transaction: the number is the owner's at the commit."""
    change = Update().when(OWNED, kind=owner.kind.value, owner_org=owner.org, owner_id=owner.id)
    return keys.phone(number), change


def owner_from_item(item: Item) -> Owner:
    return Owner(OwnerKind(item["kind"]), item["org"], item["owner"])
