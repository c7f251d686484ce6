"""Many small requests to one host over a few connections that stay open, in one thread.

For posts that are hundreds at a time and wait more than they work: a thread for each costs more in
switching than in sending (bench/fanout.py). Every request has its own deadline: who is slow holds
up nobody else.
"""

import heapq
import select
import socket
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from jour.http_answer import read_answer

Status = int | None
"""Of HTTP; None for silence: not connected, broken off, or too late."""

CONNECT_S, ANSWER_S = 1.0, 2.0
_IDLE_S = 45.0
"""API Gateway's front end closes what is idle for a minute."""
_LOOK_S = 0.05
"""How exactly deadlines are kept."""
_READ, _WRITE = select.POLLIN, select.POLLOUT


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes to send, and who is told of the answer: they say what to send instead, if
    anything."""

    data: bytes
    done: "Callable[[Status], Request | None]"
    after_s: float = 0
    """How long to wait before it is sent."""


Later = list[tuple[float, int, Request]]
"""A heap: when (monotonic), a number of its own, and what is to be sent then."""


@dataclass(slots=True, eq=False)
class _Connection:
    """One socket, and the request that is under way on it."""

    socket: socket.socket
    request: Request
    unsent: memoryview
    deadline: float
    is_ready: bool = False
    """Connected, and the handshake made."""
    got: bytearray = field(default_factory=bytearray)
    used_at: float = 0.0
    events: int = 0

    def takes(self, request: Request, deadline: float) -> Self:
        self.request, self.unsent, self.deadline = request, memoryview(request.data), deadline
        return self


class KeepAlive:
    """Connections to one host, kept from one batch to the next. Not for several threads at once."""

    def __init__(self, url: str, most: int, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        self._is_secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._is_secure else 80)
        self._most = most
        self._context = context
        self._idle: list[_Connection] = []
        self._busy: dict[int, _Connection] = {}
        self._addresses: deque[Any] = deque()
        self._poll = select.poll()
        self._look_at = 0.0

    def send(self, requests: Iterable[Request]) -> None:
        """Send all; each is told its answer as it comes. Returns when all have been told."""
        source, later = iter(requests), Later()
        self._drop_stale()
        try:
            while self._fill(source, later) or later or self._busy:
                self._step(later)
        finally:
            for connection in list(self._busy.values()):
                self._end(connection, keep=False)  # something was raised

    def close(self) -> None:
        """Give up the connections that are kept."""
        while self._idle:
            self._idle.pop().socket.close()

    def _fill(self, source: Iterator[Request], later: Later) -> bool:
        """Begin as many as may be under way, those that have waited before new ones; whether there
        may be more. They are made, and signed, while others wait for their answers."""
        while len(self._busy) < self._most:
            if later and later[0][0] <= time.monotonic():
                request: Request | None = heapq.heappop(later)[2]
            else:
                request = next(source, None)
            if request is None:
                return False
            self._begin(request, later)
        return True

    def _begin(self, request: Request, later: Later) -> None:
        if self._idle:
            connection = self._idle.pop().takes(request, time.monotonic() + ANSWER_S)
        else:
            opened = self._open()
            if opened is None:
                self._tell(request, None, later)
                return
            wait = time.monotonic() + CONNECT_S
            connection = _Connection(opened, request, memoryview(request.data), wait)
        number = connection.socket.fileno()
        self._busy[number] = connection
        connection.events = _READ if connection.is_ready else _WRITE
        self._poll.register(number, connection.events)
        if connection.is_ready:
            self._advance(connection, later)

    def _open(self) -> socket.socket | None:
        """A socket that is being connected; None where the host is not found."""
        try:
            if not self._addresses:
                found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
                # IPv4 first: what listens on this machine listens there.
                self._addresses.extend(sorted(found, key=lambda one: one[0] != socket.AF_INET))
            family, _, _, _, address = self._addresses[0]
            opened = socket.socket(family, socket.SOCK_STREAM)
            opened.setblocking(False)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            opened.connect_ex(address)
        except OSError:
            self._addresses.clear()
            return None
        return opened

    def _step(self, later: Later) -> None:
        """Whatever becomes possible in the next moment, and who has missed their deadline."""
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + _LOOK_S
            for connection in list(self._busy.values()):
                if connection.deadline <= now:
                    self._fail(connection, later)
        until = min(self._look_at, later[0][0]) if later else self._look_at
        for number, _ in self._poll.poll(max(0, int((until - now) * 1000) + 1)):
            self._advance(self._busy[number], later)

    def _advance(self, connection: _Connection, later: Later) -> None:
        try:
            if not connection.is_ready:
                self._connected(connection)
            while connection.unsent:
                sent = connection.socket.send(connection.unsent)
                connection.unsent = connection.unsent[sent:]
            self._receive(connection, later)
        except ssl.SSLWantReadError:
            self._await(connection, _READ)
        except ssl.SSLWantWriteError:
            self._await(connection, _WRITE)
        except BlockingIOError:
            self._await(connection, _WRITE if connection.unsent else _READ)
        except (OSError, ValueError):
            self._fail(connection, later)

    def _connected(self, connection: _Connection) -> None:
        """Raises OSError where there is no connection, SSLWant… where not yet."""
        wrong = connection.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if wrong:
            raise OSError(wrong, "not connected")
        if self._is_secure:
            self._shake_hands(connection)
        connection.is_ready = True
        connection.deadline = time.monotonic() + ANSWER_S

    def _shake_hands(self, connection: _Connection) -> None:
        if not isinstance(connection.socket, ssl.SSLSocket):
            context = self._context = self._context or ssl.create_default_context()
            connection.socket = context.wrap_socket(
                connection.socket, server_hostname=self._host, do_handshake_on_connect=False
            )
        assert isinstance(connection.socket, ssl.SSLSocket)
        connection.socket.do_handshake()

    def _await(self, connection: _Connection, events: int) -> None:
        if connection.events != events:
            connection.events = events
            self._poll.modify(connection.socket.fileno(), events)

    def _receive(self, connection: _Connection, later: Later) -> None:
        """Raises BlockingIOError or SSLWant… until the answer is whole, ValueError for nonsense."""
        while True:
            piece = connection.socket.recv(16384)
            if not piece:
                raise OSError("closed before the answer")
            connection.got += piece
            answer = read_answer(connection.got)
            if answer is not None:
                self._end(connection, keep=answer.keeps_open)
                self._tell(connection.request, answer.status, later)
                return

    def _fail(self, connection: _Connection, later: Later) -> None:
        """Silence; the next connection tries another address of the host, if there is one."""
        if not connection.is_ready:
            self._addresses.rotate(-1)
        self._end(connection, keep=False)
        self._tell(connection.request, None, later)

    def _end(self, connection: _Connection, *, keep: bool) -> None:
        number = connection.socket.fileno()
        self._poll.unregister(number)
        del self._busy[number]
        if keep:
            connection.got.clear()
            connection.used_at = time.monotonic()
            self._idle.append(connection)
        else:
            connection.socket.close()

    def _tell(self, request: Request, status: Status, later: Later) -> None:
        instead = request.done(status)
        if instead is not None:
            heapq.heappush(later, (time.monotonic() + instead.after_s, id(instead), instead))

    def _drop_stale(self) -> None:
        """Connections that the other end has closed, or is about to; also after a freeze."""
        if not self._idle:
            return
        for connection in self._idle:
            self._poll.register(connection.socket.fileno(), _READ)
        told = {number for number, _ in self._poll.poll(0)}
        old, kept = time.monotonic() - _IDLE_S, list[_Connection]()
        for connection in self._idle:
            number = connection.socket.fileno()
            self._poll.unregister(number)
            if number in told or connection.used_at < old:
                connection.socket.close()
            else:
                kept.append(connection)
        self._idle = kept
