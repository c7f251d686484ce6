"""All commands, by what they are about."""

import typer

from ops import (
    bootstrap,
    check,
    deliveries,
    groups,
    person,
    presence,
    rotate,
    rotate_front,
    users,
    verify,
)
from ops.command import command
from ops.trouble import EXIT_CODES

app = typer.Typer(
    name="ops",
    help="Jour for its operators: the first administrator, imports, who is logged in and why "
    "somebody gets no calls, people's data, and whether the deployment and its table are sound.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    add_completion=False,
)


command(app, "bootstrap")(bootstrap.bootstrap)
command(app, "sessions")(presence.sessions)
command(app, "why")(presence.why)
command(app, "logout")(presence.logout)
command(app, "log")(presence.log)
command(app, "verify")(verify.verify)
command(app, "check")(check.check)

_users = typer.Typer(help="Users in bulk.", no_args_is_help=True)
command(_users, "import")(users.import_users)
app.add_typer(_users, name="users")

_groups = typer.Typer(help="Groups in bulk.", no_args_is_help=True)
command(_groups, "import")(groups.import_groups)
app.add_typer(_groups, name="groups")

_deliveries = typer.Typer(help="Mails and text messages that did not arrive.", no_args_is_help=True)
command(_deliveries, "list")(deliveries.listed)
command(_deliveries, "resend")(deliveries.resend)
app.add_typer(_deliveries, name="deliveries")

_person = typer.Typer(help="What is stored on a person (GDPR).", no_args_is_help=True)
command(_person, "export")(person.export)
command(_person, "erase")(person.erase)
app.add_typer(_person, name="person")

_rotate = typer.Typer(help="New secrets, without anybody noticing.", no_args_is_help=True)
command(_rotate, "pepper")(rotate.pepper)
command(_rotate, "vapid")(rotate.vapid)
command(_rotate, "front")(rotate_front.front)
app.add_typer(_rotate, name="rotate")
