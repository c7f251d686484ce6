"""mosquitto telling many subscribers: what a broker in C takes for what our fan-out does.

MQTT 3.1.1, as little of it as one publisher and many subscribers need.
"""

import select
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.ports import free_port, wait_for

_TOPIC = b"\x00\x08presence"
# A clean session without an id: the broker gives it one.
_CONNECT = b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x00\x00\x00"


@contextmanager
def mosquitto() -> Iterator[int | None]:
    """A broker of our own on 127.0.0.1; None where the Debian package is not installed."""
    program = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        yield None
        return
    port = free_port()
    # Given a port alone it listens on this machine's own addresses, and lets anybody in.
    process = subprocess.Popen(
        [program, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


class Subscribers:
    """So many who have subscribed, and one who publishes."""

    def __init__(self, port: int, number: int, message: bytes) -> None:
        self._poll = select.poll()
        self._sockets: dict[int, socket.socket] = {}
        for _ in range(number):
            made = _client(port)
            made.sendall(b"\x82\x0d\x00\x01" + _TOPIC + b"\x00")
            _exactly(made, 5)
            self._sockets[made.fileno()] = made
            self._poll.register(made.fileno(), select.POLLIN)
        self._publisher = _client(port)
        self._data = b"\x30" + _length(len(_TOPIC) + len(message)) + _TOPIC + message

    def told(self) -> float:
        """Seconds from the publishing until the last subscriber has the message."""
        begun = time.perf_counter()
        self._publisher.sendall(self._data)
        missing = {number: len(self._data) for number in self._sockets}
        while missing:
            for number, _ in self._poll.poll():
                missing[number] -= len(self._sockets[number].recv(65536))
                if not missing[number]:
                    del missing[number]
        return time.perf_counter() - begun

    def close(self) -> None:
        for one in (self._publisher, *self._sockets.values()):
            one.close()


def _client(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.sendall(_CONNECT)
    _exactly(made, 4)
    return made


def _exactly(made: socket.socket, wanted: int) -> None:
    while wanted:
        wanted -= len(made.recv(wanted))


def _length(number: int) -> bytes:
    """As MQTT writes lengths: seven bits a byte."""
    found = bytearray()
    while True:
        number, low = divmod(number, 128)
        found.append(low | (128 if number else 0))
        if not number:
            return bytes(found)
