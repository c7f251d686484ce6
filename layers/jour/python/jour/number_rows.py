"""Lists of telephone numbers as people keep them: rows of a number, often a name, and more.

Rows come from whatever list an organisation has. A bad one is reported by its line and costs
nothing else; the good ones are kept.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jour.csv_rows import Row, cells, rows
from jour.number_columns import Columns, Form, cell, columns_of, is_like_a_number, separator_of
from jour.phone import PhoneRejected, parse

LONGEST_NAME = 100
LONGEST_NOTE = 300

_SAMPLE = 20
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
    note: str = ""
    """Whatever else the row says, each cell with its column's head where there is one."""


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


class _Refused(Exception):
    def __init__(self, code: str, text: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.text, self.values = code, text, values


def read(text: str, form: Form, first_line: int = 1, header: str | None = None) -> Reading:
    """Read rows whose cells are separated by semicolon, comma or tab.

    `header` is the file's first row where the text is a later part of the file, which begins at
    `first_line`. Never raises: whatever is wrong becomes a Refusal of its line.
    """
    found = list(rows(text, first_line))
    separator = separator_of([header or "", *(row.text for row in found[:_SAMPLE])])
    columns = columns_of(cells(header, separator), form) if header else None
    if columns is None and found:
        columns = columns_of(cells(found[0].text, separator), form)
        found = found[1:] if columns else found
    return _without_duplicates(found, separator, columns or Columns(), form)


def duplicate(line: int, first: int) -> Refusal:
    """The number stands on line `first` of the same file already."""
    return Refusal(line, "duplicate", "row_duplicate", {"first": first})


def _without_duplicates(
    found: Sequence[Row], separator: str, columns: Columns, form: Form
) -> Reading:
    entries: dict[str, Entry] = {}
    refusals = []
    for row in found:
        try:
            entry = _entry(row, separator, columns, form)
        except _Refused as why:
            refusals.append(Refusal(row.line, why.code, why.text, why.values))
            continue
        first = entries.setdefault(entry.number, entry)
        if first is not entry:
            refusals.append(duplicate(row.line, first.line))
    return Reading(tuple(entries.values()), tuple(refusals))


def _entry(row: Row, separator: str, columns: Columns, form: Form) -> Entry:
    if not row.closed:
        raise _Refused("unclosed_quote", "row_unclosed_quote")
    found = cells(row.text, separator)
    if len(found) == 1 and form.named:
        raise _Refused("one_column", "row_one_column")
    number, name = cell(found, columns.number), cell(found, columns.name)
    if not columns.named and not is_like_a_number(number) and is_like_a_number(name):
        number, name = name, number
    note = _note(found, columns) if form.noted else ""
    return Entry(_number(number), _name(name, form), row.line, note)


def _number(written: str) -> str:
    try:
        return parse(written)
    except PhoneRejected as refusal:
        own = {"special": "row_special"}  # the general sentence speaks of agents
        raise _Refused(refusal.code, own.get(refusal.reason, refusal.text)) from refusal


def _name(written: str, form: Form) -> str:
    name = _tidy(written)
    if not name and form.named:
        raise _Refused("missing_name", "row_missing_name")
    return name[:LONGEST_NAME].rstrip()


def _note(found: Sequence[str], columns: Columns) -> str:
    further = [n for n in range(len(found)) if n not in (columns.number, columns.name)]
    said = [(_tidy(cell(columns.heads, n)), _tidy(found[n])) for n in further if found[n]]
    parts = [f"{head}: {text}" if head else text for head, text in said]
    return " \u00b7 ".join(parts)[:LONGEST_NOTE].rstrip()


def _tidy(written: str) -> str:
    """In one form and single-spaced; refused where it holds what cannot be seen."""
    if any(unicodedata.category(c) in _BARRED_KINDS or c in _BARRED for c in written):
        raise _Refused("control_character", "row_control_character")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", written)).strip()
