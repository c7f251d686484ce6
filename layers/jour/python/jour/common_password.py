"""Passwords that attackers try first (P11), by zxcvbn's dictionaries and patterns.

A list alone would miss what length invites: `passwordpassword`, `123456789012345`, a key held down.
"""

import math

_GUESSES = 1e8
"""Fewer expected guesses than this is common: seconds of an attacker's time, at any length."""
_LOOKED_AT = 72
"""zxcvbn's limit; what follows could only make the password harder to guess."""


def is_common(password: str) -> bool:
    """Whether the password is, or is made of, what attackers try first; an empty one is neither."""
    if not password:
        return False
    from zxcvbn import zxcvbn  # its dictionaries are loaded only where the policy asks

    guesses = float(zxcvbn(password[:_LOOKED_AT])["guesses"])
    return math.isfinite(guesses) and guesses < _GUESSES
