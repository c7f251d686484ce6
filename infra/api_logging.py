"""The account-wide permission that API Gateway needs to write logs of WebSocket APIs."""

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.acknowledge import acknowledge_exact

PUSH_TO_LOGS = "service-role/AmazonAPIGatewayPushToCloudWatchLogs"


class ApiLogging(Construct):
    """One setting per account and region: without it a stage with access logs cannot be made.

    Other APIs of the account may come to rely on it, so it stays when the stack goes.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(PUSH_TO_LOGS)],
        )
        self.setting = apigateway.CfnAccount(self, "Setting", cloud_watch_role_arn=role.role_arn)
        for kept in (role, self.setting):
            kept.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
        acknowledge_exact(
            role,
            f"AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{PUSH_TO_LOGS}]",
            "The policy that AWS names for this account setting, which serves every API of the"
            " account; a narrower one of ours would break the logs of the others.",
        )
