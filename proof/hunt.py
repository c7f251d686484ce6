"""One worker of the mutation run: pytest with rewritten modules.

`python -m proof.hunt reach 0 2` runs every second test as it is, and notes which conditions each
passes. `python -m proof.hunt kill 0 2` takes every second mutant and runs, shortest first, the
tests that pass its place, until one fails that passes without the mutant. Both go on where they
stopped.
"""

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, cast

import pytest
from _pytest.runner import runtestprotocol

from proof.rewriting import ROOT, Mutant, modules, mutants, rewritten

KEPT = ROOT / ".local/mutants"
BUDGET_S = 60.0
"""So long a mutant is hunted before it counts as a survivor."""
SHORTEST_LIMIT_S = 20.0
TESTS = ("tests/unit", "tests/store", "tests/handlers", "tests/faults")
"""Of the unit tests those that import the domain."""
LEFT_OUT = (
    # They look at sources, or at documents made from them.
    "tests/unit/test_handlers_shape.py",
    "tests/handlers/test_openapi.py",
    "tests/faults/test_reliability_page.py",
    # About mutants themselves.
    "tests/unit/test_mutation.py",
    # Long, and of nothing that shorter ones are not about.
    "tests/faults/test_database.py",
    "tests/handlers/test_bad_input.py",
    "tests/handlers/test_chat_faults.py",
)


class _Loader(SourceFileLoader):
    """Rewrites as it compiles, and keeps no bytecode."""

    def get_code(self, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        tree, _ = rewritten(fullname, Path(path).read_text(encoding="utf-8"))
        return compile(tree, path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Finds the modules that are rewritten."""

    def __init__(self) -> None:
        self._names = {module for module, _ in modules()}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._names:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


def _run(item: pytest.Item, limit_s: float) -> bool:
    """Whether the test passes. What takes too long does not.

    Afterwards everything is torn down but what the whole session shares, so that any test may be
    the next one.
    """

    def late(_: int, __: Any) -> None:
        raise TimeoutError("a test that does not end")

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    try:
        of_all = cast("pytest.Item", item.session)
        return not any(r.failed for r in runtestprotocol(item, log=False, nextitem=of_all))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class Reach:
    """A plug-in: what each test passes."""

    def __init__(self, part: int, parts: int) -> None:
        self._part, self._parts = part, parts

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from proof import switch

        target = KEPT / f"reach-{self._part}.jsonl"
        # Whichever part did it: a test that was added shifts all that follow it.
        done = {line["test"] for path in KEPT.glob("reach-*.jsonl") for line in lines(path)}
        mine = session.items[self._part :: self._parts]
        with target.open("a", encoding="utf-8") as output:
            for item in mine:
                if item.nodeid in done:
                    continue
                switch.reached.clear()
                began = time.monotonic()
                passes = _run(item, 300)
                told = {"test": item.nodeid, "passes": passes, "s": time.monotonic() - began}
                print(
                    json.dumps(told | {"reached": sorted(switch.reached)}), file=output, flush=True
                )
        return True


class Kill:
    """A plug-in: for each mutant a test that fails, or none."""

    def __init__(self, part: int, parts: int) -> None:
        self._part, self._parts = part, parts
        self._seconds: dict[str, float] = {}
        self._reached_by: dict[str, list[str]] = {}
        for one in (line for path in KEPT.glob("reach-*.jsonl") for line in lines(path)):
            if one["passes"]:
                self._seconds[one["test"]] = one["s"]
                for mutant in one["reached"]:
                    self._reached_by.setdefault(mutant, []).append(one["test"])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        target = KEPT / f"killed-{self._part}.jsonl"
        done = {line["mutant"] for path in KEPT.glob("killed-*.jsonl") for line in lines(path)}
        with target.open("a", encoding="utf-8") as output:
            for mutant in mutants()[self._part :: self._parts]:
                if mutant.id not in done:
                    print(json.dumps(self._hunted(mutant, items)), file=output, flush=True)
        return True

    def _hunted(self, mutant: Mutant, items: dict[str, pytest.Item]) -> dict[str, Any]:
        tests = self._in_order(mutant)
        began, tried = time.monotonic(), 0
        for test in tests:
            if test not in items or time.monotonic() - began > BUDGET_S:
                continue
            tried += 1
            if self._fails_by(mutant, items[test]):
                return {"mutant": mutant.id, "killed_by": test, "tried": tried}
        reached = len(tests)
        return {"mutant": mutant.id, "killed_by": None, "tried": tried, "reached_by": reached}

    def _in_order(self, mutant: Mutant) -> list[str]:
        """The test of this very condition first, then others of conditions, then the shortest; of
        a test's cases one each before a second one.
        """
        name = f"[{mutant.text.rpartition('.')[2]}]"
        seen: Counter[str] = Counter()
        places: list[tuple[bool, int, bool, int, str]] = []
        for test in sorted(self._reached_by.get(mutant.id, []), key=self._seconds.__getitem__):
            function = test.partition("[")[0]
            own = test.endswith(name) and "with_the_condition" in test
            places.append((not own, seen[function], "condition" not in test, len(places), test))
            seen[function] += 1
        return [place[-1] for place in sorted(places)]

    def _fails_by(self, mutant: Mutant, item: pytest.Item) -> bool:
        """Whether it fails with the mutant, and passes again without."""
        from proof import switch

        limit = max(SHORTEST_LIMIT_S, 6 * self._seconds[item.nodeid])
        switch.active = mutant.id
        try:
            passes = _run(item, limit)
        finally:
            switch.active = None
        return not passes and _run(item, limit)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """What a worker has noted; a line that was cut off is left out."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue


def _is_of_domain(path: Path) -> bool:
    return "from jour" in path.read_text(encoding="utf-8")


def main(what: str, part: str, parts: str) -> int:
    KEPT.mkdir(parents=True, exist_ok=True)
    sys.meta_path.insert(0, _Finder())
    plugin = {"reach": Reach, "kill": Kill}[what](int(part), int(parts))
    unit = [path for path in Path("tests/unit").glob("test_*.py") if not _is_of_domain(path)]
    left_out = [f"--ignore={path}" for path in (*LEFT_OUT, *unit)]
    options = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", *left_out]
    return int(pytest.main([*options, *TESTS], plugins=[plugin]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
