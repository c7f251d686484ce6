"""What rewritten modules ask at run time: whether the condition that stands here is there today.

One mutant at most is active; everything else behaves as it was written.
"""

from typing import Any

from jour.store.expression import Update

reached: set[str] = set()
"""Mutants whose place has been passed since this was cleared."""
active: str | None = None


def _is_out(mutant: str) -> bool:
    reached.add(mutant)
    return mutant == active


def condition(mutant: str, text: str) -> str:
    """Of a write: without it, it holds of every item and of none."""
    if not _is_out(mutant):
        return text
    return f"({text}) OR attribute_exists(#pk) OR attribute_not_exists(#pk)"


def refuses(mutant: str, value: Any) -> Any:
    """The test of a guard: without it nothing is refused."""
    return False if _is_out(mutant) else value


def holds(mutant: str, value: Any) -> Any:
    """One of several conditions: without it, it holds."""
    return True if _is_out(mutant) else value


def unless_exists(mutant: str, value: Any) -> Any:
    """Whether an item must be new: without it, it may replace another."""
    return False if _is_out(mutant) else value


def created(mutant: str, change: Update) -> Update:
    """A new item of a transaction: without its condition it may be another's."""
    if _is_out(mutant):
        change._conditions = ["(attribute_exists(#pk) OR attribute_not_exists(#pk))"]
    return change
