"""Writes the tables of figures into the pages that show them: `python -m bench.report`.

A page marks the place: `<!-- bench:NAME -->` … `<!-- /bench -->` holds the table of
`bench/results/NAME.json`, `bench:headlines` the figures of all of them that are marked so. What
stands between is never written by hand; a test compares it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from bench import cost
from bench.growth import found
from bench.result import Result, read_all

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "bench" / "README.md"
PAGES = (ROOT / "README.md", FIGURES, ROOT / "docs" / "scale.md")
_MARKED = re.compile(r"<!-- bench:([\w-]+) -->\n.*?<!-- /bench -->", re.DOTALL)
Tables = Mapping[str, Callable[[], str]]


def main() -> None:
    """Write every page; say which have changed."""
    _make_room(read_all())
    for page in PAGES:
        before, after = page.read_text(encoding="utf-8"), written(page)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"wrote {page.relative_to(ROOT)}")


def written(page: Path) -> str:
    """The page as it should stand."""
    made = tables()

    def table(place: re.Match[str]) -> str:
        name = place.group(1)
        if name not in made:
            raise SystemExit(f"{page.name}: nothing is called {name}")
        return f"<!-- bench:{name} -->\n{made[name]().strip()}\n<!-- /bench -->"

    return _MARKED.sub(table, page.read_text(encoding="utf-8"))


def tables() -> Tables:
    """Every table that a page may show, by name."""
    results = read_all()
    computed = {**cost.tables(), **found.tables()}
    return {
        **{name: partial(str, table) for name, table in computed.items()},
        "headlines": lambda: _headlines(results),
        **{one.name: partial(_table, one) for one in results},
    }


def _table(result: Result) -> str:
    rows = [f"| {figure.what} | {figure.shown} |" for figure in result.figures]
    parts = [f"{result.date}; {result.machine}.", "", "| what | measured |", "|---|---|", *rows]
    return "\n".join([*parts, *(["", result.note] if result.note else [])])


def _headlines(results: Iterable[Result]) -> str:
    rows = [
        f"| {figure.what} | {figure.shown} | {result.date}; {result.machine} |"
        for result in results
        for figure in result.figures
        if figure.headline
    ]
    if not rows:
        return "Not measured yet: `make bench` does."
    return "\n".join(["| what | median (minimum – maximum) | measured |", "|---|---|---|", *rows])


def _make_room(results: Iterable[Result]) -> None:
    """A result that no page shows gets a section at the end of the page of figures."""
    text = FIGURES.read_text(encoding="utf-8")
    for result in results:
        if f"<!-- bench:{result.name} -->" not in text:
            text += f"\n## {result.title}\n<!-- bench:{result.name} -->\n<!-- /bench -->\n"
    FIGURES.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
