"""Issue 10, point 2: every check has a name, a cure, and a verdict also where AWS says no."""

from typing import Any

from botocore.exceptions import ClientError

from ops.check import judged
from ops.checks import CHECKS
from ops.checks.check import Check, Verdict
from ops.command import Ops
from ops.place import Place
from tests.ops.conftest import Desk


def refused(place: Place) -> Verdict:
    raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "x"}}, "GetAccount")


def test_what_aws_does_not_tell_is_unknown_and_what_is_not_there_not_applicable() -> None:
    """An operator without a permission is told so, by the operation's name."""
    check = Check("x", refused, "do this")
    assert judged(Ops(Place(), False), check).state == "unknown"
    assert "GetAccount" in judged(Ops(Place(), False), check).says
    assert judged(Ops(Place(local=True), False), check).state == "not applicable locally"


def test_the_table_of_checks_tells_what_failed_and_how_to_put_it_right(desk: Desk) -> None:
    """On moto: no recovery, no stream, no readers; the stack and its origins are in order."""
    ran = desk.run("check", "--only", "table", "--only", "stack", "--only", "origins", "--json")
    rows: dict[str, Any] = {row["check"]: row for row in ran.json}
    assert ran.status == 1
    assert rows["stack.core"]["state"] == rows["origins"]["state"] == "ok"
    assert rows["table.index"]["state"] == "ok"
    for name in ("table.recovery", "table.stream", "table.stream_readers", "table.expiry"):
        assert (rows[name]["state"], bool(rows[name]["how_to_fix"])) == ("failed", True)


def test_every_check_has_a_name_of_its_own_and_a_cure() -> None:
    """Names are how a runbook refers to them."""
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.fix for check in CHECKS)
