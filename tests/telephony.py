"""Small flows, and functions that answer as a test says, for the simulated Amazon Connect."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from local.connect.call import Call
from local.connect.contact_events import ContactEvents
from local.connect.flow import Flow, parse
from local.connect.flow_check import require_playable
from local.connect.functions import FunctionFailed, Invoker
from local.connect.language import CONTACT_FLOW
from local.connect.numbering import Numbering, Ties
from local.connect.phones import Phones
from local.connect.queues import Queues
from local.connect.softphones import Softphones
from local.connect.switchboard import Switchboard

NUMBER = "+46846500401"
CALLER = "+46701740605"
AGENT = "+46701740606"
ARN = "arn:aws:lambda:eu-central-1:000000000000:function:asked"
TOLD_ARN = "arn:aws:lambda:eu-central-1:000000000000:function:told"
QUEUE_FLOW = "arn:aws:connect:eu-central-1:000000000000:instance/one/contact-flow/queue"
Written = dict[str, Any]


def action(
    id: str,
    type: str,
    next: str | None = None,
    errors: Mapping[str, str] | None = None,
    conditions: Mapping[str, str] | None = None,
    **parameters: Any,
) -> Written:
    """One action as flows have it; conditions by the value that they compare with."""
    transitions: Written = {
        "Errors": [{"ErrorType": kind, "NextAction": to} for kind, to in (errors or {}).items()],
        "Conditions": [
            {"NextAction": to, "Condition": {"Operator": "Equals", "Operands": [value]}}
            for value, to in (conditions or {}).items()
        ],
    }
    if next is not None:
        transitions["NextAction"] = next
    return {"Identifier": id, "Type": type, "Parameters": parameters, "Transitions": transitions}


END = action("end", "DisconnectParticipant")


def say(id: str, text: str, next: str = "end", error: str = "end") -> Written:
    """An action that says a text."""
    return action(id, "MessageParticipant", next, {"NoMatchingError": error}, Text=text)


def invoke(id: str = "ask", next: str = "end", error: str = "end", **given: str) -> Written:
    """An action that asks the function, for at most 8 s."""
    return action(
        id,
        "InvokeLambdaFunction",
        next,
        {"NoMatchingError": error},
        LambdaFunctionARN=ARN,
        InvocationTimeLimitSeconds="8",
        LambdaInvocationAttributes=given,
    )


def content(*actions: Written) -> str:
    """A flow that starts at the first action and has an `end`."""
    return json.dumps(
        {
            "Version": "2019-10-30",
            "StartAction": actions[0]["Identifier"],
            "Metadata": {},
            "Actions": [*actions, END],
        }
    )


def flow(*actions: Written, kind: str = CONTACT_FLOW) -> Flow:
    """The same, checked."""
    made = parse("small", content(*actions), kind)
    require_playable(made)
    return made


class Function:
    """Plays a deployed function: each try takes its seconds, then answers or fails."""

    def __init__(self, *answers: Any, takes_s: float = 0.0) -> None:
        self._answers = list(answers)
        self._takes_s = takes_s
        self.asked: list[tuple[str, bytes]] = []

    async def invoke(self, arn: str, payload: bytes) -> bytes:
        """The next answer; the last one again and again. None is a failure."""
        self.asked.append((arn, payload))
        await asyncio.sleep(self._takes_s)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if answer is None:
            raise FunctionFailed("as the test says")
        return answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    @property
    def events(self) -> list[Any]:
        """The events it got."""
        return [json.loads(payload) for _, payload in self.asked]


class Exchange:
    """A switchboard with one number, and all its phones; made inside a running loop.

    `told` is the function that hears of contacts that have ended.
    """

    def __init__(
        self,
        flow: Flow,
        function: Invoker | None = None,
        told: Invoker | None = None,
        chance: Callable[[], float] = lambda: 0.5,
        queue_flow: Flow | None = None,
    ) -> None:
        self.phones = Phones()
        self.events = ContactEvents(told or Function({}), TOLD_ARN, chance)
        self.softphones = Softphones()
        self.board = Switchboard(
            Numbering(Ties({NUMBER: flow}), set).flow_of,
            function or Function({}),
            self.phones,
            Queues(self.softphones, self.events, {QUEUE_FLOW: queue_flow or flow}),
            self.events.ended,
        )

    def ring(self, caller: str = CALLER, dialled: str = NUMBER) -> Call:
        """A call that has just begun."""
        return self.board.ring(caller, dialled)

    async def until(self, reached: Callable[[], bool]) -> None:
        """Return when it is so; the loop's clock does not move while something can happen."""
        for _ in range(1000):
            if reached():
                return
            await asyncio.sleep(0)
        raise AssertionError("it never came to that")


def heard(call: Call) -> list[str]:
    """What the caller has been told."""
    return [said.text for said in call.transcript]
