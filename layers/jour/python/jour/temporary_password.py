"""Temporary passwords: random, easy to read and to type, good for one login within 24 hours.

Four groups such as `Kfm7-Rtw3-Bhq9-Zdp4`: 63 random bits. Consonants only, so that no group spells
a word, and nothing that one takes for something else (0 O, 1 l I). Letters come in threes with a
digit behind, no three twice, so that every policy accepts one; no chosen password looks like that.
"""

import re
import secrets

from jour.clock import DAY, Millis
from jour.user import Credential

VALIDITY = DAY
_GROUPS = 4
_LETTERS = "bcdfghjkmnpqrstvwxz"
_DIGITS = "23456789"
_GROUP = f"[{_LETTERS.upper()}][{_LETTERS}]{{2}}[{_DIGITS}]"
_SHAPE = re.compile(f"{_GROUP}(-{_GROUP}){{{_GROUPS - 1}}}")


def generate() -> str:
    """A new one, from the system's source of randomness."""
    while True:
        threes = [_three() for _ in range(_GROUPS)]
        # Strict passwords must not repeat three letters (P5).
        if len(set(threes)) == _GROUPS:
            return "-".join(three + secrets.choice(_DIGITS) for three in threes)


def is_temporary_shape(password: str) -> bool:
    """Whether this can only be a temporary password."""
    return _SHAPE.fullmatch(password) is not None


def is_usable(temporary: Credential, now: Millis) -> bool:
    """Whether it still opens anything: not spent, and not older than 24 hours."""
    return not temporary.used and now < temporary.set_at + VALIDITY


def _three() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(3)).capitalize()
