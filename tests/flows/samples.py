"""Flows with the actions that Jour may use later: a customer's call, and a queue's own flow."""

from typing import Any

from tests.flows.flow import Flow


def _action(
    name: str,
    kind: str,
    parameters: dict[str, Any],
    to: str = "end",
    errors: tuple[str, ...] = ("NoMatchingError",),
    **conditions: tuple[str, str],
) -> dict[str, Any]:
    """An action all of whose errors lead to the end; conditions as `name=(operand, to)`."""
    return {
        "Identifier": name,
        "Type": kind,
        "Parameters": parameters,
        "Transitions": {
            "NextAction": to,
            "Errors": [{"ErrorType": error, "NextAction": "end"} for error in errors],
            "Conditions": [
                {"NextAction": leads_to, "Condition": {"Operator": "Equals", "Operands": [operand]}}
                for operand, leads_to in conditions.values()
            ],
        },
    }


def _function(name: str, to: str) -> dict[str, Any]:
    limits = {"LambdaFunctionARN": "${RoutingArn}", "InvocationTimeLimitSeconds": "8"}
    return _action(name, "InvokeLambdaFunction", limits, to)


def _flow(kind: str, start: str, *actions: dict[str, Any], end: str) -> Flow:
    last = {"Identifier": "end", "Type": end, "Parameters": {}, "Transitions": {}}
    return Flow(
        {
            "Version": "2019-10-30",
            "StartAction": start,
            "Metadata": {"type": kind},
            "Actions": [*actions, last],
        }
    )


def customer_call() -> Flow:
    """Hours, a waiting loop with a key to press, dialling out, an agent's queue, a callback."""
    return _flow(
        "contactFlow",
        "log off",
        _action(
            "log off",
            "UpdateFlowLoggingBehavior",
            {"FlowLoggingBehavior": "Disabled"},
            "hours",
            errors=(),
        ),
        _action(
            "hours",
            "CheckHoursOfOperation",
            {"HoursOfOperationId": "${HoursArn}"},
            opened=("True", "hook"),
            closed=("False", "callback number"),
        ),
        _action(
            "hook",
            "UpdateContactEventHooks",
            {"EventHooks": {"CustomerQueue": "${QueueFlowArn}"}},
            "poll",
        ),
        _function("poll", "route"),
        _action(
            "route",
            "Compare",
            {"ComparisonValue": "$.External.route"},
            "wait",
            ("NoMatchingCondition",),
            phone=("pstn", "dial"),
            softphone=("softphone", "target"),
        ),
        _action(
            "wait",
            "GetParticipantInput",
            {"Text": "Tryck 1.", "InputTimeLimitSeconds": "5", "StoreInput": "False"},
            "poll",
            ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"),
            callback=("1", "callback number"),
        ),
        _action(
            "dial",
            "TransferParticipantToThirdParty",
            {
                "ThirdPartyPhoneNumber": "$.External.number",
                "ThirdPartyConnectionTimeLimitSeconds": "20",
                "ContinueFlowExecution": "True",
                "CallerId": {"Number": "$.SystemEndpoint.Address"},
            },
            "outcome",
            ("CallFailed", "ConnectionTimeLimitExceeded", "NoMatchingError"),
        ),
        _function("outcome", "end"),
        _action("target", "UpdateContactTargetQueue", {"AgentId": "$.External.agent"}, "queue"),
        _action("queue", "TransferContactToQueue", {}, "end", ("QueueAtCapacity", NME)),
        _action(
            "callback number",
            "UpdateContactCallbackNumber",
            {"CallbackNumber": "$.CustomerEndpoint.Address"},
            "callback",
            ("InvalidCallbackNumber", "CallbackNumberNotDialable"),
        ),
        _action(
            "callback",
            "CreateCallbackContact",
            {
                "QueueId": "${CallbackQueueArn}",
                "InitialCallDelaySeconds": "5",
                "MaximumConnectionAttempts": "1",
                "RetryDelaySeconds": "600",
            },
        ),
        end="DisconnectParticipant",
    )


def queue_flow() -> Flow:
    """What a caller hears in a queue, until moved to another one."""
    return _flow(
        "customerQueue",
        "loop",
        _action(
            "loop",
            "Loop",
            {"LoopCount": "3"},
            errors=(),
            again=("ContinueLooping", "music"),
            done=("DoneLooping", "move"),
        ),
        _action(
            "music",
            "MessageParticipantIteratively",
            {"Messages": [{"PromptId": "${MusicArn}"}], "InterruptFrequencySeconds": "30"},
            "loop",
            interrupted=("MessagesInterrupted", "loop"),
        ),
        _action(
            "move",
            "DequeueContactAndTransferToQueue",
            {"QueueId": "${OtherQueueArn}"},
            "end",
            ("QueueAtCapacity", NME),
        ),
        end="EndFlowExecution",
    )


NME = "NoMatchingError"
