"""An organisation in which everybody watches one agent: for bench/fanout.py."""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from functions.presence_fanout.handler import handler as fan_out
from jour import aws
from jour.organisation import Channel
from jour.push import Pusher
from jour.session import Status
from jour.settings import Settings
from jour.store.table import Table
from jour.wiring import Services
from tests.builders import DEMO, new_session
from tests.memory.dynamodb import MemoryDynamoDB

_NOW = 1_795_000_000_000


@dataclass
class Watched:
    """So many who are connected, and the stream that leads from a commit to the function."""

    endpoint: str
    watchers: int
    services: Services = field(init=False)
    _records: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        database = MemoryDynamoDB()
        self._clock = itertools.count(_NOW, 10)
        settings = {"JOUR_TABLE": "jour", "JOUR_PUSH_QUEUE": "q", "JOUR_CHAT_MAIL_QUEUE": "q"}
        self.services = Services(Settings(settings), lambda: next(self._clock))
        s = self.services.__dict__
        s["table"] = Table(database, "jour")  # type: ignore[arg-type]  # what it uses of it
        s["pusher"], s["queue"] = Pusher(self.endpoint, aws.session()), None
        self.services.organisations.add(DEMO)
        for number in range(self.watchers):
            session = new_session(f"s{number}", Channel.MOBILE, f"user{number}", _NOW)
            self.services.sessions.log_in(session, _NOW)
            self.services.sessions.connect(session.identity, f"c{number}", _NOW)
        self._changing = new_session("s0", Channel.MOBILE, "user0", _NOW).identity
        database.heard = lambda _, old, new: self._records.append(
            {"OldImage": old, "NewImage": new}
        )

    def tell(self) -> float:
        """Seconds from before the commit until the last post is answered."""
        begun = time.perf_counter()
        session = self.services.sessions.get("demo", "user0")
        paused = session is not None and session.status is Status.PAUSED
        wanted = (Status.AVAILABLE, "") if paused else (Status.PAUSED, "lunch")
        self.services.sessions.set_status(self._changing, *wanted, next(self._clock))
        records = [{"dynamodb": {"SequenceNumber": "1", **images}} for images in self._records]
        self._records.clear()
        answer = fan_out({"Records": records}, None)
        took = time.perf_counter() - begun
        if answer["batchItemFailures"]:
            raise SystemExit("the function failed")
        return took
