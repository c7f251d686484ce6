"""Looks at a whole table, a few items at a time, and finds what does not hold.

Memory is bounded: at any moment a hundred items and what they refer to. What seems wrong is read
again before it counts, since a table in use changes while it is being read.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from jour.clock import Clock
from jour.store.expression import Item
from jour.store.keys import Key
from jour.store.table import ConditionFailed, Table
from ops.invariants import chats, items, lists, logins, numbers, orders, pushes, queue, rule
from ops.invariants.counts import Counts
from ops.invariants.rule import CHECKS, Finding, Seen
from ops.kinds import kind_of

# Importing them registers their checks.
_REGISTERED = (chats, lists, logins, numbers, orders, pushes, queue)
KNOWN = rule.rule("known", "Every item is of a kind that somebody reads.")
_AT_ONCE = 100
_OF_ITSELF = (items.misplaced, items.badly_versioned, items.wrongly_lasting)


def examine(table: Table, clock: Clock, progress: Callable[[int], None]) -> Iterator[Finding]:
    """Everything that does not hold; `progress` is told how many items have been looked at."""
    counts, done = Counts(), 0
    scan = table.scan()
    while batch := list(islice(scan, _AT_ONCE)):
        yield from _confirmed(batch, table, clock, counts)
        done += len(batch)
        progress(done)
    yield from counts.findings(table)


def repair(table: Table, finding: Finding) -> bool:
    """Put it right; False, and nothing changed, where things are not as they were read."""
    if finding.repair is None:
        return False
    if finding.repair.run is not None:
        return finding.repair.run(table)
    try:
        table.transact(finding.repair.writes)
    except ConditionFailed:
        return False
    return True


def _confirmed(
    batch: Iterable[Item], table: Table, clock: Clock, counts: Counts
) -> Iterator[Finding]:
    suspects = list(_judged(batch, table, clock, counts))
    if not suspects:
        return
    keys = [{"pk": item["pk"], "sk": item["sk"]} for item, _ in suspects]
    again = _read(table, keys).values()
    first = {(finding.rule, finding.subject) for _, finding in suspects}
    for _, finding in _judged(again, table, clock, None):
        if (finding.rule, finding.subject) in first:
            yield finding


def _judged(
    batch: Iterable[Item], table: Table, clock: Clock, counts: Counts | None
) -> Iterator[tuple[Item, Finding]]:
    readable = []
    for item in batch:
        seen = _seen(item, clock)
        if isinstance(seen, Finding):
            yield item, seen
            continue
        broken = list(items.unreadable(seen))
        yield from ((item, finding) for finding in broken)
        if not broken:
            readable.append(seen)
            if counts is not None:
                counts.add(seen)
    found = _read(table, (key for seen in readable for key in _refers(seen)))
    for seen in readable:
        whole = Seen(seen.kind, seen.parts, seen.item, seen.now, found)
        yield from ((seen.item, finding) for finding in _findings(whole))


def _seen(item: Item, clock: Clock) -> Seen | Finding:
    known = kind_of(item)
    if known is None:
        prefix = str(item["pk"]).partition("#")[0]
        return Finding(
            KNOWN, f"{prefix}#… {str(item['sk']).partition('#')[0]}", "no reader knows it"
        )
    kind, parts = known
    return Seen(kind, parts, item, clock())


def _refers(seen: Seen) -> Iterator[Key]:
    for check in CHECKS:
        if seen.kind.name in check.kinds:
            yield from check.refers(seen)


def _findings(seen: Seen) -> Iterator[Finding]:
    for judge in _OF_ITSELF:
        yield from judge(seen)
    for check in CHECKS:
        if seen.kind.name in check.kinds:
            yield from check.judge(seen)


def _read(table: Table, keys: Iterable[Key]) -> dict[tuple[str, str], Item]:
    wanted = list({(key["pk"], key["sk"]): key for key in keys}.values())
    found: dict[tuple[str, str], Item] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        answer = table.get_all(wanted[start : start + _AT_ONCE])
        found |= {(item["pk"], item["sk"]): item for item in answer}
    return found
