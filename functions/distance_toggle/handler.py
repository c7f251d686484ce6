"""Amazon Connect, in a call to the service number: toggles the agent who rings (F9)."""

from typing import Any

from jour.connect_event import read_call
from jour.observe import logger
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> dict[str, str]:
    call = read_call(event)
    logger.structure_logs(append=False, contact=call.contact)
    return services().distance_login.answer(call).for_flow()
