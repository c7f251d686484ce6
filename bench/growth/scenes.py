"""What happens, second by second: how often each action is done by everybody together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.costs.centre import HOURS, PING_S, Centre

Rates = Mapping[str, float]
STORM_S = 600
"""Monday at eight: everybody logs in within ten minutes, most of them in the middle."""
CALLS_A_MINUTE = 500
GROUP = 50
"""Agents of one group."""
POLL_S = 5
PATIENCE_S = 180
"""Whoever has waited so long gives up."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Some minutes in the life of a centre."""

    name: str
    seconds: int
    rates: Callable[[Centre, int], Rates]
    reconnects: bool = False
    """Every connection is lost at its beginning."""


def steady(centre: Centre, _: int) -> Rates:
    """Any minute of the day, everything spread evenly."""
    day = centre.of_an_agent()
    return {name: times * centre.agents / (HOURS * 3600) for name, times in day.items()}


def _monday(centre: Centre, second: int) -> Rates:
    """Nine of ten log in, page, connection and snapshot with it; whoever is there pings."""
    half = STORM_S / 2
    height = 2 / STORM_S * (1 - abs(second - half) / half)
    logins = 0.9 * centre.agents * max(0.0, height)
    came = 0.9 * centre.agents * _share(second)
    begun = {name: logins for name in ("login", "page loaded", "connect", "sync")}
    return begun | {"ping": came / PING_S, "back from a pause": logins}


def _share(second: int) -> float:
    """Of those who come, how many have by then."""
    part = min(1.0, second / STORM_S)
    return 2 * part**2 if part < 0.5 else 1 - 2 * (1 - part) ** 2


def _lost(centre: Centre, second: int) -> Rates:
    """The network is back at once; what else goes on does."""
    gone = centre.present if second == 0 else 0.0
    return {**steady(centre, second), "disconnect": gone, "connect": 0.0, "sync": 0.0}


def _many_calls(centre: Centre, second: int) -> Rates:
    """Five hundred a minute, answered as far as agents are there; who waits is polled for."""
    comes = CALLS_A_MINUTE / 60
    answered = min(comes, centre.present / (centre.day.minutes_of_a_call * 60))
    waiting = (comes - answered) * min(second, PATIENCE_S)
    # One caller of each group has the queue handed out.
    first = min(waiting, max(1.0, centre.agents / GROUP))
    usual = {
        name: rate
        for name, rate in steady(centre, second).items()
        if "call" not in name and "waiting" not in name and "chat" not in name
    }
    free = answered if waiting == 0 else 0.0
    return usual | {
        "call arrives, somebody is free": free,
        "call waits": comes - free,
        "first of the waiting asks again": first / POLL_S,
        "waiting call asks again": (waiting - first) / POLL_S,
        "waiting call is sent to the agent": answered - free,
        "call answered": answered,
        "call over": answered,
        "caller has hung up": answered,
        "waiting caller hangs up": comes - answered if second > PATIENCE_S else 0.0,
    }


SCENES = (
    Scene("steady day", 60, steady),
    Scene("Monday at eight", STORM_S, _monday),
    Scene("whole site reconnects", 300, _lost, reconnects=True),
    Scene("500 calls a minute", 300, _many_calls),
)
