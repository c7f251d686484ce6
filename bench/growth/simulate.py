"""Runs a scene in virtual time, and tells how much of each limit it used."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil

from bench.costs.bill import READ
from bench.costs.centre import Centre
from bench.costs.functions import SECONDS
from bench.costs.month import whole_bytes
from bench.growth import limits
from bench.growth.delivery import Reader
from bench.growth.herd import reconnecting
from bench.growth.limits import GRACE_S, INSTANCES, SHARDS, SHARED_S, Limit
from bench.growth.scenes import Rates, Scene
from bench.operations import Action, actions

Centres = Callable[[int], Centre]
_OF_THE_CLOCK = ("sweep", "sweep, started by the clock")


@dataclass(frozen=True, slots=True)
class Design:
    """Which design is run."""

    name: str
    bundled: bool
    """One message for all that a batch of the stream tells a watcher."""
    shares: bool
    """Clients that come back together are answered with what has been read once for many."""


AT_FIRST = Design("at first", bundled=False, shares=False)
TODAY = Design("today", bundled=True, shares=True)
_SHARED = (
    limits.CONNECTIONS,
    limits.REQUESTS,
    limits.CONCURRENCY,
    limits.SCALING,
    limits.TABLE_WRITES,
)
"""By all organisations of a deployment."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scene came to."""

    used: Mapping[str, float]
    """Of each limit at its worst, 1 for all of it."""
    news_s: float
    """How late the last of the watchers heard, at its worst."""
    connected_s: float
    """Until the last client had a connection again; 0 where none was lost."""
    logged_out: float
    """Agents whose login did not outlive that."""

    @property
    def first(self) -> tuple[str, float]:
        """The limit that is used most, and how much of it."""
        return max(self.used.items(), key=lambda one: one[1])


def run(scene: Scene, centre: Centre, design: Design = TODAY, organisations: int = 1) -> Outcome:
    """All of the scene, second by second, for so many organisations of the same size at once."""
    world = _World(centre, design, organisations)
    lost = centre.present * organisations if scene.reconnects else 0.0
    let_in, herd = 0.0, reconnecting(lost, scene.seconds)
    for second in range(scene.seconds):
        rates = dict(scene.rates(centre, second))
        if lost:
            trying, all_let_in = next(herd)
            let_in = rates["connect"] = rates["sync"] = all_let_in / organisations
            world.reconnect(trying / organisations, let_in, second)
        world.second(rates, shared=let_in if design.shares else 0.0)
    return world.outcome()


@dataclass(frozen=True, slots=True)
class _Load:
    """What one action asks of what is bounded, itself and by the stream."""

    requests: float
    whole: float
    reads: float
    hot_writes: float
    writes: float
    logins: float
    records: float
    pushes: float
    told: float
    functions: Mapping[str, float]

    @classmethod
    def of(cls, action: Action) -> "_Load":
        asked, told = action.asked, action.told
        return cls(
            requests=asked.http + asked.frames_in + asked.pushes + told.pushes,
            whole=asked.whole_reads,
            reads=asked.hot_reads + told.hot_reads,
            hot_writes=asked.hot_writes + told.hot_writes,
            writes=asked.write_units + told.write_units,
            logins=told.functions["presence_log"],
            records=told.functions["presence_fanout"],
            pushes=asked.pushes + told.pushes,
            told=action.each.pushes,
            functions={name: n * SECONDS[name] for name, n in asked.functions.items()},
        )


@cache
def _loads() -> Mapping[str, _Load]:
    return {name: _Load.of(one) for name, one in actions().items() if name not in _OF_THE_CLOCK}


class _World:
    """What is counted while the seconds pass."""

    def __init__(self, centre: Centre, design: Design, organisations: int) -> None:
        self._organisations = organisations
        whole = whole_bytes(centre)
        self._units = ceil(whole / READ)
        self._used: dict[str, float] = defaultdict(float)
        self._logins = Reader(whole, centre.watchers, design.bundled)
        self._contacts = Reader(whole, centre.watchers, design.bundled)
        self._news_s = self._connected_s = self._logged_out = 0.0
        self._before: dict[str, float] = {}

    def reconnect(self, trying: float, let_in: float, second: int) -> None:
        self._use(limits.CONNECTIONS, trying)
        if let_in > 0.5:
            self._connected_s = float(second + 1)
        if second >= GRACE_S:
            self._logged_out += let_in

    def second(self, rates: Rates, shared: float) -> None:
        loads = [(_loads()[name], rate) for name, rate in rates.items() if rate]
        records = sum(one.records * rate for one, rate in loads)
        told = sum(one.told * rate for one, rate in loads)
        # An organisation's logins lie in one shard, contacts in all the others.
        each = told / records if records else 0.0
        self._logins.second(sum(one.logins * rate for one, rate in loads), each)
        self._contacts.second(records / (SHARDS - 1), each)
        requests = sum(one.requests * rate for one, rate in loads) + rates.get("connect", 0.0)
        reads = sum((one.whole * self._units + one.reads) * rate for one, rate in loads)
        reads -= _spared(shared) * self._units
        for reader, number in ((self._logins, 1), (self._contacts, SHARDS - 1)):
            requests += reader.pushes * number
            reads += reader.read_units() * number
            self._news_s = max(self._news_s, reader.delay_s)
        self._use(limits.CONNECTIONS, rates.get("connect", 0.0))
        self._use(limits.REQUESTS, requests)
        self._use(limits.HOT_READS, reads)
        self._use(limits.HOT_WRITES, sum(one.hot_writes * rate for one, rate in loads))
        writes = sum(one.writes * rate for one, rate in loads)
        self._use(limits.TABLE_WRITES, writes)
        self._readers(writes * self._organisations)
        self._functions(loads)

    def outcome(self) -> Outcome:
        return Outcome(dict(self._used), self._news_s, self._connected_s, self._logged_out)

    def _readers(self, writes: float) -> None:
        """The busier of an organisation's own reader, and of all with everybody's records."""
        own = max(self._logins.busy_s, self._contacts.busy_s)
        every = self._logins.busy_s + self._contacts.busy_s * (SHARDS - 1)
        # The table splits, and its stream with it, as it is written to.
        shards = max(SHARDS, writes / limits.HOT_WRITES.amount)
        self._use(limits.FAN_OUT, max(own, every * self._organisations / shards))

    def _functions(self, loads: Iterable[tuple[_Load, float]]) -> None:
        running: dict[str, float] = defaultdict(float)
        for one, rate in loads:
            for name, seconds in one.functions.items():
                running[name] += rate * seconds
        self._use(limits.CONCURRENCY, sum(running.values()))
        rise = (running[name] - self._before.get(name, 0.0) for name in running)
        self._use(limits.SCALING, max(rise, default=0.0))
        self._before = running

    def _use(self, limit: Limit, amount: float) -> None:
        if limit in _SHARED:
            amount *= self._organisations
        self._used[limit.name] = max(self._used[limit.name], amount / limit.amount)


def _spared(snapshots: float) -> float:
    """Reads a second that clients who come back together need not: each process does one for all
    that ask it within some time."""
    processes = max(1.0, snapshots * SECONDS["ws_presence"] * INSTANCES)
    return max(0.0, snapshots - processes / SHARED_S)


def breaks_at(scene: Scene, of: Centres, design: Design = TODAY) -> tuple[int, str]:
    """The smallest centre that some limit does not hold, in steps of a tenth; and which limit.

    (0, "") where all hold up to the largest that is looked at.
    """
    steps = [round(10 * 1.1**step) for step in range(105)]
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        if run(scene, of(steps[middle]), design).first[1] > 1:
            high = middle
        else:
            low = middle + 1
    if low == len(steps):
        return 0, ""
    return steps[low], run(scene, of(steps[low]), design).first[0]
