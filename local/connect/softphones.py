"""The agents' simulated softphones. One is connected only while a client asks for its state."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from local.connect.phones import Leg, NotReached, PhoneState, WrongState

CONNECTED_S: Final = 10.0
"""So long after its client last asked, a softphone still is one that rings."""


class Softphones:
    """Every agent's, by the id of their user in the simulated instance."""

    def __init__(self) -> None:
        self._asked: dict[str, float] = {}
        self._legs: dict[str, Leg] = {}

    @contextmanager
    def ringing(self, agent: str, shown: str, call: str) -> Iterator[Leg]:
        """The softphone rings with the number `shown`; it is idle again after the block.

        Raises NotReached when no client of the agent's is there, or when it is in use.
        """
        asked = self._asked.get(agent)
        if asked is None or _now() - asked > CONNECTED_S or agent in self._legs:
            raise NotReached
        self._legs[agent] = Leg(agent, shown, call)
        try:
            yield self._legs[agent]
        finally:
            del self._legs[agent]

    def view(self, agent: str) -> dict[str, Any]:
        """The softphone as its client sees it, which is there: it has just asked."""
        self._asked[agent] = _now()
        leg = self._legs.get(agent)
        return {
            "agent": agent,
            "state": (leg.state if leg else PhoneState.IDLE).value,
            "from": leg.shown if leg else None,
            "contact": leg.call if leg else None,
        }

    def answer(self, agent: str) -> None:
        """Take the call; raises WrongState `softphone_not_ringing`."""
        self._ringing(agent).answer()

    def reject(self, agent: str) -> None:
        """Refuse the call; raises WrongState `softphone_not_ringing`."""
        self._ringing(agent).reject()

    def hang_up(self, agent: str) -> None:
        """End the call; raises WrongState `softphone_not_in_call`."""
        leg = self._legs.get(agent)
        if leg is None or leg.settled or leg.state is not PhoneState.IN_CALL:
            raise WrongState("softphone_not_in_call")
        leg.hang_up()

    def _ringing(self, agent: str) -> Leg:
        leg = self._legs.get(agent)
        if leg is None or leg.settled or leg.state is not PhoneState.RINGING:
            raise WrongState("softphone_not_ringing")
        return leg


def _now() -> float:
    return asyncio.get_running_loop().time()
