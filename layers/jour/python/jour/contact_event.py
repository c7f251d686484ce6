"""Amazon Connect's contact events, as EventBridge brings them. Pure.

They come twice, late, out of order or not at all, and their fields are spelled in more than one way
in Amazon's own samples; so names are compared without case, and what is unknown is nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jour.connect_event import is_contact_id


@dataclass(frozen=True, slots=True)
class Ended:
    """A contact, or the segment of one that has been moved from one queue to another, is over."""

    contact: str
    """The id that it arrived with: every segment names it."""
    segment: str
    """What Connect calls the contact that has ended."""
    talked: bool
    """Whether an agent in Connect had been connected to it."""


@dataclass(frozen=True, slots=True)
class AgentConnected:
    """A softphone has answered."""

    contact: str
    segment: str
    agent: str | None
    """The id of the agent's user in Connect, where the event says it."""


def read_event(event: Mapping[str, Any]) -> Ended | AgentConnected | None:
    """What an event says; None for every event that means nothing to us."""
    detail = _folded(event.get("detail"))
    segment = detail.get("contactid")
    if not is_contact_id(segment):
        return None
    initial = detail.get("initialcontactid")
    contact = initial if is_contact_id(initial) else segment
    agent = _folded(detail.get("agentinfo"))
    match str(detail.get("eventtype")).casefold():
        case "disconnected":
            return Ended(contact, segment, agent.get("connectedtoagenttimestamp") is not None)
        case "connected_to_agent":
            return AgentConnected(contact, segment, _agent_id(agent.get("agentarn")))
    return None


def _agent_id(arn: object) -> str | None:
    """The last part of arn:…:instance/<id>/agent/<id>."""
    return arn.rpartition("/agent/")[2] or None if isinstance(arn, str) else None


def _folded(detail: object) -> dict[str, Any]:
    if not isinstance(detail, Mapping):
        return {}
    return {str(name).casefold(): value for name, value in detail.items()}
