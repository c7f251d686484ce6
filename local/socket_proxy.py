"""Passes /ws on to the deployed WebSocket API, as CloudFront does."""

import asyncio
from contextlib import suppress
from typing import Final

from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Origin

from local.front_header import FrontHeader

# API Gateway's limits: a message, and the silence after which it closes a connection.
MAX_MESSAGE: Final = 128 * 1024
_IDLE_S: Final = 600
_HANDED_ON: Final = ("cookie", "user-agent", "accept-language")
_GOING_AWAY: Final = 1001
_INTERNAL_ERROR: Final = 1011


class SocketProxy:
    """The endpoint that joins a client's WebSocket to one at the WebSocket API."""

    def __init__(self, endpoint: str, socket_api: str, stage: str, front: FrontHeader) -> None:
        self._front = front
        self._url = f"ws{endpoint.removeprefix('http')}/_aws/execute-api/{socket_api}/{stage}"

    async def join(self, client: WebSocket) -> None:
        """Open the far side first, so that its refusal is the client's, then carry messages."""
        try:
            upstream = await self._open(client)
        except InvalidStatus as refusal:
            answer = refusal.response
            response = Response(bytes(answer.body or b""), answer.status_code)
            await client.send_denial_response(response)
            return
        except (OSError, InvalidHandshake, TimeoutError):
            await client.send_denial_response(Response(b"Bad Gateway", 502))
            return
        try:
            await client.accept()
            await _join(client, upstream)
        finally:
            await upstream.close()

    async def _open(self, client: WebSocket) -> ClientConnection:
        query = client.scope["query_string"].decode("latin-1")
        headers = [(name, client.headers[name]) for name in _HANDED_ON if name in client.headers]
        address = client.client.host if client.client else "127.0.0.1"
        return await connect(
            f"{self._url}?{query}" if query else self._url,
            additional_headers=[*headers, ("x-forwarded-for", address), await self._front.get()],
            origin=Origin(client.headers["origin"]) if "origin" in client.headers else None,
            user_agent_header=None,
            compression=None,
            proxy=None,
            max_size=MAX_MESSAGE,
            # API Gateway sends no pings either: an unclean loss is for heartbeats to notice.
            ping_interval=None,
            open_timeout=30,
            close_timeout=5,
        )


async def _join(client: WebSocket, upstream: ClientConnection) -> None:
    """Carry messages both ways until either side ends, and pass its closing code to the other."""
    ways = {
        asyncio.create_task(_to_upstream(client, upstream)),
        asyncio.create_task(_to_client(client, upstream)),
    }
    try:
        done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
    for way in done:
        way.result()


async def _to_upstream(client: WebSocket, upstream: ClientConnection) -> None:
    try:
        while True:
            message = await asyncio.wait_for(client.receive(), _IDLE_S)
            if message["type"] == "websocket.disconnect":
                code, reason = message.get("code", 1005), message.get("reason") or ""
                await upstream.close(_sendable(code), reason)
                return
            text = message.get("text")
            await upstream.send(text if text is not None else message["bytes"])
    except TimeoutError:
        await client.close(_GOING_AWAY, "Going away")
    except ConnectionClosed:
        return  # the other way sees it too and tells the client why


async def _to_client(client: WebSocket, upstream: ClientConnection) -> None:
    # A client that leaves in the middle of a message is nobody's fault.
    with suppress(WebSocketDisconnect):
        with suppress(ConnectionClosed):  # with an error; its code says why
            async for message in upstream:
                if isinstance(message, str):
                    await client.send_text(message)
                else:
                    await client.send_bytes(message)
        if client.client_state is client.application_state is WebSocketState.CONNECTED:
            await client.close(_sendable(upstream.close_code), upstream.close_reason)


def _sendable(code: int | None) -> int:
    """The code for a closing frame: 'none given' is 1000, a lost connection is an error."""
    if code is None or code == 1006:
        return _INTERNAL_ERROR
    return 1000 if code == 1005 else code
