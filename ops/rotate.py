"""`ops rotate`: new secrets, without anybody noticing."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from jour.store.expression import Item
from ops.command import Ops
from ops.secret_versions import (
    CURRENT,
    Kept,
    generated,
    peppers_used,
    push_keys_used,
    read,
    with_next,
    without,
    write,
)
from ops.trouble import Trouble

_SURE = timedelta(days=1)
"""A function keeps what it has read for an hour; until then it may use the version before."""
_SCANNED = 500

Yes = Annotated[bool, typer.Option("--yes", help="Do it. Without it, only say what would be.")]
Retire = Annotated[
    bool,
    typer.Option(
        "--retire", help="Instead: remove versions that nothing uses any more, a day later."
    ),
]


@dataclass(frozen=True)
class _Versioned:
    """A secret of versions, and what rests on them."""

    name: str
    what: str
    used: "Callable[[Iterable[Item]], Counter[str]]"
    afterwards: str


_PEPPER = _Versioned(
    "pepper",
    "hashes",
    peppers_used,
    "Passwords get the new one when their users log in next; PINs and remembered older passwords "
    "keep theirs.",
)
_VAPID = _Versioned(
    "vapid",
    "subscriptions",
    push_keys_used,
    "Browsers that have subscribed are pushed to as before; each gets the new key when its user "
    "opens the client next.",
)


def pepper(ops: Ops, retire: Retire = False, yes: Yes = False) -> None:
    """A new pepper for passwords and PINs; what the older ones have sealed still fits.

    Somebody who got hold of the table and of an old pepper is shut out where the hash is new.
    """
    _rotate(ops, _PEPPER, ops.services.settings.pepper_secret, retire, yes)


def vapid(ops: Ops, retire: Retire = False, yes: Yes = False) -> None:
    """A new key pair to be known by to push services; subscriptions go on with theirs."""
    _rotate(ops, _VAPID, ops.services.settings.push_secret, retire, yes)


def _rotate(ops: Ops, what: _Versioned, arn: str, retire: bool, yes: bool) -> None:
    if ops.place.table:
        raise Trouble("A secret belongs to the stack's own table.", "Leave --table out.")
    client = ops.place.client("secretsmanager")
    kept = read(client, arn)
    used = _used(ops, what)
    if retire:
        unused = [one for one in kept.versions if not used[one] and one != kept.values[CURRENT]]
        _require_settled(kept, unused)
        values = without(kept.values, unused)
    else:
        values = with_next(kept.values, generated(client))
    changes = values != kept.values
    if yes and changes:
        write(client, kept, values)
    _report(ops, what, kept, values, used, done=yes and changes)


def _used(ops: Ops, what: _Versioned) -> "Counter[str]":
    with ops.progress("items looked at") as progress:

        def items() -> Iterable[Item]:
            for number, item in enumerate(ops.services.table.scan(), 1):
                if number % _SCANNED == 0:
                    progress(number)
                yield item

        return what.used(items())


def _require_settled(kept: Kept, unused: list[str]) -> None:
    if unused and datetime.now(UTC) - kept.written_at < _SURE:
        raise Trouble(
            "The newest version is not a day old: a function may still use the one before it.",
            "Run this again tomorrow; nothing was changed.",
        )


def _report(
    ops: Ops,
    what: _Versioned,
    kept: Kept,
    values: dict[str, str],
    used: "Counter[str]",
    *,
    done: bool,
) -> None:
    rows = []
    for version in sorted({*kept.versions, *values} - {CURRENT}, key=int):
        if version not in values:
            state = "removed" if done else "would be removed"
        elif version not in kept.values:
            state = "new, used from now on" if done else "would be new"
        else:
            state = "used for new ones" if version == values[CURRENT] else "still fits"
        rows.append((version, state, used[version]))
    if ops.json:
        columns = ("version", "state", what.what)
        told = [dict(zip(columns, row, strict=True)) for row in rows]
        ops.print_json({"secret": what.name, "done": done, "versions": told})
        return
    ops.rows(("version", "state", what.what), rows, "")
    ops.out.print(what.afterwards, markup=False)
    if values == kept.values:
        ops.out.print("There is nothing to remove: every version is in use.", markup=False)
    elif not done:
        ops.out.print("Nothing was changed: give --yes to do it.", markup=False)
