"""The WebSocket's $connect, $disconnect and every message of an agent's or a customer's page."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from jour.authorize import customer, identity, takes_several
from jour.customer_desk import Customer
from jour.desk import Client
from jour.errors import JourError
from jour.observe import logger, observed
from jour.socket_message import Message
from jour.wiring import services

Side = TypeVar("Side", Client, Customer)


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    request, context = event["requestContext"], event["requestContext"]["authorizer"]
    chat, connection = customer(context), request["connectionId"]
    if chat is not None:
        logger.append_keys(org=context["org"], contact=chat)
        side, front = Customer(chat, connection, context["language"]), services().chat_edge
        desk_of = front.customer_desk
        return _routed(event, side, desk_of.connect, desk_of.disconnect, desk_of.answer)
    language, several = context["language"], takes_several(context)
    client = Client(identity(context), connection, language, several)
    logger.append_keys(org=client.who.org, user=client.who.user)
    desk = services().desk
    return _routed(event, client, desk.connect, desk.disconnect, desk.answer)


def _routed(
    event: dict[str, Any],
    side: Side,
    connect: Callable[[Side], None],
    disconnect: Callable[[Side], None],
    answer: Callable[[Side, str], Message],
) -> dict[str, Any]:
    of_connection = {"$connect": connect, "$disconnect": disconnect}
    told = of_connection.get(event["requestContext"]["routeKey"])
    if told is not None:
        return _told(told, side)
    answered = answer(side, event.get("body") or "")
    return {"statusCode": 200, "body": json.dumps(answered, ensure_ascii=False)}


def _told(event: Callable[[Side], None], side: Side) -> dict[str, Any]:
    try:
        event(side)
    except JourError as late:
        logger.info("connection event refused", extra={"code": late.code})
        return {"statusCode": 503 if late.retryable else 403}
    return {"statusCode": 200}
