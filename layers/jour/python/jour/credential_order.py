"""An order for new credentials (P9): somebody asked, a temporary password is to be mailed.

A user has one order, the newest; an older one is void. The order never holds a password: the one
who mails makes it, and makes another one for every try.
"""

import secrets
from dataclasses import dataclass, replace
from enum import StrEnum

from jour.clock import MINUTE, SECOND, Millis

TRIES = 5
"""After so many the administrator reads "not delivered"."""
LEASE = 45 * SECOND
"""One try may take this long; until then the order belongs to whoever tries."""
FIRST_LOOK = 30 * SECOND
"""An order is looked after from then on, should its message have been lost."""
NEXT_LOOK = 3 * MINUTE
_ID_BYTES = 16


class Cause(StrEnum):
    """Who asked."""

    ADMIN = "admin"
    NEW_USER = "new_user"
    FORGOTTEN = "forgotten"


class OrderState(StrEnum):
    """How far it has come."""

    ORDERED = "ordered"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class CredentialOrder:
    """One user's newest order."""

    id: str
    user: str
    org: str
    cause: Cause
    at: Millis
    state: OrderState = OrderState.ORDERED
    state_at: Millis = 0
    tries: int = 0
    leased_until: Millis = 0
    look_at: Millis = 0
    """When the sweep should ask again for what is still open."""

    @property
    def is_open(self) -> bool:
        return self.state is OrderState.ORDERED

    @property
    def is_last_try(self) -> bool:
        return self.tries >= TRIES


def ordered(user: str, org: str, cause: Cause, now: Millis) -> CredentialOrder:
    """A new order. Its id is 128 random bits, since it names the order to strangers (mail tags)."""
    return CredentialOrder(
        secrets.token_urlsafe(_ID_BYTES),
        user,
        org,
        cause,
        now,
        state_at=now,
        look_at=now + FIRST_LOOK,
    )


def may_try(order: CredentialOrder | None, order_id: str, now: Millis) -> bool:
    """Whether this order is still wanted, and nobody else is at it."""
    return (
        order is not None and order.id == order_id and order.is_open and order.leased_until <= now
    )


def tried(order: CredentialOrder, now: Millis) -> CredentialOrder:
    """The order in the hands of somebody who tries."""
    return replace(order, tries=order.tries + 1, leased_until=now + LEASE, look_at=now + NEXT_LOOK)


def closed(order: CredentialOrder, state: OrderState, now: Millis) -> CredentialOrder:
    """The order at its end."""
    return replace(order, state=state, state_at=now)
