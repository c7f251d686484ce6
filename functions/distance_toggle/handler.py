"""Amazon Connect, in a call to the service number: toggles the agent who rings (F9)."""

from typing import Any

from jour.at_start import at_start
from jour.connect_event import read_call
from jour.observe import logger, observed
from jour.wiring import services

at_start(lambda: services().distance_login)


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, str]:
    call = read_call(event)
    logger.append_keys(contact=call.contact)
    return services().distance_login.answer(call).for_flow()
