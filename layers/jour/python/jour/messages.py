"""Messages of a queue: in, handled one by one, failures reported one by one."""

import json
from collections.abc import Callable
from typing import Any

from jour.errors import Unavailable
from jour.observe import logger

Answer = dict[str, list[dict[str, str]]]


def each_message(event: dict[str, Any], handle: Callable[[dict[str, Any]], None]) -> Answer:
    """Give each message's body to `handle`; answer which messages should come again.

    Those that found a service unavailable, and those that nobody here understands: after a few
    rounds the queue puts them among the dead letters.
    """
    failed: list[str] = []
    for record in event["Records"]:
        try:
            handle(json.loads(record["body"]))
        except (Unavailable, KeyError, ValueError, TypeError):
            logger.exception("message not handled", extra={"message_id": record["messageId"]})
            failed.append(record["messageId"])
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}
