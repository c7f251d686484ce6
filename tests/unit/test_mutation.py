"""Issue 11.2: `make mutants` takes away what stands in the source, and one thing at a time."""

from collections.abc import Iterator
from typing import Any

import pytest

from jour.store.expression import Update, created
from proof import switch
from proof.rewriting import PACKAGE, modules, mutants, rewritten
from proof.survivors import EXPLAINED

STORED = """
def write(change):
    return change.when("#version = :seen", seen=1).set(name="x")

def opened(item):
    return created(item)

def put(table):
    return table.put({}, unless_exists=True)
"""
GUARDED = """
def may(limit, count):
    if count > limit:
        raise ValueError("too many")
    return count > 0 and limit > 0

def is_ours(origin, ours) -> bool:
    return origin is None or origin in ours
"""


@pytest.fixture(autouse=True)
def _as_written() -> Iterator[None]:
    """Whatever a test took away is back."""
    yield
    switch.active = None


def run(module: str, source: str) -> tuple[dict[str, Any], list[str]]:
    """The rewritten module's names, and its mutants."""
    tree, found = rewritten(module, source)
    names: dict[str, Any] = {"created": created}
    exec(compile(tree, module, "exec"), names)
    return names, [mutant.id for mutant in found]


def test_a_writes_condition_is_taken_away() -> None:
    """Alone: the rest of the write stays, also the value that the condition named."""
    names, ids = run("jour.store.x", STORED)
    assert ids == ["jour.store.x:write:1", "jour.store.x:opened:1", "jour.store.x:put:1"]
    as_written = names["write"](Update()).request()
    assert as_written["ConditionExpression"] == "(#version = :seen)"
    switch.active = ids[0]
    without = names["write"](Update()).request()
    assert without["UpdateExpression"] == as_written["UpdateExpression"]
    assert "attribute_not_exists(#pk)" in without["ConditionExpression"]
    assert ":seen" in without["ExpressionAttributeValues"]


def test_a_new_item_may_replace_another() -> None:
    """An idempotency key: of a transaction, and of a single write."""
    names, ids = run("jour.store.x", STORED)
    switch.active = ids[1]
    assert " OR " in names["opened"]({"a": 1}).request()["ConditionExpression"]

    class Table:
        def put(self, _: object, *, unless_exists: bool) -> bool:
            return unless_exists

    assert names["put"](Table()) is True
    switch.active = ids[2]
    assert names["put"](Table()) is False


def test_a_guard_and_a_conjunct_are_taken_away() -> None:
    """A limit, and one of two conditions; the other one holds on."""
    names, ids = run("jour.x", GUARDED)
    assert len(ids) == 4
    with pytest.raises(ValueError, match="too many"):
        names["may"](1, 2)
    switch.active = ids[0]
    assert names["may"](1, 2) is True
    switch.active = ids[1]
    assert names["may"](1, 0) is True
    assert names["is_ours"]("elsewhere", ()) is False
    switch.active = ids[3]
    assert names["is_ours"]("elsewhere", ()) is True
    assert set(ids) <= switch.reached


def test_every_condition_of_a_write_is_among_them() -> None:
    """Each `.when(` of the storage is found: none can be written past the list."""
    found = [mutant for mutant in mutants() if mutant.kind == "when"]
    # `created` has the one in expression.py; it is taken away where it is called.
    files = [path for path in (PACKAGE / "store").glob("*.py") if path.stem != "expression"]
    written = sum(path.read_text(encoding="utf-8").count(".when(") for path in files)
    assert len(found) == written


def test_what_is_explained_is_there() -> None:
    """An explanation of a condition that is gone goes with it."""
    assert set(EXPLAINED) <= {mutant.id for mutant in mutants()}
    assert all(path.exists() for _, path in modules())
