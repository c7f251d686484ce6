"""What each action does at AWS, as the test `tests/handlers/test_operations.py` has counted it.

`operations.json` is that test's: it compares what it counts with the file, and writes the file when
asked (`make operations`). Cost and growth are computed from nothing else.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "operations.json"


@dataclass(slots=True)
class Operations:
    """What was asked of AWS; numbers may be fractions where they are means."""

    functions: Counter[str] = field(default_factory=Counter)
    """Invocations, by the function's folder."""
    requests: Counter[str] = field(default_factory=Counter)
    """Requests to DynamoDB, by operation."""
    services: Counter[str] = field(default_factory=Counter)
    """Requests to other services, as `sqs.SendMessage`."""
    read_units: float = 0
    """Of DynamoDB, without the two kinds of read below, whose price grows with the organisation."""
    write_units: float = 0
    """With the index's, and a transaction's twice."""
    hot_reads: float = 0
    """Read units, of those above, on the organisation's own partition: all its logins lie there."""
    hot_writes: float = 0
    """Write units likewise, a transaction's twice."""
    whole_reads: float = 0
    """Reads of everybody who is here, everything that waits, and the organisation."""
    day_rows: float = 0
    """Calls of a day that are read through the index, at most."""
    http: float = 0
    """Requests to the HTTP API."""
    frames_in: float = 0
    """Messages from clients over the socket."""
    frames_out: float = 0
    """Answers to them."""
    pushes: float = 0
    """Messages to clients that they have not asked for."""
    closes: float = 0
    """Connections closed from the server's side."""

    def __add__(self, other: "Operations") -> "Operations":
        return _each(self, other, lambda mine, theirs: mine + theirs)

    def __sub__(self, other: "Operations") -> "Operations":
        return _each(self, other, lambda mine, theirs: mine - theirs)

    def __mul__(self, times: float) -> "Operations":
        return _each(self, self, lambda mine, _: mine * times)

    __rmul__ = __mul__

    def shown(self) -> dict[str, Any]:
        """As it stands in the file: whole numbers where they are, what is nought left out."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Counter):
                value = {name: _plain(number) for name, number in sorted(value.items()) if number}
            else:
                value = _plain(value)
            if value:
                found[one.name] = value
        return found


@dataclass(frozen=True, slots=True)
class Action:
    """One action: what it does itself, and what the stream then does because of it."""

    asked: Operations
    told: Operations
    """The stream's functions, with nobody watching."""
    each: Operations
    """Of those, what comes with every further watcher."""

    def with_watchers(self, watchers: float) -> Operations:
        """All that the action does while so many look on."""
        return self.asked + self.told + self.each * watchers


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of items as DynamoDB counts them, and of messages."""

    items: Mapping[str, int]
    frames: Mapping[str, int]


@cache
def actions() -> Mapping[str, Action]:
    """Every action that has been counted, by name."""
    return {
        name: Action(*(_read(one.get(part, {})) for part in ("asked", "told", "each_watcher")))
        for name, one in _file()["actions"].items()
    }


@cache
def sizes() -> Sizes:
    """The sizes that were counted along."""
    return Sizes(_file()["items"], _file()["frames"])


def total(parts: Iterable[Operations]) -> Operations:
    """All of them together."""
    return sum(parts, Operations())


def _file() -> Any:
    return json.loads(FILE.read_text())


def _read(shown: Mapping[str, Any]) -> Operations:
    read = Operations()
    for name, value in shown.items():
        setattr(read, name, Counter(value) if isinstance(value, dict) else value)
    return read


def _each(one: Operations, other: Operations, do: Any) -> Operations:
    found: dict[str, Any] = {}
    for part in fields(one):
        mine, theirs = getattr(one, part.name), getattr(other, part.name)
        if isinstance(mine, Counter):
            found[part.name] = Counter({n: do(mine[n], theirs[n]) for n in mine.keys() | theirs})
        else:
            found[part.name] = do(mine, theirs)
    return Operations(**found)


def _plain(number: float) -> float:
    number = round(number, 3)
    return int(number) if number == int(number) else number
