"""Telephone numbers: one item each, which says whose the number is (F4, F7).

A softphone counts as one, by its user's id in Amazon Connect: it rings for one agent. A number has
one owner in the whole installation. Whoever gets a number, gives one up or relies on
one does so in a transaction, with the writes of this module beside its own: of two administrators
who save the same number at once, one is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jour.errors import Conflict
from jour.store import keys
from jour.store.expression import Item, Update, created
from jour.store.table import ConditionFailed, Table

OWNED = "#kind = :kind AND #org = :owner_org AND #owner = :owner_id"
Write = tuple[keys.Key, Update]


def softphone_number(connect_agent: str) -> str:
    """What stands for a number where it is a softphone."""
    return f"softphone:{connect_agent}"


class PhoneTaken(Conflict):
    """The number is somebody's already, in this organisation or in another one."""

    def __init__(self, number: str) -> None:
        is_softphone = not number.startswith("+")
        super().__init__("softphone_taken" if is_softphone else "phone_taken", field="number")
        self.number = number
        self.is_softphone = is_softphone


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


def moved(
    before: Iterable[tuple[str, Owner]], after: Iterable[tuple[str, Owner]]
) -> tuple[list[Write], dict[str, Write]]:
    """For a transaction: what gives up the numbers of before, and what claims those of after.

    What stands in both is not touched. Raises PhoneTaken where two would own one number.
    """
    old, new = list(before), list(dict.fromkeys(after))
    numbers = [number for number, _ in new]
    for number, owner in new:
        if numbers.count(number) > 1 and (number, owner) not in old:
            raise PhoneTaken(number)
    releases = [released(*owned) for owned in old if owned not in new]
    return releases, {owned[0]: claimed(*owned) for owned in new if owned not in old}


def commit(table: Table, writes: Sequence[Write], claims: Mapping[str, Write]) -> None:
    """One transaction. Raises PhoneTaken where a number is somebody else's.

    Raises Conflict `edited_meanwhile` where something else is not as it was read: then a number
    that seems taken may be free by now.
    """
    try:
        table.transact([*writes, *claims.values()])
    except ConditionFailed as failure:
        if min(failure.places) >= len(writes):
            taken = list(claims)[min(failure.places) - len(writes)]
            raise PhoneTaken(taken) from failure
        raise Conflict("edited_meanwhile") from failure


def owner_from_item(item: Item) -> Owner:
    return Owner(OwnerKind(item["kind"]), item["org"], item["owner"])
