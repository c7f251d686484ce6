"""Flows and their numbers, as the synthesised JourTelephony has them."""

from typing import Any

import pytest

from local.connect.contact import INSTANCE_ARN
from local.connect.intrinsics import Values
from local.connect.numbering import Ties
from local.connect.template import read
from local.failure import Failure
from tests.telephony import ARN, NUMBER, content, invoke

EXPORT = "JourCore:ExportsOutputFnGetAttDistanceToggleArn"
GIVEN = {"ServiceNumber": NUMBER}
EXPORTS = {EXPORT: ARN}


def flow(content: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::Connect::ContactFlow",
        "Properties": {
            "InstanceArn": {"Ref": "ConnectInstanceArn"},
            "Name": "jour-distance-toggle",
            "Type": "CONTACT_FLOW",
            "Content": content,
        },
    }


def led_to(flow: str, *numbers: Any) -> dict[str, Any]:
    return {
        "Type": "Custom::JourFlowNumbers",
        "Properties": {
            # Belongs to a function that is not deployed on this machine.
            "ServiceToken": {"Fn::GetAtt": ["Numbers1234", "Arn"]},
            "InstanceArn": {"Ref": "ConnectInstanceArn"},
            "ContactFlowArn": {"Fn::GetAtt": [flow, "ContactFlowArn"]},
            "Numbers": list(numbers),
        },
    }


def joined() -> dict[str, Any]:
    """The small flow as CDK writes it: text around the imported ARN."""
    before, after = content(invoke()).split(ARN)
    return {"Fn::Join": ["", [before, {"Fn::ImportValue": EXPORT}, after]]}


def template(**resources: Any) -> dict[str, Any]:
    return {
        "Parameters": {"ConnectInstanceArn": {"Type": "String"}, "ServiceNumber": {}},
        "Resources": {"Instance": {"Type": "AWS::SSM::Parameter", "Properties": {}}, **resources},
    }


def test_the_number_leads_to_the_flow_with_the_real_arn() -> None:
    """Issue 5.7: the flow invokes the function that is deployed, whatever it is called."""
    made = template(Toggle=flow(joined()), Numbers=led_to("Toggle", {"Ref": "ServiceNumber"}))
    found = read(made, GIVEN, EXPORTS)
    assert found.numbers.keys() == {NUMBER}
    assert found.numbers[NUMBER].by_id["ask"].parameters["LambdaFunctionARN"] == ARN


def test_content_may_be_substituted() -> None:
    """Fn::Sub, with values of its own."""
    text = content(invoke()).replace(ARN, "${Toggle}")
    made = template(
        Toggle=flow({"Fn::Sub": [text, {"Toggle": {"Fn::ImportValue": EXPORT}}]}),
        Numbers=led_to("Toggle", {"Ref": "ServiceNumber"}),
    )
    flow_found = read(made, GIVEN, EXPORTS).numbers[NUMBER]
    assert flow_found.by_id["ask"].parameters["LambdaFunctionARN"] == ARN


def test_a_template_without_flows_has_no_numbers() -> None:
    """`make run` copes with a telephone that is not set up."""
    assert read(template(), GIVEN, EXPORTS) == Ties({})


def test_one_flow_may_have_several_numbers() -> None:
    """But one number has one flow."""
    two = template(Toggle=flow(joined()), Numbers=led_to("Toggle", NUMBER, "+46846500402"))
    assert read(two, GIVEN, EXPORTS).numbers.keys() == {NUMBER, "+46846500402"}
    both = template(
        One=flow(joined()),
        Two=flow(joined()),
        Numbers1=led_to("One", NUMBER),
        Numbers2=led_to("Two", NUMBER),
    )
    with pytest.raises(Failure, match="leads to two flows"):
        read(both, GIVEN, EXPORTS)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("+46846500410,+46846500411", {"+46846500410", "+46846500411"}),
        ("+46846500410, +46846500411", {"+46846500410", "+46846500411"}),
        ("", set()),
    ],
)
def test_customers_numbers_are_a_list(given: str, found: set[str]) -> None:
    """Issue 6.2: also an empty one, which says all the same which flow is the customers'."""
    made = template(
        Call=flow(joined()), Numbers={**led_to("Call"), "Condition": "HasCustomerNumbers"}
    )
    made["Resources"]["Numbers"]["Properties"]["Numbers"] = {"Ref": "CustomerNumbers"}
    made["Parameters"]["CustomerNumbers"] = {"Type": "CommaDelimitedList", "Default": ""}
    ties = read(made, {"CustomerNumbers": given}, EXPORTS)
    assert ties.numbers.keys() == found
    assert ties.customers is not None
    assert all(one is ties.customers for one in ties.numbers.values())


def test_what_is_not_exported_is_named() -> None:
    """A name that the deployed stack does not have stops the run with a sentence."""
    made = template(Toggle=flow(joined()), Numbers=led_to("Toggle", NUMBER))
    with pytest.raises(Failure, match=f"the exported value '{EXPORT}'"):
        read(made, GIVEN, {})


@pytest.mark.parametrize(
    ("value", "rendered"),
    [
        ({"Ref": "ConnectInstanceArn"}, INSTANCE_ARN),
        ({"Fn::GetAtt": ["Toggle", "ContactFlowArn"]}, "arn:flow"),
        ({"Fn::GetAtt": "Toggle.ContactFlowArn"}, "arn:flow"),
        (
            {"Fn::Sub": "${AWS::Region} ${!Kept} ${Toggle.ContactFlowArn}"},
            "eu-central-1 ${Kept} arn:flow",
        ),
        ({"Fn::Join": ["-", ["a", {"Ref": "AWS::Partition"}]]}, "a-aws"),
        ([{"a": {"Ref": "AWS::Partition"}}], [{"a": "aws"}]),
    ],
)
def test_intrinsics(value: Any, rendered: Any) -> None:
    """As CloudFormation would."""
    known = {("Toggle", "ContactFlowArn"): "arn:flow"}
    assert Values({"ConnectInstanceArn": INSTANCE_ARN}, {}, known).rendered(value) == rendered


def test_other_intrinsics_are_refused() -> None:
    """By name, instead of a flow with holes."""
    with pytest.raises(Failure, match="Fn::Select"):
        Values({}, {}, {}).rendered({"Fn::Select": [0, ["a"]]})
