"""Reminders 14, 7 and 1 days ahead (P7)."""

from jour.clock import DAY, MINUTE
from jour.expiry_reminder import Reminded, due

SET_AT = 5
EXPIRES = 100 * DAY


def _schedule(step: int, start: int = 0) -> list[int]:
    """How many days ahead reminders go out when the schedule runs every `step` milliseconds."""
    sent: list[int] = []
    reminded = None
    for now in range(start, EXPIRES + 3 * DAY, step):
        if reminder := due(EXPIRES, SET_AT, reminded, now):
            sent.append(reminder.days)
            reminded = reminder
    return sent


def test_three_reminders_however_often_the_schedule_runs() -> None:
    """Issue 4: once each."""
    assert _schedule(DAY) == [14, 7, 1]
    assert _schedule(17 * MINUTE, start=80 * DAY) == [14, 7, 1]


def test_missed_days_are_made_up_for_once() -> None:
    """A schedule that stood still sends the most urgent reminder, not all of them."""
    assert _schedule(DAY, start=95 * DAY) == [7, 1]


def test_a_new_password_is_reminded_of_anew() -> None:
    """What was sent about an earlier password says nothing about this one."""
    now = EXPIRES - 10 * DAY
    assert due(EXPIRES, SET_AT, Reminded(SET_AT, 14), now) is None
    assert due(EXPIRES, SET_AT, Reminded(SET_AT - 1, 1), now) == Reminded(SET_AT, 14)


def test_nothing_is_said_of_what_has_run_out() -> None:
    """An expired password leads to the change by itself."""
    assert due(EXPIRES, SET_AT, None, EXPIRES) is None
