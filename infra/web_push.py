"""Web Push: the secret that our keys follow from, and the queue of what is to be sent."""

import json

import aws_cdk as cdk
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.environment import Environment
from infra.function import JourFunction
from infra.retention import data_removal
from infra.work_queue import WorkQueue

SEED_LENGTH = 64


class WebPush(Construct):
    """A generated secret `{"current": "1", "1": "<random>"}`, a queue, and whom they are for.

    The private key is made from the secret in the functions' memory (jour/vapid.py).
    """

    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(scope, id)
        self.queue = WorkQueue(self, "Orders", of="web_push", variable="JOUR_PUSH_QUEUE")
        self._local_service = cdk.CfnParameter(
            cdk.Stack.of(self),
            "PushService",
            description="Where a local run's push service is; empty in AWS: browsers' own alone",
            default="",
            allowed_pattern=r"(http://127\.0\.0\.1:\d{1,5}/[a-z/]+)?",
        ).value_as_string
        self._secret = secretsmanager.Secret(
            self,
            "Keys",
            description="Jour: what our push keys follow from; lost, all browsers subscribe anew.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps({"current": "1"}),
                generate_string_key="1",
                password_length=SEED_LENGTH,
                exclude_punctuation=True,
            ),
            removal_policy=data_removal(environment),
        )
        acknowledge(
            self._secret,
            AwsSolutions_SMG4="Browsers subscribe with the public key: a new one is added beside"
            " the old ones, which stay until nobody uses them.",
        )

    @property
    def secret_arn(self) -> str:
        return self._secret.secret_arn

    def let_sign(self, function: JourFunction) -> None:
        """Let a function know our keys, and which services it may send to."""
        function.allow("secretsmanager:GetSecretValue", on=[self.secret_arn])
        function.function.add_environment("JOUR_PUSH_SECRET", self.secret_arn)
        function.function.add_environment("JOUR_PUSH_SERVICE", self._local_service)

    def let_order(self, function: JourFunction) -> None:
        """Let a function have messages sent."""
        self.queue.let_send(function)

    def feed(self, worker: JourFunction) -> None:
        """Hand every order to this function."""
        self.queue.feed(worker)
