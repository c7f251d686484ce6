"""Issue 10: the operator's commands against the deployed system, as an operator types them."""

import json
import os
import subprocess
import sys
from typing import Any

import httpx

from jour.front import HEADER
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


def test_secrets_are_rotated_while_everybody_works(system: System) -> None:
    """Issue 10, point 6: warm functions, which have read the older ones, let people in as before,
    and those too whose passwords are sealed with the newest."""
    firm = new_firm(system)
    before = firm.user("rita", "support")
    assert log_in(system, before, password="demo-jonna", phone="070-174 06 45").status_code == 200
    for secret in ("pepper", "vapid", "front"):
        status, told = ops(system, "rotate", secret, "--yes")
        assert (status, told["done"]) == (0, True)
    since = firm.user("sven", "support")
    for user, phone in ((before, "070-174 06 45"), (since, "070-174 06 46")):
        assert log_in(system, user, password="demo-jonna", phone=phone).status_code == 200
    arn = front_secret(system)
    text = system.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
    api = f"{system.aws_endpoint}/_aws/execute-api/{system.http_api}/$default/api/session"
    shown = [json.loads(text)["previous"], "g" * 64, ""]
    answers = [httpx.get(api, headers={HEADER: one}, trust_env=False) for one in shown]
    assert [answer.status_code for answer in answers] == [401, 403, 403]


def front_secret(system: System) -> str:
    """Its ARN, as the stack tells it."""
    [stack] = system.client("cloudformation").describe_stacks(StackName="JourCore")["Stacks"]
    outputs = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
    return str(outputs["FrontSecretArn"])
