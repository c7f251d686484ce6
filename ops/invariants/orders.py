"""Orders of credentials: of somebody, and found by their id."""

from collections.abc import Iterable, Iterator

from jour.clock import DAY, SECOND
from jour.store import keys
from jour.store.expression import created
from jour.store.keys import Key
from jour.store.orders import order_from_item
from ops.invariants.rule import Finding, Repair, Seen, as_read, checks, rule

ORDERED = rule("order", "An order is a registered user's, and its id leads to it.")
_POINTER_KEPT = 30 * DAY


def _around(seen: Seen) -> Iterable[Key]:
    order = order_from_item(seen.item)
    return [keys.user(order.user), keys.order_id(order.id)]


@checks("order", refers=_around)
def orders(seen: Seen) -> Iterator[Finding]:
    order = order_from_item(seen.item)
    if seen.there(keys.user(order.user)) is None:
        gone = seen.key, as_read(seen.item, "id").delete()
        yield seen.finding(ORDERED, "its user is not registered", Repair("remove it", (gone,)))
        return
    until = (order.at + _POINTER_KEPT) // SECOND
    if seen.there(keys.order_id(order.id)) is None and until * SECOND > seen.now + DAY:
        pointer = keys.order_id(order.id), created({"user": order.user, "ttl": until})
        still = seen.key, as_read(seen.item, "id")
        repair = Repair("write it", (pointer, still))
        yield seen.finding(ORDERED, "a bounce of its mail would not find it", repair)
