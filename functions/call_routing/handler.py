"""Amazon Connect, in a customer's call: where it goes."""

from typing import Any

from jour.connect_event import read_call
from jour.observe import flush_metrics, logger
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> dict[str, str]:
    call = read_call(event)
    logger.structure_logs(append=False, contact=call.contact)
    try:
        return services().call_routing.answer(call)
    finally:
        flush_metrics()
