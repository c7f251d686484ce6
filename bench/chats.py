"""Chats at once through the whole local system: `make bench` (issue 8, proof).

As many customers as there are chats, each with a page of their own, write to agents who have ten
chats each and answer every message. Nobody writes before all are talking; then all do, each at a
pace of their own. In the end both sides of every chat must have every message once, in the same
order. The figures are this machine's: the local AWS, all functions, and all pages share its cores.
"""

import asyncio
import os
import secrets
import tempfile
import time
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from bench.chat_pages import EXCHANGES, TRIES, AgentPage, CustomerPage, Figures, Frame
from bench.result import Figure, keep
from jour.organisation import Group, Media, Organisation
from jour.store.organisations import Organisations
from tests.e2e.firm import PASSWORD, Firm
from tests.system import System, started

CHATS = int(os.environ.get("JOUR_CHATS", "200"))
CHATS_OF_AN_AGENT = 10
FROM_ONE_ADDRESS = 10
"""Openings; fewer than the throttle allows, as customers come from everywhere."""
OPENINGS_AT_ONCE = 4
BUSY = (409, 502, 503, 504)
"""Answers after which a page asks again: the queue is full, or the machine."""
PHONE = "+46701740699"
LONGEST_S = 900


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
