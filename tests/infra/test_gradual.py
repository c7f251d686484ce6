"""Issue 10, point 1: in production new code takes over gradually, and falls back by itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.environment import SHIFTED
from tests.infra.template import Template, readable, rendered

ALIAS = "AWS::Lambda::Alias"


@pytest.fixture(scope="module")
def released(production: Path) -> Template:
    return Template.read(production, "JourCore")


def _aliases(core: Template) -> dict[str, dict[str, Any]]:
    """Every alias as CloudFormation reads it, by the folder of its function."""
    found = {}
    for resource in core.content["Resources"].values():
        if resource["Type"] == ALIAS:
            found[core.folder_of(resource["Properties"]["FunctionName"])] = resource
    return found


def test_only_where_bad_code_hurts_at_once(released: Template, core: Template) -> None:
    """Login, sockets and what callers hear; nothing of it in the local run's template."""
    assert set(_aliases(released)) == SHIFTED
    assert _aliases(core) == {}
    assert not [t for r in core.content["Resources"].values() if "CodeDeploy" in (t := r["Type"])]


@pytest.mark.parametrize("folder", sorted(SHIFTED))
def test_codedeploy_moves_the_alias_and_takes_it_back(folder: str, released: Template) -> None:
    """A tenth for five minutes, then all; an alarm or a failure brings the old code back."""
    alias = _aliases(released)[folder]
    update = alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    group = released.all("AWS::CodeDeploy::DeploymentGroup")[
        readable(update["DeploymentGroupName"]["Ref"])
    ]
    assert group["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"
    assert set(group["AutoRollbackConfiguration"]["Events"]) == {
        "DEPLOYMENT_FAILURE",
        "DEPLOYMENT_STOP_ON_ALARM",
    }
    assert group["AlarmConfiguration"]["Enabled"]
    alarms = [rendered(one["Name"])[2:-1] for one in group["AlarmConfiguration"]["Alarms"]]
    metrics = [released.all("AWS::CloudWatch::Alarm")[name]["MetricName"] for name in alarms]
    assert metrics == (["Errors", "5xx"] if folder == "login" else ["Errors"])


@pytest.mark.parametrize(("api", "folder"), [("HttpApi", "login"), ("SocketApi", "ws_presence")])
def test_the_apis_call_the_alias(api: str, folder: str, released: Template) -> None:
    """A route that called the function itself would get new code at once."""
    wanted = f"${{{readable(_name(released, folder))}}}"
    integrations = [
        rendered(one["IntegrationUri"])
        for one in released.all("AWS::ApiGatewayV2::Integration").values()
        if rendered(one["ApiId"]) == f"${{{api}}}"
    ]
    assert any(wanted in uri for uri in integrations)
    function = f"${{{''.join(part.title() for part in folder.split('_'))}Function.Arn}}"
    assert not [uri for uri in integrations if function in uri]


def _name(core: Template, folder: str) -> str:
    """The logical id of a function's alias."""
    aliases = {
        core.folder_of(resource["Properties"]["FunctionName"]): str(name)
        for name, resource in core.content["Resources"].items()
        if resource["Type"] == ALIAS
    }
    return aliases[folder]


def test_connect_calls_the_alias_by_an_import_that_never_changes(production: Path) -> None:
    """The function's ARN is imported and the alias added: CloudFormation lets no export go that
    another stack uses, so an environment could else never begin or cease to shift."""
    telephony = Template.read(production, "JourTelephony")
    aliased = {
        name: str(one["FunctionName"]).endswith("':live']]}")
        for name, one in telephony.all("AWS::Lambda::Permission").items()
    }
    assert aliased == {
        "ToggleFunctionPermission": True,
        "RoutingFunctionPermission": True,
        "CallbackFunctionPermission": False,
    }
    for one in telephony.all("AWS::Connect::IntegrationAssociation").values():
        permissions = telephony.all("AWS::Lambda::Permission").values()
        assert one["IntegrationArn"] in [permission["FunctionName"] for permission in permissions]


def test_sizes_are_the_environments(released: Template) -> None:
    """Memory, warm and most instances, snapshots: as environments.toml says."""
    functions = released.functions()
    assert functions["sweep"]["MemorySize"] == 1024
    assert functions["password_rotation"]["ReservedConcurrentExecutions"] == 10
    assert functions["login"]["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    assert "SnapStart" not in functions["ws_presence"]
    warm = _aliases(released)["call_routing"]["Properties"]["ProvisionedConcurrencyConfig"]
    assert warm == {"ProvisionedConcurrentExecutions": 1}


def test_production_is_not_deleted_by_accident(production: Path, assembly: Path) -> None:
    """Every stack refuses; the table, too, and what holds data stays when its stack goes."""

    def protected(made: Path) -> set[bool]:
        artifacts = json.loads((made / "manifest.json").read_text())["artifacts"].values()
        stacks = [one for one in artifacts if one["type"] == "aws:cloudformation:stack"]
        return {bool(one["properties"].get("terminationProtection")) for one in stacks}

    assert protected(production) == {True}
    assert protected(assembly) == {False}
    core = Template.read(production, "JourCore")
    assert core.one("AWS::DynamoDB::Table")["DeletionProtectionEnabled"] is True
