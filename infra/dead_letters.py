"""Where events go that could not be handled. JourWatch raises an alarm from the first one on."""

import aws_cdk as cdk
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.acknowledge import acknowledge


class DeadLetters(Construct):
    """A queue that keeps failed events for 14 days; `of` is the folder of whom they were for."""

    def __init__(self, scope: Construct, id: str, *, of: str) -> None:
        super().__init__(scope, id)
        self.of = of
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

    @property
    def arn(self) -> str:
        return self.queue.queue_arn
