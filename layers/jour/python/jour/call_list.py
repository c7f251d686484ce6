"""A list of numbers that a telemarketing group rings (X4): the rules, pure.

A list has its hours on top of its group's: nobody is rung outside of either. What its calls came
to is counted as they end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from jour.clock import Millis
from jour.errors import Conflict, Invalid
from jour.number_columns import Form
from jour.opening import is_open, within
from jour.organisation import Media, OpeningHours, Organisation
from jour.readable_id import id_for

MOST_LISTS = 50
MOST_ENTRIES = 20_000
MOST_RESULTS = 12
FORM = Form(noted=True)
"""What an imported list may say: a name and a note are welcome, and may be missing."""


class EntryState(StrEnum):
    """Where an entry is; it ends in one of the last three."""

    OPEN = "open"
    OFFERED = "offered"
    LATER = "later"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """A result code: what a conversation can come to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CallList:
    """One list, without its entries."""

    id: str
    org: str
    name: str
    group: str
    created_at: Millis
    results: tuple[Result, ...] = ()
    hours: OpeningHours | None = None
    """When its numbers may be rung, within the group's hours; None for whenever the group is."""
    active: bool = False
    """Its numbers are handed out."""
    removing: bool = False
    """It goes away, part by part: nothing else is done with it any more."""
    entries: int = 0
    next_place: int = 0
    """Of the entry that is imported next: never used twice."""
    tally: Mapping[str, int] = field(default_factory=dict)
    """How many entries are in each state but OPEN, attempts `reached` and `not_reached`, and
    `result_<id>`."""
    version: int = 1
    """Grows with every edit: of two administrators at once the second is told."""

    def count(self, state: EntryState) -> int:
        """How many entries are in this state."""
        if state is not EntryState.OPEN:
            return self.tally.get(state.value, 0)
        return max(0, self.entries - sum(self.tally.get(s.value, 0) for s in EntryState))

    def result_count(self, result: str) -> int:
        """How many entries came to this result."""
        return self.tally.get(result_key(result), 0)


def result_key(result: str) -> str:
    """Under which a result is counted."""
    return f"result_{result}"


def may_ring(call_list: CallList, organisation: Organisation, now: Millis) -> bool:
    """Whether its numbers may be rung at this moment."""
    group = organisation.groups.get(call_list.group)
    rings = call_list.active and not call_list.removing
    return rings and group is not None and is_open(group, now) and within(call_list.hours, now)


def with_new_list(lists: Sequence[CallList], new: CallList, organisation: Organisation) -> None:
    """Raises Invalid `too_many_lists` or `call_list_group`."""
    if len(lists) >= MOST_LISTS:
        raise Invalid("too_many_lists", limit=MOST_LISTS)
    _check_group(new, organisation)


def edited(before: CallList, after: CallList, organisation: Organisation) -> CallList:
    """The list after an edit. Raises Invalid `call_list_group`; Conflict `result_in_use` where a
    result is gone that calls have come to, `call_list_number` where it would ring without any
    number to show, `call_list_removing`.
    """
    if before.removing:
        raise Conflict("call_list_removing")
    _check_group(after, organisation)
    if after.active and not any(group.number for group in organisation.groups.values()):
        raise Conflict("call_list_number")
    kept = {result.id for result in after.results}
    used = [r.name for r in before.results if r.id not in kept and before.result_count(r.id)]
    if used:
        raise Conflict("result_in_use", results=", ".join(used), field="results")
    return replace(after, version=before.version + 1)


def removed(before: CallList) -> CallList:
    """The list on its way out. Raises Conflict `call_list_in_use` while its numbers are rung."""
    if before.active or before.count(EntryState.OFFERED):
        raise Conflict("call_list_in_use")
    return replace(before, removing=True, version=before.version + 1)


def named_results(
    asked: Sequence[tuple[str | None, str]], before: Sequence[Result]
) -> tuple[Result, ...]:
    """Results by id and name: one without an id is new. Raises Invalid `unknown_result`."""
    known = {result.id for result in before}
    found: list[Result] = []
    for given, name in asked:
        if given is not None and given not in known:
            raise Invalid("unknown_result", field="results")
        taken = known | {result.id for result in found}
        found.append(Result(given or id_for(name, taken, "resultat"), name))
    return tuple(found)


def _check_group(call_list: CallList, organisation: Organisation) -> None:
    group = organisation.groups.get(call_list.group)
    if group is None or group.media is not Media.TELEMARKETING:
        raise Invalid("call_list_group", field="group")
