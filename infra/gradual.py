"""New code takes over step by step, and the old comes back by itself when it fails."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.acknowledge import acknowledge_exact
from infra.environment import PARAMETERS_DIGEST, SHIFTED, Environment

ALIAS = "live"
STEPS = codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES
ERRORS = 3
"""In a minute, of the alias: one may be a client's bad luck, three in the first minutes are not."""


class GradualShift(Construct):
    """The alias `live` of a function, which CodeDeploy moves to each new version.

    A version keeps the environment it was published with, and CloudFormation publishes one only
    when the template changes. Values that are the stack's parameters do not change it: so their
    hash is part of the version.
    """

    @classmethod
    def where_it_pays(
        cls,
        scope: Construct,
        id: str,
        *,
        function: lambda_.Function,
        folder: str,
        environment: Environment,
    ) -> GradualShift | None:
        """None for functions whose failures are retried, and where environments do without."""
        if folder not in SHIFTED or not environment.is_gradual:
            return None
        return cls(scope, id, function=function, folder=folder, environment=environment)

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        function: lambda_.Function,
        folder: str,
        environment: Environment,
    ) -> None:
        super().__init__(scope, id)
        function.invalidate_version_based_on(
            str(self.node.try_get_context(PARAMETERS_DIGEST) or "")
        )
        self.alias = lambda_.Alias(
            self,
            "Alias",
            alias_name=ALIAS,
            version=function.current_version,
            provisioned_concurrent_executions=environment.provisioned.get(folder),
        )
        self._group = codedeploy.LambdaDeploymentGroup(
            self,
            "Group",
            alias=self.alias,
            deployment_config=STEPS,
            alarms=[self._failing(folder)],
        )
        acknowledge_exact(
            self._group,
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
            "AWSCodeDeployRoleForLambdaLimited]",
            "AWS's own policy for CodeDeploy: it may move aliases and read alarms, and no more.",
        )

    def roll_back_when(self, alarm: cloudwatch.Alarm) -> None:
        """Go back to the old version also on this alarm."""
        self._group.add_alarm(alarm)

    def _failing(self, folder: str) -> cloudwatch.Alarm:
        return cloudwatch.Alarm(
            self,
            "Failing",
            alarm_description=f"Jour: {folder} fails; a new version of it falls back by itself.",
            metric=self.alias.metric_errors(period=cdk.Duration.minutes(1), statistic="Sum"),
            threshold=ERRORS,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
