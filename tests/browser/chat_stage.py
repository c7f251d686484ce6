"""A chat's server that a test plays itself: the group, what is written, and the agent's side."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Frame, FrameLocator, Locator, Page, Route, WebSocketRoute

Message = dict[str, Any]

NOW = datetime(2026, 3, 11, 9, 41, tzinfo=UTC)
"""When every play begins."""
_AT_MOST = 100


@dataclass
class ChatStage:
    """What the customer is told; change it and call `stands`, `says` or `lose` to go on."""

    page: Page
    group: Message = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    heard: list[Message] = field(default_factory=list)
    asked: list[tuple[str, Message]] = field(default_factory=list)
    chat: Message | None = None
    cut: bool = False
    mute: bool = False
    """What the customer says is stored, and every answer to it is lost."""

    def __post_init__(self) -> None:
        self.group = {
            "name": "Kundtjänst",
            "state": "open",
            "opens_at": None,
            "leave_message": True,
            "waiting": 0,
        } | self.group
        self.read = {"customer": 0, "agent": 0}
        self._wire: WebSocketRoute | None = None
        # A window that the chat opens belongs to the play, too.
        self.page.context.route(re.compile(r"/api/chats"), self._answer)
        socket = re.compile(r"/ws\?side=customer$")
        self.page.context.route_web_socket(socket, self._plug_in)

    @property
    def frame(self) -> FrameLocator:
        """The chat in its frame on the website."""
        return self.page.frame_locator("jour-chat iframe")

    @property
    def launcher(self) -> Locator:
        """The button on the website."""
        return self.page.locator("jour-chat button")

    @property
    def inside(self) -> Frame:
        """The same frame, to look into."""
        return self.page.frames[1]

    def said(self, action: str) -> list[Message]:
        """What the customer's page has asked for, of one kind."""
        return [message for message in self.heard if message["action"] == action]

    def stands(self, state: str, **more: Any) -> None:
        """Turn the chat into another state, and say so."""
        assert self.chat is not None
        self.chat |= {"state": state} | more
        self._tell(type="chat_state", **self._state())

    def says(self, text: str, author: str = "agent", **more: Any) -> Message:
        """Write something, and say so."""
        message = self.write(text, author, **more)
        self._tell_chat([message])
        return message

    def write(self, text: str, author: str = "agent", **more: Any) -> Message:
        """Number a message without saying so."""
        number = len(self.messages) + 1
        message = {
            "number": number,
            "author": author,
            "name": "Anna Lind" if author == "agent" else "Kim",
            "text": text,
            "at": (NOW + timedelta(seconds=number)).isoformat(),
            "client_id": f"played{number}",
            "event": None,
        } | more
        self.messages.append(message)
        return message

    def tell(self, **message: Any) -> None:
        """Say something on the socket about this chat."""
        self._tell(contact="c1", **message)

    def lose(self) -> None:
        """Cut the wire, and let nobody connect."""
        self.cut = True
        if self._wire is not None:
            self._wire.close(code=1001)
            self._wire = None

    def _tell(self, **message: Any) -> None:
        if self._wire is not None and not self.mute:
            self._wire.send(json.dumps(message))

    def _tell_chat(self, messages: list[Message]) -> None:
        last = len(self.messages)
        self.tell(type="chat", messages=messages, last=last, read=self.read)

    def _state(self) -> Message:
        assert self.chat is not None
        keys = ("contact", "state", "place", "agent", "ended_by")
        return {key: self.chat[key] for key in keys}

    def _answer(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        if self.cut:
            route.fulfill(status=503, json={}, content_type="application/problem+json")
            return
        body: Message = request.post_data_json or {}
        self.asked.append((path, body))
        if path.startswith("/api/chats/groups/"):
            route.fulfill(json=self.group)
        elif path == "/api/chats" and self.chat is None:
            self._open(body)
            route.fulfill(status=201, json=self._view())
        elif path == "/api/chats/messages":
            route.fulfill(status=202, json={})
        elif path == "/api/chats/current/transcript":
            route.fulfill(status=202, json={})
        elif self.chat is None:
            route.fulfill(status=204)
        else:
            route.fulfill(json=self._view())

    def _open(self, body: Message) -> None:
        self.chat = {
            "contact": "c1",
            "state": "waiting",
            "place": 2,
            "agent": None,
            "ended_by": None,
            "name": body["name"],
        }
        self.write(body["message"], "customer", client_id=body["client_id"])

    def _view(self) -> Message:
        newest = self.messages[-_AT_MOST:]
        return {**(self.chat or {}), "messages": newest, "last": len(self.messages)} | {
            "read": self.read
        }

    def _plug_in(self, wire: WebSocketRoute) -> None:
        if self.cut:
            wire.close(code=1001)
            return
        self._wire = wire
        wire.on_message(lambda text: self._hear(json.loads(text)))

    def _hear(self, message: Message) -> None:
        self.heard.append(message)
        match message["action"]:
            case "sync":
                after = message["after"]
                self._tell_chat(self.messages[after : after + _AT_MOST])
                self._tell(type="chat_state", **self._state())
            case "chat":
                self._store(message)
            case "end":
                self.says("", "system", event="ended_by_customer")
                self.stands("ended", ended_by="customer")
            case "read":
                self.read["customer"] = max(self.read["customer"], message["number"])
            case action:
                self._tell(type="ok", action=action)

    def _store(self, message: Message) -> None:
        known = [m for m in self.messages if m["client_id"] == message["client_id"]]
        stored = known or [self.write(message["text"], "customer", client_id=message["client_id"])]
        self._tell_chat(stored)
