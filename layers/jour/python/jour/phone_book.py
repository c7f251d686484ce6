"""An organisation's phone book: names for the numbers that ring, read from rows of number and name.

Rows come from whatever list an organisation has. A bad one is reported by its line and costs
nothing else; the good ones are kept.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jour.csv_rows import SEPARATORS, Row, cells, rows
from jour.phone import PhoneRejected, parse

MOST_ENTRIES = 20_000
"""In one organisation's book."""
LONGEST_NAME = 100

_SAMPLE = 20
_LIKE_A_NUMBER = re.compile(r"[+(]?[\d\s()./\-\u2010-\u2015]{5,40}")
_NUMBER_HEADS = frozenset(
    "nummer telefon telefonnummer telefonnr telnr tel tfn mobil mobilnummer mobiltelefon "
    "number phone telephone mobile cell".split()
) | {"phone number", "telephone number", "mobile number", "mobile phone", "cell phone"}
_NAME_HEADS = frozenset(
    "namn name kund kundnamn kontakt kontaktperson företag företagsnamn visningsnamn "
    "customer contact company".split()
) | {"full name", "display name", "customer name", "company name", "fullständigt namn"}
# Controls, halves of surrogates and line separators; and what turns the direction of writing, with
# which one name can be made to look like another.
_BARRED_KINDS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BARRED = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number (E.164), its name, and the line of the file that says so."""

    number: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is not kept: a stable code, and the sentence with its values."""

    line: int
    code: str
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list says, and what is wrong with it, each in the order of its lines."""

    entries: tuple[Entry, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stored entry came from: the client's name for the file, and the line in it."""

    file: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class _Columns:
    """In which cell number and name stand; `named` where a header said so."""

    number: int = 0
    name: int = 1
    named: bool = False


class _Refused(Exception):
    def __init__(self, code: str, text: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.text, self.values = code, text, values


def read(text: str, first_line: int = 1, header: str | None = None) -> Reading:
    """Read rows of number and name, separated by semicolon, comma or tab.

    `header` is the file's first row where the text is a later part of the file, which begins at
    `first_line`. Never raises: whatever is wrong becomes a Refusal of its line.
    """
    found = list(rows(text, first_line))
    separator = _separator([header or "", *(row.text for row in found[:_SAMPLE])])
    columns = _columns(cells(header, separator)) if header else None
    if columns is None and found:
        columns = _columns(cells(found[0].text, separator))
        found = found[1:] if columns else found
    return _without_duplicates(found, separator, columns or _Columns())


def admitted(reading: Reading, known: Mapping[str, Origin], room: int, file: str | None) -> Reading:
    """What of it goes into the book.

    `known` are entries that the book has by now, `room` is for how many new ones. A number that an
    earlier part of the same `file` has named on another line is a duplicate.
    """
    kept, refusals = [], list(reading.refusals)
    for entry in reading.entries:
        origin = known.get(entry.number)
        if origin and file is not None and origin.file == file and origin.line != entry.line:
            refusals.append(_duplicate(entry.line, origin.line or 0))
        elif origin is None and room <= 0:
            refusals.append(_refusal(entry.line, "phone_book_full", limit=MOST_ENTRIES))
        else:
            room -= origin is None
            kept.append(entry)
    return Reading(tuple(kept), tuple(sorted(refusals, key=lambda refusal: refusal.line)))


def folded(text: str) -> str:
    """For finding: the same for every way to write the same letters."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def digits_sought(search: str) -> str | None:
    """The digits that stand in the E.164 form of what somebody writes of a number; else None."""
    if not re.fullmatch(r"[\d\s()./+\-]+", search) or not re.search(r"[1-9]", search):
        return None
    return re.sub(r"\D", "", search.replace("(0)", "")).lstrip("0")


def _without_duplicates(found: Sequence[Row], separator: str, columns: _Columns) -> Reading:
    entries: dict[str, Entry] = {}
    refusals = []
    for row in found:
        try:
            entry = _entry(row, separator, columns)
        except _Refused as why:
            refusals.append(Refusal(row.line, why.code, why.text, why.values))
            continue
        first = entries.setdefault(entry.number, entry)
        if first is not entry:
            refusals.append(_duplicate(row.line, first.line))
    return Reading(tuple(entries.values()), tuple(refusals))


def _entry(row: Row, separator: str, columns: _Columns) -> Entry:
    if not row.closed:
        raise _Refused("unclosed_quote", "phone_book_unclosed_quote")
    found = cells(row.text, separator)
    if len(found) == 1:
        raise _Refused("one_column", "phone_book_one_column")
    number, name = _cell(found, columns.number), _cell(found, columns.name)
    if not columns.named and not _is_like_a_number(number) and _is_like_a_number(name):
        number, name = name, number
    return Entry(_number(number), _name(name), row.line)


def _number(written: str) -> str:
    try:
        return parse(written)
    except PhoneRejected as refusal:
        own = {"special": "phone_book_special"}  # the general sentence speaks of agents
        raise _Refused(refusal.code, own.get(refusal.reason, refusal.text)) from refusal


def _name(written: str) -> str:
    if any(unicodedata.category(c) in _BARRED_KINDS or c in _BARRED for c in written):
        raise _Refused("control_character", "phone_book_control_character")
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", written)).strip()
    if not name:
        raise _Refused("missing_name", "phone_book_missing_name")
    return name[:LONGEST_NAME].rstrip()


def _separator(sample: Sequence[str]) -> str:
    """The one that makes a cell like a number out of the most rows."""

    def fits(separator: str) -> int:
        split = (cells(row, separator) for row in sample)
        return sum(len(row) > 1 and any(map(_is_like_a_number, row)) for row in split)

    best = max(SEPARATORS, key=fits)
    return best if fits(best) else max(SEPARATORS, key=lambda one: sum(one in r for r in sample))


def _columns(heads: Sequence[str]) -> _Columns | None:
    """Which columns a header names; None for a row that is none."""
    words = [re.sub(r"[\s_]+", " ", head).casefold().strip(" :.") for head in heads]
    number = next((n for n, word in enumerate(words) if word in _NUMBER_HEADS), None)
    name = next((n for n, word in enumerate(words) if word in _NAME_HEADS), None)
    if name is None and number is not None and len(words) == 2:
        name = 1 - number
    return None if number is None or name is None else _Columns(number, name, named=True)


def _cell(found: Sequence[str], place: int) -> str:
    return found[place] if place < len(found) else ""


def _is_like_a_number(cell: str) -> bool:
    return bool(_LIKE_A_NUMBER.fullmatch(cell)) and any(c.isdigit() for c in cell)


def _refusal(line: int, code: str, **values: Any) -> Refusal:
    return Refusal(line, code, code, values)


def _duplicate(line: int, first: int) -> Refusal:
    return Refusal(line, "duplicate", "phone_book_duplicate", {"first": first})
