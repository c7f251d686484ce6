"""Amazon Connect's contact events through EventBridge: who has answered, and what is over."""

from typing import Any

from jour.contact_event import Ended, read_event
from jour.observe import logger, observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> None:
    told = read_event(event)
    if told is None:
        return
    logger.append_keys(contact=told.contact)
    if isinstance(told, Ended):
        services().contact_ends.ended(told)
    else:
        services().softphone_answers.connected(told)
