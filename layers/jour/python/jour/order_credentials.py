"""Ordering new credentials for somebody else: the old password is dead from that moment (P9)."""

from dataclasses import dataclass

from jour.administration import end_logins, own_user
from jour.clock import Millis
from jour.credential_order import Cause, CredentialOrder, ordered
from jour.errors import Conflict, NotFound, Unavailable
from jour.observe import logger
from jour.rotation_queue import RotationQueue
from jour.session import Ending, EndReason
from jour.sign_in import Caller
from jour.store.orders import Orders
from jour.store.sessions import Sessions
from jour.store.user_writes import without_credential
from jour.store.users import Users
from jour.user import User

_TRIES = 5
_TOGETHER = 90
"""A transaction holds 100 writes. Plain logins beyond that end right after it."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """Where orders go."""

    users: Users
    sessions: Sessions
    orders: Orders
    queue: RotationQueue


def order_for(caller: Caller, user_id: str, ordering: Ordering, now: Millis) -> CredentialOrder:
    """An administrator's order for a user of their organisation.

    Raises NotFound `unknown_user` for anybody else's user as for nobody's.
    """
    user = own_user(caller, user_id, ordering.users)
    is_new = user.shown_to_change is None and not user.history
    cause = Cause.NEW_USER if is_new else Cause.ADMIN
    return order_credentials(user, cause, caller.user.id, ordering, now)


def order_credentials(
    user: User, cause: Cause, by: str, ordering: Ordering, now: Millis
) -> CredentialOrder:
    """Make the user's password void, end their logins, have a temporary one mailed.

    All that matters is one transaction; the message that starts the mailing comes after it, and is
    sent again by the sweep where it gets lost.
    """
    order = ordered(user.id, user.org, cause, now)
    _place(order, by, ordering, now)
    try:
        ordering.queue.mail(order)
    except Unavailable:
        logger.warning("order not announced; the sweep will", extra={"order": order.id})
    return order


def _place(order: CredentialOrder, by: str, ordering: Ordering, now: Millis) -> None:
    """Write it all; where a login or a password came or went meanwhile, look again."""
    for _ in range(_TRIES):
        user = ordering.users.get(order.user)
        if user is None:
            raise NotFound("unknown_user")
        endings = ordering.sessions.endings(user, by, EndReason.PASSWORD_CHANGED, now, keep=None)
        try:
            ordering.orders.place(order, [without_credential(user), *endings[:_TOGETHER]])
        except Conflict:
            continue
        # A login that slipped in between was proven with the old password: it ends too.
        end_logins(user, Ending(EndReason.PASSWORD_CHANGED, by, now), ordering.sessions)
        return
    raise Unavailable
