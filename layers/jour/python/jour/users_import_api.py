"""What administrators send to bring users in from a list, and are answered (contract)."""

from typing import Annotated

from pydantic import BaseModel, Field, StrictStr

from jour import texts
from jour.http import Body
from jour.organisation import Organisation
from jour.user_rows import RowRefusal, UserReading, read_users
from jour.users_import import Done, Outcome, Wish

LARGEST_PART = 60 * 1024


class UsersPartBody(Body):
    """A CSV list of users, or one part of a longer one, cut between two rows; 100 rows at most."""

    csv: Annotated[StrictStr, Field(max_length=LARGEST_PART)]
    header: Annotated[StrictStr, Field(max_length=2000)] | None = None
    """Of a later part: the file's first row, which names the columns."""
    first_line: Annotated[int, Field(ge=1, le=10_000_000)] = 1
    """On which line of the file this part begins."""
    update: bool = False
    """Change those who are registered already; else they are told of."""
    send: bool = False
    """Mail those who are new a temporary password at once."""

    def reading(self, organisation: Organisation) -> UserReading:
        groups = {group.id: group.name for group in organisation.groups.values()}
        return read_users(self.csv, groups, self.first_line, self.header)

    @property
    def wish(self) -> Wish:
        return Wish(self.update, self.send)


class RowError(BaseModel):
    """A line that changed nothing, and what to do about it."""

    line: int
    code: str
    message: str


class UsersImportAnswer(BaseModel):
    """How many rows became what, and the lines that did not."""

    added: int
    updated: int
    unchanged: int
    skipped: int
    """Registered already, and different; they are among the errors by line."""
    errors: list[RowError]


def users_import_answer(outcome: Outcome, language: str) -> UsersImportAnswer:
    found = list(outcome.done.values())
    skipped = [
        RowRefusal(line, "user_exists", "row_user_exists")
        for line, done in outcome.done.items()
        if done is Done.SKIPPED
    ]
    told = sorted([*outcome.refusals, *skipped], key=lambda refusal: refusal.line)
    return UsersImportAnswer(
        added=found.count(Done.ADDED),
        updated=found.count(Done.UPDATED),
        unchanged=found.count(Done.UNCHANGED),
        skipped=len(skipped),
        errors=[_error(refusal, language) for refusal in told],
    )


def _error(refusal: RowRefusal, language: str) -> RowError:
    message = texts.sentence(refusal.text, language, **refusal.values)
    return RowError(line=refusal.line, code=refusal.code, message=message)
