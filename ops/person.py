"""`ops person`: everything stored on a person, and its removal (GDPR, articles 15 and 17)."""

import time
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from jour.administration import log_out_user
from jour.edit_user import remove_user
from jour.sign_in import Caller
from jour.store.table import ConditionFailed
from jour.user import User
from ops.acting import caller_of, operator
from ops.command import Found, Ops
from ops.erasure import STAYS_OUTSIDE, Fate, Trace, trace_of, write_of
from ops.portrait import portrait
from ops.presence import Who, registered
from ops.traces import Person, person_of
from ops.trouble import Trouble

_ROUNDS = 5
_SETTLES_S = 3.0
"""The presence log is written from the table's stream, a moment after a login has ended."""


def export(ops: Ops, user: Who) -> None:
    """Everything stored on a person, as JSON for them (access, article 15).

    Passwords and PINs are kept as hashes, which are not told; nor is what a call says of the
    customer, which is somebody else's.
    """
    person = person_of(registered(ops, user))
    found: dict[str, list[Any]] = {}
    for trace in _traces(ops, person):
        found.setdefault(trace.kind, []).append(portrait(trace, person))
    ops.print_json({"user": person.id, "organisation": person.org, "stored": found})


def erase(
    ops: Ops,
    user: Who,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it. Without it, only say what would be.")
    ] = False,
) -> None:
    """Remove a user and everything that says something of them, and say what stays and why.

    It cannot be undone, except from a copy of the table, which holds everybody else's past too.
    """
    who = registered(ops, user)
    person = person_of(who)
    plan = list(_traces(ops, person))
    _report(ops, plan, done=False if not yes else None)
    if not yes:
        return
    by = _eraser(ops, who)
    _not_in_a_call(plan, who)
    had_login = _remove(ops, who, by)
    left = _sweep(ops, person, had_login)
    _report(ops, plan, done=True)
    if left:
        raise Trouble(
            f"{len(left)} items changed while they were being erased, or are in use.",
            "The user is gone, and cannot be named any more: register the id again and erase it.",
            1,
        )


def _traces(ops: Ops, person: Person) -> Iterator[Trace]:
    with ops.progress("items looked at") as progress:
        for number, item in enumerate(ops.services.table.scan(), 1):
            trace = trace_of(item, person)
            if trace is not None:
                yield trace
            if number % 500 == 0:
                progress(number)


def _eraser(ops: Ops, who: User) -> Caller:
    """Somebody who may: an organisation keeps an administrator."""
    organisation, now = ops.organisation(who.org), ops.services.clock()
    if not who.is_admin:
        return operator(organisation, now)
    for other in ops.services.users.of_org(who.org):
        if other.is_admin and not other.disabled and other.id != who.id:
            return caller_of(other, organisation, now)
    raise Trouble(
        f"'{who.id}' is the organisation's last administrator.",
        "Make another one first ('ops bootstrap'); nothing was changed.",
    )


def _not_in_a_call(plan: list[Trace], who: User) -> None:
    if any(trace.fate is Fate.LATER for trace in plan):
        raise Trouble(
            f"'{who.id}' is part of a call, a chat or a mail that is under way.",
            "Wait until it is over, and run this again; nothing was changed.",
        )


def _remove(ops: Ops, who: User, by: Caller) -> bool:
    s, now = ops.services, ops.services.clock()
    ended = log_out_user(by, who.id, s.users, s.sessions, now)
    remove_user(by, who.id, s.user_desk, now)
    return ended > 0


def _sweep(ops: Ops, person: Person, had_login: bool) -> list[Trace]:
    """Write until a whole look finds nothing more; what is left after some rounds."""
    for round_ in range(_ROUNDS):
        if had_login and round_ < 2:
            time.sleep(_SETTLES_S)
        left = [trace for trace in _traces(ops, person) if trace.fate is not Fate.KEEP]
        if not left and (round_ or not had_login):
            return []
        for trace in left:
            if trace.fate is not Fate.LATER:
                _write(ops, trace)
    return [trace for trace in _traces(ops, person) if trace.fate is not Fate.KEEP]


def _write(ops: Ops, trace: Trace) -> None:
    try:
        ops.services.table.transact([write_of(trace)])
    except ConditionFailed:
        return  # it has changed since: the next look finds it


def _report(ops: Ops, plan: list[Trace], done: bool | None) -> None:
    """What goes and what stays: before it is done, or after."""
    if done is None:
        return
    counted = Counter((trace.kind, trace.fate.value, trace.reason) for trace in plan)
    rows = [(kind, count, fate, reason) for (kind, fate, reason), count in sorted(counted.items())]
    columns = ("kind", "items", "removed" if done else "would be", "what it is")
    if ops.json:
        told = [dict(zip(("kind", "items", "fate", "what"), row, strict=True)) for row in rows]
        ops.print_json({"erased": done, "items": told, "stays": STAYS_OUTSIDE})
        return
    ops.rows(columns, rows, "")
    ops.out.print(STAYS_OUTSIDE, markup=False)
    if not done:
        ops.out.print("Nothing was changed: give --yes to do it.", markup=False)


__all__ = ["Found", "erase", "export"]
