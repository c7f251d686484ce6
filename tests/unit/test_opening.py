"""When a group answers: local time, minutes, and the change of the clocks."""

from dataclasses import replace
from datetime import datetime

import pytest

from jour.opening import LOCAL, is_open, local_day
from jour.organisation import OpeningHours
from tests.builders import DEMO

OFFICE: OpeningHours = {
    "mon": (("08:00", "12:00"), ("13:00", "17:00")),
    "sun": (("00:00", "24:00"),),
}


def at(written: str) -> int:
    """Epoch milliseconds of a local time."""
    return int(datetime.fromisoformat(written).replace(tzinfo=LOCAL).timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "answers"),
    [
        ("2026-11-23T07:59:59", False),
        ("2026-11-23T08:00:00", True),
        ("2026-11-23T11:59:59", True),
        ("2026-11-23T12:00:00", False),
        ("2026-11-23T16:59:59", True),
        ("2026-11-23T17:00:00", False),
        ("2026-11-24T10:00:00", False),
        ("2026-11-29T23:59:59", True),
        # The clocks change on these Sundays; people's time is what counts.
        ("2026-03-29T03:30:00", True),
        ("2026-10-25T02:30:00", True),
        ("2026-03-30T08:00:00", True),
        ("2026-03-30T07:59:00", False),
    ],
)
def test_hours_are_local_time(moment: str, answers: bool) -> None:
    """Issue 6.2, fault 15: closed is said when it is closed, also in summer."""
    group = replace(DEMO.groups["support"], hours=OFFICE)
    assert is_open(group, at(moment)) is answers


def test_without_hours_a_group_always_answers() -> None:
    """None is always; no weekday at all is never."""
    group = DEMO.groups["support"]
    assert is_open(group, at("2026-11-24T03:00:00"))
    assert not is_open(replace(group, hours={}), at("2026-11-23T10:00:00"))


def test_todays_calls_are_of_peoples_day() -> None:
    """Half past midnight in Stockholm is yesterday in UTC."""
    assert local_day(at("2026-11-24T00:30:00")) == "2026-11-24"
    assert local_day(at("2026-11-24T23:59:59")) == "2026-11-24"
