"""The WebSocket's $connect, $disconnect and every message of a client."""

import json
from typing import Any

from jour.authorize import identity
from jour.desk import Client
from jour.errors import JourError
from jour.observe import logger
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    request = event["requestContext"]
    context = request["authorizer"]
    client = Client(identity(context), request["connectionId"], context["language"])
    logger.structure_logs(append=False, org=client.who.org, user=client.who.user)
    if request["routeKey"] == "$connect":
        return _told(services().desk.connect, client)
    if request["routeKey"] == "$disconnect":
        return _told(services().desk.disconnect, client)
    answer = services().desk.answer(client, event.get("body") or "")
    return {"statusCode": 200, "body": json.dumps(answer, ensure_ascii=False)}


def _told(event: Any, client: Client) -> dict[str, Any]:
    try:
        event(client)
    except JourError as late:
        logger.info("connection event refused", extra={"code": late.code})
        return {"statusCode": 503 if late.retryable else 403}
    return {"statusCode": 200}
