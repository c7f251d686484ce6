"""Every function: runtime, logs, layers, and a role of its own."""

from pathlib import Path
from typing import Any

import pytest

from jour.clock import SECOND
from jour.store.lease import LEASE
from local.settings import ROOT
from tests.infra.template import Template, rendered

FOLDERS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stack(folder: str, deployed: dict[str, Template]) -> Template:
    """The stack that deploys the function."""
    return deployed[folder]


@pytest.fixture
def function(folder: str, stack: Template) -> dict[str, Any]:
    return stack.functions()[folder]


def test_every_folder_is_deployed(deployed: dict[str, Template]) -> None:
    """A handler that nobody deploys, or a function without a folder, is a mistake."""
    assert sorted(deployed) == FOLDERS


def test_runtime_and_architecture(function: dict[str, Any]) -> None:
    """Issue 2: Python 3.13 on arm64."""
    assert function["Runtime"] == "python3.13"
    assert function["Architectures"] == ["arm64"]
    assert function["Handler"] == "handler.handler"


def test_both_layers(function: dict[str, Any]) -> None:
    """Our own code and the third-party packages come as layers."""
    layers = [rendered(layer) for layer in function["Layers"]]
    assert layers == ["${LayersJour}", "${LayersVendor}"]


def test_no_two_functions_share_a_role(deployed: dict[str, Template]) -> None:
    """Least privilege: what one function may, no other inherits."""
    roles = [rendered(stack.functions()[folder]["Role"]) for folder, stack in deployed.items()]
    assert len(set(roles)) == len(roles)


def test_role_has_no_managed_policy(stack: Template, function: dict[str, Any]) -> None:
    """The AWS managed basic policy would let a function write every log group."""
    role = stack.all("AWS::IAM::Role")[rendered(function["Role"])[2:].removesuffix(".Arn}")]
    assert "ManagedPolicyArns" not in role
    assert "Policies" not in role


def test_own_log_group_that_expires(stack: Template, function: dict[str, Any]) -> None:
    """Logs are kept for a known time, under a name that the role is limited to."""
    name = rendered(function["LoggingConfig"]["LogGroup"]).strip("${}")
    assert stack.all("AWS::Logs::LogGroup")[name]["RetentionInDays"] == 7


def test_production_keeps_logs_for_three_months(production: Path) -> None:
    """Long enough to follow up a complaint, not for ever."""
    for stack in ("JourCore", "JourTelephony"):
        groups = Template.read(production, stack).all("AWS::Logs::LogGroup").values()
        assert {group["RetentionInDays"] for group in groups} == {90}


def test_a_function_outlives_its_clients_patience_never(core: Template) -> None:
    """API Gateway waits 29 s at most; what it calls gives up well before."""
    for folder in ("login", "admin", "groups", "authorizer", "ws_presence"):
        assert core.functions()[folder]["Timeout"] <= 10


@pytest.mark.parametrize("name", ["phone_book", "call_lists"])
def test_an_import_ends_before_the_api_does_and_before_its_lease(core: Template, name: str) -> None:
    """Whoever holds a lease is over before it runs out, and answers within 29 s."""
    assert core.functions()[name]["Timeout"] * SECOND < min(LEASE, 29 * SECOND)


@pytest.mark.parametrize("name", ["distance_toggle", "call_routing"])
def test_what_a_flow_asks_has_ended_before_connect_gives_up(core: Template, name: str) -> None:
    """B3: Connect waits 8 s, then the flow goes on: nothing may be under way any more."""
    assert core.functions()[name]["Timeout"] < 8


def test_callers_do_not_wait_for_a_processor(core: Template) -> None:
    """Issue 6: it comes with memory, and a cold start is heard as silence."""
    assert core.functions()["call_routing"]["MemorySize"] == 1024
