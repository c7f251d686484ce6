"""Chats as the handlers see them: customers' pages, and the stream that tells both sides."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

import boto3

from jour.front import HEADER
from jour.store.table import from_item
from jour.wiring import Services
from tests.handlers.conftest import FRONT, ORIGIN, Answer, Call, World
from tests.handlers.sockets import METHOD_ARN, Socket, fan_out

SECRET = "c2VjcmV0LW9mLWEtY3VzdG9tZXI"
"""A client's id of a chat: 128 bits and more, base64url."""
OPENING = {
    "organisation": "demo",
    "group": "chatt",
    "name": "Karin Ek",
    "message": "Hej, är det öppet?",
    "page": "https://www.example.se/kontakt",
    "client_id": SECRET,
    "language": "sv",
}


def opened_by(call: Call, **fields: Any) -> Answer:
    """A customer begins a chat; the answer, with the chat's cookie."""
    return call("POST", "/api/chats", {**OPENING, **fields})


def as_customer(cookie: str | None) -> dict[str, str]:
    """Headers that carry the chat's cookie."""
    return {"cookie": f"__Host-jour-chat={cookie}"}


def authorize_customer(cookie: str | None, origin: str | None = ORIGIN, **query: str) -> Any:
    """The authorizer's answer to a customer's handshake."""
    from functions.authorizer.handler import handler

    headers = {"Cookie": f"__Host-jour=x; __Host-jour-chat={cookie}"} if cookie else {}
    event = {
        "type": "REQUEST",
        "methodArn": METHOD_ARN,
        "headers": headers | {HEADER: FRONT} | ({"Origin": origin} if origin else {}),
        "queryStringParameters": {"side": "customer", **query},
    }
    return handler(event, None)


def customer_socket(cookie: str | None, connection_id: str = "k1") -> Socket:
    """A customer's socket that has been let in."""
    socket = Socket(connection_id, authorize_customer(cookie)["context"])
    assert socket.connect() == 200
    return socket


class Place(Protocol):
    """Where there is a table."""

    @property
    def services(self) -> Services: ...


@dataclass
class Stream:
    """The table's stream with fan-out's filter: everything that has changed since the last look."""

    world: Place

    def __post_init__(self) -> None:
        self._seen = self._items()
        self._sequence = 0

    def settle(self) -> None:
        """Deliver what has changed, and what that changes, until nothing does."""
        for _ in range(10):
            records = self.records()
            if not records:
                return
            assert fan_out(records) == []
        raise AssertionError("the stream never comes to rest")

    def records(self) -> list[dict[str, Any]]:
        now, before = self._items(), self._seen
        self._seen = now
        changed = [key for key in now if now[key] != before.get(key)]
        return [
            self._record(before.get(key), now[key]) for key in changed if _passes(now, before, key)
        ]

    def _record(self, old: Any, new: Any) -> dict[str, Any]:
        self._sequence += 1
        images = {"OldImage": old, "NewImage": new}
        return {
            "eventName": "MODIFY" if old else "INSERT",
            "dynamodb": {
                "SequenceNumber": str(self._sequence),
                **{name: image for name, image in images.items() if image is not None},
            },
        }

    def _items(self) -> dict[tuple[str, str], Any]:
        name = self.world.services.settings.table
        found = boto3.client("dynamodb").scan(TableName=name)["Items"]
        return {(item["pk"]["S"], item["sk"]["S"]): item for item in found}


def _passes(now: Any, before: Any, key: tuple[str, str]) -> bool:
    """As infra/stream.py has it."""
    item, sk, is_new = from_item(now[key]), key[1], key not in before
    if sk.startswith("SESSION#") or sk == "HEAD":
        return not item.get("beat", False)
    if sk == "CONTACT":
        return True
    return is_new and (sk.startswith("MSG#") or sk == "CHAT_MAIL")


def make_mail_queue(world: World) -> None:
    """The queue of mails about chats."""
    url = boto3.client("sqs").create_queue(QueueName="chat-mail")["QueueUrl"]
    world.services.settings.__dict__["chat_mail_queue"] = url


def announced() -> list[dict[str, Any]]:
    """What lies in the queue of mails about chats, taken out of it."""
    client = boto3.client("sqs")
    url = client.get_queue_url(QueueName="chat-mail")["QueueUrl"]
    found: list[dict[str, Any]] = []
    while messages := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            found.append(json.loads(message["Body"]))
            client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return found
