"""Tells the deployed function which contacts have ended: as EventBridge does, or worse if told."""

import asyncio
import json
import logging
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from local.connect.call import Call, iso
from local.connect.contact import INSTANCE_ARN, INSTANCE_ID, contact_arn
from local.connect.functions import FunctionFailed, Invoker
from local.settings import REGION

LATEST_S: Final = 60
MOST_COPIES: Final = 3
_SPREAD_S: Final = 5.0
"""Within this, at least, shuffled events overtake each other."""
_PAUSES_S: Final = (1.0, 2.0)
"""Before each further try. In AWS these are minutes."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivery:
    """How events are sent: after how long, how many of each, and whether out of order."""

    delay_s: float = 0
    copies: int = 1
    """0: none at all, as when an event is lost."""
    shuffled: bool = False


class ContactEvents:
    """Sends an event for each call that was answered or has ended; `delivery` says how from now on.

    The local AWS takes no events in Amazon's own name, so the function is invoked directly.
    """

    def __init__(
        self, invoker: Invoker, arn: str, chance: Callable[[], float] = random.random
    ) -> None:
        self.delivery = Delivery()
        self._invoker = invoker
        self._arn = arn
        self._chance = chance
        self._under_way: set[asyncio.Task[None]] = set()

    def ended(self, call: Call) -> None:
        """The call is over."""
        self._tell(call, disconnected(call))

    def moved(self, call: Call, segment: str) -> None:
        """This segment of the call is over, and the call goes on as another."""
        self._tell(call, disconnected(call, segment))

    def connected(self, call: Call) -> None:
        """An agent's softphone has answered the call."""
        self._tell(call, connected_to_agent(call))

    def _tell(self, call: Call, event: dict[str, Any]) -> None:
        payload = json.dumps(event).encode()
        for _ in range(self.delivery.copies):
            task = asyncio.create_task(self._send(call.id, payload, self._delay_s()))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        """Forget what has not been sent yet."""
        for task in [*self._under_way]:
            task.cancel()
            await asyncio.wait([task])

    def _delay_s(self) -> float:
        if not self.delivery.shuffled:
            return self.delivery.delay_s
        return self._chance() * max(self.delivery.delay_s, _SPREAD_S)

    async def _send(self, contact: str, payload: bytes, delay_s: float) -> None:
        for pause_s in (delay_s, *_PAUSES_S):
            await asyncio.sleep(pause_s)
            try:
                await self._invoker.invoke(self._arn, payload)
            except FunctionFailed as error:
                _log.warning("contact %s: its end was not taken: %s", contact, error)
            else:
                return


def disconnected(call: Call, segment: str | None = None) -> dict[str, Any]:
    """The documented event for the end of a call, or of one segment of it."""
    ended = iso(call.ended or datetime.now(UTC))
    about = _about(call, segment or call.segment, "DISCONNECTED")
    if segment is None and call.connected is not None:
        about["agentInfo"] = _agent(call)
    return _event(call, about | {"disconnectTimestamp": ended}, ended)


def connected_to_agent(call: Call) -> dict[str, Any]:
    """The documented event for an agent who has taken a call from a queue."""
    at = iso(call.connected or datetime.now(UTC))
    about = _about(call, call.segment, "CONNECTED_TO_AGENT")
    return _event(call, about | {"agentInfo": _agent(call)}, at)


def _about(call: Call, segment: str, kind: str) -> dict[str, Any]:
    first = segment == call.id
    about = {
        "eventType": kind,
        "contactId": segment,
        "channel": "VOICE",
        "instanceArn": INSTANCE_ARN,
        "initiationMethod": call.method if first else "QUEUE_TRANSFER",
        "initiationTimestamp": iso(call.began),
        "connectedToSystemTimestamp": iso(call.began),
        "tags": {
            "aws:connect:instanceId": INSTANCE_ID,
            "aws:connect:systemEndpoint": call.dialled,
        },
    }
    return about if first else about | {"initialContactId": call.id}


def _agent(call: Call) -> dict[str, str]:
    at = iso(call.connected or call.began)
    return {"agentArn": f"{INSTANCE_ARN}/agent/{call.agent}", "connectedToAgentTimestamp": at}


def _event(call: Call, detail: dict[str, Any], at: str) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Amazon Connect Contact Event",
        "source": "aws.connect",
        "account": "000000000000",
        "time": f"{at[:19]}Z",
        "region": REGION,
        "resources": [INSTANCE_ARN, contact_arn(detail["contactId"])],
        "detail": detail,
    }
