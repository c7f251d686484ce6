"""A secret as a warm function knows it, read anew where it may have changed.

A rotation writes first and is used afterwards; so whoever meets something that they do not know (a
newer pepper's hash, a newer header) finds it by reading again.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from jour.clock import HOUR, SECOND, Clock, Millis
from jour.errors import Unavailable
from jour.observe import logger

FRESH = HOUR
"""A rotation is known everywhere after this, without anything unknown to tell of it."""
AGAIN = 30 * SECOND
"""What nobody knows, a stranger's guess say, costs one read of an instance in this time. Whoever
rotates a secret that strangers present waits longer between writing and using it."""

T = TypeVar("T")


class KeptSecret(Generic[T]):
    """A secret that is read at first use. Reading raises Unavailable."""

    def __init__(self, read: Callable[[], T], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._kept: T | None = None
        self._read_at: Millis = 0
        self._asked: dict[str, tuple[Millis, bool]] = {}
        """When it was read for a reason last, and whether that was possible."""

    @classmethod
    def of(cls, value: T) -> "KeptSecret[T]":
        """One that never changes: for whoever has it already."""
        return cls(lambda: value, lambda: 0)

    @property
    def known(self) -> T:
        """The secret, an hour old at most, or older where it cannot be read just now."""
        if self._kept is None:
            return self._fetched()
        if self._clock() - self._read_at >= FRESH:
            try:
                return self._fetched()
            except Unavailable:
                logger.warning("secret not read again")
        return self._kept

    def renewed(self, about: str = "") -> T:
        """The secret read anew, because of something that it does not know.

        Unless it was read for the same reason a moment ago: `about` tells reasons apart, where they
        are ours and few (a version); what strangers send is one reason.
        """
        now = self._clock()
        asked_at, was_read = self._asked.get(about, (now - AGAIN, False))
        if self._kept is None or now - asked_at >= AGAIN:
            self._asked[about] = now, False
            kept = self._fetched()
            self._asked[about] = now, True
            return kept
        if not was_read:
            # Nobody can tell yet: neither a wrong password nor a stranger.
            raise Unavailable
        return self._kept

    def _fetched(self) -> T:
        self._kept = self._read()
        self._read_at = self._clock()
        return self._kept
