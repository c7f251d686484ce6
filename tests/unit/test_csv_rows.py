"""Rows and cells of lists, as spreadsheets and people write them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jour.csv_rows import MOST_LINES, Row, cells, rows

CELL = st.text(st.sampled_from('aö1 ;,"\n\t'), max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=6))
def test_what_the_standard_library_writes_is_read_back(table: list[list[str]]) -> None:
    """Issue 6, names: quoted separators, quotation marks and line breaks, each on its line."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    expected, line = [], 1
    for row in table:
        writer.writerow(row)
        if any(cell.strip(' ;,"\n\t') for cell in row):
            expected.append((line, [cell.strip() for cell in row]))
        line += 1 + sum(cell.count("\n") for cell in row)
    found = [(row.line, cells(row.text, ";")) for row in rows(written.getvalue())]
    assert found == expected


@given(st.text(), st.sampled_from("\t;,"))
def test_no_text_is_too_strange(text: str, separator: str) -> None:
    """Any text has rows, whose lines rise, and cells."""
    found = list(rows(text))
    assert [row.line for row in found] == sorted({row.line for row in found})
    assert all(cells(row.text, separator) for row in found)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_every_line_end_ends_a_line(end: str) -> None:
    """Windows, Unix and old Macs; the mark of UTF-8 and empty rows are passed over."""
    text = end.join(["\ufeff1;a", "", ";;", "2;b", ""])
    assert list(rows(text)) == [Row(1, "1;a"), Row(4, "2;b")]


def test_an_open_quotation_mark_costs_one_row() -> None:
    """The rows behind it are read, not swallowed."""
    text = '1;"a\n' + "".join(f"{n};b\n" for n in range(2, 40))
    found = list(rows(text))
    assert found[0] == Row(1, '1;"a', closed=False)
    assert [row.line for row in found[1:]] == list(range(2, 40))


def test_a_quoted_cell_may_have_some_lines() -> None:
    """As many as MOST_LINES; then the mark counts as forgotten."""
    for lines, closed in ((MOST_LINES, True), (MOST_LINES + 1, False)):
        (first, *_) = rows('1;"' + "\n".join("a" * lines) + '"')
        assert first.closed is closed


def test_a_quotation_mark_inside_a_cell_is_a_letter() -> None:
    """Inches and nicknames open nothing."""
    (row,) = rows('070-1;Rör 12" och "annat"')
    assert cells(row.text, ";") == ["070-1", 'Rör 12" och "annat"']
