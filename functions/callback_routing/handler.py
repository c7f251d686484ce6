"""Amazon Connect, in a call that is made for an agent: whom to ring, and how it went."""

from typing import Any

from jour.connect_event import read_call
from jour.observe import flush_metrics, logger
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> dict[str, str]:
    call = read_call(event)
    logger.structure_logs(append=False, contact=call.contact)
    try:
        return services().callback_routing.answer(call)
    finally:
        flush_metrics()
