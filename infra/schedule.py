"""A function that runs by the clock, more often than a schedule can: it asks to be run again."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.dead_letters import DeadLetters
from infra.function import JourFunction

MINUTE_S = 60


class EveryMinute(Construct):
    """Invokes a function once a minute, and whenever a message of its own asks for it.

    Runs that failed, or never started, are kept and alarmed. They are not repeated: the next run
    does the same work.
    """

    def __init__(self, scope: Construct, id: str, *, runs: JourFunction) -> None:
        super().__init__(scope, id)
        self.dead_letters = DeadLetters(self, "DeadLetters", of=runs.folder)
        self._run_every_minute(runs)
        self._keep_failed_runs(runs)
        self.again = self._again()
        self._run_again(runs)

    def _run_every_minute(self, runs: JourFunction) -> None:
        target = targets.LambdaFunction(
            runs.function,
            dead_letter_queue=self.dead_letters.queue,
            retry_attempts=0,
            max_event_age=cdk.Duration.seconds(MINUTE_S),
        )
        events.Rule(
            self,
            "Rule",
            description=f"Jour: runs {runs.folder} once a minute",
            schedule=events.Schedule.rate(cdk.Duration.seconds(MINUTE_S)),
            targets=[target],
        )

    def _keep_failed_runs(self, runs: JourFunction) -> None:
        runs.allow("sqs:SendMessage", on=[self.dead_letters.arn])
        on_failure = lambda_.CfnEventInvokeConfig.OnFailureProperty(
            destination=self.dead_letters.arn
        )
        lambda_.CfnEventInvokeConfig(
            self,
            "FailedRuns",
            function_name=runs.function.function_name,
            qualifier="$LATEST",
            maximum_retry_attempts=0,
            maximum_event_age_in_seconds=MINUTE_S,
            destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
                on_failure=on_failure
            ),
        )

    def _again(self) -> sqs.Queue:
        """Delayed messages of the function to itself; worth nothing once they are minutes old."""
        return sqs.Queue(
            self,
            "Again",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            # At least the function's own time limit, or a slow run would be started twice.
            visibility_timeout=cdk.Duration.seconds(MINUTE_S),
            retention_period=cdk.Duration.seconds(5 * MINUTE_S),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=self.dead_letters.queue, max_receive_count=2
            ),
        )

    def _run_again(self, runs: JourFunction) -> None:
        runs.allow(
            "sqs:SendMessage",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            on=[self.again.queue_arn],
        )
        mapping = lambda_.CfnEventSourceMapping(
            self,
            "RunAgain",
            function_name=runs.function.function_name,
            event_source_arn=self.again.queue_arn,
            batch_size=10,
        )
        # Lambda tries the role when the mapping is made: its policy has to be there by then.
        mapping.node.add_dependency(runs.role)
        acknowledge(
            mapping,
            Serverless_LambdaEventSourceMappingDestination="A queue has no such destination; its"
            " own redrive policy brings failed messages to the dead letters.",
        )
