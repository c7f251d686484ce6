"""An organisation's registers of numbers: its phone book, and the numbers that it may not ring.

Both are filled from lists, read page by page and emptied; the rules of it, pure.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from jour.number_columns import Form
from jour.number_rows import Reading, Refusal, duplicate


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the registers."""

    id: str
    """Begins its sentences: `<id>_full`, `<id>_busy`."""
    most: int
    """Entries of one organisation."""
    form: Form


PHONE_BOOK = Kind("phone_book", 20_000, Form(named=True))
"""Names for the numbers that ring."""
DO_NOT_CALL = Kind("do_not_call", 100_000, Form())
"""Numbers that no list of the organisation may ring (X4)."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stored entry came from: the client's name for the file, and the line in it."""

    file: str | None
    line: int | None

    def repeats(self, file: str | None, line: int) -> bool:
        """Whether this line of the file says again what an earlier line of it has said."""
        return file is not None and self.file == file and self.line != line


def admitted(
    reading: Reading, known: Mapping[str, Origin], room: int, file: str | None, kind: Kind
) -> Reading:
    """What of it goes into the register.

    `known` are entries that it has by now, `room` is for how many new ones. A number that an
    earlier part of the same `file` has named on another line is a duplicate.
    """
    kept, refusals = [], list(reading.refusals)
    for entry in reading.entries:
        origin = known.get(entry.number)
        if origin and origin.repeats(file, entry.line):
            refusals.append(duplicate(entry.line, origin.line or 0))
        elif origin is None and room <= 0:
            full = f"{kind.id}_full"
            refusals.append(Refusal(entry.line, full, full, {"limit": kind.most}))
        else:
            room -= origin is None
            kept.append(entry)
    return Reading(tuple(kept), by_line(refusals))


def by_line(refusals: list[Refusal]) -> tuple[Refusal, ...]:
    return tuple(sorted(refusals, key=lambda refusal: refusal.line))


def folded(text: str) -> str:
    """For finding: the same for every way to write the same letters."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def digits_sought(search: str) -> str | None:
    """The digits that stand in the E.164 form of what somebody writes of a number; else None."""
    if not re.fullmatch(r"[\d\s()./+\-]+", search) or not re.search(r"[1-9]", search):
        return None
    return re.sub(r"\D", "", search.replace("(0)", "")).lstrip("0")
