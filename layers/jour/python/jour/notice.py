"""Something that a user is told by mail because it may not have been them. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from jour.clock import MINUTE, Millis

NEXT_LOOK = 3 * MINUTE
"""A notice that nobody has mailed is announced again after this long."""


class NoticeKind(StrEnum):
    """What happened in calls to the service number."""

    PIN_FAILED = "pin_failed"
    TOO_MANY_TOGGLES = "too_many_toggles"


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail to be sent. It lies in the item of the call that it is about."""

    contact: str
    kind: NoticeKind
    user: str
    number_end: str
    """The last two digits of the number that rang."""
    at: Millis
