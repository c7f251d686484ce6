"""When a group answers: local time, minutes, and the change of the clocks."""

from dataclasses import replace
from datetime import datetime

import pytest

from jour.opening import LOCAL, is_open, local_day, next_opening
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


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23T07:00:00", "2026-11-23T08:00:00"),
        ("2026-11-23T12:30:00", "2026-11-23T13:00:00"),
        ("2026-11-23T17:00:00", "2026-11-29T00:00:00"),
        ("2026-11-23T09:00:00", None),
        # Across the change of the clocks: people's midnight.
        ("2026-10-24T12:00:00", "2026-10-25T00:00:00"),
    ],
)
def test_when_a_closed_group_answers_again(moment: str, opens: str | None) -> None:
    """Issue 8.1: customers are told when the chat opens; an open one does not open."""
    group = replace(DEMO.groups["chatt"], hours=OFFICE)
    assert next_opening(group, at(moment)) == (at(opens) if opens else None)


def test_the_only_opening_may_be_a_week_away() -> None:
    """Closed since this morning until next Monday; a group without a weekday never opens."""
    group = replace(DEMO.groups["chatt"], hours={"mon": (("08:00", "09:00"),)})
    assert next_opening(group, at("2026-11-23T09:00:00")) == at("2026-11-30T08:00:00")
    assert next_opening(replace(group, hours={}), at("2026-11-23T09:00:00")) is None
