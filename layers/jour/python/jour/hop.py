"""A hop: where a talking contact goes when the user who has it hangs up (W2). What it is, no rules.

The rules are in `jour.next_hop`; a contact keeps the hop that is set, and those that it has made.
"""

from dataclasses import dataclass
from enum import StrEnum

from jour.clock import Millis

MOST_HOPS = 8
"""So often one call is passed on; whoever passes it on once more is passing it round."""


class HopKind(StrEnum):
    """What the contact is sent to."""

    USER = "user"
    GROUP = "group"
    NUMBER = "number"
    ROOM = "room"


class HopResult(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    HUNG_UP = "hung_up"
    """The caller gave up before anybody had answered."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One way on for a contact."""

    kind: HopKind
    to: str
    """A user's, group's or room's id, or an E.164 number."""
    name: str
    """What people call it; empty for a number."""
    by: str
    """The user who sends it on, and to whom it comes back."""
    by_name: str
    by_phone: str
    """E.164; rung into a conference."""
    set_at: Millis
    invites: tuple[str, ...] = ()
    """E.164; rung into a conference too."""
    began_at: Millis | None = None
    """When the user hung up; None while the hop is only set."""
    offers: int = 0
    """How many offers of the contact there had been by then."""
    result: HopResult | None = None
    """Once the contact has gone further; until then `jour.next_hop.result` tells."""
    is_rung: bool = False
    """The user and the invited have been rung into the conference."""
