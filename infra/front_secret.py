"""What tells that a request came through CloudFront: API Gateway's own addresses answer anybody."""

from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.environment import Environment
from infra.function import JourFunction
from infra.retention import data_removal

LENGTH = 64
HEADER = "x-jour-front"
"""As `jour.front` reads it; a test compares them."""


class FrontSecret(Construct):
    """A generated secret `{"current": "<random>"}`; rotating it keeps the one before it too."""

    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(scope, id)
        self._secret = secretsmanager.Secret(
            self,
            "Secret",
            description="Jour: what CloudFront shows to the APIs, so that nobody goes past it.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template="{}",
                generate_string_key="current",
                password_length=LENGTH,
                exclude_punctuation=True,
            ),
            removal_policy=data_removal(environment),
        )
        acknowledge(
            self._secret,
            AwsSolutions_SMG4="CloudFront has to be told the new one after the functions accept it"
            " and before the old one goes: 'ops rotate front' does that in order.",
        )

    @property
    def arn(self) -> str:
        return self._secret.secret_arn

    @property
    def header_value(self) -> str:
        """A reference that CloudFormation resolves when it tells CloudFront: the value itself
        stands in no template."""
        return self._secret.secret_value_from_json("current").unsafe_unwrap()

    def let_check(self, function: JourFunction) -> None:
        """Let a function know which requests came through the front door."""
        function.allow("secretsmanager:GetSecretValue", on=[self.arn])
        function.function.add_environment("JOUR_FRONT_SECRET", self.arn)
