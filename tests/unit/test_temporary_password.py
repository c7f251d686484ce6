"""Temporary passwords: what they look like, and how long they are good for."""

from dataclasses import replace

import pytest

from jour.clock import DAY
from jour.common_password import is_common
from jour.organisation import PasswordPolicy
from jour.password_policy import rules_of, violations
from jour.temporary_password import generate, is_temporary_shape, is_usable
from jour.user import Credential
from tests.builders import DEMO

MADE = [generate() for _ in range(300)]


def _never(_: str) -> bool:
    return False


def test_each_is_another() -> None:
    """Issue 4: random; 300 of 63 random bits do not meet."""
    assert len(set(MADE)) == len(MADE)


def test_they_are_easy_to_read_and_recognised() -> None:
    """Nothing that one takes for something else, no vowel that makes a word."""
    for password in MADE:
        assert is_temporary_shape(password)
        assert not set(password.casefold()) & set("01ilouaey")


@pytest.mark.parametrize("policy", PasswordPolicy)
def test_every_policy_accepts_them(policy: PasswordPolicy) -> None:
    """Issue 4: at least 15 characters, mixed case, digits, no string of three twice."""
    rules = rules_of(replace(DEMO, password_policy=policy))
    # zxcvbn takes its time: a few will do for the policy that asks it.
    for password in MADE[: 20 if policy is PasswordPolicy.MODERN else None]:
        assert violations(rules, "anna", password, _never, is_common) == []


@pytest.mark.parametrize(
    "password",
    [
        "demo-anna",
        "Demo-olle4",
        "Kfm7-Rtw3-Bhq9",
        "Kfm7-Rtw3-Bhq9-Zdp4 ",
        "kfm7-rtw3-bhq9-zdp4",
        "Kfm7Rtw3Bhq9Zdp4",
        "Kfm0-Rtw3-Bhq9-Zdp4",
        "correct horse battery",
        "",
    ],
)
def test_chosen_passwords_look_different(password: str) -> None:
    """The shape alone says which hash to compare with."""
    assert not is_temporary_shape(password)


def test_good_for_a_day_and_once() -> None:
    """Single use, valid 24 h (ASVS 6.4.1)."""
    fresh = Credential("hash", "1", 1_000, temporary=True)
    assert is_usable(fresh, 1_000 + DAY - 1)
    assert not is_usable(fresh, 1_000 + DAY)
    assert not is_usable(Credential("hash", "1", 1_000, temporary=True, used=True), 1_001)
