"""Asks an ASGI application without a server: nothing tidies the path up on the way."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What the application sent."""

    status: int
    headers: Headers
    text: str


def ask(
    app: ASGIApp,
    target: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: Iterable[bytes] = (),
) -> Answer:
    """One request from 203.0.113.7, its body in the given pieces."""
    sent: list[Message] = []
    pieces = [{"type": "http.request", "body": piece, "more_body": True} for piece in body]
    incoming = iter([*pieces, {"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        return next(incoming, {"type": "http.disconnect"})

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(_call(app, _scope(target, method, headers or {}), receive, send))
    text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), text)


async def _call(app: ASGIApp, *call: Any) -> None:
    await app(*call)


def _scope(target: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "scheme": "http",
        "server": ("localhost", 8080),
        "client": ("203.0.113.7", 12345),
        "root_path": "",
        "method": method,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
