"""The data folder: one run at a time, no data of another layout, a reset of what is ours only."""

import json
import os
import shutil
from pathlib import Path

import pytest

from local import state
from local.failure import Failure
from local.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A run with a folder of its own."""
    return Settings(8080, 4566, tmp_path)


def test_a_folder_is_held_by_one_run(settings: Settings) -> None:
    """A second run, and a reset, are refused with what to do, while the first one lives."""
    with state.claimed(settings):
        state.announce(settings, None)
        with pytest.raises(Failure, match=r"already running .*Ctrl-C"):
            state.reset(settings)
    with state.claimed(settings):
        pass


def test_a_fresh_folder_is_taken(settings: Settings) -> None:
    """And marked, so that a later version knows what it is."""
    state.check_layout(settings)
    state.check_layout(settings)
    assert json.loads((settings.data / "layout.json").read_text()) == state.LAYOUT


@pytest.mark.parametrize("marker", [None, "{}", "not json", '{"layout": 3, "python": "3.11"}'])
def test_data_of_another_layout_is_refused(settings: Settings, marker: str | None) -> None:
    """Never a crash later, in the middle of something: the sentence says how to start afresh."""
    (settings.data / "aws").mkdir()
    if marker is not None:
        (settings.data / "layout.json").write_text(marker)
    with pytest.raises(Failure, match="make reset"):
        state.check_layout(settings)


def test_reset_makes_another_layout_usable(settings: Settings) -> None:
    """What the sentence proposes works."""
    (settings.data / "aws").mkdir()
    (settings.data / "aws" / "dynamodb.json").write_text("{}")
    state.reset(settings)
    state.check_layout(settings)
    assert not (settings.data / "aws").exists()


def test_reset_leaves_alone_what_is_not_ours(settings: Settings) -> None:
    """JOUR_DATA may name a folder that holds other things."""
    (settings.data / "thesis.txt").write_text("irreplaceable")
    state.reset(settings)
    assert (settings.data / "thesis.txt").read_text() == "irreplaceable"


def test_what_is_still_written_to_is_removed_in_the_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last function of a killed run may write for a moment more; no start fails for that."""
    folder, writes = settings.data / "tmp", iter([True, True, False])
    remove = shutil.rmtree

    def disturbed(path: Path, *, ignore_errors: bool) -> None:
        remove(path, ignore_errors=ignore_errors)
        if next(writes):
            path.mkdir()

    monkeypatch.setattr(shutil, "rmtree", disturbed)
    folder.mkdir()
    state.remove_folder(folder)
    assert not folder.exists()
    assert next(writes, None) is None


def test_a_run_tells_where_it_answers_until_it_ends(settings: Settings) -> None:
    """Tests and tools find the address in run.json."""
    running = state.Running(1, "http://localhost:1", "http://127.0.0.1:2", "t", "h", "s", "p")
    state.announce(settings, running)
    told = json.loads((settings.data / "run.json").read_text())
    assert told["base_url"] == "http://localhost:1"
    state.withdraw(settings)
    assert not (settings.data / "run.json").exists()


def test_before_it_is_ready_a_run_tells_only_who_it_is(settings: Settings) -> None:
    """Nobody may take a half-started system for a ready one."""
    state.announce(settings, None)
    assert json.loads((settings.data / "run.json").read_text()) == {"pid": os.getpid()}
