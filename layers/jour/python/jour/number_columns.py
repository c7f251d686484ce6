"""Which columns of a list hold number and name, by their heads or by what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jour.csv_rows import SEPARATORS, cells

_LIKE_A_NUMBER = re.compile(r"[+(]?[\d\s()./\-\u2010-\u2015]{5,40}")
_NUMBER_HEADS = frozenset(
    "nummer telefon telefonnummer telefonnr telnr tel tfn mobil mobilnummer mobiltelefon "
    "number phone telephone mobile cell".split()
) | {"phone number", "telephone number", "mobile number", "mobile phone", "cell phone"}
_NAME_HEADS = frozenset(
    "namn name kund kundnamn kontakt kontaktperson företag företagsnamn visningsnamn "
    "customer contact company".split()
) | {"full name", "display name", "customer name", "company name", "fullständigt namn"}


@dataclass(frozen=True, slots=True)
class Form:
    """What a list must and may say of a number."""

    named: bool = False
    """Every number has a name."""
    noted: bool = False
    """Further columns are kept as a note."""


@dataclass(frozen=True, slots=True)
class Columns:
    """In which cell number and name stand; `heads` where a header said so."""

    number: int = 0
    name: int | None = 1
    heads: Sequence[str] = ()

    @property
    def named(self) -> bool:
        return bool(self.heads)


def separator_of(sample: Sequence[str]) -> str:
    """The one that makes a cell like a number out of the most rows."""

    def fits(separator: str) -> int:
        split = (cells(row, separator) for row in sample)
        return sum(len(row) > 1 and any(map(is_like_a_number, row)) for row in split)

    best = max(SEPARATORS, key=fits)
    return best if fits(best) else max(SEPARATORS, key=lambda one: sum(one in r for r in sample))


def columns_of(heads: Sequence[str], form: Form) -> Columns | None:
    """Which columns a header names; None for a row that is none."""
    words = [re.sub(r"[\s_]+", " ", head).casefold().strip(" :.") for head in heads]
    number = next((n for n, word in enumerate(words) if word in _NUMBER_HEADS), None)
    name = next((n for n, word in enumerate(words) if word in _NAME_HEADS), None)
    if number is None:
        return None
    if name is None and len(words) == 2 and not form.noted:
        name = 1 - number
    if name is None and form.named:
        return None
    return Columns(number, name, heads)


def cell(found: Sequence[str], place: int | None) -> str:
    return found[place] if place is not None and place < len(found) else ""


def is_like_a_number(cell: str) -> bool:
    return bool(_LIKE_A_NUMBER.fullmatch(cell)) and any(c.isdigit() for c in cell)
