"""Notices to users: part of the item of the call that they are about, written with it.

An open one lies in the index under the time at which somebody should look after it. The sweep finds
it there and announces it to the mailing function: no message can get lost between two writes.
"""

from collections.abc import Iterator

from jour.clock import Millis
from jour.notice import NEXT_LOOK, Notice, NoticeKind
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table


class Notices:
    """The table's notices."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, contact: str) -> Notice | None:
        """The call's notice, if it has one that has not been mailed."""
        item = self._table.get(keys.toggle_call(contact))
        return _notice(item) if item and "org_pk" in item else None

    def overdue(self, now: Millis) -> Iterator[Notice]:
        """Open notices that nobody has looked after for a while."""
        values = {":open": keys.OPEN_NOTICES, ":now": keys.moment(now)}
        found = self._table.query(
            "org_pk = :open AND org_sk <= :now", values, index=keys.INDEX_BY_ORG
        )
        return map(_notice, found)

    def look_later(self, notice: Notice, now: Millis) -> bool:
        """Take it up for the sweep; False where another sweep or the mailing came first."""
        change = _open().when("#org_sk <= :now", now=keys.moment(now))
        return self._update(notice, change.set(org_sk=keys.moment(now + NEXT_LOOK)))

    def close(self, notice: Notice) -> bool:
        """It has been mailed."""
        return self._update(notice, _open().remove("org_pk", "org_sk"))

    def _update(self, notice: Notice, change: Update) -> bool:
        try:
            self._table.update(keys.toggle_call(notice.contact), change)
        except ConditionFailed:
            return False
        return True


def opened(change: Update, notice: Notice) -> Update:
    """The call's write, with a notice in it that is to be mailed."""
    told = {
        "contact": notice.contact,
        "kind": notice.kind.value,
        "user": notice.user,
        "number_end": notice.number_end,
        "at": notice.at,
    }
    change.set(notice=told, org_pk=keys.OPEN_NOTICES, org_sk=keys.moment(notice.at))
    return change


def _open() -> Update:
    return Update().when("attribute_exists(#org_pk)")


def _notice(item: Item) -> Notice:
    told = item["notice"]
    return Notice(
        told["contact"], NoticeKind(told["kind"]), told["user"], told["number_end"], told["at"]
    )
