"""Where events go that could not be handled, and the alarm that says so."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.acknowledge import acknowledge


class DeadLetters(Construct):
    """A queue that keeps failed events for 14 days, with an alarm from the first one on."""

    def __init__(self, scope: Construct, id: str, *, of: str) -> None:
        super().__init__(scope, id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=cdk.Duration.days(14),
        )
        acknowledge(
            self.queue,
            AwsSolutions_SQS3="It is itself a dead-letter queue.",
            Serverless_SQSRedrivePolicy="It is itself a dead-letter queue.",
        )
        self.alarm = self._alarm(of)

    @property
    def arn(self) -> str:
        return self.queue.queue_arn

    def _alarm(self, of: str) -> cloudwatch.Alarm:
        waiting = self.queue.metric_approximate_number_of_messages_visible(
            period=cdk.Duration.minutes(1), statistic="Maximum"
        )
        return cloudwatch.Alarm(
            self,
            "Alarm",
            alarm_description=f"Jour: events for {of} have failed for good.",
            metric=waiting,
            threshold=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
