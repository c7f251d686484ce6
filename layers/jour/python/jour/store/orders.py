"""Orders of credentials: one item per user, and a small one that says whose order an id is.

An open order lies in the index under the time at which somebody should look after it, so that the
sweep finds it without scanning; one that failed or bounced lies there for the organisation's
administrators, and one that was sent leaves the index.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jour.clock import DAY, SECOND, Millis
from jour.credential_order import (
    NEXT_LOOK,
    Cause,
    CredentialOrder,
    OrderState,
    closed,
    tried,
)
from jour.errors import Conflict
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table
from jour.store.user_writes import with_temporary
from jour.user import Credential

_KEPT = 400 * DAY
"""As long as an administrator may wonder whether a mail arrived."""
_POINTER_KEPT = 30 * DAY
"""A bounce comes within minutes, a complaint within days."""
SHOWN = 100
_AT_ONCE = 100
"""As many as DynamoDB reads in one request."""

Write = tuple[keys.Key, Update]

_THIS_ORDER = "#id = :id"
_STILL_OPEN = "#state = :open"
# Of two who were handed the same message one goes on.
_UNTRIED_SINCE = "#tries = :tries"


class Orders:
    """The table's orders of credentials."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, user_id: str) -> CredentialOrder | None:
        item = self._table.get(keys.order(user_id))
        return order_from_item(item) if item else None

    def of_users(self, user_ids: Iterable[str]) -> dict[str, CredentialOrder]:
        """The newest order of each of these users who has one."""
        found: dict[str, CredentialOrder] = {}
        wanted = [keys.order(user_id) for user_id in user_ids]
        for start in range(0, len(wanted), _AT_ONCE):
            items = self._table.get_all(wanted[start : start + _AT_ONCE])
            found |= {item["user"]: order_from_item(item) for item in items}
        return found

    def place(self, order: CredentialOrder, also: Sequence[Write] = ()) -> None:
        """Put the order in the place of an older one, together with other writes or not at all.

        Raises Conflict `edited_meanwhile` where a condition of the others did not hold.
        """
        try:
            self._table.transact([*placed(order), *also])
        except ConditionFailed as failure:
            raise Conflict("edited_meanwhile") from failure

    def forgetting(self, user_id: str) -> list[Write]:
        """For a transaction: the user's order goes, so that nothing is mailed any more."""
        order = self.get(user_id)
        gone = [keys.order(user_id), *([keys.order_id(order.id)] if order else ())]
        return [(key, Update().delete()) for key in gone]

    def issue(
        self, order: CredentialOrder, temporary: Credential, now: Millis
    ) -> CredentialOrder | None:
        """Begin a try: the user's temporary password is this one from now on.

        None, and nothing changed, where the order is void by now or somebody else tries.
        """
        after = tried(order, now)
        change = _same(order).when(_UNTRIED_SINCE, tries=order.tries)
        change.set(tries=after.tries, leased_until=after.leased_until).set(**_open(after.look_at))
        try:
            self._table.transact(
                [(keys.order(order.user), change), with_temporary(order.user, temporary)]
            )
        except ConditionFailed:
            return None
        return after

    def close(self, order: CredentialOrder, state: OrderState, now: Millis) -> bool:
        """Sent, or failed for good. False where a newer order or a bounce came first."""
        return self._close(_same(order), closed(order, state, now))

    def bounce(self, order_id: str, now: Millis) -> CredentialOrder | None:
        """The mail came back. The order, unless it is not the newest one of its user any more."""
        pointer = self._table.get(keys.order_id(order_id))
        order = self.get(pointer["user"]) if pointer else None
        if order is None or order.id != order_id:
            return None
        bounced = closed(order, OrderState.BOUNCED, now)
        # Whatever its state: mails to a dead address can bounce before the second one is sent.
        return bounced if self._close(Update().when(_THIS_ORDER, id=order_id), bounced) else None

    def overdue(self, now: Millis) -> Iterator[CredentialOrder]:
        """Open orders that nobody has tried for a while."""
        values = {":open": keys.OPEN_ORDERS, ":now": keys.moment(now)}
        found = self._table.query(
            "org_pk = :open AND org_sk <= :now", values, index=keys.INDEX_BY_ORG
        )
        return map(order_from_item, found)

    def troubled(self, org: str) -> Iterator[CredentialOrder]:
        """The newest that failed or bounced, newest first; the last second's may be missing."""
        found = self._table.query(
            "org_pk = :org",
            {":org": keys.troubled_orders(org)},
            index=keys.INDEX_BY_ORG,
            newest=SHOWN,
        )
        return map(order_from_item, found)

    def look_later(self, order: CredentialOrder, now: Millis) -> bool:
        """Take the order up for the sweep; False where another sweep or a try came first."""
        change = _same(order).when("#org_sk = :seen", seen=keys.moment(order.look_at))
        return self._update(order, change.set(**_open(now + NEXT_LOOK)))

    def _close(self, change: Update, after: CredentialOrder) -> bool:
        change.set(state=after.state.value, state_at=after.state_at, **_closed(after))
        return self._update(after, change)

    def _update(self, order: CredentialOrder, change: Update) -> bool:
        try:
            self._table.update(keys.order(order.user), change)
        except ConditionFailed:
            return False
        return True


def placed(order: CredentialOrder) -> list[Write]:
    """For a transaction: the order in the place of an older one."""
    pointer = Update().set(user=order.user, ttl=(order.at + _POINTER_KEPT) // SECOND)
    return [(keys.order(order.user), _put(order)), (keys.order_id(order.id), pointer)]


def _same(order: CredentialOrder) -> Update:
    change = Update().when(_THIS_ORDER, id=order.id)
    return change.when(_STILL_OPEN, open=OrderState.ORDERED.value)


def _put(order: CredentialOrder) -> Update:
    return Update().set(
        id=order.id,
        user=order.user,
        org=order.org,
        cause=order.cause.value,
        at=order.at,
        state=order.state.value,
        state_at=order.state_at,
        tries=order.tries,
        leased_until=order.leased_until,
        ttl=(order.at + _KEPT) // SECOND,
        **_open(order.look_at),
    )


def _open(look_at: Millis) -> dict[str, Any]:
    return {"org_pk": keys.OPEN_ORDERS, "org_sk": keys.moment(look_at)}


def _closed(order: CredentialOrder) -> dict[str, Any]:
    if order.state is OrderState.SENT:
        return {"org_pk": None, "org_sk": None}
    return {"org_pk": keys.troubled_orders(order.org), "org_sk": keys.moment(order.state_at)}


def order_from_item(item: Item) -> CredentialOrder:
    """As it is stored."""
    return CredentialOrder(
        id=item["id"],
        user=item["user"],
        org=item["org"],
        cause=Cause(item["cause"]),
        at=item["at"],
        state=OrderState(item["state"]),
        state_at=item["state_at"],
        tries=item["tries"],
        leased_until=item["leased_until"],
        look_at=int(item.get("org_sk", 0)),
    )
