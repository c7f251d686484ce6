"""The telephone's stack: flows, who may call what, and the numbers that lead there (issue 5)."""

import re
from typing import Any

import pytest

from tests.flows.flow import Flow
from tests.flows.lint import lint, placeholders
from tests.infra.template import Template, readable, rendered

INSTANCE = "${ConnectInstanceArn}"
AN_ARN = "arn:aws:connect:eu-central-1:111111111111:instance/12345678-1234-1234-1234-123456789012"
ANY_FUNCTION = "arn:aws:lambda:eu-central-1:111111111111:function:any"


def _folder_behind(imported: Any, core: Template) -> str:
    """The folder of the function whose ARN another stack imports."""
    for output in core.content["Outputs"].values():
        if output.get("Export", {}).get("Name") == imported["Fn::ImportValue"]:
            return core.folder_of(output["Value"])
    raise LookupError(imported)


def _content(flow: dict[str, Any]) -> list[Any]:
    """The parts of a flow's content: text, and what CloudFormation fills in."""
    parts: list[Any] = flow["Content"]["Fn::Join"][1]
    return parts


def test_it_remembers_the_instance(telephony: Template) -> None:
    """What comes later finds the instance there."""
    parameter = telephony.one("AWS::SSM::Parameter")
    assert parameter["Name"] == "/jour/telephony/connect-instance-arn"
    assert parameter["Value"] == {"Ref": "ConnectInstanceArn"}


@pytest.mark.parametrize(
    ("arn", "accepted"),
    [(AN_ARN, True), ("12345678-1234-1234-1234-123456789012", False), ("", False)],
)
def test_only_an_instances_arn_is_taken(telephony: Template, arn: str, accepted: bool) -> None:
    """An id alone, as the console shows it, is refused when deploying."""
    pattern = telephony.content["Parameters"]["ConnectInstanceArn"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, arn)) is accepted


@pytest.mark.parametrize(
    ("number", "accepted"), [("+46846500401", True), ("08-465 004 01", False), ("", False)]
)
def test_only_a_whole_number_is_taken(telephony: Template, number: str, accepted: bool) -> None:
    """As Connect spells it; here, unlike in JourCore, there has to be one."""
    parameter = telephony.content["Parameters"]["ServiceNumber"]
    assert "Default" not in parameter
    assert bool(re.fullmatch(parameter["AllowedPattern"], number)) is accepted


def test_the_flow_is_deployed_as_its_file_says(telephony: Template, core: Template) -> None:
    """What Connect gets is filled, and still clean; it calls the toggle and nothing else."""
    flow = telephony.one("AWS::Connect::ContactFlow")
    assert (rendered(flow["InstanceArn"]), flow["Type"]) == (INSTANCE, "CONTACT_FLOW")
    filled_in = [part for part in _content(flow) if not isinstance(part, str)]
    assert {_folder_behind(part, core) for part in filled_in} == {"distance_toggle"}
    parts = [part if isinstance(part, str) else ANY_FUNCTION for part in _content(flow)]
    deployed = Flow.read("".join(parts))
    assert lint(deployed) == []
    assert placeholders(deployed) == set()


def test_connect_may_call_the_toggle(telephony: Template, core: Template) -> None:
    """Both halves: the instance lists the function, and the function allows this instance only."""
    association = telephony.one("AWS::Connect::IntegrationAssociation")
    assert rendered(association["InstanceId"]) == INSTANCE
    assert association["IntegrationType"] == "LAMBDA_FUNCTION"
    permission = telephony.one("AWS::Lambda::Permission")
    assert permission["Principal"] == "connect.amazonaws.com"
    assert permission["Action"] == "lambda:InvokeFunction"
    assert rendered(permission["SourceArn"]) == INSTANCE
    assert permission["SourceAccount"] == {"Ref": "AWS::AccountId"}
    for function in (association["IntegrationArn"], permission["FunctionName"]):
        assert _folder_behind(function, core) == "distance_toggle"


def test_the_service_number_leads_to_the_toggles_flow(telephony: Template) -> None:
    """F1: tied by a function of ours, since CloudFormation has no resource for it."""
    numbers = telephony.one("Custom::JourFlowNumbers")
    assert telephony.folder_of(numbers["ServiceToken"]) == "flow_numbers"
    assert rendered(numbers["InstanceArn"]) == INSTANCE
    assert rendered(numbers["ContactFlowArn"]) == "${DistanceToggleFlow.ContactFlowArn}"
    assert numbers["Numbers"] == [{"Ref": "ServiceNumber"}]


def test_a_silent_function_fails_the_deployment_soon(telephony: Template) -> None:
    """CloudFormation would wait an hour; three runs with Lambda's pauses are over well before."""
    waits = int(telephony.one("Custom::JourFlowNumbers")["ServiceTimeout"])
    runs = int(telephony.functions()["flow_numbers"]["Timeout"])
    assert 3 * runs + 60 + 120 <= waits <= 600


def test_things_come_in_order(telephony: Template) -> None:
    """No flow before its function may be called; no number tied by a function without its role."""
    waits_for = {
        readable(name): {readable(other) for other in resource.get("DependsOn", [])}
        for name, resource in telephony.content["Resources"].items()
    }
    assert waits_for["DistanceToggleFlow"] >= {
        "ToggleFunctionPermission",
        "ToggleFunctionAssociation",
    }
    assert "FlowNumbersTiesRoleDefaultPolicy" in waits_for["FlowNumbersServiceNumbers"]


def test_its_function_knows_nothing_of_the_core(telephony: Template) -> None:
    """It has to do with Connect alone: no table, no pepper, no address."""
    variables = telephony.functions()["flow_numbers"]["Environment"]["Variables"]
    assert {name for name in variables if name.startswith("JOUR_")} == set()


def test_its_layers_are_its_own(telephony: Template, core: Template) -> None:
    """The same packages, but no version is imported: JourCore could not replace it any more."""
    kind = "AWS::Lambda::LayerVersion"
    own, cores = telephony.all(kind), core.all(kind)
    assert {name: one["Content"]["S3Key"] for name, one in own.items()} == {
        name: one["Content"]["S3Key"] for name, one in cores.items()
    }
