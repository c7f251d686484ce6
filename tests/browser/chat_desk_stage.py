"""A server that a test plays itself, with customers who chat."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.browser.stage import Message, Stage, ago

PAGE = 100
"""So many messages at most in one frame."""


def chat_offer(contact: str = "k1", **more: Any) -> Message:
    """A chat as an agent is told of it."""
    return {
        "id": contact,
        "media": "chat",
        "kind": "chat",
        "group": "chatt",
        "from": None,
        "name": "Karin Ek",
        "waited_s": 12,
        "calls_today": 0,
        "page": "https://example.se/leverans",
        "first_message": "Hej, var är mitt paket?",
    } | more


def line(number: int, text: str, author: str = "customer", **more: Any) -> Message:
    """A message of a conversation, written so many seconds before the play began as are left."""
    names = {"customer": "Karin Ek", "agent": "Anna Lind", "system": "Anna Lind"}
    return {
        "number": number,
        "author": author,
        "name": names[author],
        "user": "anna" if author == "agent" else None,
        "text": text,
        "at": ago(max(0, 60 - number)),
        "client_id": None,
        "event": None,
    } | more


@dataclass
class ChatStage(Stage):
    """What customers write and agents answer; the agent's page is told as the server would."""

    written: dict[str, list[Message]] = field(default_factory=dict)
    answers: dict[str, list[Message]] = field(default_factory=dict)
    deaf: bool = False
    """Takes messages, and its frames of chats get lost."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.snapshot["me"] = {
            "chats": [],
            "chats_at_once": 3,
            "chats_during_calls": False,
        } | self.snapshot["me"]
        answers = {"answers": self.answers}
        self.page.route("**/api/chats/answers", lambda route: route.fulfill(json=answers))

    @property
    def chats(self) -> list[Message]:
        """Mine, as the next record has them."""
        chats: list[Message] = self.me["chats"]
        return chats

    def chat(self, contact: str = "k1") -> Message:
        """One of mine."""
        return next(chat for chat in self.chats if chat["contact"]["id"] == contact)

    def offer_chat(self, contact: Message, seconds: float = 30) -> None:
        """Offer a chat, which ends by itself after a while."""
        until = ago(-seconds)
        self.written.setdefault(contact["id"], [line(1, contact["first_message"] or "")])
        chat = {"contact": contact, "state": "offered", "since": ago(0), "until": until}
        self.be(chats=[*self.chats, chat])
        self.tell(type="offer", contact=contact, until=until)

    def have_chat(self, contact: Message, lines: list[Message] | None = None, **more: Any) -> None:
        """Let a chat go on already, before the page is told of anything."""
        self.written[contact["id"]] = lines or [line(1, contact["first_message"] or "")]
        chat = {
            "contact": contact,
            "state": "talking",
            "since": ago(90),
            "until": None,
            "customer_connected": True,
            "read": {"customer": 0, "agent": 0},
        }
        self.be(chats=[*self.chats, chat | more])
        self._count(contact["id"])

    def say(self, text: str, contact: str = "k1", author: str = "customer", **more: Any) -> Message:
        """Somebody writes; the page is told."""
        lines = self.written[contact]
        message = line(len(lines) + 1, text, author, **({"at": ago(0)} | more))
        lines.append(message)
        self._count(contact)
        self.tell_chat(contact, [message])
        return message

    def tell_chat(self, contact: str, messages: list[Message], **more: Any) -> None:
        """A frame of a chat."""
        chat = self.chat(contact)
        told = {"messages": messages, "last": chat["last"], "read": chat["read"]}
        self.tell(type="chat", contact=contact, **(told | more))

    def end_chat(self, by: str = "customer", contact: str = "k1", seconds: float = 60) -> None:
        """The chat ends: a line says it, and my record follows."""
        self._turn(contact, state="wrap_up", until=ago(-seconds), since=ago(0), ended_by=by)
        self.say("", contact, "system", event=f"ended_by_{by}")
        self.tell(type="me", me=self.me)

    def _count(self, contact: str) -> None:
        self._turn(contact, last=len(self.written[contact]))

    def _turn(self, contact: str, **news: Any) -> None:
        """Change one of my chats; the record is a newer one."""
        chats = [
            {"read": {"customer": 0, "agent": 0}, "last": 0} | chat | news
            if chat["contact"]["id"] == contact
            else chat
            for chat in self.chats
        ]
        self.be(chats=chats)

    def _leave(self, contact: str) -> None:
        self.be(chats=[chat for chat in self.chats if chat["contact"]["id"] != contact])

    def _answer(self, message: Message) -> None:
        contact = message.get("contact", "")
        mine = any(chat["contact"]["id"] == contact for chat in self.chats)
        action = message["action"]
        if action not in {"chat", "chat_sync"} or not mine:
            super()._answer(message)
            return
        self.heard.append(message)
        known = self._store(contact, message) if action == "chat" else None
        if self.deaf:
            return
        if known is not None:
            self.tell_chat(contact, [known])
        else:
            after = message["after"]
            self.tell_chat(contact, self.written[contact][after : after + PAGE])

    def _store(self, contact: str, message: Message) -> Message:
        """Once for each client_id, as the server does."""
        lines = self.written[contact]
        for known in lines:
            if known["client_id"] == message["client_id"]:
                return known
        news = line(len(lines) + 1, message["text"], "agent", client_id=message["client_id"])
        lines.append(news | {"at": ago(0)})
        self._count(contact)
        return lines[-1]

    def _act(self, message: Message) -> None:
        contact = message.get("contact", "")
        if not any(chat["contact"]["id"] == contact for chat in self.chats):
            super()._act(message)
            return
        match message["action"]:
            case "accept":
                lines = self.written[contact]
                lines.append(line(len(lines) + 1, "", "system", event="agent_joined"))
                self._turn(contact, state="talking", until=None, since=ago(0))
                self._count(contact)
            case "decline" | "chat_transfer" | "wrap_up_done":
                self._leave(contact)
            case "read":
                marks = self.chat(contact)["read"] | {"agent": message["number"]}
                self._turn(contact, read=marks)
            case "chat_end":
                self._turn(contact, state="wrap_up", until=ago(-60), since=ago(0), ended_by="agent")
            case "wrap_up_extend":
                later = datetime.fromisoformat(self.chat(contact)["until"]) + timedelta(minutes=1)
                self._turn(contact, until=later.isoformat())
            case _:
                pass
