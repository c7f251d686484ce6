"""Reminders that a password is about to run out (P7): 14, 7 and 1 days ahead, once each."""

from dataclasses import dataclass

from jour.clock import DAY, Millis

DAYS_AHEAD = (14, 7, 1)


@dataclass(frozen=True, slots=True)
class Reminded:
    """The last reminder: of which password, and how many days ahead."""

    set_at: Millis
    days: int


def due(
    expires_at: Millis, set_at: Millis, reminded: Reminded | None, now: Millis
) -> Reminded | None:
    """The reminder to send now, if any; the most urgent where the schedule missed a day."""
    left = expires_at - now
    reached = [days for days in DAYS_AHEAD if left <= days * DAY]
    if left <= 0 or not reached:
        return None
    days = min(reached)
    if reminded and reminded.set_at == set_at and reminded.days <= days:
        return None
    return Reminded(set_at, days)
