"""One at a time: a lease on work that must not overlap, and batches that may break off half-way."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from jour.clock import SECOND, Millis
from jour.errors import Conflict, Unavailable
from jour.store import keys
from jour.store.expression import Update
from jour.store.table import ConditionFailed, Table

LEASE = 30 * SECOND
"""Longer than the function that holds it can run."""

_FREE = "attribute_not_exists(#until) OR #until < :now"


class Interrupted(Unavailable):
    """The storage fell silent between two batches: a part of the rows may be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.text = "import_interrupted"


@contextmanager
def alone(table: Table, key: keys.Key, busy: str, now: Millis) -> Iterator[None]:
    """Whoever is inside is alone there. Raises Conflict `busy` while somebody else is."""
    holder = secrets.token_hex(8)
    lease = {"until": now + LEASE, "holder": holder, "ttl": (now + LEASE) // SECOND}
    try:
        table.update(key, Update().when(_FREE, now=now).set(**lease))
    except ConditionFailed as failure:
        raise Conflict(busy) from failure
    try:
        yield
    finally:
        _release(table, key, holder)


@contextmanager
def in_batches() -> Iterator[None]:
    """A silence of the storage becomes Interrupted."""
    try:
        yield
    except Unavailable as silence:
        raise Interrupted from silence


def _release(table: Table, key: keys.Key, holder: str) -> None:
    try:
        table.update(key, Update().when("#holder = :me", me=holder).set(until=None))
    except (ConditionFailed, Unavailable):
        return  # it runs out by itself, or has
