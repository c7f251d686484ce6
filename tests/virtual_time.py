"""An event loop whose clock jumps: what waits for seconds takes none."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")
# Only something outside the loop can still wake it then, and it has to be quick.
_OUTSIDE_S = 5


class _JumpingSelector(selectors.SelectSelector):
    """Instead of waiting, notes the time as gone by."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if timeout is not None else _OUTSIDE_S)
        if not ready:
            assert timeout is not None, "everything waits, and nothing is ever going to happen"
            self.now += timeout
        return ready


class _Loop(asyncio.SelectorEventLoop):
    """An event loop on the selector's time."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds since the loop was made."""
        return self._jumping.now


def run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """The result of the work, in no time."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)


def now() -> float:
    """How many seconds have gone by for the running loop."""
    return asyncio.get_running_loop().time()
