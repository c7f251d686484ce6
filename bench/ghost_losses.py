"""Ways in which a client gets lost, and what AWS may do on top: the cases of bench/ghosts.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from jour.organisation import Channel

IDLE_S = 600
"""After so long without a word API Gateway closes a connection itself (its documented limit)."""
AWAY_S = 700
"""The longest that anybody is away here: the rest of the simulated time is there to settle in."""
DESKTOP, OTHERS = (Channel.DESKTOP,), (Channel.MOBILE, Channel.WEB)


@dataclass(frozen=True)
class Loss:
    """One loss, seconds counted from it."""

    disconnects: tuple[float, ...] = ()
    """When `$disconnect` of the lost connection is delivered; empty: never."""
    back: float | None = None
    """When the client connects again; None: never."""


@dataclass(frozen=True)
class Kind:
    """A way to get lost, and whom it befalls."""

    draw: Callable[[Random], Loss]
    channels: tuple[Channel, ...] = (*DESKTOP, *OTHERS)


def _late(r: Random) -> Loss:
    """Connected again before the old connection's end is told."""
    back = r.uniform(0.2, 25)
    return Loss((back + r.uniform(0.01, 60),), back)


def _first_tries(r: Random) -> float:
    """The client's own waits (web/src/model/backoff.ts): up to 1, 2, 4 s, until it gets through."""
    return sum(r.uniform(0.1, 2.0**n) for n in range(r.randint(1, 4)))


KINDS: Mapping[str, Kind] = {
    "clean close": Kind(lambda r: Loss((r.uniform(0, 1),))),
    "page loaded again": Kind(lambda r: Loss((r.uniform(0, 1),), r.uniform(0.3, 6))),
    "network pulled": Kind(lambda r: Loss((IDLE_S,))),
    "network back in time": Kind(lambda r: Loss((), r.uniform(1, 40))),
    "network back too late": Kind(lambda r: Loss((), r.uniform(90, AWAY_S))),
    "laptop sleeps": Kind(lambda r: Loss((), r.uniform(60, AWAY_S)), DESKTOP),
    "browser crash": Kind(lambda r: Loss((r.uniform(0, 3),))),
    "app killed": Kind(lambda r: Loss((r.uniform(0, 2),), r.choice((None, r.uniform(5, AWAY_S))))),
    "phone sleeps": Kind(lambda r: Loss((IDLE_S,), r.uniform(10, IDLE_S - 1)), OTHERS),
    "end never told": Kind(lambda _: Loss()),
    "end told after the new connection": Kind(_late),
    "end told twice": Kind(lambda r: Loss((d := r.uniform(0, 1), d + r.uniform(0, 60)))),
    "back, and the end told twice": Kind(
        lambda r: Loss((r.uniform(0, 1), r.uniform(1, 90)), r.uniform(0.3, 20))
    ),
    "closed by the server": Kind(lambda r: Loss((r.uniform(0, 1),), _first_tries(r))),
    "closed by the server, not told": Kind(lambda r: Loss((), _first_tries(r))),
    "no connection at any time": Kind(lambda _: Loss(), (Channel.DISTANCE,)),
}


@dataclass(frozen=True)
class Weather:
    """How late AWS is, in seconds: from, to."""

    sweep_s: tuple[float, float] = (0.1, 1.5)
    """A run of the sweep, after its time: the queue, a cold start, its own reads and writes."""
    stream_s: tuple[float, float] = (0.1, 1.0)
    """From a commit to its push."""
    lost_runs: float = 0
    """How many runs of the sweep fail; never two in a row."""
    runs_twice: bool = False
    """Every run and every batch of the stream comes twice, as after a failed answer."""


WEATHER: Mapping[str, Weather] = {
    "usual": Weather(),
    "sweep delayed": Weather(sweep_s=(0.1, 5)),
    "sweep runs lost": Weather(lost_runs=0.25),
    "stream delayed": Weather(stream_s=(0.5, 5)),
    "everything twice": Weather(runs_twice=True),
}
