"""Users with the reminder that they were sent last: the attribute `reminded` of the user's item."""

from collections.abc import Iterator
from dataclasses import dataclass

from jour.expiry_reminder import Reminded
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table
from jour.store.user_items import user_from_item
from jour.user import User


@dataclass(frozen=True, slots=True)
class Registered:
    """A user and their last reminder."""

    user: User
    reminded: Reminded | None


class RemindedUsers:
    """The table's users, as the reminders need them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, org: str) -> Iterator[Registered]:
        """Everybody of an organisation, page by page."""
        found = self._table.query(
            "org_pk = :users", {":users": keys.users_of(org)}, index=keys.INDEX_BY_ORG
        )
        return (Registered(user_from_item(item), _from_item(item)) for item in found)

    def mark(self, user: User, before: Reminded | None, reminder: Reminded) -> bool:
        """Note that this reminder is sent; False where another run of the schedule was faster."""
        change = Update().when("#credential.#set_at = :set_at", set_at=reminder.set_at)
        return self._swap(user, change, before, reminder)

    def unmark(self, user: User, reminder: Reminded, before: Reminded | None) -> None:
        """It could not be sent: the next run may try."""
        self._swap(user, Update(), reminder, before)

    def _swap(self, user: User, change: Update, old: Reminded | None, new: Reminded | None) -> bool:
        if old is None:
            change.when("attribute_not_exists(#reminded)")
        else:
            change.when("#reminded = :old", old=_to_item(old))
        try:
            self._table.update(keys.user(user.id), change.set(reminded=new and _to_item(new)))
        except ConditionFailed:
            return False
        return True


def _to_item(reminded: Reminded) -> Item:
    return {"set_at": reminded.set_at, "days": reminded.days}


def _from_item(item: Item) -> Reminded | None:
    kept = item.get("reminded")
    return Reminded(kept["set_at"], kept["days"]) if kept else None
