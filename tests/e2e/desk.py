"""An agent with a client: HTTP login and an open socket, as the page has them."""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any, Self

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.system import System

PATIENCE_S = 30
"""A bound, not a measure: how long a message may take on a busy machine."""
PASSWORDS = {"sara": "Demo-sara1", "sven": "Demo-sven2", "stina": "Demo-stina3"}


def log_in(system: System, user: str, **fields: Any) -> httpx.Response:
    """Log in over HTTP; as an agent on the web with IP telephony unless told otherwise."""
    body = {
        "user_id": user,
        "password": PASSWORDS.get(user, f"demo-{user}"),
        "agent": True,
        "channel": "web",
        "phone": "softphone",
        "groups": None,
        **fields,
    }
    headers = {"Origin": system.base_url}
    return httpx.post(
        f"{system.base_url}/api/login", json=body, headers=headers, timeout=PATIENCE_S
    )


def cookie_of(answer: httpx.Response) -> str:
    """The login cookie as a browser sends it back."""
    return answer.headers["set-cookie"].partition(";")[0]


def get(system: System, path: str, cookie: str, **query: str) -> httpx.Response:
    return httpx.get(
        f"{system.base_url}{path}", headers={"Cookie": cookie}, params=query, timeout=PATIENCE_S
    )


def post(system: System, path: str, cookie: str, body: Any = None) -> httpx.Response:
    headers = {"Cookie": cookie, "Origin": system.base_url}
    return httpx.post(f"{system.base_url}{path}", headers=headers, json=body, timeout=PATIENCE_S)


def open_socket(
    system: System, cookie: str, origin: str | None = None
) -> AbstractContextManager[ClientConnection]:
    """A socket as the page opens it; entering raises InvalidStatus where it is refused."""
    return connect(
        system.socket_url,
        origin=Origin(origin or system.base_url),
        additional_headers={"Cookie": cookie},
        open_timeout=PATIENCE_S,
        proxy=None,
    )


class Client:
    """A logged-in agent's open page."""

    def __init__(self, system: System, user: str, **fields: Any) -> None:
        self.system = system
        self.user = user
        self.cookie = cookie_of(log_in(system, user, **fields))
        self._opening = open_socket(system, self.cookie)
        self.agents: dict[str, dict[str, Any]] = {}
        self.queue: list[dict[str, Any]] = []
        self.calls: dict[str, dict[str, Any]] = {}
        self._versions: dict[str, int] = {}
        self.received: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self.socket = self._opening.__enter__()
        self.ask("sync")
        return self

    def __exit__(self, *error: Any) -> None:
        self._opening.__exit__(*error)

    def ask(self, action: str, **fields: Any) -> dict[str, Any]:
        """Send an action; its own answer."""
        number = str(len(self.received))
        self.socket.send(json.dumps({"action": action, "id": number, **fields}))
        return self.until(lambda message: message.get("id") == number)

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read messages, merging presence, until one is as wanted."""
        deadline = time.monotonic() + PATIENCE_S
        while (left := deadline - time.monotonic()) > 0:
            message = json.loads(self.socket.recv(timeout=left))
            self._merge(message)
            if wanted(message):
                return dict(message)
        raise TimeoutError(f"{self.user} waited in vain; received {self.received[-3:]}")

    def read_what_has_come(self) -> None:
        """Read what the socket has already brought, and wait for nothing."""
        with suppress(TimeoutError):
            while True:
                self._merge(json.loads(self.socket.recv(timeout=0)))

    def until_shown(self, user: str, **fields: Any) -> None:
        """Wait until this page shows the colleague so; with no fields, until they are gone."""

        def shown() -> bool:
            agent = self.agents.get(user)
            if not fields:
                return agent is None
            return agent is not None and fields.items() <= agent.items()

        if not shown():
            self.until(lambda _: shown())

    def until_queued(self, *contacts: str) -> list[dict[str, Any]]:
        """The queue once it holds exactly these, in this order."""

        def queued() -> bool:
            return [caller["contact"] for caller in self.queue] == [*contacts]

        if not queued():
            self.until(lambda _: queued())
        return self.queue

    def until_call(self, contact: str, **fields: Any) -> dict[str, Any]:
        """The line of today's calls once it is so."""

        def so() -> bool:
            return fields.items() <= self.calls.get(contact, {}).items()

        if contact not in self.calls or not so():
            self.until(lambda _: contact in self.calls and so())
        return self.calls[contact]

    def until_told(self, kind: str, contact: str) -> dict[str, Any]:
        """The first offer or withdrawal of this contact, also one that has come already."""

        def told(message: dict[str, Any]) -> bool:
            about = message.get("contact")
            id = about["id"] if isinstance(about, dict) else about
            return message["type"] == kind and id == contact

        already = next((message for message in self.received if told(message)), None)
        return already or self.until(told)

    def until_closed(self) -> None:
        """Wait until the server has closed the socket."""
        try:
            self.until(lambda _: False)
        except ConnectionClosed:
            return

    def _merge(self, message: dict[str, Any]) -> None:
        self.received.append(message)
        if message["type"] == "snapshot":
            self.agents = {agent["user"]: agent for agent in message["agents"]}
            self._versions = {user: agent["version"] for user, agent in self.agents.items()}
            self.queue = message["queue"]
            self.calls = {call["contact"]: call for call in message["calls_today"]}
        if message["type"] == "queue":
            self._merge_queue(message["groups"])
        if message["type"] == "call":
            self._merge_call(message["call"])
        if message["type"] != "presence":
            return
        for agent in message["agents"]:
            if agent["version"] > self._versions.get(agent["user"], 0):
                self.agents[agent["user"]] = agent
                self._versions[agent["user"]] = agent["version"]
        for user in message["gone"]:
            if message["versions"][user] > self._versions.get(user, 0):
                self.agents.pop(user, None)
                self._versions[user] = message["versions"][user]

    def _merge_queue(self, groups: dict[str, list[dict[str, Any]]]) -> None:
        others = [caller for caller in self.queue if caller["group"] not in groups]
        callers = [*others, *(caller for queue in groups.values() for caller in queue)]
        self.queue = sorted(callers, key=lambda caller: (not caller["front"], caller["since"]))

    def _merge_call(self, call: dict[str, Any]) -> None:
        known = self.calls.get(call["contact"])
        if known is None or call["version"] > known["version"]:
            self.calls[call["contact"]] = call
