"""Amazon Connect, in a call that is made for an agent: whom to ring, and how it went."""

from typing import Any

from jour.connect_event import read_call
from jour.observe import logger, observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, str]:
    call = read_call(event)
    logger.append_keys(contact=call.contact)
    return services().callback_routing.answer(call)
