"""What a check is: a pure question about one item and the few items that it refers to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jour.clock import Millis
from jour.store.expression import Item, Update
from jour.store.keys import Key
from jour.store.table import Table
from ops.kinds import Kind

Write = tuple[Key, Update]


@dataclass(frozen=True)
class Repair:
    """How a finding is put right: writes, each on the condition that things are as they were read;
    or a store's own method, which has such conditions inside."""

    does: str
    writes: tuple[Write, ...] = ()
    run: Callable[[Table], bool] | None = None


@dataclass(frozen=True)
class Finding:
    """Something that does not hold. It names ids, never numbers, names or addresses."""

    rule: str
    subject: str
    says: str
    repair: Repair | None = None


@dataclass(frozen=True)
class Seen:
    """An item of a known kind, with what it refers to."""

    kind: Kind
    parts: Mapping[str, str]
    item: Item
    now: Millis
    found: Mapping[tuple[str, str], Item] = field(default_factory=dict)

    def there(self, key: Key) -> Item | None:
        """An item that this one refers to."""
        return self.found.get((key["pk"], key["sk"]))

    @property
    def key(self) -> Key:
        return {"pk": self.item["pk"], "sk": self.item["sk"]}

    @property
    def subject(self) -> str:
        """What it is, without telephone numbers."""
        told = [f"…{part[-2:]}" if name == "number" else part for name, part in self.parts.items()]
        return f"{self.kind.name} {' '.join(told)}"

    def finding(self, rule: str, says: str, repair: Repair | None = None) -> Finding:
        return Finding(rule, self.subject, says, repair)


Refers = Callable[[Seen], Iterable[Key]]
Judge = Callable[[Seen], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One check of one kind of item."""

    kinds: frozenset[str]
    judge: Judge
    refers: Refers


CHECKS: list[Check] = []
RULES: dict[str, str] = {}
"""What has to hold, by name: a check's findings name one of these."""


def rule(name: str, sentence: str) -> str:
    """Something that has to hold."""
    RULES[name] = sentence
    return name


def _nothing(seen: Seen) -> Iterable[Key]:
    return ()


def checks(*kinds: str, refers: Refers = _nothing) -> Callable[[Judge], Judge]:
    """Have a function asked about every item of these kinds."""

    def register(judge: Judge) -> Judge:
        CHECKS.append(Check(frozenset(kinds), judge, refers))
        return judge

    return register


def as_read(item: Item, *names: str) -> Update:
    """A write on the condition that these attributes are as they were read."""
    change = Update()
    for number, name in enumerate(names):
        value: Any = item.get(name)
        change.alias(**{f"read{number}": name})
        if value is None:
            change.when(f"attribute_not_exists(#read{number})")
        else:
            change.when(f"#read{number} = :read{number}", **{f"read{number}": value})
    return change
