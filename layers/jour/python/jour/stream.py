"""The table's stream: records in, changes out, failures reported one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jour.errors import Unavailable
from jour.news import Change
from jour.observe import logger
from jour.session import Session
from jour.store.session_items import session_from_item
from jour.store.table import from_item


@dataclass(frozen=True, slots=True)
class Record:
    """A change with its place in the stream."""

    sequence: str
    change: Change


Answer = dict[str, list[dict[str, str]]]


def by_organisation(event: dict[str, Any], handle: Callable[[str, list[Change]], None]) -> Answer:
    """Give each organisation's changes to `handle`, in order; answer which records failed.

    A record that cannot be read, and every record of an organisation whose handling found a service
    unavailable, is reported: Lambda tries again from there, halves the batch, and in the end puts
    the record into the dead-letter queue. The others go on.
    """
    grouped: dict[str, list[Record]] = {}
    failed: list[str] = []
    for raw in event["Records"]:
        sequence = raw["dynamodb"]["SequenceNumber"]
        try:
            change = _change(raw["dynamodb"])
        except (KeyError, ValueError, TypeError, AttributeError):
            # Written by a version that this one does not know, or damaged: no field is assumed.
            logger.exception("unreadable record", extra={"sequence": sequence})
            failed.append(sequence)
            continue
        grouped.setdefault(change.about.org, []).append(Record(sequence, change))
    for org, records in grouped.items():
        failed += _handled(org, records, handle)
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in failed]}


def _handled(
    org: str, records: list[Record], handle: Callable[[str, list[Change]], None]
) -> Iterable[str]:
    try:
        handle(org, [record.change for record in records])
    except Unavailable:
        logger.exception("organisation not served", extra={"org": org})
        return [record.sequence for record in records]
    return []


def _change(images: dict[str, Any]) -> Change:
    before, after = _session(images.get("OldImage")), _session(images.get("NewImage"))
    if before is None and after is None:
        raise ValueError("a record without images")
    return Change(before, after)


def _session(image: dict[str, Any] | None) -> Session | None:
    return session_from_item(from_item(image)) if image else None
