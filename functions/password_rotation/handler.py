"""The queue of mail: temporary passwords, which are made here, reminders and notices."""

from typing import Any

from jour.messages import each_message
from jour.observe import logger, observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    return each_message(event, _handle)


def _handle(message: dict[str, Any]) -> None:
    match message:
        case {"user": str(user), "order": str(order)}:
            logger.append_keys(user=user)
            services().rotation.fulfil(user, order)
        case {"forgotten": str(user), "source": str(source)}:
            services().rotation.forgotten(user, source)
        case {"notice": str(contact)}:
            services().notifier.send(contact)
        case {"reminders": str() | True as whose}:
            services().reminders.run(whose)
        case _:
            raise ValueError("a message of an unknown kind")
