"""Issue 11.1: docs/reliability.md says what these tests say, and nothing else."""

import json
import os
import subprocess
import sys

import pytest

from docs.faults import FAULTS
from docs.reliability import HELD, ROOT, RUN_ON, TARGET, Case, page, proven_elsewhere
from tests.faults.actions import COLUMNS


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """What pytest finds in this folder, whatever part of it is being run now."""
    told = subprocess.run(
        [sys.executable, "-m", "docs.reliability", "--cells"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": "layers/jour/python"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found = json.loads(told.stdout.splitlines()[-1])
    return [Case(**one | {"columns": tuple(one["columns"])}) for one in found]


def test_the_page_is_what_the_tests_say(cases: list[Case]) -> None:
    """`make reliability` writes it; a test that is added, or does not hold, makes it stale."""
    is_written = TARGET.read_text(encoding="utf-8")
    (run_on,) = [line for line in is_written.splitlines() if line.startswith(RUN_ON)]
    assert is_written == page(cases, {case.id: HELD for case in cases}, run_on)


def test_every_cell_is_decided(cases: list[Case]) -> None:
    """Each fault × action is proven, or the page says why it is no concern."""
    assert {case.fault for case in cases} == set(FAULTS) == set(range(1, 21))
    for fault, row in FAULTS.items():
        concerned = {c for case in cases if case.fault == fault for c in case.columns}
        assert (concerned | proven_elsewhere(row)) >= set(COLUMNS) or row.others, fault


def test_what_proves_it_elsewhere_is_there() -> None:
    """Tests of other folders, and of the client, are named as they are called."""
    for row in FAULTS.values():
        for test, columns in row.elsewhere.items():
            assert set(columns.split()) <= set(COLUMNS)
            path, _, name = test.partition("::" if "::" in test else ": ")
            assert name in (ROOT / path).read_text(encoding="utf-8"), test
