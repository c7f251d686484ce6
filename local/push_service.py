"""/sim/push: a browser's push service, played: takes messages that it cannot read, and keeps them.

Chromium's own needs the internet; a test plays the browser's end instead, with keys of its own.
"""

import base64
import re
from collections import defaultdict, deque
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.settings import PUSH_PATH

_LONGEST = 4096
"""Bytes of a message that every service has to take (RFC 8030 7.2)."""
_KEPT = 100
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class PushService:
    """Subscriptions by the name at the end of their address; each exists until it is deleted."""

    def __init__(self) -> None:
        self._messages: dict[str, deque[dict[str, Any]]] = defaultdict(lambda: deque(maxlen=_KEPT))
        self._gone: set[str] = set()

    def routes(self) -> list[Route]:
        """What functions post to, and what a test looks at."""
        path = f"{PUSH_PATH}/{{name}}"
        return [
            Route(path, self._take, methods=["POST"]),
            Route(path, self._show, methods=["GET"]),
            Route(path, self._forget, methods=["DELETE"]),
        ]

    async def _take(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name in self._gone:
            return Response(status_code=410)
        body = await request.body()
        refusal = _refusal(request, body)
        if refusal is not None or not _NAME.fullmatch(name):
            return Response(status_code=refusal or 404)
        self._messages[name].append(
            {
                "ttl": int(request.headers["ttl"]),
                "topic": request.headers.get("topic"),
                "urgency": request.headers.get("urgency", "normal"),
                "body": base64.b64encode(body).decode(),
            }
        )
        return Response(status_code=201)

    async def _show(self, request: Request) -> Response:
        kept = list(self._messages.get(request.path_params["name"], ()))
        return JSONResponse(kept, headers={"Cache-Control": "no-store"})

    async def _forget(self, request: Request) -> Response:
        self._gone.add(request.path_params["name"])
        return Response(status_code=204)


def _refusal(request: Request, body: bytes) -> int | None:
    """What a real service says to a message that breaks the protocol; None where none does."""
    if not request.headers.get("authorization", "").startswith("vapid t="):
        return 401
    if not request.headers.get("ttl", "").isdigit():
        return 400
    if request.headers.get("content-encoding") != "aes128gcm" or not body:
        return 400
    return 413 if len(body) > _LONGEST else None
