"""`ops check`: what docs/deploy.md asks to be verified after a deploy, as far as commands can."""

from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError

from ops.checks import CHECKS
from ops.checks.check import Check, Verdict, failed, unknown
from ops.command import Found, Ops
from ops.trouble import Trouble, trouble_of


def check(
    ops: Ops,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only checks whose names begin so.")
    ] = None,
) -> None:
    """Check the deployment: each row is ok, failed or unknown, with how to put it right.

    What the local run has not is 'not applicable locally'. Exit status 1 where a check failed.
    """
    wanted = [one for one in CHECKS if not only or one.name.startswith(tuple(only))]
    if not wanted:
        raise Trouble("No check is called so.", f"There are: {', '.join(c.name for c in CHECKS)}.")
    rows = []
    with ops.progress("checks") as progress:
        for done, one in enumerate(wanted, 1):
            verdict = judged(ops, one)
            shown_fix = one.fix if verdict.state in ("failed", "unknown") else ""
            rows.append((one.name, verdict.state, verdict.says, shown_fix))
            progress(done)
    ops.rows(("check", "state", "found", "how to fix"), rows, "")
    if any(state == "failed" for _, state, _, _ in rows):
        raise Found


def judged(ops: Ops, one: Check) -> Verdict:
    """A check's verdict; what AWS refuses to tell is unknown."""
    if ops.place.local and not one.locally:
        return Verdict("not applicable locally", "")
    try:
        return one.run(ops.place)
    except Trouble as trouble:
        return failed(trouble.sentence)
    except (ClientError, BotoCoreError) as refusal:
        return unknown(trouble_of(refusal).sentence)
