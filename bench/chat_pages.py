"""The two sides of a chat as their pages behave, for bench/chats.py."""

import asyncio
import json
import random
import secrets
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from websockets.asyncio.client import ClientConnection

EXCHANGES = 2
"""So many messages each customer writes, each answered before the next."""
THINKING_S = 90
"""As long as that at most a customer thinks before a message, as people do: the local AWS takes
one message after another, and all at once would keep the agents' signs of life waiting."""
TRIES = 20

Frame = dict[str, Any]


@dataclass
class Figures:
    """What is measured, in seconds."""

    begun: list[float] = field(default_factory=list)
    """From asking for a chat until an agent is in it."""
    arrived: list[float] = field(default_factory=list)
    """From sending a message until the other side's page has it."""
    sent: dict[tuple[str, str], float] = field(default_factory=dict)
    retries: int = 0
    synced: int = 0
    """Messages that came only when they were asked for in the end."""


class Run(Protocol):
    """What pages belong to."""

    figures: Figures
    tasks: asyncio.TaskGroup

    def for_ever(self, work: Coroutine[Any, Any, None]) -> None:
        """Go on with this until the end."""


class Page:
    """One side's open page; what comes is kept by its number, as the client does."""

    beat_s = 20
    """A sign of life so often, as the customer's page gives it."""

    def __init__(self, socket: ClientConnection, bench: Run) -> None:
        self._socket, self._figures, self._tasks = socket, bench.figures, bench.tasks
        self.lines: dict[str, dict[int, Frame]] = {}
        self._answers: dict[str, asyncio.Future[Frame]] = {}
        bench.for_ever(self._read())
        bench.for_ever(self._beat())

    async def _read(self) -> None:
        """Take what comes, until the socket closes."""
        async for text in self._socket:
            frame = json.loads(text)
            if frame["type"] == "chat":
                self._merge(frame)
            waiting = self._answers.pop(frame.get("id", ""), None)
            if waiting is not None:
                waiting.set_result(frame)
            self.hear(frame)

    async def _beat(self) -> None:
        """Say now and then that the page is there."""
        while True:
            await asyncio.sleep(self.beat_s)
            await self.ask("heartbeat")

    async def ask(self, action: str, **fields: Any) -> Frame:
        """Send an action; its own answer, asked for again while the system is too busy."""
        for _ in range(TRIES):
            id = secrets.token_hex(6)
            answer: asyncio.Future[Frame]
            answer = self._answers[id] = asyncio.get_running_loop().create_future()
            await self._socket.send(json.dumps({"action": action, "id": id, **fields}))
            frame: Frame = await answer
            if frame.get("code") not in ("temporarily_unavailable", "chat_too_fast"):
                assert frame["type"] != "error", frame
                return frame
            self._figures.retries += 1
            await asyncio.sleep(1)
        raise AssertionError(f"{action} was refused {TRIES} times")

    async def say(self, contact: str, text: str) -> None:
        """Write one message."""
        self._figures.sent[contact, text] = time.perf_counter()
        written = {"text": text, "client_id": secrets.token_urlsafe(16)}
        await self.ask("chat", contact=contact, **written)

    async def complete(self, contact: str, action: str) -> list[str]:
        """Everything that was said, in order, once what is missing has been asked for."""
        lines = self.lines[contact]
        before = len(lines)
        while True:
            after = next(n for n in range(len(lines) + 1) if n + 1 not in lines)
            if (await self.ask(action, contact=contact, after=after))["last"] <= after:
                break
        self._figures.synced += len(lines) - before
        assert sorted(lines) == list(range(1, len(lines) + 1)), "a number is missing"
        return [lines[number]["event"] or lines[number]["text"] for number in sorted(lines)]

    def hear(self, frame: Frame) -> None:
        """What this side does about a frame."""

    def heard(self, contact: str, line: Frame) -> None:
        """What this side does about a message that it did not have."""

    def arrived(self, contact: str, text: str) -> None:
        """What the other side has sent is here."""
        self._figures.arrived.append(time.perf_counter() - self._figures.sent[contact, text])

    def _merge(self, frame: Frame) -> None:
        lines = self.lines.setdefault(frame["contact"], {})
        for line in frame["messages"]:
            if line["number"] not in lines:
                lines[line["number"]] = line
                self.heard(frame["contact"], line)


class AgentPage(Page):
    """Accepts what is offered, and answers every message."""

    beat_s = 30

    def hear(self, frame: Frame) -> None:
        if frame["type"] == "offer":
            self._tasks.create_task(self._accept(frame["contact"]["id"]))

    def heard(self, contact: str, line: Frame) -> None:
        if line["author"] == "customer" and line["text"].startswith("k"):
            self.arrived(contact, line["text"])
            self._tasks.create_task(self.say(contact, f"a{line['text'][1:]}"))

    async def _accept(self, contact: str) -> None:
        await self.ask("accept", contact=contact)
        await self.ask("chat_sync", contact=contact, after=0)


class CustomerPage(Page):
    """Writes, and waits for each answer."""

    def __init__(self, socket: ClientConnection, bench: Run, contact: str) -> None:
        self.contact = contact
        self.talking, self.answered = asyncio.Event(), asyncio.Queue[str]()
        super().__init__(socket, bench)

    def hear(self, frame: Frame) -> None:
        if frame["type"] == "chat_state" and frame["state"] == "talking":
            self.talking.set()

    def heard(self, contact: str, line: Frame) -> None:
        if line["author"] == "agent":
            self.arrived(contact, line["text"])
            self.answered.put_nowait(line["text"])

    async def converse(self) -> None:
        """Write, and write on once that is answered."""
        for number in range(EXCHANGES):
            await asyncio.sleep(random.uniform(0, THINKING_S))
            await self.say(self.contact, f"k{number}")
            assert await self.answered.get() == f"a{number}", "another answer came first"
