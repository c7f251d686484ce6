"""Issue 11.3: what each action asks of AWS, counted at botocore's clients, and held there."""

import json
import os
from typing import Any

import pytest

from bench.operations import FILE, Operations, actions
from tests.handlers.busy_day import Day, live_through, watch
from tests.handlers.conftest import new_world
from tests.handlers.ledger import Ledger

FEW, MORE = 1, 4
WRITE = "JOUR_WRITE_OPERATIONS"


def counted(watchers: int, monkeypatch: pytest.MonkeyPatch) -> Day:
    """A day with so many who look on."""
    with monkeypatch.context() as patched, new_world(patched) as world:
        watch(world, watchers)
        day = Day(world, Ledger(world, patched))
        live_through(day)
        return day


def as_written(few: Day, more: Day) -> dict[str, Any]:
    """Both days as the file has them: what comes with a watcher told apart."""
    table = {}
    for name, (asked, told) in few.did.items():
        asked_by_more, told_by_more = more.did[name]
        assert asked.shown() == asked_by_more.shown(), f"{name} depends on who looks on"
        each = (told_by_more - told) * (1 / (MORE - FEW))
        parts = {"asked": asked, "told": told - each * FEW, "each_watcher": each}
        table[name] = {part: done.shown() for part, done in parts.items() if done.shown()}
    return {"actions": table, "items": few.items, "frames": few.frames}


def test_no_action_asks_more_of_aws_than_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue 11.3: requests, units, pushes and invocations, and what one more watcher adds.

    Where an action has come to cost less, or has to cost more: `make operations` writes the file.
    """
    written = as_written(counted(FEW, monkeypatch), counted(MORE, monkeypatch))
    if os.environ.get(WRITE):
        FILE.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n")
    assert written == json.loads(FILE.read_text())


FLOOR = {
    # action: reads, writes, functions, as the floor has them.
    "login": (1, 1, 1),
    "connect": (1, 1, 2),
    "sync": (1, 0, 1),
    "ping": (0, 1, 1),
    "status": (0, 1, 1),
    "back from a pause": (0, 1, 1),
    "logout": (0, 1, 1),
    "disconnect": (0, 1, 1),
    "toggle in": (2, 1, 1),
    "toggle out": (2, 1, 1),
    "toggle again for the same call": (1, 0, 1),
}
ABOVE = {
    # action: reads more than the floor, and why.
    "login": (1, "whose organisation it is stands in the user: it is read after that"),
    "status": (
        1,
        "the organisation, at most every half minute in a process, for its pause reasons",
    ),
    "sync": (1, "today's calls, in the index: not of those who are here"),
}
READS = ("GetItem", "BatchGetItem", "Query")
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")


@pytest.mark.parametrize("name", FLOOR)
def test_actions_stay_at_their_floor(name: str) -> None:
    """Issue 11.3: one read and one conditional write where that is what an action needs."""
    asked: Operations = actions()[name].asked
    reads, writes, functions = FLOOR[name]
    more, _ = ABOVE.get(name, (0, ""))
    assert sum(asked.requests[one] for one in READS) == reads + more
    assert sum(asked.requests[one] for one in WRITES) == writes
    assert sum(asked.functions.values()) == functions
