"""Functions that EventBridge tells of events: tried again, then kept and alarmed."""

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.dead_letters import DeadLetters
from infra.function import JourFunction

RETRIES = 2


def tell(
    scope: Construct,
    id: str,
    *,
    function: JourFunction,
    description: str,
    source: str,
    detail_type: Sequence[str],
    detail: Mapping[str, Any],
    hours: int,
) -> DeadLetters:
    """Call the function for each event that fits, for at most so many hours; else the dead letters
    have it.

    Makes the rule `id` and its dead letters in `scope`, which is a construct of the caller's own.
    """
    dead_letters = DeadLetters(scope, "DeadLetters", of=function.folder)
    target = targets.LambdaFunction(
        function.function,
        dead_letter_queue=dead_letters.queue,
        retry_attempts=RETRIES,
        max_event_age=cdk.Duration.hours(hours),
    )
    events.Rule(
        scope,
        id,
        description=description,
        event_pattern=events.EventPattern(
            source=[source], detail_type=list(detail_type), detail=dict(detail)
        ),
        targets=[target],
    )
    _keep_failed(scope, function, dead_letters, hours)
    return dead_letters


def _keep_failed(
    scope: Construct, function: JourFunction, dead_letters: DeadLetters, hours: int
) -> None:
    function.allow("sqs:SendMessage", on=[dead_letters.arn])
    on_failure = lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=dead_letters.arn)
    lambda_.CfnEventInvokeConfig(
        scope,
        "FailedCalls",
        function_name=function.function.function_name,
        qualifier="$LATEST",
        maximum_retry_attempts=RETRIES,
        maximum_event_age_in_seconds=hours * 3600,
        destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
            on_failure=on_failure
        ),
    )
