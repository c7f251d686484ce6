"""The queue of mails about chats: messages that were left, and transcripts."""

from typing import Any

from jour.messages import each_message
from jour.observe import observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    return each_message(event, lambda one: services().chat_edge.mailing.send(one["chat_mail"]))
