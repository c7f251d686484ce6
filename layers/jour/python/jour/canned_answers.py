"""Canned answers: what a group's agents often write, with a title to find it by. Pure."""

from dataclasses import dataclass

MOST_ANSWERS = 50
LONGEST_TITLE = 60
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """One of them."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CannedAnswers:
    """Those of one group, in the order in which the administrator put them."""

    group: str
    answers: tuple[CannedAnswer, ...] = ()
    version: int = 0
    """Grows with every edit; 0 where nobody has written any."""
