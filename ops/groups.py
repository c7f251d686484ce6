"""`ops groups import`."""

from pathlib import Path
from typing import Annotated

import typer

from jour.clock import Millis
from jour.edit_groups import add_group, edit_group
from jour.organisation import Group, Organisation
from ops.acting import operator
from ops.command import Ops
from ops.group_file import merged, read


def import_groups(
    ops: Ops,
    org: Annotated[str, typer.Argument(help="The organisation's id.")],
    file: Annotated[Path, typer.Argument(help="CSV with a header, or JSON.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; say what would be.")
    ] = False,
) -> None:
    """Add the groups of a file, and edit those that are there. The same file twice is as once.

    The whole file is read before anything is changed.
    """
    before = ops.organisation(org)
    after = merged(read(file), before)
    changed = [g for g in after.groups.values() if g != before.groups.get(g.id)]
    now = ops.services.clock()
    done = []
    for group in changed:
        if not dry_run:
            _keep(ops, group, org, now)
        verb = "edited" if group.id in before.groups else "added"
        done.append(
            (group.id, group.name, group.media.value, f"would be {verb}" if dry_run else verb)
        )
    ops.rows(("id", "name", "media", "became"), done, "Every group is as the file says already.")


def _keep(ops: Ops, group: Group, org: str, now: Millis) -> None:
    there: Organisation = ops.organisation(org)
    caller, desk = operator(there, now), ops.services.user_desk
    if group.id in there.groups:
        edit_group(caller, group, there.version, desk, now)
    else:
        add_group(caller, group, there.version, desk)
