"""Throttling of login attempts (B7): growing delays, no lock that an attacker could use.

Failures are counted for each pair of user and source, so that guessing at one place does not slow
the user down at another. Above that stands a bound for the user as a whole, which holds at sources
where they have not logged in before. User ids that do not exist are counted alike, so the answer
tells nobody which do. Everything is one item of bounded size.

Sources and user ids are kept as hashes: an address is personal data, and what is typed into the
wrong field may be a password.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from jour.clock import DAY, MINUTE, SECOND, Millis

FREE = 3
"""So many failures in a row at one source cost nothing: people mistype."""
LONGEST = 15 * MINUTE
BOUND = 20
"""Failures of one user within a day at sources they never logged in from (security facts)."""
SOURCES_KEPT = 20
TRUSTED_KEPT = 8
FORGOTTEN = DAY
"""A source's failures are forgotten a day after the last one."""


@dataclass(frozen=True, slots=True)
class Failures:
    """What one source did wrong."""

    count: int
    last: Millis


@dataclass(frozen=True, slots=True)
class Attempts:
    """What is known of one user id's attempts to log in."""

    sources: Mapping[str, Failures] = field(default_factory=dict)
    trusted: tuple[str, ...] = ()
    """Sources of successful logins, newest first."""
    day_start: Millis = 0
    day_failures: int = 0
    version: int = 0


def hashed(text: str) -> str:
    """How a source or a typed user id is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def wait_s(attempts: Attempts, source: str, now: Millis) -> int:
    """Seconds until this source may try again; 0 for now."""
    waits = (_source_wait(attempts, source, now), _bound_wait(attempts, source, now), 0)
    return math.ceil(max(waits) / SECOND)


def failed(attempts: Attempts, source: str, now: Millis) -> Attempts:
    """The state after a wrong password."""
    before = attempts.sources.get(source)
    count = 1 + (before.count if before and now - before.last < FORGOTTEN else 0)
    sources = _bounded({**attempts.sources, source: Failures(count, now)}, now)
    fresh_day = now - attempts.day_start >= DAY
    return replace(
        attempts,
        sources=sources,
        day_start=now if fresh_day else attempts.day_start,
        day_failures=1 if fresh_day else attempts.day_failures + 1,
        version=attempts.version + 1,
    )


def succeeded(attempts: Attempts, source: str) -> Attempts:
    """The state after a right password: this source starts anew, and is known from now on.

    The very same state where there is nothing to forget and nothing to learn.
    """
    if source not in attempts.sources and source in attempts.trusted:
        return attempts
    others = {name: kept for name, kept in attempts.sources.items() if name != source}
    trusted = (source, *(name for name in attempts.trusted if name != source))[:TRUSTED_KEPT]
    return replace(attempts, sources=others, trusted=trusted, version=attempts.version + 1)


def forgiven(attempts: Attempts, source: str) -> Attempts:
    """The state after a right PIN: this number starts anew, but is not trusted for it.

    A caller ID can be forged, so the bound for the user as a whole holds at every number.
    """
    if source not in attempts.sources:
        return attempts
    others = {name: kept for name, kept in attempts.sources.items() if name != source}
    return replace(attempts, sources=others, version=attempts.version + 1)


def _source_wait(attempts: Attempts, source: str, now: Millis) -> Millis:
    failures = attempts.sources.get(source)
    if failures is None or failures.count < FREE or now - failures.last >= FORGOTTEN:
        return 0
    # 2, 4, 8 … seconds; the exponent is bounded before it is used.
    doublings = min(failures.count - FREE + 1, 20)
    delay = min((1 << doublings) * SECOND, LONGEST)
    return failures.last + delay - now


def _bound_wait(attempts: Attempts, source: str, now: Millis) -> Millis:
    if source in attempts.trusted or attempts.day_failures < BOUND:
        return 0
    return attempts.day_start + DAY - now


def _bounded(sources: dict[str, Failures], now: Millis) -> dict[str, Failures]:
    """Forget what is old, then what failed longest ago: the item stays small."""
    fresh = [(name, f) for name, f in sources.items() if now - f.last < FORGOTTEN]
    fresh.sort(key=lambda pair: pair[1].last, reverse=True)
    return dict(fresh[:SOURCES_KEPT])
