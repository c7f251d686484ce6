"""Who is logged in, why somebody gets no calls, and what the presence log says."""

import time
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from jour.administration import log_out_user
from jour.clock import MINUTE, SECOND, Millis, iso
from jour.gate_views import gates_view
from jour.opening import local_day
from jour.presence_log import Entry
from jour.session import is_live
from jour.user import User, canonical_id
from jour.views import agent_view
from ops.acting import operator
from ops.command import Found, Ops
from ops.trouble import Trouble

_AGAIN_S = 2.0
_OVERLAP = MINUTE
"""Entries are written from the table's stream, a moment after what they tell."""
_COLUMNS = ("at", "user", "event", "channel", "reason", "by", "groups")

Org = Annotated[str | None, typer.Option("--org", help="One organisation; all unless told.")]
Who = Annotated[str, typer.Argument(help="A user id.")]


def sessions(
    ops: Ops,
    org: Org = None,
    watch: Annotated[bool, typer.Option("--watch", help="Again every 2 s, until Ctrl-C.")] = False,
) -> None:
    """Who is logged in: channel, state, since when, and the groups they staff."""
    columns = ("organisation", "user", "channel", "state", "reason", "since", "groups")
    while True:
        found = [row for one in ops.organisations(org) for row in _present(ops, one.id)]
        if watch and not ops.json:
            ops.out.clear()
        ops.rows(columns, found, "Nobody is logged in.")
        if not watch:
            return
        time.sleep(_AGAIN_S)


def _present(ops: Ops, org: str) -> Iterator[tuple[str, ...]]:
    now = ops.services.clock()
    for session in sorted(ops.services.sessions.present(org).sessions, key=lambda one: one.user):
        if not is_live(session, now):
            continue
        if session.is_agent:
            shown = agent_view(session, now)
            state, reason = shown["state"], shown["reason"] or ""
            yield (
                org,
                session.user,
                shown["channel"],
                state,
                reason,
                shown["since"],
                ", ".join(session.groups),
            )
        else:
            yield org, session.user, "web", "no agent", "", iso(session.login.at), ""


def why(ops: Ops, user: Who) -> None:
    """Why an agent gets calls, or does not: every condition, with the cure. Exit status 1 where one
    is closed."""
    person = registered(ops, user)
    s = ops.services
    gates = gates_view(person.id, s.sessions.present(person.org), "en", s.clock(), person.name)
    rows = [
        (gate["gate"], "open" if gate["open"] else "closed", gate["since"], gate["message"])
        for gate in gates
    ]
    ops.rows(("gate", "is", "since", "what it means"), rows, "")
    if not all(gate["open"] for gate in gates):
        raise Found


def logout(
    ops: Ops,
    user: Annotated[str | None, typer.Argument(help="A user id.")] = None,
    everyone: Annotated[
        bool, typer.Option("--everyone", help="Everybody, as after a restore.")
    ] = False,
    org: Org = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; say who it would be.")
    ] = False,
) -> None:
    """End every login of a user, or of everybody; they can log in again at once."""
    if (user is None) != everyone:
        raise Trouble("Whom to log out is not clear.", "Give a user id, or --everyone.")
    people = [registered(ops, user)] if user else list(_everybody(ops, org))
    done = [(one.id, str(_log_out(ops, one, dry_run))) for one in people]
    rows = [row for row in done if user or row[1] != "0"]
    ops.rows(
        ("user", "logins that would end" if dry_run else "logins ended"),
        rows,
        "Nobody was logged in.",
    )


def _everybody(ops: Ops, org: str | None) -> Iterator[User]:
    for one in ops.organisations(org):
        yield from ops.services.users.of_org(one.id)


def _log_out(ops: Ops, user: User, dry_run: bool) -> int:
    s, now = ops.services, ops.services.clock()
    if dry_run:
        return sum(is_live(session, now) for session in s.sessions.of_user(user.org, user.id))
    return log_out_user(
        operator(ops.organisation(user.org), now), user.id, s.users, s.sessions, now
    )


def log(
    ops: Ops,
    org: Annotated[str, typer.Argument(help="The organisation's id.")],
    user: Annotated[str | None, typer.Option(help="Of one user.")] = None,
    day: Annotated[
        str | None, typer.Option(help="YYYY-MM-DD, local time; today unless told.")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until Ctrl-C.")] = False,
) -> None:
    """The presence log: logins, logouts with their reasons, pauses, groups."""
    ops.organisation(org)
    now = ops.services.clock()
    found = list(ops.services.presence_log.entries(org, day, user, now))
    if not follow:
        ops.rows(_COLUMNS, map(_row, found), "The log says nothing of it.")
        return
    seen: set[tuple[Millis, str, int, int]] = set()
    for entry in _fresh(found, seen):
        _tell(ops, entry)
    while True:
        time.sleep(_AGAIN_S)
        now = ops.services.clock()
        entries = ops.services.presence_log.of_day(org, local_day(now), user, now)
        for entry in _fresh(entries, seen):
            _tell(ops, entry)
        seen = {key for key in seen if key[0] > now - _OVERLAP * 60 * 24}


def _fresh(entries: Iterable[Entry], seen: set[tuple[Millis, str, int, int]]) -> Iterator[Entry]:
    for entry in entries:
        key = entry.at, entry.user, entry.version, entry.number
        if key not in seen:
            seen.add(key)
            yield entry


def _tell(ops: Ops, entry: Entry) -> None:
    row = _row(entry)
    if ops.json:
        ops.print_json(dict(zip(_COLUMNS, row, strict=True)))
    else:
        ops.out.print("  ".join(filter(None, row)), markup=False)


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        iso(entry.at - entry.at % SECOND).replace(".000Z", "Z"),
        entry.user,
        entry.event.value,
        entry.channel,
        entry.reason or "",
        entry.by or "",
        ", ".join(entry.groups),
    )


def registered(ops: Ops, written: str) -> User:
    """Raises Trouble for nobody."""
    found = ops.services.users.get(canonical_id(written) or "-")
    if found is None:
        raise Trouble(f"There is no user '{written}'.", "Ids are as they are written at the login.")
    return found
