"""What of an imported list becomes entries: each number once, none that may not be rung. Pure."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from jour.call_list import MOST_ENTRIES
from jour.number_register import Origin, by_line
from jour.number_rows import Entry, Reading, Refusal, duplicate


@dataclass(frozen=True, slots=True)
class Import:
    """One part of a list, sorted."""

    new: tuple[Entry, ...]
    again: tuple[Entry, ...]
    """The same lines of the same file, sent once more: in the list, and left as they are."""
    refusals: tuple[Refusal, ...]

    @property
    def kept(self) -> int:
        return len(self.new) + len(self.again)

    def refused_as(self, *codes: str) -> int:
        """How many lines are left out for one of these reasons."""
        return sum(refusal.code in codes for refusal in self.refusals)


def sorted_out(
    reading: Reading,
    known: Mapping[str, Origin],
    barred: Set[str],
    room: int,
    file: str | None,
) -> Import:
    """`known` are numbers that the list has, `barred` those that may not be rung, `room` is for how
    many new ones.
    """
    new: list[Entry] = []
    again: list[Entry] = []
    refusals = list(reading.refusals)
    for entry in reading.entries:
        origin = known.get(entry.number)
        if entry.number in barred:
            refusals.append(Refusal(entry.line, "barred", "row_barred"))
        elif origin is not None and _is_again(origin, file, entry.line):
            again.append(entry)
        elif origin is not None:
            refusals.append(_known(origin, file, entry.line))
        elif len(new) >= room:
            limit = {"limit": MOST_ENTRIES}
            refusals.append(Refusal(entry.line, "call_list_full", "call_list_full", limit))
        else:
            new.append(entry)
    return Import(tuple(new), tuple(again), by_line(refusals))


def _is_again(origin: Origin, file: str | None, line: int) -> bool:
    return file is not None and origin == Origin(file, line)


def _known(origin: Origin, file: str | None, line: int) -> Refusal:
    if origin.repeats(file, line):
        return duplicate(line, origin.line or 0)
    return Refusal(line, "in_list", "row_in_list")
