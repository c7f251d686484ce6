"""Which fault and which actions a test is about: a cell of the table in `docs/reliability.md`."""

from collections.abc import Iterable
from typing import Any

import pytest

from tests.faults.actions import ACTIONS, COLUMNS, Action


def cell(fault: int, *columns: str) -> pytest.MarkDecorator:
    """Proves that what must hold of this fault (by its number) holds for these actions."""
    assert 1 <= fault <= 20
    assert columns
    assert set(columns) <= set(COLUMNS), columns
    return pytest.mark.cell(fault, *columns)


def each(fault: int, actions: Iterable[Action] = ACTIONS) -> list[Any]:
    """One parameter for each action, which is marked with its cell."""
    return [pytest.param(one, marks=cell(fault, one.column), id=one.name) for one in actions]
