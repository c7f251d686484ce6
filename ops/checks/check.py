"""What a check is: a name, a function of the place that asks AWS, and what to do when it fails."""

from collections.abc import Callable
from dataclasses import dataclass

from ops.place import Place


@dataclass(frozen=True)
class Verdict:
    """What was found: `ok`, `failed`, `unknown`, or why the question does not arise."""

    state: str
    says: str


@dataclass(frozen=True)
class Check:
    """One thing to be verified. `run` may raise AWS's errors, which make it unknown."""

    name: str
    run: Callable[[Place], Verdict]
    fix: str
    locally: bool = False
    """Whether the local run has it too."""


def ok(says: str = "") -> Verdict:
    return Verdict("ok", says)


def failed(says: str) -> Verdict:
    return Verdict("failed", says)


def unknown(says: str) -> Verdict:
    return Verdict("unknown", says)


def unused(says: str) -> Verdict:
    """The deployment does without it."""
    return Verdict("not used", says)


def either(good: bool, says: str) -> Verdict:
    return ok(says) if good else failed(says)
