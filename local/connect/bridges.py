"""Conference bridges of the simulated network: numbers at which several talk with each other."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

PinsNow = Callable[[], Awaitable[Mapping[str, str]]]
"""What has to be typed at each bridge's number, as organisations have it at this moment."""


async def _none() -> Mapping[str, str]:
    return {}


class Bridges:
    """Every bridge, with who is in it; which numbers are bridges is asked anew each time."""

    def __init__(self, pins: PinsNow = _none) -> None:
        self._pins = pins
        self._inside: dict[str, dict[str, asyncio.Future[None]]] = {}
        """By the bridge's number, who is in it, and what ends it for them."""

    async def pin(self, number: str) -> str | None:
        """What has to be typed there; None for a number that is no bridge."""
        return (await self._pins()).get(number)

    @contextmanager
    def joined(self, number: str, who: str) -> Iterator["asyncio.Future[None]"]:
        """They are in the bridge for the block; what is yielded is done when it puts them out."""
        people = self._inside.setdefault(number, {})
        people[who] = asyncio.get_running_loop().create_future()
        try:
            yield people[who]
        finally:
            del people[who]
            if not people:
                del self._inside[number]

    def close(self, number: str) -> bool:
        """Put everybody out; False for a bridge that nobody is in."""
        people = self._inside.get(number, {})
        for end in people.values():
            if not end.done():
                end.set_result(None)
        return bool(people)

    def view(self, number: str) -> dict[str, Any] | None:
        """The bridge as a phone that is in use; None for one that nobody is in."""
        people = self._inside.get(number)
        if not people:
            return None
        return {
            "number": number,
            "state": "in_call",
            "from": None,
            "call": None,
            "inside": list(people),
        }

    def in_use(self) -> list[dict[str, Any]]:
        """Every bridge that somebody is in."""
        return [found for number in self._inside if (found := self.view(number))]


def opens(pin: str, typed: str) -> bool:
    """Whether these digits, pauses apart, are what the bridge waits for."""
    return typed.replace(",", "").rstrip("#") == pin.replace(",", "").rstrip("#")
