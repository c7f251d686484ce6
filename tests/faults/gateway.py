"""API Gateway's management endpoint on 127.0.0.1: takes posts to sockets, and fails as told."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote

SILENT, ANSWER_LOST = 0, -1
"""Instead of a status: hangs up without having taken it, or after."""


@dataclass
class Gateway:
    """What clients were sent, and what becomes of posts to them."""

    url: str = ""
    posted: list[tuple[str, Any]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    tries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How often a post to each connection was tried."""
    answers: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """What the next posts to a connection are answered; the last one again and again."""

    def reset(self) -> None:
        self.posted.clear()
        self.closed.clear()
        self.tries.clear()
        self.answers.clear()

    def to(self, connection_id: str) -> list[Any]:
        """What this connection was sent."""
        return [message for sent_to, message in self.posted if sent_to == connection_id]

    def news_to(self, connection_id: str) -> list[str]:
        """The types of what it was sent."""
        return [message["type"] for message in self.to(connection_id)]

    def answer_to(self, connection_id: str, body: bytes, *, deletes: bool) -> int:
        self.tries[connection_id] += 1
        planned = self.answers[connection_id]
        status = (planned.pop(0) if len(planned) > 1 else planned[0]) if planned else 200
        if status in (200, ANSWER_LOST):
            if deletes:
                self.closed.append(connection_id)
            else:
                self.posted.append((connection_id, json.loads(body)))
        return status


@contextmanager
def listening() -> Iterator[Gateway]:
    """The endpoint, until the block ends."""
    gateway = Gateway()

    class Endpoint(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._answer(deletes=False)

        def do_DELETE(self) -> None:
            self._answer(deletes=True)

        def log_message(self, format: str, *args: Any) -> None:
            """The test's output is not an access log."""

        def _answer(self, *, deletes: bool) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            connection_id = unquote(self.path.rpartition("/")[2])
            status = gateway.answer_to(connection_id, body, deletes=deletes)
            if status in (SILENT, ANSWER_LOST):
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    gateway.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
