"""A sink for posts on 127.0.0.1: answers 200 after a delay. Arguments: port, seconds."""

import asyncio
import sys

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class _Client(asyncio.Protocol):
    """One connection, on which one post follows the other."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = self._got.find(b"\r\n\r\n")
        if end < 0 or len(self._got) < end + 4 + _length(self._got[:end]):
            return
        self._got = b""
        self._loop.call_later(self._delay, self._transport.write, _ANSWER)


async def serve(port: int, delay: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Client(delay), "127.0.0.1", port, backlog=1024)
    async with server:
        await server.serve_forever()


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
