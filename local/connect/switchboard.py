"""Takes the simulated calls: each runs through its number's flow in a task of its own."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Final

from local.connect import voices
from local.connect.call import Call, CallState, EndedBy
from local.connect.contact import Contact
from local.connect.flow import Flow
from local.connect.functions import Invoker
from local.connect.interpreter import play
from local.connect.phones import Leg, NotReached, Phones, WrongState
from local.connect.queues import Queues
from local.connect.run import Run

_log = logging.getLogger(__name__)
_KEPT: Final = 200
_NOT_IN_SERVICE: Final = "Numret är inte i bruk."

FlowOf = Callable[[str], Awaitable[Flow | None]]
"""The flow that answers a number at this moment."""


class UnknownCall(Exception):
    """There is no such call, or it ended so long ago that it is forgotten."""


class Switchboard:
    """Every call of the run, those that have ended included for a while."""

    def __init__(
        self,
        flow_of: FlowOf,
        invoker: Invoker,
        phones: Phones,
        queues: Queues,
        over: Callable[[Call], None] = lambda _: None,
    ) -> None:
        """`over` is told each contact that has ended, however it did."""
        self._flow_of = flow_of
        self._invoker = invoker
        self._phones = phones
        self._queues = queues
        self._over = over
        self._calls: dict[str, Call] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        """Of the calls that go on."""

    def ring(self, caller: str, dialled: str) -> Call:
        """Begin a call; `caller` is what the network presents, or `anonymous`."""
        call = Call(caller, dialled)
        self._follow(call, self._conduct(call))
        return call

    def ring_out(
        self, number: str, shown: str, flow: Flow, attributes: dict[str, str], ring_s: float
    ) -> Call:
        """Ring a telephone; whoever answers is led through the flow, with these attributes."""
        call = Call(number, shown, method="API")
        contact = Contact(call.id, number, shown, attributes=attributes, method=call.method)
        made = Run(flow, contact, call, self._invoker, self._phones)
        self._follow(call, self._conducted(call, self._lead(made, ring_s)))
        return call

    def call(self, id: str) -> Call:
        """The call with this id; raises UnknownCall."""
        try:
            return self._calls[id]
        except KeyError:
            raise UnknownCall from None

    def call_of(self, segment: str) -> Call:
        """The call of which this is a segment, over or not; raises UnknownCall."""
        found = next((one for one in self._calls.values() if one.knows(segment)), None)
        if found is None:
            raise UnknownCall
        return found

    def press(self, id: str, digits: str) -> Call:
        """The caller presses these keys; raises UnknownCall, and WrongState `call_ended`."""
        call = self.call(id)
        if call.state is CallState.ENDED:
            raise WrongState("call_ended")
        call.keypad.press(digits)
        return call

    async def hang_up(self, id: str) -> Call:
        """The caller hangs up, which stops the flow wherever it is; nothing happens to a call that
        is over: the system may have hung up first. Raises UnknownCall.
        """
        call = self.call(id)
        if call.state is not CallState.ENDED:
            call.end(EndedBy.CALLER)
            await self._stop(self._tasks[id])
        return call

    async def close(self) -> None:
        """End every call."""
        for task in [*self._tasks.values()]:
            await self._stop(task)

    async def _stop(self, task: "asyncio.Task[None]") -> None:
        task.cancel()
        await asyncio.wait([task])

    def _follow(self, call: Call, course: Coroutine[None, None, None]) -> None:
        self._calls[call.id] = call
        task = asyncio.create_task(course)
        self._tasks[call.id] = task
        task.add_done_callback(lambda _: self._ended(call))

    async def _conduct(self, call: Call) -> None:
        with self._phones.calling(call.caller):
            await self._conducted(call, self._answer(call))

    async def _conducted(self, call: Call, course: Awaitable[None]) -> None:
        try:
            await course
        except asyncio.CancelledError:
            call.end(EndedBy.CALLER)
            raise
        except Exception:
            # A fault of the simulator's own ends this call, written down; the others go on.
            _log.exception("contact %s: the simulator itself failed", call.id)
        call.end(EndedBy.SYSTEM)

    async def _lead(self, run: Run, ring_s: float) -> None:
        """Ring the telephone, then play the flow until it ends or the telephone is put down."""
        call = run.call
        try:
            with self._phones.dialled(call.caller, call.dialled, call.id) as leg:
                with call.ringing(call.caller):
                    answered = await leg.answered(ring_s)
                if answered:
                    await _until_put_down(run, self._led(run), leg)
        except NotReached:
            return

    async def _led(self, run: Run) -> None:
        await play(run)
        await self._queues.conduct(run)

    async def _answer(self, call: Call) -> None:
        flow = await self._flow_of(call.dialled)
        if flow is None:
            call.in_service = False
            call.say(_NOT_IN_SERVICE, voices.SWEDISH)
            return
        contact = Contact(call.id, call.presented, call.dialled)
        run = Run(flow, contact, call, self._invoker, self._phones)
        await self._led(run)

    def _ended(self, call: Call) -> None:
        del self._tasks[call.id]
        if call.in_service:
            self._over(call)
        ended = [id for id in self._calls if id not in self._tasks]
        for id in ended[: max(0, len(ended) - _KEPT)]:
            del self._calls[id]


async def _until_put_down(run: Run, course: Coroutine[None, None, None], leg: Leg) -> None:
    """Lead the call; putting the receiver down stops it wherever it is."""
    flow, put_down = asyncio.create_task(course), asyncio.create_task(leg.hung_up())
    try:
        await asyncio.wait((flow, put_down), return_when=asyncio.FIRST_COMPLETED)
        if put_down.done():
            run.call.end(EndedBy.CALLER)
        else:
            flow.result()
    finally:
        for task in (flow, put_down):
            task.cancel()
        await asyncio.wait((flow, put_down))
