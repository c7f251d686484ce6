"""The built client behind a server that is played: compressed and with headers as CloudFront sends
them, and a real socket that says what it is told to."""

import asyncio
import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from local.client import DIST
from local.client_files import ClientFiles
from local.front_door import SecurityHeaders
from tests.ports import free_port

Message = dict[str, Any]


@dataclass
class Played:
    """What the client is told. `login` None: nobody is logged in."""

    login: Message | None = None
    snapshot: Message = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    """Of further addresses under /api/, by path."""
    base_url: str = ""
    _loop: asyncio.AbstractEventLoop | None = None
    _sockets: list[WebSocket] = field(default_factory=list)

    def tell(self, messages: Iterable[Message], each_s: float = 0) -> float:
        """Say them to everybody who listens, so long apart; how many seconds it took."""
        assert self._loop is not None, "it is not served"
        begun = time.monotonic()
        told = asyncio.run_coroutine_threadsafe(self._tell(messages, each_s), self._loop)
        told.result()
        return time.monotonic() - begun

    async def _tell(self, messages: Iterable[Message], each_s: float) -> None:
        due = time.monotonic()
        for message in messages:
            text = json.dumps(message)
            for socket in self._sockets:
                await socket.send_text(text)
            due += each_s
            await asyncio.sleep(max(0, due - time.monotonic()))

    async def session(self, _: Request) -> Response:
        """Who is logged in."""
        if self.login is None:
            return Response(status_code=204)
        return JSONResponse(self.login)

    async def answer(self, request: Request) -> Response:
        """What stands for this address."""
        found = self.answers.get(request.path_params["path"])
        return (
            JSONResponse({"code": "not_found", "message": ""}, 404)
            if found is None
            else JSONResponse(found)
        )

    async def listen(self, socket: WebSocket) -> None:
        """Answer whatever a client says until it goes."""
        await socket.accept()
        self._sockets.append(socket)
        try:
            async for text in socket.iter_text():
                asked = json.loads(text)
                if asked["action"] == "sync":
                    await socket.send_json(self.snapshot)
                elif "id" in asked:
                    me = self.snapshot["me"]
                    ok = {"type": "ok", "action": asked["action"], "id": asked["id"], "me": me}
                    await socket.send_json(ok)
        except WebSocketDisconnect:
            pass
        finally:
            self._sockets.remove(socket)


@contextmanager
def served(played: Played) -> Iterator[Played]:
    """It, answering at its `base_url` for the block."""
    files = ClientFiles(DIST)

    @contextmanager
    def known_loop() -> Iterator[None]:
        played._loop = asyncio.get_running_loop()
        yield

    app = Starlette(
        routes=[
            Route("/api/session", played.session),
            Route("/api/{path:path}", played.answer, methods=["GET", "POST", "PUT"]),
            WebSocketRoute("/ws", played.listen),
            Route("/{path:path}", files.answer, methods=["GET"]),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(GZipMiddleware)],
    )
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, ws="websockets-sansio"))

    async def run() -> None:
        with known_loop():
            await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    played.base_url = f"http://localhost:{port}"
    try:
        yield played
    finally:
        server.should_exit = True
        thread.join(10)
