"""Where users' calls are forwarded: one item each, found with all of an organisation's."""

from collections.abc import Sequence

from jour.clock import SECOND, Millis
from jour.forwarding import Forwarding
from jour.session import Session
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.session_writes import key_of, news
from jour.store.table import ConditionFailed, Table

Write = tuple[keys.Key, Update]
# A login that has been forgotten meanwhile is not brought back in parts.
THERE = "attribute_exists(#pk)"


class Forwardings:
    """The table's forwardings. One that has ended may still be found: `forwarding.live` tells."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, org: str, user: str) -> Forwarding | None:
        item = self._table.get(keys.forwarding(org, user))
        return forwarding_from_item(item) if item else None

    def of_org(self, org: str) -> dict[str, Forwarding]:
        """Everybody's, by user."""
        found = self._table.query(
            "pk = :pk AND begins_with(sk, :forwarding)",
            {":pk": f"ORG#{org}", ":forwarding": keys.FORWARDING},
        )
        return {one.user: one for one in map(forwarding_from_item, found)}

    def put(self, org: str, forwarding: Forwarding, login: Session | None, now: Millis) -> None:
        """Keep it, and show it to colleagues beside the user's login, where there is one."""
        change = Update().set(user=forwarding.user, number=forwarding.number)
        change.set(until=forwarding.until, ttl=forwarding.until // SECOND)
        shown = Update().set(forwarding_until=forwarding.until)
        self._keep((keys.forwarding(org, forwarding.user), change), login, shown, now)

    def remove(self, org: str, user: str, login: Session | None, now: Millis) -> None:
        """Calls reach the user as usual again."""
        shown = Update().remove("forwarding_until")
        self._keep((keys.forwarding(org, user), Update().delete()), login, shown, now)

    def _keep(self, write: Write, login: Session | None, shown: Update, now: Millis) -> None:
        writes: Sequence[Write] = [write]
        if login is not None:
            writes = [write, (key_of(login.identity), news(shown.when(THERE), now))]
        try:
            self._table.transact(writes)
        except ConditionFailed:
            self._table.transact([write])


def forwarding_from_item(item: Item) -> Forwarding:
    """As it is stored."""
    return Forwarding(item["user"], item["number"], item["until"])
