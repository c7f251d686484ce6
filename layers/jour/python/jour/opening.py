"""When a group answers: its hours, in the organisation's local time. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from jour.clock import SECOND, Millis
from jour.organisation import Group, OpeningHours

LOCAL = ZoneInfo("Europe/Stockholm")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_open(group: Group, now: Millis) -> bool:
    """Whether the group answers at this moment."""
    return within(group.hours, now)


def within(hours: OpeningHours | None, now: Millis) -> bool:
    """Whether this moment lies in the hours; without any it always does.

    `HH:MM` counts from its minute on, and to its minute: 08:00-17:00 is closed at 17:00:00.
    """
    if hours is None:
        return True
    local = _local(now)
    minute = f"{local.hour:02d}:{local.minute:02d}"
    spans = hours.get(WEEKDAYS[local.weekday()], ())
    return any(begin <= minute < end for begin, end in spans)


def next_opening(group: Group, now: Millis) -> Millis | None:
    """When a group that is closed now answers again; None where it is open, or never answers."""
    if group.hours is None or is_open(group, now):
        return None
    today = _local(now).date()
    # A week and a day: the only opening may be today's, which has been.
    for day in (today + timedelta(days=ahead) for ahead in range(8)):
        for begin, _ in sorted(group.hours.get(WEEKDAYS[day.weekday()], ())):
            at = datetime.combine(day, time.fromisoformat(begin), LOCAL)
            moment = int(at.timestamp() * SECOND)
            # Where the clocks are put forward there is no such time: it opens at once then.
            if moment > now and is_open(group, moment):
                return moment
    return None


def local_day(now: Millis) -> str:
    """The day of today's calls, YYYY-MM-DD: people's day, not UTC's."""
    return _local(now).date().isoformat()


def day_span(day: str) -> tuple[Millis, Millis]:
    """When a day (`YYYY-MM-DD`, local) begins and ends; 23 or 25 hours where the clocks turn.

    Raises ValueError for a date that no calendar has.
    """
    first = date.fromisoformat(day)
    begin, end = (datetime.combine(one, time(), LOCAL) for one in (first, first + timedelta(1)))
    return int(begin.timestamp() * SECOND), int(end.timestamp() * SECOND)


def days_before(day: str, count: int) -> list[str]:
    """So many days before this one, oldest first."""
    first = date.fromisoformat(day)
    return [(first - timedelta(back)).isoformat() for back in range(count, 0, -1)]


def local_clock(now: Millis) -> str:
    """The time of day on people's clocks, HH:MM."""
    return f"{_local(now):%H:%M}"


def _local(now: Millis) -> datetime:
    return datetime.fromtimestamp(now / SECOND, UTC).astimezone(LOCAL)
