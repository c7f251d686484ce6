"""A function that runs by the clock."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.dead_letters import DeadLetters
from infra.function import JourFunction

MINUTE_S = 60


class EveryMinute(Construct):
    """Invokes a function once a minute; runs that failed, or never started, are kept and alarmed.

    Failed runs are not repeated: the next minute's run does the same work.
    """

    def __init__(self, scope: Construct, id: str, *, runs: JourFunction) -> None:
        super().__init__(scope, id)
        minute = cdk.Duration.seconds(MINUTE_S)
        self.dead_letters = DeadLetters(self, "DeadLetters", of=runs.folder)
        runs.allow("sqs:SendMessage", on=[self.dead_letters.arn])
        lambda_.CfnEventInvokeConfig(
            self,
            "FailedRuns",
            function_name=runs.function.function_name,
            qualifier="$LATEST",
            maximum_retry_attempts=0,
            maximum_event_age_in_seconds=MINUTE_S,
            destination_config=_on_failure(self.dead_letters),
        )
        self.rule = events.Rule(
            self,
            "Rule",
            description=f"Jour: runs {runs.folder} once a minute",
            schedule=events.Schedule.rate(minute),
            targets=[
                targets.LambdaFunction(
                    runs.function,
                    dead_letter_queue=self.dead_letters.queue,
                    retry_attempts=0,
                    max_event_age=minute,
                )
            ],
        )


def _on_failure(
    dead_letters: DeadLetters,
) -> lambda_.CfnEventInvokeConfig.DestinationConfigProperty:
    return lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
        on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=dead_letters.arn)
    )
