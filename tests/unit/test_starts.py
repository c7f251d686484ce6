"""Issue 11.4: what a person waits for at a cold start is no more than it needs.

The time itself is measured by bench/starts.py; here it is what would bring it back up.
"""

import json
import subprocess
import sys

import pytest

from bench.starts import ENVIRONMENT, WAITED_FOR

CODE = """
import json, sys
from jour import aws
made, client = [], aws.client
aws.client = lambda service, config: (made.append(service), client(service, config))[1]
import functions.{name}.handler
print(json.dumps([made, sorted(sys.modules)]))
"""
EVERY = {"aws_lambda_powertools", "botocore", "certifi", "dateutil", "jmespath", "six", "urllib3"}
HTTP = {"annotated_types", "pydantic", "pydantic_core", "typing_inspection"}
OURS = {"functions", "jour", "typing_extensions"}
UNNEEDED = {
    "login": {"jour.desk", "jour.dispatch", "jour.mail", "jour.push", "jour.users_api"},
    "distance_toggle": {"asyncio", "jour.http", "jour.dispatch", "jour.push", "jour.mail"},
    "call_routing": {"asyncio", "jour.http", "jour.desk", "jour.mail"},
}


@pytest.mark.parametrize("name", WAITED_FOR)
def test_nothing_is_imported_or_made_that_is_not_needed(name: str) -> None:
    """No package but those named here, one client, and no other capability of ours."""
    asked = [sys.executable, "-c", CODE.format(name=name)]
    told = subprocess.run(asked, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    made, modules = json.loads(told.stdout)
    packages = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names
    foreign = {package for package in packages if not package.startswith(("_", "sitecustomize"))}
    assert foreign <= EVERY | OURS | (HTTP if name == "login" else set())
    assert made == ["dynamodb"]
    assert not UNNEEDED[name] & set(modules)
