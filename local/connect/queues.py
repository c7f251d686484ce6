"""What happens to a call in Connect's queues: its flow plays, and an agent's softphone rings."""

import asyncio
from collections.abc import Mapping
from typing import Final, Protocol

from local.connect.call import Call, EndedBy
from local.connect.flow import Flow
from local.connect.interpreter import play
from local.connect.phones import Leg, NotReached
from local.connect.run import Run
from local.connect.softphones import Softphones

RINGS_S: Final = 20.0
"""Connect's own, which cannot be set."""


class Told(Protocol):
    """Hears what becomes of segments."""

    def connected(self, call: Call) -> None:
        """A softphone has answered."""

    def moved(self, call: Call, segment: str) -> None:
        """This segment is over, since the call has been moved to another queue."""


class Queues:
    """Every queue of the instance: one for each agent, and those that nobody staffs."""

    def __init__(self, softphones: Softphones, told: Told, flows: Mapping[str, Flow]) -> None:
        """`flows`: by ARN, those that may play in a queue among them."""
        self._flows = flows
        self._softphones = softphones
        self._told = told

    async def conduct(self, run: Run) -> None:
        """Return when the call is over, through however many queues it goes."""
        while run.moved is not None:
            queue, run.moved = run.moved, None
            if queue.leaves:
                left = run.call.moved()
                run.contact.move(run.call.segment)
                self._told.moved(run.call, left)
            flow = self._flows.get(run.queue_flow)
            if flow is None:
                return
            run.begin(flow)
            await self._queued(run, queue.agent)

    async def _queued(self, run: Run, agent: str | None) -> None:
        """Return when the flow is over: it has moved the call on, or ended it; or after a talk."""
        playing = asyncio.create_task(play(run))
        try:
            if agent is not None and await self._offered(run, agent, playing):
                return
            await playing
        finally:
            await _stopped(playing)

    async def _offered(self, run: Run, agent: str, playing: "asyncio.Task[None]") -> bool:
        """Whether the agent has taken the call, which is over then."""
        shown = run.call.caller
        try:
            with self._softphones.ringing(agent, shown, _known_as(run)) as leg:
                with run.call.ringing(agent):
                    if not await _answered(leg, playing):
                        return False
                    await _stopped(playing)
                    run.call.connect(agent)
                    self._told.connected(run.call)
                    await leg.hung_up()
                    run.call.end(EndedBy.AGENT)
                    return True
        except NotReached:
            # Offline or in another call: Connect counts it as missed at once.
            return False


def _known_as(run: Run) -> str:
    """The contact as clients know it: of a call that was made, what its starter calls it."""
    return run.contact.attributes.get("contact", run.call.id)


async def _answered(leg: Leg, playing: "asyncio.Task[None]") -> bool:
    """Whether the softphone was answered in time, and before the flow took the call away."""
    answer = asyncio.create_task(leg.answered(RINGS_S))
    try:
        await asyncio.wait({answer, playing}, return_when=asyncio.FIRST_COMPLETED)
        return not playing.done() and bool(answer.result())
    finally:
        await _stopped(answer)


async def _stopped(task: "asyncio.Task[object] | asyncio.Task[None]") -> None:
    """The task is over: cancelled, where it was not yet."""
    if not task.done():
        task.cancel()
        await asyncio.wait([task])
