"""Tells the person at the terminal what is going on, how long it takes and how it ended.

Standard library only, and readable by an older Python: it runs before the environment exists.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from typing import Iterator  # noqa: UP035 — read by Pythons too old for collections.abc.Iterator[]

_WIDTH = 58
_TTY_TICK_S = 0.2
_LOG_TICK_S = 10.0


class Step:
    """One step under way; `note` says what it is doing just now, `result` what came of it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.note = ""
        self.result = ""
        self._started = time.monotonic()
        self._ended = threading.Event()

    def seconds(self) -> float:
        """How long the step has been going on."""
        return time.monotonic() - self._started

    def line(self, mark: str) -> str:
        """The step as one line: mark, title, what is or was done, seconds."""
        detail = self.result or self.note
        text = f"{self.title}: {detail}" if detail else self.title
        return f"  {mark} {text:<{_WIDTH}} {self.seconds():6.1f} s"

    def tick(self) -> None:
        """Keep the terminal informed until the step ends; runs in a thread of its own."""
        terminal = sys.stdout.isatty()
        while not self._ended.wait(_TTY_TICK_S if terminal else _LOG_TICK_S):
            _write(f"\r\033[K{self.line('…')}" if terminal else f"{self.line('…')}\n")

    def end(self) -> None:
        """Stop the ticking."""
        self._ended.set()


@contextlib.contextmanager
def step(title: str) -> Iterator[Step]:
    """Announce a step, keep its time, and print how it ended."""
    current = Step(title)
    ticker = threading.Thread(target=current.tick, daemon=True)
    ticker.start()
    mark = "✗"
    try:
        yield current
        mark = "✓"
    finally:
        current.end()
        ticker.join()
        prefix = "\r\033[K" if sys.stdout.isatty() else ""
        _write(f"{prefix}{current.line(mark)}\n")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
