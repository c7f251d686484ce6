"""Flows that cannot be played are refused before any call, with everything that is wrong."""

import json
from typing import Any

import pytest

from local.connect.actions import ACTIONS
from local.connect.flow import parse
from local.connect.flow_check import require_playable
from local.connect.language import KINDS
from local.failure import Failure
from tests.telephony import ARN, NUMBER, action, content, flow, invoke, say

ANY: dict[str, str] = {"NoMatchingError": "end"}
PIN: dict[str, Any] = {
    "SSML": "$.External.say",
    "StoreInput": "True",
    "InputTimeLimitSeconds": "8",
    "InputValidation": {"CustomValidation": {"MaximumLength": "6"}},
    "DTMFConfiguration": {"InputTerminationSequence": "#", "DisableCancelKey": "False"},
}
MENU: dict[str, Any] = {"Text": "Tryck 1.", "StoreInput": "False", "InputTimeLimitSeconds": "5"}
MENU_ERRORS = {**ANY, "InputTimeLimitExceeded": "end", "NoMatchingCondition": "end"}
DIAL: dict[str, Any] = {
    "ThirdPartyPhoneNumber": "$.External.number",
    "ThirdPartyConnectionTimeLimitSeconds": "20",
    "ContinueFlowExecution": "True",
}
DIAL_ERRORS = {**ANY, "CallFailed": "end", "ConnectionTimeLimitExceeded": "end"}


def test_every_known_action_is_played() -> None:
    """What the check lets through, the interpreter can do."""
    assert KINDS.keys() == ACTIONS.keys()


def test_a_complete_flow_is_taken() -> None:
    """Both forms of input, both forms of dialling, every reference that is played."""
    flow(
        invoke(next="pin", a="$.CustomerEndpoint.Address", b="$.Attributes.x", c="$.ContactId"),
        action("pin", "GetParticipantInput", "menu", ANY, **PIN),
        action("menu", "GetParticipantInput", "dial", MENU_ERRORS, {"1": "dial"}, **MENU),
        action("dial", "TransferParticipantToThirdParty", "last", DIAL_ERRORS, **DIAL),
        action(
            "last",
            "TransferParticipantToThirdParty",
            "end",
            ANY,
            **{**DIAL, "ContinueFlowExecution": "False"},
        ),
    )


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (action("x", "Loop", "end", LoopCount="3"), "the action type 'Loop' is not played"),
        (action("x", "MessageParticipant", "end", ANY), "one of Text and SSML"),
        (action("x", "MessageParticipant", "end", ANY, Text="a", SSML="b"), "one of Text"),
        (action("x", "MessageParticipant", "end", ANY, PromptId="p"), "PromptId is not played"),
        (action("x", "MessageParticipant", "end", Text="a"), "NoMatchingError is not declared"),
        (action("x", "MessageParticipant", None, ANY, Text="a"), "NextAction is missing"),
        (say("x", "a", next="gone"), "'gone' is not there"),
        (say("x", "a $.Queue.Name"), "the reference $.Queue.Name is not played"),
        (action("x", "MessageParticipant", "end", ANY, {"1": "end"}, Text="a"), "no Conditions"),
        (
            action("x", "UpdateFlowLoggingBehavior", "end", FlowLoggingBehavior="On"),
            "FlowLoggingBehavior has to be Enabled or Disabled",
        ),
        (
            action("x", "InvokeLambdaFunction", "end", ANY, LambdaFunctionARN=ARN),
            "InvocationTimeLimitSeconds is missing",
        ),
        (
            action(
                "x",
                "InvokeLambdaFunction",
                "end",
                ANY,
                LambdaFunctionARN=ARN,
                InvocationTimeLimitSeconds="9",
            ),
            "a number from 1 to 8",
        ),
        (
            action(
                "x",
                "InvokeLambdaFunction",
                "end",
                ANY,
                LambdaFunctionARN=ARN,
                InvocationTimeLimitSeconds="8",
                ResponseValidation={"ResponseType": "JSON"},
            ),
            "STRING_MAP",
        ),
        (
            action("x", "GetParticipantInput", "end", MENU_ERRORS, **PIN),
            "it has no error InputTimeLimitExceeded",
        ),
        (action("x", "GetParticipantInput", "end", ANY, {"1": "end"}, **PIN), "no Conditions"),
        (
            action("x", "GetParticipantInput", "end", ANY, **{**PIN, "InputValidation": {}}),
            "CustomValidation with MaximumLength",
        ),
        (
            action("x", "GetParticipantInput", "end", ANY, **MENU),
            "the error InputTimeLimitExceeded is not declared",
        ),
        (
            action("x", "TransferParticipantToThirdParty", "end", ANY, **DIAL),
            "the error CallFailed is not declared",
        ),
    ],
)
def test_what_cannot_be_played_is_named(wrong: dict[str, Any], named: str) -> None:
    """Issue 5.7: any other action is refused, and so is one that is not complete."""
    with pytest.raises(Failure, match=r"The flow small cannot be played\. x: ") as refusal:
        flow(wrong)
    assert named in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"Version": "2018"}, "its version is '2018'"),
        ({"StartAction": "gone"}, "it starts at 'gone'"),
        ({"Actions": [say("x", "a"), say("x", "b")]}, "two actions share an identifier"),
    ],
)
def test_the_frame_is_checked(change: dict[str, Any], named: str) -> None:
    """Version, start, identifiers."""
    written = {**json.loads(content(say("x", "a"))), **change}
    with pytest.raises(Failure, match=named):
        require_playable(parse("small", json.dumps(written)))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"Version": "2019-10-30", "Actions": [{}]}'])
def test_what_is_no_flow_is_refused(text: str) -> None:
    """With a sentence, not a traceback."""
    with pytest.raises(Failure, match="not written in the flow language"):
        parse("small", text)


def test_other_operators_are_refused() -> None:
    """Only Equals is played."""
    compared = action(
        "x", "Compare", "end", {"NoMatchingCondition": "end"}, {"1": "end"}, ComparisonValue=NUMBER
    )
    with pytest.raises(Failure, match="TextContains"):
        flow(json.loads(json.dumps(compared).replace("Equals", "TextContains")))
