"""My forwarding (vidarekoppling): calls that colleagues send to a user go to another number. Pure.

It never applies to the group's calls, which follow logins. It ends by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jour.clock import DAY, Millis
from jour.errors import Conflict, Invalid

LONGEST = 30 * DAY
_FOLLOWED = 10


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Where one user's calls go, and until when."""

    user: str
    number: str
    """E.164."""
    until: Millis


@dataclass(frozen=True, slots=True)
class Way:
    """Where a number leads."""

    to_queue: bool = False
    """A group's number or the service number: whoever is sent there comes back to Jour."""
    user: str | None = None
    """Whose registered number it is."""
    onward: str | None = None
    """Where that user's calls are forwarded now."""


def live(forwarding: Forwarding | None, now: Millis) -> Forwarding | None:
    """The forwarding, if it has not ended."""
    return forwarding if forwarding is not None and forwarding.until > now else None


def checked(forwarding: Forwarding, way: Callable[[str], Way], now: Millis) -> Forwarding:
    """The forwarding, if it ends in time and leads away from its user.

    Raises Invalid `invalid_until`; Conflict `forwarding_loop` for the user's own number, a group's,
    the service number, and a colleague whose forwarding leads back.
    """
    if not now < forwarding.until <= now + LONGEST:
        raise Invalid("invalid_until", field="until")
    number: str | None = forwarding.number
    for _ in range(_FOLLOWED):
        if number is None:
            return forwarding
        found = way(number)
        if found.to_queue or found.user == forwarding.user:
            break
        number = found.onward
    raise Conflict("forwarding_loop", field="to")
