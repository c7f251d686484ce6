"""Tells whether a step may be skipped: one hash of what it is made from, kept with the result."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Results, not sources: they change without meaning anything.
_LEFT_OUT = frozenset({"__pycache__", "node_modules", "dist", ".mypy_cache", ".ruff_cache"})


def of(root: Path, entries: Iterable[str], *extra: str) -> str:
    """One hash over the named files and folders below `root`, and over `extra` words."""
    digest = hashlib.sha256()
    for path in _files(root, entries):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for word in extra:
        digest.update(f"{word}\0".encode())
    return digest.hexdigest()


def _files(root: Path, entries: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for entry in entries:
        path = root / entry
        if path.is_file():
            found.append(path)
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if name not in _LEFT_OUT]
            found.extend(Path(folder) / name for name in names if not name.endswith(".pyc"))
    return sorted(found)


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether the result beside `stamp` was made from exactly `wanted`."""
    return stamp.is_file() and stamp.read_text() == wanted


def record(stamp: Path, made_from: str) -> None:
    """Remember what the result beside `stamp` was made from, once it is complete."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)


@contextmanager
def alone(name: str, folder: Path) -> Iterator[None]:
    """Keep a second start in the same checkout from making the same thing at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
