"""What may be skipped at a start: only what is made from exactly the same sources."""

from pathlib import Path

import pytest

from local import fingerprint


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A small tree of sources with results among them."""
    for name in ("infra/app.py", "functions/login/handler.py", "infra/__pycache__/app.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def of(sources: Path, *extra: str) -> str:
    return fingerprint.of(sources, ["infra", "functions", "missing.json"], *extra)


def test_unchanged_sources_have_the_same_hash(sources: Path) -> None:
    """Looking twice, and touching a file, changes nothing: it is the content that counts."""
    before = of(sources)
    (sources / "infra/app.py").touch()
    assert of(sources) == before


@pytest.mark.parametrize("name", ["infra/app.py", "functions/login/handler.py"])
def test_a_changed_file_changes_the_hash(sources: Path, name: str) -> None:
    """However deep it lies."""
    before = of(sources)
    (sources / name).write_text("other")
    assert of(sources) != before


def test_a_renamed_file_changes_the_hash(sources: Path) -> None:
    """The names belong to the content: a moved handler is another package."""
    before = of(sources)
    (sources / "infra/app.py").rename(sources / "infra/application.py")
    assert of(sources) != before


def test_results_among_the_sources_do_not_count(sources: Path) -> None:
    """Compiled files come and go with every start."""
    before = of(sources)
    (sources / "infra/__pycache__/app.pyc").write_text("other")
    (sources / "infra/node_modules").mkdir()
    (sources / "infra/node_modules/x.js").write_text("x")
    assert of(sources) == before


def test_a_file_that_appears_changes_the_hash(sources: Path) -> None:
    """A source that was missing when the result was made makes the result old."""
    before = of(sources)
    (sources / "missing.json").write_text("{}")
    assert of(sources) != before


def test_a_result_is_current_only_for_what_it_was_made_from(tmp_path: Path) -> None:
    """No stamp, or another one, means: make it again."""
    stamp = tmp_path / "out" / "stamp"
    assert not fingerprint.is_current(stamp, "a")
    fingerprint.record(stamp, "a")
    assert fingerprint.is_current(stamp, "a")
    assert not fingerprint.is_current(stamp, "b")
