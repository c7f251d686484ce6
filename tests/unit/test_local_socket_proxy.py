"""The socket half of the front door, between a real client and a stand-in for the WebSocket API."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from threading import Event, Thread

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.http11 import Request, Response
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from local.front_door import listen
from local.front_header import FrontHeader
from local.serve import Server, configured
from local.settings import Settings
from local.socket_proxy import SocketProxy
from tests.ports import free_port

ORIGIN = Origin("http://localhost:8080")


class FarSide:
    """A WebSocket API whose answers a test decides, and which remembers how a socket ended."""

    def __init__(self) -> None:
        self.seen: dict[str, str | None] = {}
        self.ended = Event()
        self.ended_with: tuple[int | None, str | None] = (None, None)

    def judge(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse who has no cookie, as the authorizer does."""
        self.seen = {"path": request.path, **{k.lower(): v for k, v in request.headers.raw_items()}}
        return None if "Cookie" in request.headers else connection.respond(HTTPStatus.FORBIDDEN, "")

    async def talk(self, connection: ServerConnection) -> None:
        """Echo; close with 4001 when told to."""
        with suppress(ConnectionClosed):
            async for message in connection:
                if message == "close":
                    await connection.close(4001, "replaced")
                await connection.send(message)
        self.ended_with = (connection.close_code, connection.close_reason)
        self.ended.set()


@contextmanager
def threaded(work: Callable[[asyncio.Event, Event], Awaitable[None]]) -> Iterator[None]:
    """Run a server in a thread of its own for the block."""
    loops: list[asyncio.AbstractEventLoop] = []
    ends: list[asyncio.Event] = []
    ready = Event()

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        ends.append(asyncio.Event())
        await work(ends[0], ready)

    thread = Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        assert ready.wait(20)
        yield
    finally:
        loops[0].call_soon_threadsafe(ends[0].set)
        thread.join()


@pytest.fixture
def far_side() -> FarSide:
    """The stand-in."""
    return FarSide()


@pytest.fixture
def address(far_side: FarSide) -> Iterator[str]:
    """The front door's socket address, the stand-in behind it."""
    port, far_port = free_port(), free_port()

    async def api(end: asyncio.Event, ready: Event) -> None:
        async with serve(
            far_side.talk, "127.0.0.1", far_port, process_request=far_side.judge, compression=None
        ):
            ready.set()
            await end.wait()

    async def door(end: asyncio.Event, ready: Event) -> None:
        front = FrontHeader(lambda: {"current": "secret-of-the-door"})
        proxy = SocketProxy(f"http://127.0.0.1:{far_port}", "api9", "ws", front)
        app = Starlette(routes=[WebSocketRoute("/ws", proxy.join)])
        server = Server(configured(app), ready.set)
        listeners = listen(Settings(port, far_port, Path()))
        serving = asyncio.create_task(server.serve(listeners))
        await end.wait()
        server.stop()
        await serving

    with threaded(api), threaded(door):
        yield f"ws://127.0.0.1:{port}/ws"


def logged_in(address: str) -> ClientConnection:
    """A client with a cookie."""
    headers = {"Cookie": "__Host-jour=t", "X-Forwarded-For": "6.6.6.6", "X-Jour-Front": "guess"}
    return connect(address, origin=ORIGIN, additional_headers=headers, proxy=None)


def test_cookie_and_origin_reach_the_api(address: str, far_side: FarSide) -> None:
    """The authorizer decides by them; the address is what the front door saw."""
    with logged_in(f"{address}?a=1") as client:
        client.send("hello")
        assert client.recv(timeout=20) == "hello"
    assert far_side.seen["path"] == "/_aws/execute-api/api9/ws?a=1"
    assert far_side.seen["cookie"] == "__Host-jour=t"
    assert far_side.seen["origin"] == ORIGIN
    assert far_side.seen["x-forwarded-for"] == "127.0.0.1"
    assert far_side.seen["x-jour-front"] == "secret-of-the-door"


def test_a_refusal_is_the_answer_to_the_handshake(address: str) -> None:
    """The client learns 403, and no socket ever opens."""
    with (
        pytest.raises(InvalidStatus) as refusal,
        connect(address, origin=ORIGIN, proxy=None),
    ):
        pass
    assert refusal.value.response.status_code == 403


def test_the_clients_closing_code_reaches_the_api(address: str, far_side: FarSide) -> None:
    """`$disconnect` is told how a socket ended."""
    with logged_in(address) as client:
        client.close(4000, "page closed")
    assert far_side.ended.wait(20)
    assert far_side.ended_with == (4000, "page closed")


def test_the_apis_closing_code_reaches_the_client(address: str) -> None:
    """A client decides by it whether to come back."""
    with logged_in(address) as client:
        client.send("close")
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=20)
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4001, "replaced")


def test_a_lost_client_is_a_lost_connection_for_the_api(address: str, far_side: FarSide) -> None:
    """A cable pulled: the far side of the front door ends too."""
    with logged_in(address) as client:
        client.socket.close()
    assert far_side.ended.wait(20)


def test_many_messages_arrive_in_order(address: str) -> None:
    """A burst neither overtakes itself nor gets lost."""
    messages = [json.dumps({"n": n, "fill": "x" * 2000}) for n in range(200)]
    with logged_in(address) as client:
        for message in messages:
            client.send(message)
        assert [client.recv(timeout=20) for _ in messages] == messages
