"""Chats at once through the whole local system: `make bench` (issue 8, proof).

As many customers as there are chats, each with a page of their own, write to agents who have ten
chats each and answer every message. Nobody writes before all are talking; then all do, each at a
pace of their own. In the end both sides of every chat must have every message once, in the same
order. The figures are this machine's: the local AWS, all functions, and all pages share its cores.
"""

import asyncio
import json
import os
import random
import secrets
import tempfile
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from bench.result import Figure, keep
from jour.organisation import Group, Media, Organisation
from jour.store.organisations import Organisations
from tests.e2e.firm import PASSWORD, Firm
from tests.system import System, started

CHATS = int(os.environ.get("JOUR_CHATS", "200"))
CHATS_OF_AN_AGENT = 10
EXCHANGES = 2
"""So many messages each customer writes, each answered before the next."""
FROM_ONE_ADDRESS = 10
"""Openings; fewer than the throttle allows, as customers come from everywhere."""
OPENINGS_AT_ONCE = 4
BUSY = (409, 502, 503, 504)
"""Answers after which a page asks again: the queue is full, or the machine."""
THINKING_S = 90
"""As long as that at most a customer thinks before a message, as people do: the local AWS takes
one message after another, and all at once would keep the agents' signs of life waiting."""
PHONE = "+46701740699"
LONGEST_S = 900
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


class Page:
    """One side's open page; what comes is kept by its number, as the client does."""

    beat_s = 20
    """A sign of life so often, as the customer's page gives it."""

    def __init__(self, socket: ClientConnection, bench: "Bench") -> None:
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

    def __init__(self, socket: ClientConnection, bench: "Bench", contact: str) -> None:
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


class Bench:
    """One run: an organisation of its own, its agents, and its customers."""

    def __init__(self, system: System, tasks: asyncio.TaskGroup) -> None:
        self.system, self.tasks, self.figures = system, tasks, Figures()
        self.firm = Firm(system, f"bench-{secrets.token_hex(4)}", {}, "")
        self._endless: list[asyncio.Task[None]] = []
        # Every address that begins with 127 is this machine's: those of earlier runs are throttled.
        self._net = f"127.{secrets.randbelow(255)}.{secrets.randbelow(255)}"
        self._at_once = asyncio.Semaphore(OPENINGS_AT_ONCE)
        groups = {"chatt": Group("chatt", "Chatt", Media.CHAT)}
        Organisations(self.firm.table).add(
            Organisation(self.firm.id, "Bänken", groups, chats_at_once=CHATS_OF_AN_AGENT)
        )

    def for_ever(self, work: Coroutine[Any, Any, None]) -> None:
        self._endless.append(self.tasks.create_task(work))

    def end(self) -> None:
        for task in self._endless:
            task.cancel()

    async def agent(self, number: int) -> AgentPage:
        """Somebody who has logged in on the desktop, and is there."""
        user = self.firm.user(f"agent{number}", "chatt")
        wanted = {"user_id": user, "password": PASSWORD, "agent": True, "channel": "desktop"}
        answer = await self._post("/api/login", wanted | {"phone": PHONE, "groups": None})
        assert answer.status_code == 200, answer.text
        page = AgentPage(await self._socket(answer, ""), self)
        await page.ask("sync")
        return page

    async def customer(self, number: int) -> CustomerPage:
        """Somebody who has asked for a chat, and been answered."""
        async with self._at_once:
            began = time.perf_counter()
            answer = await self._opened(number)
            socket = await self._socket(answer, "?side=customer")
            page = CustomerPage(socket, self, answer.json()["contact"])
            await page.ask("sync", after=0)
        await page.talking.wait()
        self.figures.begun.append(time.perf_counter() - began)
        return page

    async def _opened(self, number: int) -> httpx.Response:
        wanted = {
            "organisation": self.firm.id,
            "group": "chatt",
            "name": f"Kund {number}",
            "message": "Hej!",
            "page": "https://www.example.se/kontakt",
            "client_id": secrets.token_urlsafe(16),
            "language": "sv",
        }
        address = f"{self._net}.{2 + number // FROM_ONE_ADDRESS}"
        for _ in range(TRIES):
            answer = await self._post("/api/chats", wanted, address)
            if answer.status_code == 201:
                return answer
            assert answer.status_code in BUSY, answer.text
            self.figures.retries += 1
            await asyncio.sleep(1)
        raise AssertionError("no chat could be begun")

    async def _post(self, path: str, body: Frame, address: str = "127.0.0.1") -> httpx.Response:
        transport = httpx.AsyncHTTPTransport(local_address=address)
        async with httpx.AsyncClient(transport=transport, timeout=LONGEST_S) as client:
            headers = {"Origin": self.system.base_url}
            return await client.post(f"{self.system.base_url}{path}", json=body, headers=headers)

    async def _socket(self, answer: httpx.Response, query: str) -> ClientConnection:
        for _ in range(TRIES):
            try:
                return await connect(
                    f"{self.system.socket_url}{query}",
                    origin=Origin(self.system.base_url),
                    additional_headers={"Cookie": answer.headers["set-cookie"].partition(";")[0]},
                    open_timeout=LONGEST_S,
                    ping_interval=None,
                    proxy=None,
                )
            except InvalidStatus as busy:
                if busy.response.status_code not in BUSY:
                    raise
            self.figures.retries += 1
            await asyncio.sleep(1)
        raise AssertionError("no socket could be opened")


async def run(system: System) -> tuple[Figures, float]:
    """The figures, and how long the conversations took."""
    async with asyncio.timeout(LONGEST_S), asyncio.TaskGroup() as tasks:
        bench = Bench(system, tasks)
        staff = -(-CHATS // CHATS_OF_AN_AGENT)
        agents = [await bench.agent(number) for number in range(staff)]
        customers = await asyncio.gather(*(bench.customer(number) for number in range(CHATS)))
        began = time.perf_counter()
        await asyncio.gather(*(customer.converse() for customer in customers))
        took = time.perf_counter() - began
        for customer in customers:
            await compare(customer, agents)
        bench.end()
    return bench.figures, took


async def compare(customer: CustomerPage, agents: Sequence[AgentPage]) -> None:
    """Both sides have all of it, once, in the same order."""
    contact = customer.contact
    (agent,) = [one for one in agents if contact in one.lines]
    theirs = await customer.complete(contact, "sync")
    assert theirs == await agent.complete(contact, "chat_sync")
    exchange = [text for number in range(EXCHANGES) for text in (f"k{number}", f"a{number}")]
    assert theirs == ["Hej!", "agent_joined", *exchange], theirs


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, started(Path(folder) / "data") as system:
        figures, took = asyncio.run(run(system))
    messages = len(figures.arrived)
    found = (
        Figure.of("messages together", "a second", [messages / took]),
        Figure.of("from sending to the other side's page", "s", figures.arrived),
        Figure.of("from asking for a chat to an agent", "s", figures.begun),
    )
    note = (
        f"{CHATS} chats at once, {messages} messages, each once and in order on both sides;"
        f" {figures.synced} of them had to be asked for, and {figures.retries} requests were made"
        " again, as the system was too busy. The local AWS, all functions and all pages share the"
        " machine's cores. In brackets the quickest and the slowest of all."
    )
    keep("chats", "Chats through the whole local system", found, note=note)


if __name__ == "__main__":
    main()
