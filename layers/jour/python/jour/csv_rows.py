"""Rows and cells of text that a spreadsheet wrote, whatever people did to it since.

Unlike the standard library's reader it never fails, says on which line each row begins, and loses
one row to a quotation mark that nobody closed instead of all that follow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATORS = "\t;,"
"""Those that are known; of two that fit equally well the first, since names have commas."""
MOST_LINES = 10
"""A quoted cell over more lines than this is one whose closing mark is missing."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_OPENING = re.compile(r'(?:^|(?<=[\t;,])) *"')
_UNTIL_CLOSED = re.compile(r'([^"]*(?:""[^"]*)*)"(?!")')
_QUOTED = re.compile(r' *"([^"]*(?:""[^"]*)*)"(?!")')


@dataclass(frozen=True, slots=True)
class Row:
    """The text of one row; `closed` is False where a quotation mark is missing."""

    line: int
    text: str
    closed: bool = True


def rows(text: str, first_line: int = 1) -> Iterator[Row]:
    """Every row that is not empty, with the line on which it begins."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    at = 0
    while at < len(lines):
        row, taken = lines[at], 1
        while _is_open(row) and taken < MOST_LINES and at + taken < len(lines):
            row, taken = f"{row}\n{lines[at + taken]}", taken + 1
        if _is_open(row):
            yield Row(first_line + at, lines[at], closed=False)
            taken = 1
        elif row.strip(SEPARATORS + ' "\n'):
            yield Row(first_line + at, row)
        at += taken


def cells(row: str, separator: str) -> list[str]:
    """The row's cells without their quotation marks, trimmed."""
    found, at = [], 0
    while True:
        quoted = _QUOTED.match(row, at)
        inside = quoted[1].replace('""', '"') if quoted else ""
        begin = quoted.end() if quoted else at
        end = row.find(separator, begin)
        found.append((inside + (row[begin:] if end < 0 else row[begin:end])).strip())
        if end < 0:
            return found
        at = end + 1


def _is_open(row: str) -> bool:
    """Whether the row ends inside a quoted cell."""
    at = 0
    while opening := _OPENING.search(row, at):
        closed = _UNTIL_CLOSED.match(row, opening.end())
        if closed is None:
            return True
        at = closed.end()
    return False
