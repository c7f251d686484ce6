"""The queue of text messages: each is sent once."""

from typing import Any

from jour.messages import each_message
from jour.observe import observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    return each_message(event, lambda message: services().sms_sending.send(message["sms"]))
