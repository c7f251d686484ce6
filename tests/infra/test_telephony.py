"""The telephone's stack: flows, who may call what, and the numbers that lead there (issue 5)."""

import re
from pathlib import Path
from typing import Any

import pytest

from deploy.parameters import parameters
from tests.deploy.test_up import WHOLE
from tests.flows.flow import Flow
from tests.flows.lint import lint, placeholders
from tests.infra.template import Template, readable, rendered

INSTANCE = "${ConnectInstanceArn}"
AN_ARN = "arn:aws:connect:eu-central-1:111111111111:instance/12345678-1234-1234-1234-123456789012"
FLOWS = {
    "DistanceToggle": "distance_toggle",
    "CustomerCall": "call_routing",
    "CustomerQueue": "call_routing",
    "Callback": "callback_routing",
    "CallbackQueue": "callback_routing",
    "SoftphoneCallback": "callback_routing",
}
"""The function that each flow calls."""
ALLOWING = {
    "DistanceToggle": "ToggleFunction",
    "CustomerCall": "RoutingFunction",
    "CustomerQueue": "RoutingFunction",
    "Callback": "CallbackFunction",
    "CallbackQueue": "CallbackFunction",
    "SoftphoneCallback": "CallbackFunction",
}
NAMES = {"RoutingProfile": "Name", "SecurityProfile": "SecurityProfileName"}
CALLED = {
    "ToggleFunction": "distance_toggle",
    "RoutingFunction": "call_routing",
    "CallbackFunction": "callback_routing",
}
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
    parameter = telephony.all("AWS::SSM::Parameter")["Instance"]
    assert parameter["Name"] == "/jour/telephony/connect-instance-arn"
    assert parameter["Value"] == {"Ref": "ConnectInstanceArn"}


@pytest.mark.parametrize("flow", ["CallbackFlow", "SoftphoneCallbackFlow"])
def test_it_tells_the_flows_that_calls_are_made_through(flow: str, telephony: Template) -> None:
    """Issue 7.2: their ids, as JourCore's parameters of the same names want them."""
    told = telephony.all("AWS::SSM::Parameter")[f"{flow}Parameter"]["Value"]
    output = telephony.content["Outputs"][f"{flow}Id"]["Value"]
    for value in (told, output):
        assert value["Fn::Select"][0] == 3
        assert rendered(value["Fn::Select"][1]["Fn::Split"][1]) == f"${{{flow}.ContactFlowArn}}"


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


@pytest.mark.parametrize(
    ("number", "accepted"), [("+46846500410", True), ("", True), ("08-465 004 10", False)]
)
def test_customers_numbers_are_whole_or_none(
    telephony: Template, number: str, accepted: bool
) -> None:
    """Issue 6.2: a list, each of its numbers as Connect spells it; nothing is one empty text."""
    parameter = telephony.content["Parameters"]["CustomerNumbers"]
    assert (parameter["Type"], parameter["Default"]) == ("CommaDelimitedList", "")
    assert bool(re.fullmatch(parameter["AllowedPattern"], number)) is accepted


@pytest.mark.parametrize(("name", "folder"), FLOWS.items())
def test_the_flow_is_deployed_as_its_file_says(
    name: str, folder: str, telephony: Template, core: Template
) -> None:
    """What Connect gets is filled, and still clean; it calls one function and nothing else."""
    flow = telephony.all("AWS::Connect::ContactFlow")[f"{name}Flow"]
    kind = "CUSTOMER_QUEUE" if name.endswith("Queue") else "CONTACT_FLOW"
    assert (rendered(flow["InstanceArn"]), flow["Type"]) == (INSTANCE, kind)
    filled_in = [p for p in _content(flow) if isinstance(p, dict) and "Fn::ImportValue" in p]
    assert {_folder_behind(part, core) for part in filled_in} == {folder}
    parts = [part if isinstance(part, str) else ANY_FUNCTION for part in _content(flow)]
    deployed = Flow.read("".join(parts))
    assert lint(deployed) == []
    assert placeholders(deployed) == set()


def test_callers_wait_where_connect_hands_nothing_out(telephony: Template) -> None:
    """D7: a queue that is always open, and that nobody staffs; the flow moves them there."""
    queue = telephony.one("AWS::Connect::Queue")
    hours = telephony.one("AWS::Connect::HoursOfOperation")
    assert rendered(queue["HoursOfOperationArn"]) == "${HoldingAlways.HoursOfOperationArn}"
    assert {tuple(one["StartTime"].values()) for one in hours["Config"]} == {(0, 0)}
    assert all(one["StartTime"] == one["EndTime"] for one in hours["Config"])
    assert len({one["Day"] for one in hours["Config"]}) == 7
    assert "QueueConfigs" not in telephony.one("AWS::Connect::RoutingProfile")
    flows = telephony.all("AWS::Connect::ContactFlow")
    inside = [rendered(p) for p in _content(flows["CustomerQueueFlow"]) if isinstance(p, dict)]
    assert "${HoldingQueue.QueueArn}" in inside
    outside = [rendered(p) for p in _content(flows["CustomerCallFlow"]) if isinstance(p, dict)]
    assert "${CustomerQueueFlow.ContactFlowArn}" in outside


@pytest.mark.parametrize(("name", "folder"), CALLED.items())
def test_connect_may_call_the_function(
    name: str, folder: str, telephony: Template, core: Template
) -> None:
    """Both halves: the instance lists the function, and the function allows this instance only."""
    association = telephony.all("AWS::Connect::IntegrationAssociation")[f"{name}Association"]
    assert rendered(association["InstanceId"]) == INSTANCE
    assert association["IntegrationType"] == "LAMBDA_FUNCTION"
    permission = telephony.all("AWS::Lambda::Permission")[f"{name}Permission"]
    assert permission["Principal"] == "connect.amazonaws.com"
    assert permission["Action"] == "lambda:InvokeFunction"
    assert rendered(permission["SourceArn"]) == INSTANCE
    assert permission["SourceAccount"] == {"Ref": "AWS::AccountId"}
    for function in (association["IntegrationArn"], permission["FunctionName"]):
        assert _folder_behind(function, core) == folder


def test_connect_may_call_nothing_else(telephony: Template) -> None:
    """One permission for each flow's function."""
    assert set(telephony.all("AWS::Lambda::Permission")) == {f"{name}Permission" for name in CALLED}


@pytest.mark.parametrize(
    ("tie", "flow", "numbers"),
    [
        ("ServiceNumbers", "DistanceToggle", [{"Ref": "ServiceNumber"}]),
        ("CustomerNumbers", "CustomerCall", {"Ref": "CustomerNumbers"}),
    ],
)
def test_the_numbers_lead_to_their_flow(
    tie: str, flow: str, numbers: Any, telephony: Template
) -> None:
    """F1, issue 6.2: tied by a function of ours, since CloudFormation has no resource for it."""
    tied = telephony.all("Custom::JourFlowNumbers")[f"FlowNumbers{tie}"]
    assert telephony.folder_of(tied["ServiceToken"]) == "flow_numbers"
    assert rendered(tied["InstanceArn"]) == INSTANCE
    assert rendered(tied["ContactFlowArn"]) == f"${{{flow}Flow.ContactFlowArn}}"
    assert tied["Numbers"] == numbers


def test_no_customers_numbers_are_no_tie(telephony: Template) -> None:
    """A list without numbers reaches a resource as one empty text, which is no number."""
    conditions = {
        readable(name): resource.get("Condition")
        for name, resource in telephony.content["Resources"].items()
        if resource["Type"] == "Custom::JourFlowNumbers"
    }
    assert conditions == {
        "FlowNumbersServiceNumbers": None,
        "FlowNumbersCustomerNumbers": "HasCustomerNumbers",
    }
    assert telephony.content["Conditions"]["HasCustomerNumbers"] == {
        "Fn::Not": [{"Fn::Equals": [{"Fn::Join": ["", {"Ref": "CustomerNumbers"}]}, ""]}]
    }


def test_a_silent_function_fails_the_deployment_soon(telephony: Template) -> None:
    """CloudFormation would wait an hour; three runs with Lambda's pauses are over well before."""
    runs = int(telephony.functions()["flow_numbers"]["Timeout"])
    for tie in telephony.all("Custom::JourFlowNumbers").values():
        assert 3 * runs + 60 + 120 <= int(tie["ServiceTimeout"]) <= 600


def test_things_come_in_order(telephony: Template) -> None:
    """No flow before its function may be called; no number tied by a function without its role."""
    waits_for = {
        readable(name): {readable(other) for other in resource.get("DependsOn", [])}
        for name, resource in telephony.content["Resources"].items()
    }
    for flow, function in ALLOWING.items():
        allowing = {f"{function}Permission", f"{function}Association"}
        assert waits_for[f"{flow}Flow"] >= allowing
    for tie in ("ServiceNumbers", "CustomerNumbers"):
        assert "FlowNumbersTiesRoleDefaultPolicy" in waits_for[f"FlowNumbers{tie}"]


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


def test_what_softphone_users_need_is_made_where_there_are_any(telephony: Template) -> None:
    """Issue 10, point 2: voice, no queue but their own, no right but the softphone; the client may
    frame it. Without a client's origin none of it exists."""
    kinds = ("ApprovedOrigin", "RoutingProfile", "SecurityProfile")
    found = {
        kind: resource
        for resource in telephony.content["Resources"].values()
        if (kind := resource["Type"].rpartition("::")[2]) in kinds
    }
    assert set(found) == set(kinds)
    assert {one["Condition"] for one in found.values()} == {"HasSoftphones"}
    assert found["ApprovedOrigin"]["Properties"]["Origin"] == {"Ref": "SoftphoneClient"}
    profile = found["RoutingProfile"]["Properties"]
    assert profile["MediaConcurrencies"] == [{"Channel": "VOICE", "Concurrency": 1}]
    assert found["SecurityProfile"]["Properties"]["Permissions"] == ["BasicAgentAccess"]
    names = {found[kind]["Properties"].get(name) for kind, name in NAMES.items()}
    assert names == {"Jour softphone"}


@pytest.mark.parametrize("stack", ["JourCore", "JourTelephony", "JourEdge"])
def test_every_parameter_is_filled_from_the_file(stack: str, assembly: Path) -> None:
    """Issue 10, point 1: what `make deploy` gives is what the stacks take; the rest are the local
    run's own, and empty in AWS."""
    given = set(parameters(WHOLE, {})[stack])
    declared = set(Template.read(assembly, stack).content["Parameters"]) - {"BootstrapVersion"}
    assert declared <= given
    assert given <= declared
