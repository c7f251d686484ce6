"""A server that a test plays itself: the session, and every word on the socket."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, Route, WebSocketRoute

Message = dict[str, Any]

GROUPS = [
    {"id": "support", "name": "Support", "media": "voice"},
    {"id": "vaxel", "name": "Växel", "media": "voice"},
    {"id": "chatt", "name": "Chatt", "media": "chat"},
    {"id": "kampanj", "name": "Kampanj", "media": "telemarketing"},
]
_ANNA: Message = {
    "user": "anna",
    "name": "Anna Lind",
    "channel": "desktop",
    "state": "available",
    "reason": None,
    "groups": ["support", "vaxel", "chatt"],
    "version": 1,
    "until": None,
    "contact": None,
    "misses": 0,
    "organisation": {"id": "demo", "name": "Demo AB"},
    "phone": "+46701740605",
    "status": "available",
    "available_groups": GROUPS[:3],
}


LOGGED_IN_BEFORE = "try { localStorage.setItem('jour:login', 'on'); } catch {}"
"""As a browser remembers it; a frame without an origin has no storage."""

NOW = datetime(2026, 3, 11, 9, 41, tzinfo=UTC)
"""When every play begins: a day must not end in the middle of one."""


def ago(seconds: float) -> str:
    """ISO 8601 of a moment so long before the play began; negative for one to come."""
    return (NOW - timedelta(seconds=seconds)).isoformat()


def agent(user: str, name: str, **more: Any) -> Message:
    """A colleague, available in Support for a quarter of an hour unless told."""
    return {
        "user": user,
        "name": name,
        "channel": "desktop",
        "state": "available",
        "reason": None,
        "since": ago(900),
        "groups": ["support"],
        "version": 1,
        "until": None,
    } | more


def offer(contact: str = "c1", **more: Any) -> Message:
    """A contact as an agent is told of it."""
    return {
        "id": contact,
        "media": "voice",
        "group": "support",
        "from": "+46701740690",
        "name": "Karin Ek",
        "waited_s": 42,
        "calls_today": 2,
    } | more


def waiting(contact: str, seconds: float, **more: Any) -> Message:
    """Somebody who has waited in Support for so long."""
    return {
        "contact": contact,
        "group": "support",
        "media": "voice",
        "from": "+46701740691",
        "name": None,
        "since": ago(seconds),
        "front": False,
    } | more


def call(contact: str, minutes: float, outcome: str = "answered", **more: Any) -> Message:
    """A call of so many minutes ago, which Bo took unless told."""
    taken = outcome in {"answered", "talking"}
    return {
        "contact": contact,
        "group": "support",
        "media": "voice",
        "from": "+46701740692",
        "name": None,
        "at": ago(60 * minutes),
        "waited_s": 12,
        "agent": "bo" if taken else None,
        "agent_name": "Bo Nilsson" if taken else None,
        "answered_at": ago(60 * minutes - 12) if taken else None,
        "ended_at": ago(60 * minutes - 204) if outcome == "answered" else None,
        "talked_s": 192 if outcome == "answered" else None,
        "outcome": outcome,
        "version": 1,
    } | more


@dataclass
class Stage:
    """What the page is told; change `snapshot` and call `tell` to go on."""

    page: Page
    roles: list[str] = field(default_factory=lambda: ["agent"])
    snapshot: Message = field(default_factory=dict)
    gates: list[Message] = field(default_factory=list)
    heard: list[Message] = field(default_factory=list)
    cut: bool = False

    def __post_init__(self) -> None:
        self.snapshot = {
            "type": "snapshot",
            "me": _ANNA | {"since": ago(1800)},
            "agents": [agent("bo", "Bo Nilsson", groups=["support", "vaxel"], channel="distance")],
            "groups": GROUPS,
            "view": None,
            "pause_reasons": ["lunch", "meeting"],
            "version": 1,
            "queue": {},
            "calls_today": [],
        } | self.snapshot
        self._wire: WebSocketRoute | None = None
        self.page.add_init_script(LOGGED_IN_BEFORE)
        self.page.clock.install(time=NOW)
        self.page.route("**/api/session?*", self._session)
        self.page.route("**/api/calls", lambda route: route.fulfill(json={"calls": []}))
        self.page.route("**/api/admin/users/*/gates", self._gates)
        self.page.route_web_socket(re.compile(r"/ws\?several=1$"), self._plug_in)

    @property
    def me(self) -> Message:
        """My record, as the next snapshot or answer has it."""
        record: Message = self.snapshot["me"]
        return record

    def be(self, **news: Any) -> None:
        """Turn me into something newer, without telling."""
        self.snapshot["me"] = self.me | news | {"version": self.me["version"] + 1}

    def tell(self, **message: Any) -> None:
        """Say something on the socket."""
        assert self._wire is not None, "nobody is connected"
        self._wire.send(json.dumps(message))

    def tell_me(self, **news: Any) -> None:
        """Turn me into something newer, and say so as presence does."""
        self.be(**news)
        keys = agent("", "").keys()
        self.tell(type="presence", agents=[{key: self.me[key] for key in keys}], gone=[])

    def offer(self, contact: Message, seconds: float = 20) -> None:
        """Offer a contact, whose telephone call ends by itself after a while."""
        self.be(state="offered", contact=contact, until=ago(-seconds), since=ago(0))
        self.tell(type="offer", contact=contact, until=self.me["until"])

    def said(self, action: str) -> list[Message]:
        """What the page has asked for, of one kind."""
        return [message for message in self.heard if message["action"] == action]

    def lose(self) -> None:
        """Cut the wire, and let nobody connect."""
        self.cut = True
        if self._wire is not None:
            self._wire.close(code=1001)

    def session(self) -> Message:
        """Who is logged in, and how."""
        me = self.me
        session = {key: me[key] for key in ("channel", "phone", "groups", "status", "since")}
        return {
            "user": {"id": me["user"], "name": me["name"], "roles": self.roles},
            "organisation": me["organisation"],
            "session": session if me["status"] else None,
            "replaced": None,
            "distance": None,
            "password": {"must_change": False, "expires_at": None},
        }

    def _session(self, route: Route) -> None:
        route.fulfill(json=self.session())

    def _gates(self, route: Route) -> None:
        route.fulfill(json={"gates": self.gates})

    def _plug_in(self, wire: WebSocketRoute) -> None:
        if self.cut:
            wire.close(code=1001)
            return
        self._wire = wire
        wire.on_message(lambda text: self._answer(json.loads(text)))

    def _answer(self, message: Message) -> None:
        self.heard.append(message)
        action = message["action"]
        if action == "sync":
            self.tell(**self.snapshot)
            return
        if action == "gates":
            self.tell(type="gates", gates=self.gates)
            return
        self._act(message)
        self.tell(type="ok", action=action, id=message.get("id"), me=self.me)

    def _act(self, message: Message) -> None:
        match message["action"]:
            case "accept":
                self.be(state="busy", since=ago(0), until=None)
            case "hung_up":
                self.be(state="wrap_up", since=ago(0), until=ago(-600))
            case "wrap_up_extend":
                later = datetime.fromisoformat(self.me["until"]) + timedelta(minutes=1)
                self.be(until=later.isoformat())
            case "wrap_up_done":
                self.be(state=self.me["status"], contact=None, until=None, since=ago(0))
            case "status":
                status, reason = message["status"], message["reason"]
                self.be(status=status, state=status, reason=reason, since=ago(0))
            case "groups":
                self.be(groups=message["groups"])
            case _:
                pass
