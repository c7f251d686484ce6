"""Amazon Connect's contact events through EventBridge: who has answered, and what is over."""

from typing import Any

from jour.contact_event import Ended, read_event
from jour.observe import flush_metrics, logger
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> None:
    told = read_event(event)
    if told is None:
        return
    logger.structure_logs(append=False, contact=told.contact)
    try:
        if isinstance(told, Ended):
            services().contact_ends.ended(told)
        else:
            services().softphone_answers.connected(told)
    finally:
        flush_metrics()
