"""`ops deliveries`: what did not arrive, and sending it again."""

from typing import Annotated

import typer

from jour.clock import iso
from jour.deliveries_api import deliveries_answer, send_again
from jour.errors import JourError
from jour.order_credentials import order_for
from jour.sms import Sms, is_repeatable
from jour.texts import sentence
from ops.acting import operator
from ops.command import Found, Ops
from ops.presence import Org, registered
from ops.trouble import Trouble

_DIGITS_SHOWN = 2


def listed(ops: Ops, org: Org = None) -> None:
    """Mails with passwords, and text messages, that failed, bounced, or of which nobody can tell.
    Exit status 1 where there are any."""
    rows = [row for one in ops.organisations(org) for row in _troubled(ops, one.id)]
    columns = ("organisation", "kind", "user", "state", "why", "at", "resend")
    ops.rows(columns, rows, "Everything has arrived, as far as anybody knows.")
    if rows:
        raise Found


def _troubled(ops: Ops, org: str) -> list[tuple[str, ...]]:
    s = ops.services
    orders = list(s.orders.troubled(org))
    answer = deliveries_answer(orders, s.users.several(order.user for order in orders))
    mails = [
        (org, "mail", one.user, one.state, one.cause, one.at, one.user)
        for one in answer.credentials
    ]
    return mails + [_text_row(org, sms) for sms in s.sms_outbox.troubled(org)]


def _text_row(org: str, sms: Sms) -> tuple[str, ...]:
    where = f"{sms.user} (…{sms.to[-_DIGITS_SHOWN:]})"
    again = sms.id if is_repeatable(sms) else ""
    return org, "text message", where, sms.state.value, sms.reason or "", iso(sms.at), again


def resend(
    ops: Ops,
    org: Annotated[str, typer.Argument(help="The organisation's id.")],
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="From the column 'resend': user ids, or ids of text messages."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that can be sent again.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; say what would be.")
    ] = False,
) -> None:
    """Send again. A mail is a new temporary password: an earlier one is void."""
    if bool(ids) == everything:
        raise Trouble("What to send again is not clear.", "Name ids, or give --all.")
    ops.organisation(org)
    wanted = ids or [row[-1] for row in _troubled(ops, org) if row[-1]]
    done = [(one, "would be sent again" if dry_run else _again(ops, org, one)) for one in wanted]
    ops.rows(("what", "became"), done, "There is nothing to send again.")
    if any(became.startswith("not sent") for _, became in done):
        raise Found


def _again(ops: Ops, org: str, what: str) -> str:
    s = ops.services
    try:
        if s.sms_outbox.get(what) is not None:
            send_again(org, what, s.sms_outbox, s.sms_queue, s.clock())
        else:
            user = registered(ops, what)
            order_for(operator(ops.organisation(org), s.clock()), user.id, s.ordering, s.clock())
    except Trouble as trouble:
        return f"not sent: {trouble.sentence}"
    except JourError as refusal:
        if refusal.retryable:
            raise
        return f"not sent: {sentence(refusal.text, 'en', **refusal.values)}"
    return "on its way"
