"""What a bench found, kept in `bench/results/NAME.json`; `bench.report` makes tables of it."""

import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured several times: its middle and its spread."""

    what: str
    unit: str
    """`ms`, `posts/s`; empty for a ratio."""
    median: float
    minimum: float
    maximum: float
    headline: bool = False
    """Shown in the README of the project, too."""

    @classmethod
    def of(
        cls, what: str, unit: str, rounds: Sequence[float], *, headline: bool = False
    ) -> "Figure":
        """From its rounds."""
        return cls(what, unit, statistics.median(rounds), min(rounds), max(rounds), headline)

    @property
    def shown(self) -> str:
        """`1,627 (1,545 – 2,024) posts/s`; the spread only where there is one."""
        spread = (
            ""
            if self.minimum == self.maximum
            else f" ({_number(self.minimum)} – {_number(self.maximum)})"
        )
        return f"{_number(self.median)}{spread} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Result:
    """All that one bench found, when, and on what."""

    name: str
    title: str
    figures: tuple[Figure, ...]
    note: str = ""
    """What bounds the figures; a sentence or some, in Markdown."""
    date: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%d}")
    machine: str = field(default_factory=lambda: machine())

    def write(self) -> None:
        """Keep it, in place of what an earlier run found."""
        RESULTS.mkdir(exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (RESULTS / f"{self.name}.json").write_text(text + "\n", encoding="utf-8")


def read_all(where: Path = RESULTS) -> list[Result]:
    """Every result that is kept, by name."""
    return [_read(path) for path in sorted(where.glob("*.json"))]


def keep(
    name: str, title: str, figures: Iterable[Figure], *, note: str = "", rounds: int | None = None
) -> Result:
    """Print what was measured, and keep it."""
    note = f"Median of {rounds} rounds (minimum – maximum). {note}".strip() if rounds else note
    result = Result(name, title, tuple(figures), note)
    print(f"{result.title} ({result.machine})")
    for figure in result.figures:
        print(f"  {figure.what}: {figure.shown}")
    result.write()
    return result


def machine() -> str:
    """On what it was measured, without the machine's name."""
    load = os.getloadavg()[0]
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, load {load:.0f},"
        f" Python {platform.python_version()}"
    )


def _read(path: Path) -> Result:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Result(**kept | {"figures": tuple(Figure(**one) for one in kept["figures"])})


def _number(value: float) -> str:
    if value and abs(value) < 10:
        return f"{value:.2g}" if abs(value) < 1 else f"{value:.1f}".removesuffix(".0")
    return f"{value:,.0f}"
