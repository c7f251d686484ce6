"""What administrators send to their registers of numbers, and are answered (contract).

Numbers and names travel in bodies alone: an address ends up in the logs of whatever it passes.
"""

from typing import Annotated

from pydantic import BaseModel, Field, StrictStr

from jour import texts
from jour.http import Body
from jour.number_columns import Form
from jour.number_rows import Reading, Refusal, read
from jour.store.number_register import Page

LARGEST_PART = 60 * 1024
_Number = Annotated[StrictStr, Field(pattern=r"^\+[1-9][0-9]{4,14}$")]


class PartBody(Body):
    """A CSV list of numbers and names, or one part of a longer one, cut between two rows."""

    csv: Annotated[StrictStr, Field(max_length=LARGEST_PART)]
    header: Annotated[StrictStr, Field(max_length=2000)] | None = None
    """Of a later part: the file's first row, which may name the columns."""
    first_line: Annotated[int, Field(ge=1, le=10_000_000)] = 1
    """On which line of the file this part begins."""
    file: Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")] | None = None
    """A name of the client's own for the file: the same number in two parts is a duplicate."""

    def reading(self, form: Form) -> Reading:
        return read(self.csv, form, self.first_line, self.header)


class SearchBody(Body):
    """Which entries: those with this in name or number, behind the number where a page ended."""

    search: Annotated[StrictStr, Field(max_length=100)] = ""
    after: _Number | None = None


class RemovalBody(Body):
    """Which entry goes."""

    number: _Number


class LineError(BaseModel):
    """A line that is not kept, and what to do about it."""

    line: int
    code: str
    message: str


class KeptAnswer(BaseModel):
    """How many rows are kept, and the lines that are not."""

    kept: int
    errors: list[LineError]


class NumberView(BaseModel):
    """One number and its name."""

    number: str
    name: str


class PageAnswer(BaseModel):
    """Entries by number; `after` where there are more, `total` with the first page of them all."""

    entries: list[NumberView]
    after: str | None
    total: int | None


class ClearedAnswer(BaseModel):
    """How many entries are gone; while `left` is true, ask again."""

    removed: int
    left: bool


def kept_answer(reading: Reading, language: str) -> KeptAnswer:
    errors = [line_error(refusal, language) for refusal in reading.refusals]
    return KeptAnswer(kept=len(reading.entries), errors=errors)


def page_answer(page: Page) -> PageAnswer:
    entries = [NumberView(number=number, name=name) for number, name in page.entries]
    return PageAnswer(entries=entries, after=page.after, total=page.total)


def line_error(refusal: Refusal, language: str) -> LineError:
    """A refusal in the reader's language."""
    message = texts.sentence(refusal.text, language, **refusal.values)
    return LineError(line=refusal.line, code=refusal.code, message=message)
