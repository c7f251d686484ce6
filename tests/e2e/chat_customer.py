"""A customer on a website: opens a chat over HTTP and talks over a socket, as the widget does."""

import json
import secrets
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Self

import httpx
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.e2e.desk import PATIENCE_S
from tests.system import System


class Customer:
    """One customer with one chat; whatever comes is kept by its number."""

    def __init__(self, system: System, org: str, name: str, message: str) -> None:
        self.system = system
        self.opening = {
            "organisation": org,
            "group": "chatt",
            "name": name,
            "message": message,
            "page": "https://www.example.se/kontakt",
            "client_id": secrets.token_urlsafe(16),
            "language": "sv",
        }
        self.lines: dict[int, dict[str, Any]] = {}
        self.state: dict[str, Any] = {}
        self._socket: ClientConnection | None = None
        self._pages = ExitStack()

    def open(self) -> str:
        """Begin the chat, or begin it again; its id."""
        answer = self.post("/api/chats", self.opening)
        assert answer.status_code == 201, answer.text
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.contact = str(answer.json()["contact"])
        return self.contact

    def post(self, path: str, body: Any = None) -> httpx.Response:
        headers = {"Origin": self.system.base_url}
        if hasattr(self, "cookie"):
            headers["Cookie"] = self.cookie
        url = f"{self.system.base_url}{path}"
        return httpx.post(url, json=body, headers=headers, timeout=PATIENCE_S)

    def connect(self) -> None:
        """The page's socket; then what was missed."""
        opening = open_customer_socket(self.system, self.cookie, self.system.base_url)
        self._socket = self._pages.enter_context(opening)
        self.catch_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._pages.close()

    def lose_network(self) -> None:
        """The socket is gone without a goodbye to the server."""
        assert self._socket
        self._socket.socket.close()
        self._socket = None

    def catch_up(self) -> None:
        """Ask for everything that has not come."""
        while True:
            last = self.ask("sync", after=max(self.lines, default=0))["last"]
            if max(self.lines, default=0) >= last:
                return

    def ask(self, action: str, **fields: Any) -> dict[str, Any]:
        assert self._socket
        id = secrets.token_hex(4)
        self._socket.send(json.dumps({"action": action, "id": id, **fields}))
        return self.until(lambda message: message.get("id") == id)

    def say(self, text: str, client_id: str | None = None) -> int:
        """Write a message; its number."""
        answer = self.ask("chat", text=text, client_id=client_id or secrets.token_urlsafe(16))
        assert answer["type"] == "chat", answer
        return int(answer["messages"][0]["number"])

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        assert self._socket
        deadline = time.monotonic() + PATIENCE_S
        while (left := deadline - time.monotonic()) > 0:
            message: dict[str, Any] = json.loads(self._socket.recv(timeout=left))
            if message["type"] == "chat":
                self.lines |= {line["number"]: line for line in message["messages"]}
            if message["type"] == "chat_state":
                self.state = message
            if wanted(message):
                return message
        raise TimeoutError("the customer waited in vain")

    def until_state(self, state: str) -> dict[str, Any]:
        if self.state.get("state") != state:
            self.until(lambda _: self.state.get("state") == state)
        return self.state

    def until_line(self, number: int) -> dict[str, Any]:
        if number not in self.lines:
            self.until(lambda _: number in self.lines)
        return self.lines[number]

    def texts(self) -> list[str]:
        """All that was said, in order; system lines by their event."""
        return said(self.lines)


def open_customer_socket(
    system: System, cookie: str, origin: str
) -> AbstractContextManager[ClientConnection]:
    """A socket as the widget opens it; entering raises InvalidStatus where it is refused."""
    return connect(
        f"{system.socket_url}?side=customer",
        origin=Origin(origin),
        additional_headers={"Cookie": cookie},
        open_timeout=PATIENCE_S,
        proxy=None,
    )


def said(lines: dict[int, dict[str, Any]]) -> list[str]:
    assert sorted(lines) == list(range(1, len(lines) + 1)), "nothing is missing, nothing twice"
    return [lines[number]["event"] or lines[number]["text"] for number in sorted(lines)]
