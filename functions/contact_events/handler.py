"""Amazon Connect's contact events through EventBridge: a call that is over frees its agent."""

from typing import Any

from jour.contact_event import ended_contact
from jour.observe import flush_metrics, logger
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> None:
    contact = ended_contact(event)
    if contact is None:
        return
    logger.structure_logs(append=False, contact=contact)
    try:
        services().contact_ends.end(contact)
    finally:
        flush_metrics()
