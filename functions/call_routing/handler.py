"""Amazon Connect, in a customer's call: where it goes."""

from typing import Any

from jour.at_start import at_start
from jour.connect_event import read_call
from jour.observe import logger, observed
from jour.wiring import services

at_start(lambda: services().call_routing)


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, str]:
    call = read_call(event)
    logger.append_keys(contact=call.contact)
    return services().call_routing.answer(call)
