"""The phone book over the emulated DynamoDB: sizes, races, and what one part costs."""

from dataclasses import replace

from jour.errors import Conflict, JourError
from jour.number_register import PHONE_BOOK
from jour.number_rows import Reading, read
from jour.store.phone_book import PhoneBook
from jour.store.table import Table
from tests.store.at_once import at_once


def rows(count: int, first: int = 0) -> Reading:
    text = "\n".join(f"070{1_000_000 + first + n};Kund {n}" for n in range(count))
    return read(text, PHONE_BOOK.form)


def test_a_whole_part_is_kept_found_and_cleared(table: Table) -> None:
    """Issue 6, names: more than one batch, more than one page, nothing lost between them."""
    book = PhoneBook(table)
    kept = book.keep("demo", rows(1_030), "f", 0)
    assert (len(kept.entries), kept.refusals) == (1_030, ())
    assert book.count("demo") == 1_030
    seen, after = 0, None
    while seen == 0 or after:
        page = book.page("demo", "", after)
        seen, after = seen + len(page.entries), page.after
    assert seen == 1_030
    assert [name for _, name in book.page("demo", "kund 1029", None).entries] == ["Kund 1029"]
    assert all(book.name_of("demo", number) == name for number, name in page.entries)
    assert book.clear("demo", 0) == (1_030, False)
    assert book.count("demo") == 0


def test_the_limit_holds_however_many_import_at_once(
    table: Table,
) -> None:
    """Of those at the same moment one works and the others are told; the book never overflows."""
    book = PhoneBook(table)
    book._kind = replace(PHONE_BOOK, most=100)
    parts = [rows(60, 1_000 * n) for n in range(4)]
    results = at_once(*[lambda part=part: book.keep("demo", part, None, 1) for part in parts])
    refused = [r for r in results if isinstance(r, JourError)]
    assert len(refused) < 4
    assert all(isinstance(r, Conflict) and r.code == "phone_book_busy" for r in refused)
    for part in parts:
        book.keep("demo", part, None, 1)
    assert book.count("demo") == 100
    assert PHONE_BOOK.most == 20_000
