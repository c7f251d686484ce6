"""Where logins take push messages: one item each, written together with its login's mark."""

from jour.clock import SECOND, Millis
from jour.errors import Unauthenticated
from jour.push_subscription import Subscription
from jour.session import TOMBSTONE, Identity
from jour.store import keys
from jour.store import session_writes as writes
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table


class PushSubscriptions:
    """The table's subscriptions. `Session.pushes` says which logins have one."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, org: str, user: str, session_id: str) -> Subscription | None:
        item = self._table.get(keys.push_subscription(org, user, session_id))
        return subscription_from_item(item, org) if item else None

    def put(self, who: Identity, subscription: Subscription, now: Millis) -> None:
        """Keep it for this login. Raises Unauthenticated where the login has ended meanwhile."""
        change = Update().set(
            user=subscription.user,
            session_id=subscription.session_id,
            endpoint=subscription.endpoint,
            p256dh=subscription.p256dh,
            auth=subscription.auth,
            key=subscription.key,
            language=subscription.language,
            shows_caller=subscription.shows_caller,
            shown=None,
            ttl=(now + TOMBSTONE) // SECOND,
        )
        mark = writes.current(who, now).set(pushes=True, beat=True)
        try:
            self._table.transact([(_key(subscription), change), (writes.key_of(who), mark)])
        except ConditionFailed as ended:
            raise Unauthenticated("not_logged_in") from ended

    def remove(self, org: str, user: str, session_id: str) -> None:
        """Nothing is sent to this login any more. Twice is once."""
        key = keys.session(org, user)
        mark = Update().when(writes.LOGIN, session_id=session_id).set(pushes=None, beat=True)
        gone = (keys.push_subscription(org, user, session_id), Update().delete())
        try:
            self._table.transact([gone, (key, mark)])
        except ConditionFailed:
            self._table.transact([gone])  # the login has been replaced, and its mark with it

    def note_shown(self, subscription: Subscription, contact: str | None) -> None:
        """Remember which offer stands on the screen; None for none."""
        change = Update().when("attribute_exists(#endpoint)").set(shown=contact)
        try:
            self._table.update(_key(subscription), change)
        except ConditionFailed:
            return  # removed meanwhile


def _key(subscription: Subscription) -> keys.Key:
    return keys.push_subscription(subscription.org, subscription.user, subscription.session_id)


def subscription_from_item(item: Item, org: str) -> Subscription:
    """The subscription that an item of this organisation holds."""
    return Subscription(
        org=org,
        user=item["user"],
        session_id=item["session_id"],
        endpoint=item["endpoint"],
        p256dh=bytes(item["p256dh"]),
        auth=bytes(item["auth"]),
        key=item["key"],
        language=item["language"],
        shows_caller=item["shows_caller"],
        shown=item.get("shown"),
    )
