"""Amazon Connect's contact events, as EventBridge brings them. Pure.

They come twice, late, out of order or not at all, and their fields are spelled in more than one way
in Amazon's own samples; so names are compared without case, and what is unknown is nothing.
"""

from collections.abc import Mapping
from typing import Any

DISCONNECTED = "disconnected"


def ended_contact(event: Mapping[str, Any]) -> str | None:
    """The contact that a DISCONNECTED event is about; None for every other event."""
    detail = _folded(event.get("detail"))
    kind, contact = detail.get("eventtype"), detail.get("contactid")
    if not isinstance(kind, str) or kind.casefold() != DISCONNECTED:
        return None
    return contact if isinstance(contact, str) and contact else None


def _folded(detail: object) -> dict[str, Any]:
    if not isinstance(detail, Mapping):
        return {}
    return {str(name).casefold(): value for name, value in detail.items()}
