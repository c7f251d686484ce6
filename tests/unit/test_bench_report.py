"""Figures in the pages are what the measurements have written (issue 11.9, issue 10.7)."""

from pathlib import Path

import pytest

from bench import report
from bench.result import Figure, Result, read_all


@pytest.mark.parametrize("page", report.PAGES, ids=lambda page: str(page.parent.name))
def test_pages_show_what_was_measured(page: Path) -> None:
    """Nobody edits figures by hand: `python -m bench.report` writes them."""
    assert page.read_text(encoding="utf-8") == report.written(page)


def test_every_result_is_shown() -> None:
    """Issue 11.9: what has been measured stands in a page, with date, machine and spread."""
    text = report.FIGURES.read_text(encoding="utf-8")
    for result in read_all():
        assert f"<!-- bench:{result.name} -->" in text
        assert result.date in text
        assert result.machine in text


def test_a_figure_tells_its_spread() -> None:
    """Issue 11.9: median, minimum and maximum; none where there was one round."""
    assert Figure.of("posts", "posts/s", [1545, 1627, 2024]).shown == (
        "1,627 (1,545 – 2,024) posts/s"
    )
    assert Figure.of("ratio", "", [1.3]).shown == "1.3"


def test_a_result_is_read_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bench of today and a report of tomorrow agree."""
    monkeypatch.setattr("bench.result.RESULTS", tmp_path)
    result = Result("one", "One", (Figure.of("it", "ms", [1, 2, 3], headline=True),), "Why.")
    result.write()
    assert read_all(tmp_path) == [result]
