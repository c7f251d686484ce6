"""The PIN of distance login (B7): four to six digits, three attempts in a call. Pure.

A caller ID identifies but does not prove; where the organisation wants proof, the PIN is it. Wrong
ones are counted for the agent and for the number that rang, as wrong passwords are by source.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jour.attempts import Attempts, failed, forgiven, hashed, wait_s
from jour.clock import Millis
from jour.spoken import minutes
from jour.toggle import Reason, Refused
from jour.user import User

TRIES = 3
_PIN = re.compile(r"\d{4,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PinAttempt:
    """One attempt within a call. A retry by Connect has the same number."""

    number: int
    """1 to TRIES."""
    typed: str | None
    """None where no PIN was typed: nothing, or something that can be none."""


def is_pin(text: str) -> bool:
    """Whether this can be a PIN."""
    return _PIN.fullmatch(text) is not None


def attempt_of(parameters: Mapping[str, str]) -> PinAttempt | None:
    """The attempt in a flow's parameters; None for `toggle`. ValueError for an unknown request."""
    match parameters:
        case {"op": "toggle"}:
            return None
        case {"op": "pin", "attempt": str(number), "pin": str(typed)} if number in ("1", "2", "3"):
            return PinAttempt(int(number), typed if is_pin(typed) else None)
    raise ValueError("a request that no flow of ours makes")


def require_pin(user: User, attempts: Attempts, number: str, now: Millis) -> None:
    """Raises Refused where no PIN can open anything: there is none, or it is not the time."""
    if user.distance is None or user.distance.pin is None:
        raise Refused(Reason.NO_PIN)
    wait = wait_s(attempts, hashed(number), now)
    if wait:
        raise Refused(Reason.PIN_WAIT, minutes=minutes(wait))


def counted(
    attempts: Attempts, attempt: PinAttempt, number: str, is_right: bool, now: Millis
) -> Attempts:
    """What is known after the attempt; silence is no guess, and is not counted."""
    if is_right:
        return forgiven(attempts, hashed(number))
    return attempts if attempt.typed is None else failed(attempts, hashed(number), now)
