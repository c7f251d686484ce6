"""Time as the domain knows it: whole milliseconds since 1970, UTC. Passed in, never asked for."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Millis = int
Clock = Callable[[], Millis]

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def system_clock() -> Millis:
    """Now, by the machine's clock."""
    return time.time_ns() // 1_000_000


def iso(moment: Millis) -> str:
    """ISO 8601 in UTC with milliseconds, as every answer writes it: `2026-11-23T08:02:00.000Z`."""
    text = datetime.fromtimestamp(moment / SECOND, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
