"""The telephones of the simulated network: every number that can be dialled is one."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from jour.phone import PhoneRejected, parse
from local.connect.bridges import Bridges


class PhoneState(StrEnum):
    """What a phone is doing."""

    IDLE = "idle"
    RINGING = "ringing"
    IN_CALL = "in_call"


class NotReached(Exception):
    """The number is not in service, or its phone is in use."""


class WrongState(Exception):
    """The phone cannot do this now; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Leg:
    """A call to one phone, from its first ring to its end."""

    def __init__(self, number: str, shown: str, call: str) -> None:
        self.number = number
        self.shown = shown
        self.call = call
        self.state = PhoneState.RINGING
        loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[bool] = loop.create_future()
        self._end: asyncio.Future[None] = loop.create_future()

    async def answered(self, patience_s: float) -> bool | None:
        """True when it is answered, False when it is refused, None when it rang in vain."""
        await asyncio.wait([self._answer], timeout=patience_s)
        return self._answer.result() if self._answer.done() else None

    async def hung_up(self) -> None:
        """Return when the phone has hung up."""
        await self._end

    def answer(self) -> None:
        """Lift the receiver."""
        self.state = PhoneState.IN_CALL
        self._answer.set_result(True)

    def reject(self) -> None:
        """Refuse the call."""
        self._answer.set_result(False)

    def hang_up(self) -> None:
        """Put the receiver down."""
        self._end.set_result(None)

    @property
    def settled(self) -> bool:
        """Whether nothing can be done at the phone any more: it was refused or put down."""
        refused = self._answer.done() and self.state is PhoneState.RINGING
        return refused or self._end.done()

    def view(self) -> dict[str, Any]:
        """The phone as the simulator's contract has it."""
        return _view(self.number, self.state, self.shown, self.call)


class Phones:
    """Every phone; those that are not idle have a leg."""

    def __init__(self, bridges: Bridges | None = None) -> None:
        self.bridges = bridges or Bridges()
        self._legs: dict[str, Leg] = {}
        self._calling: Counter[str] = Counter()

    @contextmanager
    def dialled(self, number: str, shown: str, call: str) -> Iterator[Leg]:
        """The phone rings with the number `shown`; it is idle again after the block.

        Raises NotReached when it is in use, or when there is no such number.
        """
        if not _exists(number) or number in self._legs or self._calling[number]:
            raise NotReached
        self._legs[number] = Leg(number, shown, call)
        try:
            yield self._legs[number]
        finally:
            del self._legs[number]

    @contextmanager
    def calling(self, number: str) -> Iterator[None]:
        """The caller's own phone is in use for the block."""
        self._calling[number] += 1
        try:
            yield
        finally:
            self._calling[number] -= 1

    def answer(self, number: str) -> None:
        """Lift the receiver; raises WrongState `phone_not_ringing`."""
        self._ringing(number).answer()

    def reject(self, number: str) -> None:
        """Refuse the call; raises WrongState `phone_not_ringing`."""
        self._ringing(number).reject()

    def hang_up(self, number: str) -> None:
        """Put the receiver down, or everybody out of a bridge.

        Raises WrongState `phone_not_in_call`.
        """
        if self.bridges.close(number):
            return
        leg = self._legs.get(number)
        if leg is None or leg.settled or leg.state is not PhoneState.IN_CALL:
            raise WrongState("phone_not_in_call")
        leg.hang_up()

    def view(self, number: str) -> dict[str, Any]:
        """The phone with this number."""
        bridge = self.bridges.view(number)
        if bridge is not None:
            return bridge
        leg = self._legs.get(number)
        return leg.view() if leg else _view(number, PhoneState.IDLE, None, None)

    def in_use(self) -> list[dict[str, Any]]:
        """Every phone that rings or is in a call, and every bridge that somebody is in."""
        return [leg.view() for leg in self._legs.values()] + self.bridges.in_use()

    def _ringing(self, number: str) -> Leg:
        leg = self._legs.get(number)
        if leg is None or leg.settled or leg.state is not PhoneState.RINGING:
            raise WrongState("phone_not_ringing")
        return leg


def _exists(number: str) -> bool:
    try:
        return parse(number) == number
    except PhoneRejected:
        return False


def _view(number: str, state: PhoneState, shown: str | None, call: str | None) -> dict[str, Any]:
    return {"number": number, "state": state.value, "from": shown, "call": call}
