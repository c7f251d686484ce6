"""How a run is asked to end: Ctrl-C, SIGTERM, or the terminal going away."""

import signal
from collections.abc import Callable
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_on_signals() -> None:
    """From here on a signal raises KeyboardInterrupt, once: cleaning up is not cut short."""
    _handle(_interrupt)


def call_on_signals(stop: Callable[[], None]) -> None:
    """From here on a signal calls `stop` and interrupts nothing."""
    _handle(lambda *_: stop())


def _handle(handler: Callable[..., Any]) -> None:
    for number in _SIGNALS:
        signal.signal(number, handler)


def _interrupt(*_: object) -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
