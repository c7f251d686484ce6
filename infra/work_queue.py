"""A queue of work for one function: tried a few times, then kept and alarmed."""

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.dead_letters import DeadLetters
from infra.function import JourFunction

HIDDEN_S = 90
"""A message in somebody's hands comes again after this long: longer than the function may run."""
RECEIVED = 8
"""The function gives an order up by itself after five tries; this is for what it cannot handle."""


class WorkQueue(Construct):
    """Messages that wait up to a day, handed to their function one by one."""

    def __init__(self, scope: Construct, id: str, *, of: str, variable: str) -> None:
        """`variable`: how a function that sends is told the queue's address."""
        super().__init__(scope, id)
        self._variable = variable
        self.of = of
        self.dead_letters = DeadLetters(self, "DeadLetters", of=of)
        self.queue = sqs.Queue(
            self,
            "Queue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            visibility_timeout=cdk.Duration.seconds(HIDDEN_S),
            retention_period=cdk.Duration.days(1),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=self.dead_letters.queue, max_receive_count=RECEIVED
            ),
        )

    def let_send(self, sender: JourFunction) -> None:
        """Let a function put messages in, and tell it where."""
        sender.allow("sqs:SendMessage", on=[self.queue.queue_arn])
        sender.function.add_environment(self._variable, self.queue.queue_url)

    def feed(self, worker: JourFunction) -> None:
        """Hand every message to this function, which says which of them failed."""
        worker.allow(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            on=[self.queue.queue_arn],
        )
        mapping = lambda_.CfnEventSourceMapping(
            self,
            "Feed",
            function_name=worker.function.function_name,
            event_source_arn=self.queue.queue_arn,
            # One is slow when the mail or SMS service is: nobody else's waits behind it.
            batch_size=1,
            function_response_types=["ReportBatchItemFailures"],
        )
        # Lambda tries the role when the mapping is made: its policy has to be there by then.
        mapping.node.add_dependency(worker.role)
        acknowledge(
            mapping,
            Serverless_LambdaEventSourceMappingDestination="A queue has no such destination; its"
            " own redrive policy brings failed messages to the dead letters.",
        )
