"""The data folder of a local run: who holds it, whether it fits, how to start afresh."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from local.failure import Failure
from local.settings import ROOT, Settings

# What the folder's content depends on: raised when an older folder can no longer be taken over.
LAYOUT = {"layout": 4}
_OURS = ("aws", "tmp", "logs", "layout.json", "run.json")
# A run that is ending still saves its state.
_ENDING_S = 25


@dataclass(frozen=True)
class Running:
    """What a run tells others about itself, in run.json: tests and tools find it there."""

    pid: int
    base_url: str
    aws_endpoint: str
    table: str
    http_api: str
    socket_api: str
    pepper_secret: str


@contextmanager
def claimed(settings: Settings) -> Iterator[int]:
    """Hold the data folder for the block; gives the lock's file descriptor.

    Raises a Failure when another run holds it.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "run.lock").open("a") as lock:
        _lock(lock, settings)
        yield lock.fileno()


def _lock(lock: IO[str], settings: Settings) -> None:
    deadline = time.monotonic() + _ENDING_S
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if _owner_lives(settings) or time.monotonic() > deadline:
                raise Failure(
                    f"Jour is already running with the data in {_shown(settings)}: end that run "
                    f"with Ctrl-C, or give this one its own JOUR_PORT, JOUR_AWS_PORT and JOUR_DATA."
                ) from None
            time.sleep(0.2)
        else:
            return


def _owner_lives(settings: Settings) -> bool:
    try:
        pid = int(json.loads((settings.data / "run.json").read_text())["pid"])
        os.kill(pid, 0)
    except (OSError, ValueError, KeyError):
        return False
    return True


def check_layout(settings: Settings) -> None:
    """Raise a Failure when the folder holds data that this version cannot take over."""
    marker = settings.data / "layout.json"
    if not marker.exists() and not (settings.data / "aws").exists():
        marker.write_text(json.dumps(LAYOUT))
    try:
        fits = json.loads(marker.read_text()) == LAYOUT
    except (OSError, ValueError):
        fits = False
    if not fits:
        raise Failure(
            f"The data in {_shown(settings)} was made by another version of Jour: "
            f"start afresh with 'make reset run', which removes it."
        )


def announce(settings: Settings, running: Running | None) -> None:
    """Tell others where the run answers; before it is ready, only that it holds the folder."""
    told = asdict(running) if running else {"pid": os.getpid()}
    unfinished = settings.data / "run.json.new"
    unfinished.write_text(json.dumps(told))
    unfinished.replace(settings.data / "run.json")


def withdraw(settings: Settings) -> None:
    """Take the announcement back."""
    (settings.data / "run.json").unlink(missing_ok=True)


def reset(settings: Settings) -> None:
    """Remove all that local runs have kept in the folder, and nothing else that may lie there."""
    with claimed(settings):
        for name in _OURS:
            path = settings.data / name
            if path.is_dir():
                remove_folder(path)
            else:
                path.unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Remove it, though the last function of a killed run may write there for a moment more.

    Raises a Failure when something goes on writing.
    """
    deadline = time.monotonic() + _ENDING_S
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        if time.monotonic() > deadline:
            raise Failure(f"{folder} cannot be removed: end what writes there, then try again.")
        time.sleep(0.05)


def _shown(settings: Settings) -> str:
    below = settings.data.is_relative_to(ROOT)
    return str(settings.data.relative_to(ROOT) if below else settings.data)
