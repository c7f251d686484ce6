"""Reading a list of numbers: what is kept, and what is said of each line that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jour import texts
from jour.call_list import FORM
from jour.number_columns import Form
from jour.number_register import DO_NOT_CALL, PHONE_BOOK, Origin, admitted, digits_sought
from jour.number_rows import LONGEST_NAME, LONGEST_NOTE, Entry, Reading, Refusal, read

ANNA, BO = "+46701740605", "+46701740606"


def names(text: str, **more: str) -> dict[str, str]:
    reading = read(text, PHONE_BOOK.form, **more)  # type: ignore[arg-type] # header alone is passed on
    assert reading.refusals == ()
    return {entry.number: entry.name for entry in reading.entries}


@pytest.mark.parametrize(
    "text",
    [
        "070-174 06 05;Lind, Anna\n070-174 06 06;Berg, Bo",
        "\ufeff+46 70 174 06 05\tLind, Anna\r\n0046701740606\tBerg, Bo\r\n",
        '"070-174 06 05","Lind, Anna"\n"070-174 06 06","Berg, Bo"\n',
        "Nummer;Namn\n0701740605;Lind, Anna\n0701740606;Berg, Bo",
        'phone number,NAME\n0701740605,"Lind, Anna"\n0701740606,"Berg, Bo"',
        "Id;Namn;Ort;Mobil\n0812345678;Lind, Anna;Mora;0701740605\n2;Berg, Bo;;070-1740606",
        "Lind, Anna;0701740605\nBerg, Bo;0701740606",
        "Telefon;Vem?\n070-174 06 05;Lind, Anna\n070-174 06 06;Berg, Bo",
    ],
    ids=["semicolon", "tab", "comma", "header", "english", "columns", "turned", "one head"],
)
def test_lists_are_read_as_people_write_them(text: str) -> None:
    """Issue 6, names: separators, headers in both languages, columns in any order, a BOM."""
    assert names(text) == {ANNA: "Lind, Anna", BO: "Berg, Bo"}


def test_a_later_part_knows_the_files_header() -> None:
    """The client cuts a long file; its columns are named once."""
    assert names("Anna;Mora;0701740605", header="Namn;Ort;Telefon") == {ANNA: "Anna"}
    assert names("0701740605;Anna", header="0701740606;Bo") == {ANNA: "Anna"}


@pytest.mark.parametrize(
    ("row", "code", "text"),
    [
        ("070-174;Kort", "invalid_phone", "invalid_phone_unassigned"),
        (";Anna", "invalid_phone", "invalid_phone_empty"),
        ("telefon nr;Anna", "invalid_phone", "invalid_phone_letters"),
        ("701740605;Excel tog nollan", "invalid_phone", "invalid_phone_no_area_code"),
        ("112;SOS", "invalid_phone", "row_special"),
        ("0" * 60 + ";Lång", "invalid_phone", "invalid_phone_too_long"),
        ("0701740606", "one_column", "row_one_column"),
        ("0701740606;  ", "missing_name", "row_missing_name"),
        ("0701740606;A\x00", "control_character", "row_control_character"),
        ("0701740606;A\x1b[31mB", "control_character", "row_control_character"),
        ("0701740606;A\u202eB", "control_character", "row_control_character"),
        ('0701740606;"A\nB"', "control_character", "row_control_character"),
        ('0701740606;"A', "unclosed_quote", "row_unclosed_quote"),
        ("+46 (0)70-174 06 05;Anna igen", "duplicate", "row_duplicate"),
    ],
)
def test_a_bad_row_is_reported_by_its_line(row: str, code: str, text: str) -> None:
    """Issue 6, names: bad rows by line, the good ones around them are kept."""
    reading = read(
        f'Nummer;Namn;Ort\n0701740605;Anna;"Mora\nnorra"\n{row}\n0701740615;Sara', PHONE_BOOK.form
    )
    assert [(r.line, r.code, r.text) for r in reading.refusals] == [(4, code, text)]
    assert [entry.name for entry in reading.entries] == ["Anna", "Sara"]
    assert reading.entries[1].line == 5 + row.count("\n")


def test_lines_are_those_of_the_file() -> None:
    """A later part's lines go on counting; a duplicate says which line counts."""
    reading = read("0701740605;A\n1;B\n0701740605;C", PHONE_BOOK.form, first_line=4001)
    assert [(r.line, r.code) for r in reading.refusals] == [
        (4002, "invalid_phone"),
        (4003, "duplicate"),
    ]
    assert dict(reading.refusals[1].values) == {"first": 4001}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Anna \u00a0 Lind ", "Anna Lind"),
        ("A\u030asa", "Åsa"),
        ("x" * 300, "x" * LONGEST_NAME),
        ("x" * 99 + " y", "x" * 99),
        ("=HYPERLINK()", "=HYPERLINK()"),
        ('"Jour ""Nord"" AB"', 'Jour "Nord" AB'),
    ],
)
def test_names_are_tidied(written: str, kept: str) -> None:
    """At most 100 characters, single spaces, letters in one form; a formula is only text here."""
    assert names(f"0701740605;{written}") == {ANNA: kept}


ROWS = st.lists(
    st.sampled_from(
        [
            "070-174 06 05;Anna",
            "070-174 06 06;Bo",
            "x",
            '";',
            '"',
            ",,",
            "nummer;namn",
            "\ud800;\x00",
        ]
    )
    | st.text(max_size=20)
).map("\n".join)


FORMS = st.sampled_from([PHONE_BOOK.form, DO_NOT_CALL.form, FORM])


@given(st.text() | ROWS, st.none() | st.text() | ROWS, st.integers(1, 10_000_000), FORMS)
def test_any_text_gives_a_report(text: str, header: str | None, first: int, form: Form) -> None:
    """Never an exception; each line is kept or refused at most once, with a sentence to say."""
    reading = read(text, form, first, header)
    lines = [entry.line for entry in reading.entries]
    lines += [refusal.line for refusal in reading.refusals]
    assert len(set(lines)) == len(lines)
    assert all(first <= line <= first + text.count("\n") + text.count("\r") for line in lines)
    assert len({entry.number for entry in reading.entries}) == len(reading.entries)
    assert all(form.named <= len(entry.name) <= LONGEST_NAME for entry in reading.entries)
    assert all(len(entry.note) <= form.noted * LONGEST_NOTE for entry in reading.entries)
    for refusal in reading.refusals:
        assert texts.sentence(refusal.text, "sv", **refusal.values)


def reading_of(*entries: Entry) -> Reading:
    return Reading(entries, (Refusal(5, "missing_name", "row_missing_name"),))


def test_a_full_book_takes_new_names_but_no_new_numbers() -> None:
    """At most 20,000: what has no room is reported by line, in the order of lines."""
    reading = reading_of(Entry(ANNA, "Anna", 1), Entry(BO, "Bo", 2), Entry("+461", "C", 9))
    kept = admitted(reading, {BO: Origin(None, None)}, 1, "f", PHONE_BOOK)
    assert [entry.name for entry in kept.entries] == ["Anna", "Bo"]
    assert [(r.line, r.code) for r in kept.refusals] == [
        (5, "missing_name"),
        (9, "phone_book_full"),
    ]


def test_duplicates_are_seen_across_the_parts_of_a_file() -> None:
    """The first line counts; the same part sent again is no duplicate, nor is another file."""
    reading = Reading((Entry(ANNA, "Anna", 7000),), ())
    (refusal,) = admitted(reading, {ANNA: Origin("f", 3)}, 9, "f", PHONE_BOOK).refusals
    assert (refusal.line, refusal.code, dict(refusal.values)) == (7000, "duplicate", {"first": 3})
    for origin in (Origin("f", 7000), Origin("g", 3), Origin(None, 3)):
        assert admitted(reading, {ANNA: origin}, 0, "f", PHONE_BOOK).entries == reading.entries
    assert (
        admitted(reading, {ANNA: Origin(None, 3)}, 0, None, PHONE_BOOK).entries == reading.entries
    )


@pytest.mark.parametrize(
    ("search", "digits"),
    [
        ("070-174", "70174"),
        ("+46 (0)70", "4670"),
        ("0046 70", "4670"),
        ("24", "24"),
        ("Butik 24", None),
        ("", None),
        ("000", None),
        ("-", None),
    ],
)
def test_a_number_is_found_as_it_is_written(search: str, digits: str | None) -> None:
    """National and international writing find the same entries."""
    assert digits_sought(search) == digits
