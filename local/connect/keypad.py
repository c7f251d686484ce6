"""The caller's keys: what is typed while somebody waits for it, and what ends the waiting."""

import asyncio
from dataclasses import dataclass
from typing import Final

BETWEEN_S: Final = 5
"""How long the next digit may take."""


@dataclass(frozen=True)
class Expected:
    """What may be typed: at most so many digits, the first of them within so many seconds."""

    longest: int
    first_s: float
    between_s: float = BETWEEN_S
    end: str = ""
    """Pressing this ends the input; nothing does where it is empty."""
    erase: str = ""
    """Pressing this forgets what was typed so far."""
    matters: bool = True
    """False where it makes no difference which key is pressed."""


class Keypad:
    """The keys of one caller. Digits pressed while nobody waits are lost, as in Connect."""

    def __init__(self) -> None:
        self._pressed: asyncio.Queue[str] | None = None
        self._matters = False

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for digits that make a difference."""
        return self._pressed is not None and self._matters

    def press(self, digits: str) -> None:
        """Press these keys, one after the other."""
        if self._pressed is not None:
            for digit in digits:
                self._pressed.put_nowait(digit)

    async def read(self, expected: Expected, prompt_s: float) -> str:
        """What is typed during and after a prompt that takes so long to say; "" for nothing."""
        self._pressed, self._matters = asyncio.Queue(), expected.matters
        try:
            return await _typed(self._pressed, expected, prompt_s)
        finally:
            self._pressed = None


async def _typed(pressed: "asyncio.Queue[str]", expected: Expected, prompt_s: float) -> str:
    typed = ""
    # The first digit cuts the prompt short, so it may come at any time from its beginning.
    patience_s = prompt_s + expected.first_s
    while len(typed) < expected.longest:
        try:
            async with asyncio.timeout(patience_s):
                digit = await pressed.get()
        except TimeoutError:
            break
        if digit == expected.end:
            break
        typed = "" if digit == expected.erase else typed + digit
        patience_s = expected.between_s
    return typed
