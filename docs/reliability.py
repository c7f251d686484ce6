"""Write docs/reliability.md: faults × actions, from what the tests of tests/faults say.

`PYTHONPATH=layers/jour/python python -m docs.reliability` runs them all (minutes) and writes what
became of each; `--cells` prints what they are about, as JSON, without running them.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from docs.faults import FAULTS, Row
from tests.faults.actions import COLUMNS

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs/reliability.md"
HELD, BROKEN, NOT_RUN = "held", "**broken**", "not run"
RUN_ON = "Run on "
INTRODUCTION = """# What holds when things fail

Twenty faults, and what must still hold of each action. Written by `make reliability` from the tests
in `tests/faults/`, which say themselves which fault and which actions they are about.

Faults are injected where requests leave a function: under boto3, where botocore hands a request to
its connection ([boundary.py](../tests/faults/boundary.py)); in API Gateway's place
([gateway.py](../tests/faults/gateway.py)); and in the events that AWS delivers. Behind the boundary
lies the emulated DynamoDB, whose conditions and transactions are atomic. A request can get lost
before it arrives, lose its answer after the commit, arrive late or twice, be throttled, collide or
fail; a function can die after any of its commits. `make test` tries each kind at the action's first
write, `make proof` at every request that it makes.
"""
LEGEND = """
A number: so many cases prove it. ✓: proven by a test elsewhere. –: does not concern it.
"""


@dataclass(frozen=True)
class Case:
    """One test case, and a fault that it is about."""

    id: str
    test: str
    says: str
    fault: int
    columns: tuple[str, ...]


class _Collected:
    """A plug-in of pytest: which cells the collected tests are about."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("cell"):
                fault, *columns = mark.args
                test = item.nodeid.partition("[")[0]
                says = _first_sentence(
                    getattr(getattr(item, "function", None), "__doc__", "") or ""
                )
                self.cases.append(Case(item.nodeid, test, says, fault, tuple(columns)))


class _Ended:
    """A plug-in of pytest: how each case ended, also by another worker."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.run: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.run.add(report.nodeid)
        if report.failed:
            self.broken.add(report.nodeid)

    def of(self, case: Case) -> str:
        if case.id not in self.run:
            return NOT_RUN
        return BROKEN if case.id in self.broken else HELD


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def collected() -> list[Case]:
    """What the tests are about, in the order in which they stand."""
    plugin = _Collected()
    arguments = ["--collect-only", "-qq", "-p", "no:cacheprovider", "tests/faults"]
    if pytest.main(arguments, plugins=[plugin]) != pytest.ExitCode.OK:
        raise RuntimeError("the tests cannot be collected")
    return plugin.cases


def page(cases: Iterable[Case], results: Mapping[str, str], run_on: str) -> str:
    """The page as it should be."""
    cases = list(cases)
    parts = [INTRODUCTION, run_on, "", *_matrix(cases), LEGEND]
    for fault, row in FAULTS.items():
        mine = [case for case in cases if case.fault == fault]
        parts += _section(fault, row, mine, results)
    return "\n".join(parts).rstrip() + "\n"


def _matrix(cases: list[Case]) -> list[str]:
    lines = [f"| fault | {' | '.join(COLUMNS)} |", f"|---|{'---|' * len(COLUMNS)}"]
    for fault, row in FAULTS.items():
        marks = [_mark(fault, row, column, cases) for column in COLUMNS]
        lines.append(f"| [{fault}](#fault-{fault}) | {' | '.join(marks)} |")
    return lines


def _mark(fault: int, row: Row, column: str, cases: list[Case]) -> str:
    count = sum(case.fault == fault and column in case.columns for case in cases)
    if count:
        return str(count)
    return "✓" if column in proven_elsewhere(row) else "–"


def proven_elsewhere(row: Row) -> set[str]:
    return {column for columns in row.elsewhere.values() for column in columns.split()}


def _section(fault: int, row: Row, cases: list[Case], results: Mapping[str, str]) -> list[str]:
    lines = [f"## Fault {fault}", f"{row.happens} → **{row.holds}**", ""]
    lines += ["| test | proves it for | cases | result |", "|---|---|---|---|"]
    for test in dict.fromkeys(case.test for case in cases):
        lines.append(_line([case for case in cases if case.test == test], results))
    for test, columns in row.elsewhere.items():
        lines.append(f"| {_cell(test)} | {columns.replace(' ', ', ')} | | elsewhere |")
    concerned = {column for case in cases for column in case.columns} | proven_elsewhere(row)
    others = [column for column in COLUMNS if column not in concerned]
    if others:
        lines += ["", f"Does not concern {', '.join(others)}: {row.others}."]
    if row.untried:
        lines += ["", f"Cannot be tried here: {row.untried}"]
    return [*lines, ""]


def _line(cases: list[Case], results: Mapping[str, str]) -> str:
    columns = [c for c in COLUMNS if any(c in case.columns for case in cases)]
    found = sorted({results.get(case.id, NOT_RUN) for case in cases})
    test = cases[0].test.removeprefix("tests/faults/").replace("::", " ")
    proves = f"{', '.join(columns)} | {len(cases)} | {', '.join(found)}"
    return f"| `{test}`<br>{_cell(cases[0].says)} | {proves} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def written() -> int:
    """Run the tests, write the page; pytest's exit status."""
    cases, ended = collected(), _Ended()
    # The page's own test is about what is being written now.
    mine = ["tests/faults", "--ignore=tests/faults/test_reliability_page.py"]
    status = pytest.main(["-q", "-n", "2", "-p", "no:cacheprovider", *mine], plugins=[ended])
    results = {case.id: ended.of(case) for case in cases}
    held = sum(result == HELD for result in results.values())
    today = datetime.now(UTC).date().isoformat()
    run_on = f"{RUN_ON}{today}: {held} of {len(results)} cases held."
    TARGET.write_text(page(cases, results, run_on), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {run_on}")
    return int(status)


def main(arguments: list[str]) -> int:
    if arguments == ["--cells"]:
        cells: list[dict[str, Any]] = [asdict(case) for case in collected()]
        print(json.dumps(cells))
        return 0
    return written()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
