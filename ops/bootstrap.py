"""An organisation and its first administrator, who gets a password by mail."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from jour.add_user import add_user
from jour.credential_order import Cause, OrderState
from jour.errors import Conflict
from jour.order_credentials import order_credentials
from jour.organisation import Organisation, PasswordPolicy
from jour.session import SYSTEM
from jour.user import Role, User, canonical_id
from jour.user_edit import UserEdit
from jour.user_rows import read_users
from jour.users_api import unknown_user
from ops.command import Ops
from ops.group_file import groups_of
from ops.trouble import Trouble


def bootstrap(
    ops: Ops,
    org: Annotated[str, typer.Argument(help="The organisation's id: a-z, 0-9 and '-'.")],
    admin: Annotated[str, typer.Option(help="User id of the first administrator.")],
    admin_name: Annotated[str, typer.Option(help="Their name.")],
    email: Annotated[str, typer.Option(help="Where their temporary password is mailed.")],
    name: Annotated[str, typer.Option(help="The organisation's name; its id unless told.")] = "",
    policy: Annotated[
        PasswordPolicy, typer.Option(help="Rules for passwords.")
    ] = PasswordPolicy.MODERN,
    groups: Annotated[
        Path | None, typer.Option(help="Groups to begin with: CSV or JSON, as 'groups import'.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; say what would be.")
    ] = False,
) -> None:
    """Make an organisation and its first administrator, and mail them a password.

    The password is ordered as an administrator orders one: made where it is mailed, seen by nobody
    else. Run again it adds what is missing and touches nothing that is there; a password
    that failed to arrive is ordered again.
    """
    wanted = _organisation(org, name, policy, groups)
    user = _administrator(wanted, admin, admin_name, email)
    steps = list(_steps(ops, wanted, user, dry_run))
    ops.rows(("what", "became"), steps, "")


def _organisation(org: str, name: str, policy: PasswordPolicy, groups: Path | None) -> Organisation:
    if org != canonical_id(org) or not all(c.isalnum() or c == "-" for c in org):
        raise Trouble(f"'{org}' cannot be an organisation's id.", "Use a-z, 0-9 and '-'.")
    wanted = Organisation(org, name or org, password_policy=policy)
    return replace(wanted, groups=groups_of(groups, wanted)) if groups else wanted


def _administrator(organisation: Organisation, user_id: str, name: str, email: str) -> User:
    """As an import would read them: the same rules for ids and addresses."""
    row = ";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in (user_id, name, email))
    reading = read_users(f"id;name;email\n{row}", {})
    if reading.refusals or not reading.rows:
        from jour.texts import sentence

        why = reading.refusals[0] if reading.refusals else None
        told = sentence(why.text, "en", **why.values) if why else "Nothing is said of the user."
        raise Trouble(told, "Correct --admin, --admin-name or --email.")
    read = reading.rows[0]
    if read.name is None or read.email is None:
        raise Trouble("The administrator needs a name and an address.", "Give both.")
    return unknown_user(read.id, read.name, read.email, organisation)


def _steps(ops: Ops, wanted: Organisation, user: User, dry_run: bool) -> Iterator[Sequence[str]]:
    s = ops.services
    there = s.organisations.get(wanted.id)
    known = s.users.get(user.id)
    if known is not None and known.org != wanted.id:
        raise Trouble(
            f"The user id '{user.id}' belongs to another organisation.",
            "Ids are unique in the whole installation: choose another one.",
        )
    if there is None and not dry_run:
        s.organisations.add(wanted)
    yield f"organisation {wanted.id}", "there already" if there else _made(dry_run)
    organisation = there or wanted
    yield f"administrator {user.id}", _user_step(ops, organisation, user, known, dry_run)


def _user_step(
    ops: Ops, organisation: Organisation, user: User, known: User | None, dry_run: bool
) -> str:
    s = ops.services
    if known is None:
        if dry_run:
            return "would be added, and a password mailed"
        edit = UserEdit(roles=frozenset({Role.ADMIN}))
        add_user(user, edit, organisation, s.user_desk, s.rotation_queue, s.clock())
        return "added, a password is on its way"
    if not known.is_admin:
        raise (
            Conflict("edited_meanwhile")
            if known.disabled
            else Trouble(
                f"'{user.id}' is registered, and is no administrator.",
                "Choose another id for the administrator, or give them the role by 'users import'.",
            )
        )
    order = s.orders.get(user.id)
    lost = order is not None and order.state in (OrderState.FAILED, OrderState.BOUNCED)
    if known.shown_to_change is not None or (order is not None and not lost):
        return "there already"
    if not dry_run:
        order_credentials(known, Cause.NEW_USER, SYSTEM, s.ordering, s.clock())
    return (
        "there already; a password is on its way" if not dry_run else "would be mailed a password"
    )


def _made(dry_run: bool) -> str:
    return "would be made" if dry_run else "made"
