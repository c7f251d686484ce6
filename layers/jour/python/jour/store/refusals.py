"""What DynamoDB refuses, in our words; and what is worth another attempt."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from jour.errors import JourError, Unavailable
from jour.store.expression import Item
from jour.store.marshalling import from_item

_TRIES = 6
_PAUSE_S = 0.02
# What stands in a write's way for a moment, and says so at once.
_PASSING = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})


class ConditionFailed(JourError):
    """A write's condition did not hold. Never leaves the storage: each store says what it means."""

    def __init__(self, item: Item | None, places: frozenset[int] = frozenset()) -> None:
        super().__init__("condition_failed")
        self.item = item
        """What was there instead; None for nothing."""
        self.places = places
        """Of a transaction: which of its changes, counted from 0."""


class _Collided(Unavailable):
    """Another transaction was writing one of the items, or too many wrote at once."""


def _cancelled(refusal: ClientError) -> Exception:
    """Why a transaction did not take place; a condition that failed outweighs a collision."""
    told: Any = refusal.response.get("CancellationReasons", ())
    codes = [reason.get("Code") for reason in told]
    failed = frozenset(n for n, code in enumerate(codes) if code == "ConditionalCheckFailed")
    if failed:
        return ConditionFailed(None, failed)
    return _Collided() if _PASSING.intersection(codes) else Unavailable()


def persistently(write: Callable[[], Any]) -> Any:
    """The write's answer. Being in the way of a transaction is tried again a few times, which
    botocore does not do (DynamoDB: TransactionConflictException, "OK to retry"); then Unavailable.
    """
    for attempt in range(_TRIES):
        pause(attempt)
        try:
            with translated():
                return write()
        except _Collided:
            continue
    raise Unavailable


def pause(attempt: int) -> None:
    """Before another attempt. Full jitter: those that collided do not collide again."""
    if attempt:
        time.sleep(random.uniform(0, _PAUSE_S * 2**attempt))


@contextmanager
def translated() -> Iterator[None]:
    """ConditionalCheckFailed → ConditionFailed; any other refusal or silence → Unavailable.

    botocore has by then retried what is worth retrying.
    """
    try:
        yield
    except ClientError as refusal:
        if refusal.response["Error"]["Code"] == "ConditionalCheckFailedException":
            found: Any = refusal.response.get("Item")
            raise ConditionFailed(from_item(found) if found else None) from refusal
        if refusal.response["Error"]["Code"] == "TransactionCanceledException":
            raise _cancelled(refusal) from refusal
        if refusal.response["Error"]["Code"] == "TransactionConflictException":
            raise _Collided from refusal
        if refusal.response["Error"]["Code"] == "ValidationException":
            raise  # our own request is malformed: a fault in the code, not of the day
        raise Unavailable from refusal
    except BotoCoreError as silence:
        raise Unavailable from silence
