"""A client's socket as the handlers see it: authorizer, $connect, messages, $disconnect."""

import json
from dataclasses import dataclass
from typing import Any

from boto3.dynamodb.types import TypeSerializer

from jour.front import HEADER
from tests.handlers.conftest import FRONT, ORIGIN, Call, World

METHOD_ARN = "arn:aws:execute-api:eu-central-1:111122223333:api/ws/$connect"


def authorize(cookie: str | None, origin: str | None = ORIGIN, **headers: str) -> dict[str, Any]:
    """The authorizer's answer to a handshake."""
    from functions.authorizer.handler import handler

    sent = {HEADER: FRONT, **headers}
    if cookie is not None:
        sent["Cookie"] = f"other=1; __Host-jour={cookie}"
    if origin is not None:
        sent["Origin"] = origin
    return handler({"type": "REQUEST", "methodArn": METHOD_ARN, "headers": sent}, None)


def allowed(answer: dict[str, Any]) -> bool:
    return bool(answer["policyDocument"]["Statement"][0]["Effect"] == "Allow")


@dataclass
class Socket:
    """One open socket."""

    connection_id: str
    context: dict[str, str]

    def event(self, route: str, body: str | None = None) -> dict[str, Any]:
        """Let API Gateway call the function."""
        from functions.ws_presence.handler import handler

        request = {
            "routeKey": route,
            "connectionId": self.connection_id,
            "authorizer": self.context,
        }
        return handler({"requestContext": request, "body": body}, None)

    def connect(self) -> int:
        return int(self.event("$connect")["statusCode"])

    def disconnect(self) -> int:
        return int(self.event("$disconnect")["statusCode"])

    def ask(self, action: str, **fields: Any) -> dict[str, Any]:
        """Send a message; the answer."""
        return self.send(json.dumps({"action": action, **fields}))

    def send(self, text: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.event("$default", text)["body"])
        return answer


def log_in(call: Call, user: str = "anna", channel: str = "desktop", **fields: Any) -> str:
    """Log in as an agent over HTTP; the cookie."""
    asked = {
        "user_id": user,
        "password": "demo-anna",
        "agent": True,
        "channel": channel,
        "phone": "softphone",
        **fields,
    }
    answer = call("POST", "/api/login", asked)
    assert answer.status == 200, answer
    assert answer.cookie
    return answer.cookie


def opened(cookie: str, connection_id: str) -> Socket:
    """A socket that has been let in."""
    socket = Socket(connection_id, authorize(cookie)["context"])
    assert socket.connect() == 200
    return socket


class Stream:
    """Plays the table's stream: what changed since the last look, as records."""

    def __init__(self, world: World) -> None:
        self._table = world.services.table
        self._seen = self._items()
        self._sequence = 0

    def records(self) -> list[dict[str, Any]]:
        """One record for each login item that differs from the last look and is news."""
        now = self._items()
        found = [
            self.record(self._seen.get(sk), item)
            for sk, item in now.items()
            if item != self._seen.get(sk) and not item["beat"]
        ]
        self._seen = now
        return found

    def record(self, old: dict[str, Any] | None, new: dict[str, Any] | None) -> dict[str, Any]:
        """A stream record with these images."""
        self._sequence += 1
        images = {"OldImage": old, "NewImage": new}
        return {
            "eventName": "MODIFY",
            "dynamodb": {
                "SequenceNumber": str(self._sequence),
                **{name: _image(item) for name, item in images.items() if item is not None},
            },
        }

    def _items(self) -> dict[str, dict[str, Any]]:
        values = {":pk": "ORG#demo", ":session": "SESSION#"}
        found = self._table.query("pk = :pk AND begins_with(sk, :session)", values)
        return {item["sk"]: item for item in found}


def _image(item: dict[str, Any]) -> dict[str, Any]:
    serialise = TypeSerializer().serialize
    return {name: serialise(value) for name, value in item.items()}


def fan_out(records: list[dict[str, Any]]) -> list[str]:
    """Deliver records to the fan-out; the sequence numbers that it reports as failed."""
    from functions.presence_fanout.handler import handler

    return [f["itemIdentifier"] for f in handler({"Records": records}, None)["batchItemFailures"]]
