"""A customer's call as the flow asks the function: arrive, poll, outcome."""

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from tests.connect import connect_event
from tests.handlers.conftest import World

SUPPORT, SWITCHBOARD = "+46846500410", "+46846500411"
CUSTOMER = "+46701740690"


@dataclass
class Customer:
    """One call of a customer."""

    world: World
    contact: str
    caller: str | None = CUSTOMER
    dialled: str = SUPPORT
    offer: str = "0"

    def ask(self, **parameters: str) -> dict[str, str]:
        """One invocation by the flow."""
        from functions.call_routing.handler import handler

        event = connect_event(self.contact, self.caller, parameters, self.dialled)
        answer = handler(event, None)
        assert all(isinstance(value, str) for value in answer.values())
        ET.fromstring(answer["say"])
        self.offer = answer.get("offer", self.offer)
        return answer

    def arrive(self) -> dict[str, str]:
        return self.ask(op="arrive")

    def poll(self) -> dict[str, str]:
        return self.ask(op="poll")

    def outcome(self, result: str, offer: str | None = None) -> dict[str, str]:
        return self.ask(op="outcome", result=result, offer=offer or self.offer)

    def hang_up(self, **spelled: Any) -> None:
        """Connect's event that the call is over."""
        from functions.contact_events.handler import handler

        detail = spelled or {"eventType": "DISCONNECTED", "contactId": self.contact}
        handler({"source": "aws.connect", "detail": detail}, None)


def heard(answer: dict[str, str]) -> str:
    """What is said, as plain text."""
    return "".join(ET.fromstring(answer["say"]).itertext())
