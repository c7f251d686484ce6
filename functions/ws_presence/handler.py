"""The WebSocket's $connect, $disconnect and every message of an agent's or a customer's page."""

import json
from typing import Any

from jour.authorize import customer, identity
from jour.customer_desk import Customer
from jour.desk import Client
from jour.errors import JourError
from jour.observe import logger, observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    request, context = event["requestContext"], event["requestContext"]["authorizer"]
    chat, connection = customer(context), request["connectionId"]
    if chat is not None:
        logger.append_keys(org=context["org"], contact=chat)
        side = Customer(chat, connection, context["language"])
        return _routed(event, services().chat_edge.customer_desk, side)
    client = Client(identity(context), connection, context["language"])
    logger.append_keys(org=client.who.org, user=client.who.user)
    return _routed(event, services().desk, client)


def _routed(event: dict[str, Any], desk: Any, client: Client | Customer) -> dict[str, Any]:
    route = event["requestContext"]["routeKey"]
    if route == "$connect":
        return _told(desk.connect, client)
    if route == "$disconnect":
        return _told(desk.disconnect, client)
    answer = desk.answer(client, event.get("body") or "")
    return {"statusCode": 200, "body": json.dumps(answer, ensure_ascii=False)}


def _told(event: Any, client: Client | Customer) -> dict[str, Any]:
    try:
        event(client)
    except JourError as late:
        logger.info("connection event refused", extra={"code": late.code})
        return {"statusCode": 503 if late.retryable else 403}
    return {"statusCode": 200}
