"""A call centre in virtual time: the real handlers over a table in memory, one watcher who notes.

Each agent logs in, connects, beats every 30 s, is lost once in one way (bench/ghost_losses.py) and
perhaps comes back. The watcher's connection is told by the real fan-out; how long what it shows is
not what is true is what bench/ghosts.py reports.
"""

import heapq
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from bench.ghost_losses import KINDS, WEATHER, Loss, Weather
from functions.presence_fanout.handler import handler as fan_out
from functions.sweep.handler import handler as sweep
from functions.ws_presence.handler import handler as socket
from jour.clock import Millis
from jour.login_rules import GRACE, LEASE
from jour.organisation import Channel
from jour.push import Outcome
from jour.session import Session
from jour.settings import Settings
from jour.store.table import Table
from jour.sweep import DELAYS_S
from jour.wiring import Services
from tests.builders import DEMO, new_session
from tests.handlers.conftest import rewire
from tests.memory.dynamodb import MemoryDynamoDB, Place
from tests.memory.expression import Item

BEAT_S, END_S = 30.0, 960.0
_BEGIN: Millis = 1_795_000_000_000
_WATCHER = "watcher"


@dataclass
class Agent:
    """One who gets lost, what is true of them, and what the watcher shows."""

    user: str
    kind: str
    channel: Channel
    loss: Loss
    lost_at: float
    session: Session
    connection: int = 0
    here: bool = False
    """Whether their client is there."""
    beat_from: int = 0
    ended: bool = False
    """The system has logged them out."""
    refused: int = 0
    """Turned away although back within what the rules promise (D10)."""
    true: list[tuple[float, bool]] = field(default_factory=list)
    shown: list[tuple[float, bool]] = field(default_factory=list)


@dataclass
class Centre:
    """The timeline of one organisation."""

    random: Random
    weather: Weather
    now: float = 0.0
    agents: dict[str, Agent] = field(default_factory=dict)
    _due: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    _count: int = 0
    _streamed_until: float = 0.0
    _records: int = 0
    _lost_last: bool = False

    def __post_init__(self) -> None:
        self.database = MemoryDynamoDB()
        settings = {"TABLE": "jour", "SWEEP_QUEUE": "q", "PUSH_QUEUE": "q", "ROTATION_QUEUE": "q"}
        settings |= {"SMS_QUEUE": "q", "CHAT_MAIL_QUEUE": "q"}
        self.services = Services(
            Settings({f"JOUR_{name}": value for name, value in settings.items()}), self.clock
        )
        s = self.services.__dict__
        s["table"] = Table(self.database, "jour")  # type: ignore[arg-type]  # what it uses of it
        s["pusher"], s["queue"] = self, _Queue()

    def clock(self) -> Millis:
        """Virtual time."""
        return _BEGIN + int(self.now * 1000)

    def at(self, when: float, does: Callable[[], object]) -> None:
        self._count += 1
        heapq.heappush(self._due, (when, self._count, does))

    def run(self, losses: int) -> list[Agent]:
        """So many agents, each lost once."""
        self.services.organisations.add(DEMO)
        watcher = self._log_in(_WATCHER, Channel.WEB)
        self._socket(watcher, "$connect", _WATCHER)
        self.database.heard = self._heard
        for number in range(losses):
            self._hire(number)
        self.at(self.random.uniform(0, 60), self._minute)
        while self._due and self._due[0][0] <= END_S:
            self.now, _, does = heapq.heappop(self._due)
            does()
        return list(self.agents.values())

    def _hire(self, number: int) -> None:
        kind = list(KINDS)[number % len(KINDS)]
        channel = self.random.choice(KINDS[kind].channels)
        loss, lost_at = KINDS[kind].draw(self.random), self.random.uniform(60, 160)
        session = new_session(f"s{number}", channel, f"user{number}")
        agent = Agent(f"user{number}", kind, channel, loss, lost_at, session)
        self.agents[agent.user] = agent
        self.at(self.random.uniform(0, 50), lambda: self._begin(agent))
        self.at(lost_at, lambda: self._lose(agent))

    def _begin(self, agent: Agent) -> None:
        self._log_in(agent.user, agent.channel, agent.session)
        agent.true.append((self.now, True))
        if agent.channel is not Channel.DISTANCE:
            self._connect(agent)

    def _log_in(self, user: str, channel: Channel, session: Session | None = None) -> Session:
        new = session or new_session(f"s-{user}", channel, user)
        return self.services.sessions.log_in(new, self.clock())[1]

    def _lose(self, agent: Agent) -> None:
        agent.here = False
        lost = agent.connection
        if agent.channel is Channel.DESKTOP:
            agent.true.append((self.now, False))
        for after in agent.loss.disconnects:
            self.at(
                self.now + after,
                lambda: self._socket(agent.session, "$disconnect", _name(agent, lost)),
            )
        if agent.loss.back is not None:
            self.at(self.now + agent.loss.back, lambda: self._return(agent))

    def _return(self, agent: Agent) -> None:
        """The client connects again with the login that it has; refused, its user logs in anew."""
        if self._connect(agent):
            if agent.channel is Channel.DESKTOP:
                agent.true.append((self.now, True))
            return
        if agent.channel is not Channel.DESKTOP or self.now - agent.lost_at < _promised(agent):
            agent.refused += 1
        agent.session = new_session(f"{agent.session.login.session_id}+", agent.channel, agent.user)
        self._begin(agent)

    def _connect(self, agent: Agent) -> bool:
        agent.connection += 1
        connection = _name(agent, agent.connection)
        if self._socket(agent.session, "$connect", connection)["statusCode"] != 200:
            return False
        agent.here, agent.beat_from = True, agent.connection
        self.at(self.now + BEAT_S, lambda: self._beat(agent, agent.beat_from))
        return True

    def _beat(self, agent: Agent, connection: int) -> None:
        if agent.here and agent.connection == connection:
            beat = json.dumps({"action": "heartbeat"})
            self._socket(agent.session, "$default", _name(agent, connection), beat)
            self.at(self.now + BEAT_S, lambda: self._beat(agent, connection))

    def _socket(
        self, session: Session, route: str, connection: str, body: str | None = None
    ) -> dict[str, Any]:
        who = session.identity
        context = {"org": who.org, "user": who.user, "session_id": who.session_id}
        context |= {"channel": who.channel.value, "plain_id": "", "language": "sv"}
        request = {"routeKey": route, "connectionId": connection, "authorizer": context}
        return socket({"requestContext": request, "body": body}, None)

    def _minute(self) -> None:
        """The schedule, and the messages that the sweep sends itself."""
        for delay in (0, *DELAYS_S):
            self.at(self.now + delay + self.random.uniform(*self.weather.sweep_s), self._sweep)
        self.at(self.now + 60, self._minute)

    def _sweep(self) -> None:
        self._lost_last = not self._lost_last and self.random.random() < self.weather.lost_runs
        if self._lost_last:
            return
        for _ in range(2 if self.weather.runs_twice else 1):
            sweep({"Records": []}, None)

    def _heard(self, place: Place, old: Item | None, new: Item | None) -> None:
        """The stream: in order, each record some time after its commit."""
        if not place[1].startswith("SESSION#") or new is None or new["beat"] == {"BOOL": True}:
            return
        self._records += 1
        images = {"OldImage": old, "NewImage": new}
        record = {
            "dynamodb": {
                "SequenceNumber": str(self._records),
                **{name: image for name, image in images.items() if image},
            }
        }
        when = self.now + self.random.uniform(*self.weather.stream_s)
        self._streamed_until = max(when, self._streamed_until)
        for _ in range(2 if self.weather.runs_twice else 1):
            self.at(self._streamed_until, lambda: self._deliver(record))

    def _deliver(self, record: dict[str, Any]) -> None:
        assert fan_out({"Records": [record]}, None) == {"batchItemFailures": []}

    # What the fan-out and the desk take for API Gateway.

    def post(self, connection: str, message: Any) -> Outcome:
        """The watcher notes whom it shows; agents lost cannot be reached."""
        if connection == _WATCHER and message["type"] == "presence":
            self._note(message)
        return Outcome.DELIVERED

    def post_all(self, posts: Any) -> list[Outcome]:
        return [self.post(*post) for post in posts]

    def close(self, connection: str) -> Outcome:
        return Outcome.DELIVERED

    def _note(self, message: dict[str, Any]) -> None:
        for user, shown in [
            *((agent["user"], True) for agent in message["agents"]),
            *((user, False) for user in message["gone"]),
        ]:
            if user in self.agents:
                self.agents[user].shown.append((self.now, shown))


class _Queue:
    """Takes what the sweep sends itself: this module plays the minute."""

    def send_message_batch(self, **_: Any) -> None: ...

    def send_message(self, **_: Any) -> None: ...


def _name(agent: Agent, connection: int) -> str:
    return f"{agent.user}-{connection}"


def _promised(agent: Agent) -> float:
    """How long a login outlives its connection at least: the grace once its end is told, else what
    is left of the lease after a beat that was up to 30 s ago."""
    told = min(agent.loss.disconnects, default=END_S)
    return min(told + GRACE / 1000, LEASE / 1000 - BEAT_S)


@contextmanager
def centre(random: Random, weather: str) -> Iterator[Centre]:
    """A centre whose services the handlers ask meanwhile."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = Centre(random, WEATHER[weather])
        rewire(monkeypatch, lambda: made.services)
        yield made
