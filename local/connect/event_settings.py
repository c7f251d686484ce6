"""How contact events are sent, as /sim/events has it."""

from collections.abc import Mapping
from typing import Any

from local.connect.contact_events import LATEST_S, MOST_COPIES, Delivery
from local.connect.problems import Refused

_USUAL = Delivery()


def read(body: Mapping[str, Any]) -> Delivery:
    """What a request asks for, the usual where it says nothing; raises Refused."""
    delay_s = body.get("delay_s", _USUAL.delay_s)
    copies = body.get("copies", _USUAL.copies)
    shuffled = body.get("shuffled", _USUAL.shuffled)
    known = body.keys() <= {"delay_s", "copies", "shuffled"}
    if not known or not isinstance(shuffled, bool) or not _within(copies, MOST_COPIES, int):
        raise Refused(422, "invalid_events")
    if not _within(delay_s, LATEST_S, (int, float)):
        raise Refused(422, "invalid_events")
    return Delivery(delay_s, copies, shuffled)


def view(delivery: Delivery) -> dict[str, Any]:
    """The settings as the contract has them."""
    return {
        "delay_s": delivery.delay_s,
        "copies": delivery.copies,
        "shuffled": delivery.shuffled,
    }


def _within(value: object, most: float, kind: type | tuple[type, ...]) -> bool:
    # To Python, true is a number.
    number = isinstance(value, kind) and not isinstance(value, bool)
    return number and 0 <= value <= most  # type: ignore[operator] # a number, as just seen
