"""A Lambda function of Jour: a folder under functions/, a role of its own, logs that expire."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.environment import Environment
from infra.gradual import ALIAS, GradualShift
from infra.retention import log_retention

RUNTIME = lambda_.Runtime.PYTHON_3_13
ARCHITECTURE = lambda_.Architecture.ARM_64
FUNCTIONS = Path(__file__).parent.parent / "functions"
NOT_SHIPPED = ["__pycache__", "*.pyc"]


class JourFunction(Construct):
    """`functions/<folder>/handler.py`, allowed to write its own logs and what `allow` adds."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        folder: str,
        environment: Environment,
        layers: Sequence[lambda_.ILayerVersion],
        variables: Mapping[str, str],
        timeout_s: int = 10,
        memory_mb: int = 512,
    ) -> None:
        super().__init__(scope, id)
        self.folder = folder
        self.memory_mb = memory_mb
        self.log_group = logs.LogGroup(
            self,
            "Logs",
            retention=log_retention(environment),
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self.allow("logs:CreateLogStream", "logs:PutLogEvents", on=[self.log_group.log_group_arn])
        self.function = lambda_.Function(
            self,
            "Function",
            description=f"Jour: {folder}",
            runtime=RUNTIME,
            architecture=ARCHITECTURE,
            handler="handler.handler",
            code=lambda_.Code.from_asset(
                str(FUNCTIONS / folder), exclude=NOT_SHIPPED, ignore_mode=cdk.IgnoreMode.GIT
            ),
            layers=list(layers),
            environment={**_powertools(folder), **variables},
            role=self.role,
            log_group=self.log_group,
            timeout=cdk.Duration.seconds(timeout_s),
            memory_size=environment.memory_mb.get(folder, memory_mb),
            reserved_concurrent_executions=environment.reserved.get(folder),
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS
            if folder in environment.snap_start
            else None,
        )
        self.shift = GradualShift.where_it_pays(
            self, "Shift", function=self.function, folder=folder, environment=environment
        )
        self._accept_findings()

    @property
    def invoked(self) -> lambda_.IFunction:
        """What APIs and flows call: the function, or the alias that shifts gradually."""
        return self.shift.alias if self.shift else self.function

    @property
    def invoked_arn(self) -> str:
        """The same for another stack: it imports the function's ARN alone, so that an environment
        can begin or cease to shift gradually although that import cannot change."""
        return f"{self.function.function_arn}:{ALIAS}" if self.shift else self.function.function_arn

    def _accept_findings(self) -> None:
        newest = "3.13 is what every pinned package has arm64 wheels for; Lambda keeps it to 2029."
        dead_letters = (
            "API Gateway, Connect and streams wait for the answer, so Lambda's own dead-letter"
            " queue would stay empty; streams and schedules bring theirs (infra/stream.py,"
            " infra/schedule.py), and CloudFormation fails a deployment that gets no answer."
        )
        acknowledge(
            self.function,
            AwsSolutions_L1=newest,
            Serverless_LambdaLatestVersion=newest,
            Serverless_LambdaDLQ=dead_letters,
            Serverless_LambdaTracing="Tracing adds 0.6 s to a cold start; structured logs carry"
            " the request ids that a trace would (docs/decisions/0032).",
        )

    def allow(self, *actions: str, on: Sequence[str]) -> None:
        """Let the function call these actions on these resources, and on nothing else."""
        self.role.add_to_policy(iam.PolicyStatement(actions=list(actions), resources=list(on)))


def _powertools(folder: str) -> dict[str, str]:
    return {
        "POWERTOOLS_SERVICE_NAME": folder,
        "POWERTOOLS_METRICS_NAMESPACE": "Jour",
        "POWERTOOLS_LOG_LEVEL": "INFO",
    }
