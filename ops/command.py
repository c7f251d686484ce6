"""What every command shares: where to work, how to print, and how failures are told."""

import functools
import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from jour.organisation import Organisation
from jour.wiring import Services
from ops.place import Place
from ops.trouble import EXPECTED, FOUND, Trouble, trouble_of

_WHERE = "Where"


@dataclass
class Ops:
    """A command's hands: the place, and the paper."""

    place: Place
    json: bool
    out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))

    @property
    def services(self) -> Services:
        return self.place.services

    def say(self, data: Any, sentence: str) -> None:
        """What was done: a sentence, or the same as data."""
        if self.json:
            self.print_json(data)
        else:
            self.out.print(sentence, markup=False)

    def rows(self, columns: Sequence[str], rows: Iterable[Sequence[Any]], empty: str) -> None:
        """A table of equal columns; `empty` where there are no rows."""
        found = [[_text(cell) for cell in row] for row in rows]
        if self.json:
            names = [column.lower().replace(" ", "_") for column in columns]
            self.print_json([dict(zip(names, row, strict=True)) for row in found])
        elif not found:
            self.out.print(empty, markup=False)
        else:
            self.out.print(_table(columns, found))

    def print_json(self, data: Any) -> None:
        typer.echo(json.dumps(data, ensure_ascii=False, default=_plain, indent=2))

    @contextmanager
    def progress(self, what: str) -> Iterator[Callable[[int], None]]:
        """Tells on the terminal how many are done; silent where nobody looks."""
        columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"))
        with Progress(*columns, console=self.err, transient=True, disable=self.json) as bar:
            task = bar.add_task(what, total=None)
            yield lambda done: bar.update(task, completed=done)

    def organisation(self, org: str) -> Organisation:
        """Raises Trouble with those that there are."""
        found = self.services.organisations.get(org)
        if found is None:
            known = ", ".join(sorted(self.services.organisations.ids())) or "none yet"
            raise Trouble(f"There is no organisation '{org}'.", f"There are: {known}.")
        return found

    def organisations(self, org: str | None) -> list[Organisation]:
        """The one that is named, or all."""
        ids = [org] if org else sorted(self.services.organisations.ids())
        return [self.organisation(one) for one in ids]


class Found(Exception):
    """The command has said all it had to say, and there is something to see to."""


def command(app: typer.Typer, name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command: it is given Ops, and its own options beside those of every command."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def run(
            env: str | None,
            table: str | None,
            region: str | None,
            profile: str | None,
            local: bool,
            as_json: bool,
            **own: Any,
        ) -> None:
            ops = Ops(Place(env, table, region, profile, local), as_json)
            _told(ops, lambda: function(ops, **own))

        _sign(run, function)
        app.command(name)(run)
        return function

    return register


def _told(ops: Ops, work: Callable[[], None]) -> None:
    try:
        work()
    except Found:
        raise typer.Exit(FOUND) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except EXPECTED as failure:
        told = trouble_of(failure)
        if ops.json:
            ops.print_json({"error": told.sentence, "what_to_do": told.cure})
        else:
            ops.err.print(f"{told.sentence} {told.cure}".strip(), style="red", markup=False)
        raise typer.Exit(told.status) from None


def _where(
    env: Annotated[
        str | None,
        typer.Option(
            help="Which environment, say prod: uses the AWS profile jour-<env> where there is one.",
            envvar="JOUR_ENV",
            rich_help_panel=_WHERE,
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            help="Another table than the stack's: a restored one.", rich_help_panel=_WHERE
        ),
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="Of AWS; eu-central-1 unless told.", rich_help_panel=_WHERE)
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="Of AWS's own configuration.", rich_help_panel=_WHERE)
    ] = None,
    local: Annotated[
        bool,
        typer.Option(
            "--local",
            help="The local run: the one in JOUR_DATA (.local), or at JOUR_AWS_PORT.",
            rich_help_panel=_WHERE,
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, for machines.")] = False,
) -> None:
    """The options of every command."""


def _sign(run: Callable[..., None], function: Callable[..., None]) -> None:
    """Give `run` the command's own parameters and those of every command: Typer reads them."""
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    shared = inspect.signature(_where, eval_str=True).parameters.values()
    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*own, *shared)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # inspect's own name
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    del run.__wrapped__  # type: ignore[attr-defined] # set by functools.wraps


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)
