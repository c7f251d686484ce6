"""`ops users import`: the list that the administrators' page takes, of any length."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from jour import texts
from jour.csv_rows import rows
from jour.errors import Conflict, Invalid, JourError
from jour.organisation import Organisation
from jour.user import User
from jour.user_edit import applied
from jour.user_rows import MOST_ROWS, RowRefusal, UserReading, UserRow, read_users
from jour.users_api import unknown_user
from jour.users_import import Done, Outcome, Wish, changes, edit_of
from ops.acting import operator
from ops.command import Found, Ops
from ops.group_file import read_text
from ops.trouble import Trouble


def import_users(
    ops: Ops,
    org: Annotated[str, typer.Argument(help="The organisation's id.")],
    file: Annotated[Path, typer.Argument(help="CSV with a header.")],
    update: Annotated[
        bool, typer.Option("--update", help="Change those who are registered.")
    ] = False,
    send_credentials: Annotated[
        bool, typer.Option("--send-credentials", help="Mail those who are new a password at once.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; say what would be.")
    ] = False,
) -> None:
    """Bring users in: columns id, name, email, roles, groups, number, alternative_number,
    preselected_groups, language. A line is taken whole or not at all, and the same file twice is as
    once; lines that were not taken are listed and make the exit status 1.
    """
    organisation = ops.organisation(org)
    done: dict[str, int] = {}
    refused: list[tuple[int, str]] = []
    with ops.progress("users") as progress:
        for part in parts(read_text(file), organisation):
            outcome = (
                _foreseen(ops, part, organisation, update)
                if dry_run
                else _taken(ops, part, organisation, Wish(update, send_credentials))
            )
            for line, became in outcome.done.items():
                done[became.value] = done.get(became.value, 0) + 1
                if became is Done.SKIPPED:
                    refused.append((line, "Registered already, and differs: give --update."))
            refused += [(one.line, _sentence(one)) for one in outcome.refusals]
            progress(sum(done.values()) + len(refused))
    _report(ops, done, sorted(refused), dry_run)


def parts(text: str, organisation: Organisation) -> Iterator[UserReading]:
    """The file, so many rows at a time as one import takes. Pure."""
    names = {group.id: group.name for group in organisation.groups.values()}
    found = rows(text)
    header = next(found, None)
    if header is None:
        raise Trouble("The file is empty.", "The first line has to name the columns.")
    empty = True
    seen: dict[str, int] = {}
    while part := list(islice(found, MOST_ROWS)):
        empty = False
        refusals: list[RowRefusal] = []
        taken: list[UserRow] = []
        for row in part:
            reading = read_users(row.text, names, row.line, header.text)
            refusals += reading.refusals
            taken += reading.rows
        yield _once(taken, refusals, seen)
    if empty:
        yield read_users(header.text, names)


def _once(taken: list[UserRow], refusals: list[RowRefusal], seen: dict[str, int]) -> UserReading:
    """A user id counts on its first line, in whichever part that was."""
    fresh = []
    for row in taken:
        first = seen.setdefault(row.id, row.line)
        if first == row.line:
            fresh.append(row)
        else:
            again = {"first": first}
            refusals.append(RowRefusal(row.line, "duplicate", "row_user_duplicate", again))
    return UserReading(tuple(fresh), tuple(refusals))


def _taken(ops: Ops, part: UserReading, organisation: Organisation, wish: Wish) -> Outcome:
    s = ops.services
    caller = operator(organisation, s.clock())
    return s.users_import.take(caller, part, wish, s.clock())


def _foreseen(ops: Ops, part: UserReading, organisation: Organisation, update: bool) -> Outcome:
    """What an import would do, as far as the rows and those who are registered tell."""
    known = ops.services.users.several(row.id for row in part.rows)
    number = ops.services.settings.service_number
    done: dict[int, Done] = {}
    refusals = list(part.refusals)
    for row in part.rows:
        try:
            found = _difference(row, known.get(row.id), organisation, number)
        except JourError as why:
            refusals.append(RowRefusal(row.line, why.code, why.text, why.values))
            continue
        done[row.line] = Done.SKIPPED if found is Done.UPDATED and not update else found
    return Outcome(done, tuple(refusals))


def _difference(
    row: UserRow, known: User | None, organisation: Organisation, number: str | None
) -> Done:
    if known is None:
        if row.name is None or row.email is None:
            raise Invalid("new_without_name" if row.name is None else "new_without_email")
        new = unknown_user(row.id, row.name, row.email, organisation)
        applied(edit_of(row), new, organisation, number)
        return Done.ADDED
    if known.org != organisation.id:
        raise Conflict("user_taken")
    return Done.UPDATED if changes(edit_of(row), known, organisation, number) else Done.UNCHANGED


def _report(ops: Ops, done: dict[str, int], refused: list[tuple[int, str]], dry_run: bool) -> None:
    if ops.json:
        errors = [{"line": line, "message": message} for line, message in refused]
        ops.print_json({"dry_run": dry_run, "done": done, "errors": errors})
    else:
        counted = ", ".join(f"{count} {became}" for became, count in sorted(done.items()))
        ops.say(None, f"{'Would be: ' if dry_run else ''}{counted or 'No line was taken'}.")
        if refused:
            ops.rows(("line", "not taken, because"), refused, "")
    if refused:
        raise Found


def _sentence(refusal: RowRefusal) -> str:
    return texts.sentence(refusal.text, "en", **refusal.values)
