"""The queue of mails about chats: messages that were left, and transcripts."""

from typing import Any

from jour.messages import each_message
from jour.observe import flush_metrics
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    try:
        return each_message(event, lambda one: services().chat_edge.mailing.send(one["chat_mail"]))
    finally:
        flush_metrics()
