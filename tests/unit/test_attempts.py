"""Throttling: growing delays that no attacker can turn against the user (B7)."""

from dataclasses import replace

import pytest

from jour.attempts import (
    BOUND,
    FREE,
    SOURCES_KEPT,
    TRUSTED_KEPT,
    Attempts,
    failed,
    forgiven,
    hashed,
    succeeded,
    wait_s,
)
from jour.clock import DAY, MINUTE, SECOND

NOW = 10 * DAY
HOME, ATTACKER = hashed("192.0.2.1"), hashed("198.51.100.7")


def after_failures(count: int, source: str = ATTACKER, at: int = NOW) -> Attempts:
    attempts = Attempts()
    for _ in range(count):
        attempts = failed(attempts, source, at)
    return attempts


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (FREE - 1, 0), (3, 2), (4, 4), (5, 8), (8, 64), (12, 900), (100, 900)],
)
def test_the_delay_grows_and_is_bounded(failures: int, seconds: int) -> None:
    """B7: doubling from the third failure on, a quarter of an hour at most."""
    attempts = replace(after_failures(failures), day_failures=0)
    assert wait_s(attempts, ATTACKER, NOW) == seconds
    assert wait_s(attempts, ATTACKER, NOW + seconds * SECOND) == 0


def test_guessing_at_one_source_does_not_slow_another() -> None:
    """B7: an attacker does not lock the user out."""
    attempts = after_failures(BOUND - 1)
    assert wait_s(attempts, ATTACKER, NOW) > 0
    assert wait_s(attempts, HOME, NOW) == 0


def test_the_daily_bound_spares_sources_that_the_user_has_logged_in_from() -> None:
    """Security facts: about 20 a day per account, and no lock against the user."""
    attempts = succeeded(Attempts(), HOME)
    for number in range(BOUND):
        attempts = failed(attempts, hashed(str(number)), NOW)
    assert wait_s(attempts, hashed("another"), NOW) == DAY // SECOND
    assert wait_s(attempts, HOME, NOW) == 0
    assert wait_s(attempts, hashed("another"), NOW + DAY) == 0


def test_a_right_pin_forgives_its_own_number_alone() -> None:
    """B7: and where there is nothing to forgive, there is nothing to write."""
    attempts = failed(after_failures(2), HOME, NOW)
    assert forgiven(attempts, hashed("another")) is attempts
    after = forgiven(attempts, HOME)
    assert set(after.sources) == {ATTACKER}
    assert after.day_failures == attempts.day_failures


def test_a_success_resets_its_own_source() -> None:
    """B7: who knows the password has no history of mistyping."""
    attempts = succeeded(after_failures(5, HOME), HOME)
    assert wait_s(attempts, HOME, NOW) == 0
    assert succeeded(attempts, HOME) is attempts


def test_failures_are_forgotten_after_a_day() -> None:
    """A week of one mistake a day never makes anybody wait."""
    attempts = Attempts()
    for day in range(30):
        attempts = failed(attempts, HOME, NOW + day * DAY)
        assert wait_s(attempts, HOME, NOW + day * DAY) == 0


def test_the_item_stays_small() -> None:
    """Bounded: an attack from a thousand sources leaves twenty of them."""
    attempts = Attempts()
    for number in range(1_000):
        attempts = failed(attempts, hashed(str(number)), NOW + number * MINUTE)
        attempts = succeeded(attempts, hashed(f"own {number}"))
    assert len(attempts.sources) == SOURCES_KEPT
    assert len(attempts.trusted) == TRUSTED_KEPT


def test_nothing_personal_is_kept() -> None:
    """An address is personal data, and what is typed into the wrong field may be a password."""
    assert "192.0.2.1" not in repr(after_failures(3, HOME))
    assert hashed("\ud800") != hashed("")
