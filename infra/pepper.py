"""The pepper of the password hashes: not in the table, so that a stolen table is useless."""

import json

from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.environment import Environment
from infra.retention import data_removal

PEPPER_LENGTH = 64


class Pepper(Construct):
    """A generated secret `{"current": "1", "1": "<random>"}`: versions, and which one hashes."""

    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(scope, id)
        self.secret = secretsmanager.Secret(
            self,
            "Secret",
            description="Jour: pepper of the password hashes; lost, no password can be checked.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps({"current": "1"}),
                generate_string_key="1",
                password_length=PEPPER_LENGTH,
                exclude_punctuation=True,
            ),
            removal_policy=data_removal(environment),
        )
        acknowledge(
            self.secret,
            AwsSolutions_SMG4="A pepper that rotates by itself would make every stored hash"
            " uncheckable: versions are added beside the old ones, and hashes move at login.",
        )

    @property
    def arn(self) -> str:
        return self.secret.secret_arn
