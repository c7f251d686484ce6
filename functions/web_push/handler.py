"""The queue of push messages: what holds now is sent to the browser."""

from typing import Any

from jour.messages import each_message
from jour.observe import observed
from jour.push_queue import read_order
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    sending = services().push_sending
    return each_message(event, lambda message: sending.carry_out(read_order(message)))
