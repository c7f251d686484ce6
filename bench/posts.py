"""The fastest posts that Python sends over kept connections: the limit for bench/fanout.py.

One thread, one `poll`, the same bytes each time, and of the answer nothing but that it has come.
"""

import select
import socket


class BarePosts:
    """Connections to the sink, kept from round to round."""

    def __init__(self, port: int, connections: int, data: bytes) -> None:
        self._data = data
        self._sockets = {}
        self._poll = select.poll()
        for _ in range(connections):
            made = socket.create_connection(("127.0.0.1", port))
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets[made.fileno()] = made
            self._poll.register(made.fileno(), select.POLLIN)

    def send(self, posts: int) -> None:
        """So many, each connection's next as soon as its last is answered."""
        sent = answered = 0
        for connection in list(self._sockets.values())[:posts]:
            connection.send(self._data)
            sent += 1
        while answered < posts:
            for number, _ in self._poll.poll():
                self._sockets[number].recv(4096)
                answered += 1
                if sent < posts:
                    self._sockets[number].send(self._data)
                    sent += 1

    def close(self) -> None:
        for connection in self._sockets.values():
            connection.close()
