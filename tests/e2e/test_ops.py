"""Issue 10: the operator's commands against the deployed system, as an operator types them."""

import json
import os
import subprocess
import sys
from typing import Any

from local.settings import ROOT
from tests.e2e.desk import log_in
from tests.e2e.firm import new_firm
from tests.system import System


def ops(system: System, *arguments: str) -> tuple[int, Any]:
    """Run a command; its exit status and what it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", "ops", *arguments, "--local", "--json"],
        cwd=ROOT,
        env={**os.environ, "JOUR_DATA": str(system.data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_an_operator_sees_who_is_logged_in_why_and_that_the_table_is_sound(system: System) -> None:
    """sessions, why, verify and check, with the stack's own outputs leading there."""
    firm = new_firm(system)
    user = firm.user("olga", "support")
    assert log_in(system, user, password="demo-jonna", phone="070-174 06 44").status_code == 200
    status, [row] = ops(system, "sessions", "--org", firm.id)
    assert (status, row["user"], row["state"]) == (0, user, "available")
    status, gates = ops(system, "why", user)
    assert (status, {gate["is"] for gate in gates}) == (0, {"open"})
    assert ops(system, "logout", user)[0] == 0
    _, told = ops(system, "verify")
    assert {name: rule for name, rule in told["rules"].items() if rule["findings"]} == {}
    _, checks = ops(system, "check")
    found = {check["check"]: check["state"] for check in checks}
    assert (found["stack.core"], found["mail.sandbox"]) == ("ok", "not applicable locally")
    assert [check for check in checks if check["state"] == "failed"] == []
