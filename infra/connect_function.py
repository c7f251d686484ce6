"""Lets an Amazon Connect instance call a function."""

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_lambda as lambda_
from constructs import Construct


class ConnectFunction(Construct):
    """Both halves of it: the instance knows the function, and the function allows the instance."""

    def __init__(self, scope: Construct, id: str, *, instance_arn: str, function_arn: str) -> None:
        super().__init__(scope, id)
        lambda_.CfnPermission(
            self,
            "Permission",
            action="lambda:InvokeFunction",
            function_name=function_arn,
            principal="connect.amazonaws.com",
            source_account=cdk.Aws.ACCOUNT_ID,
            source_arn=instance_arn,
        )
        connect.CfnIntegrationAssociation(
            self,
            "Association",
            # Called an id, but what it takes is the ARN.
            instance_id=instance_arn,
            integration_type="LAMBDA_FUNCTION",
            integration_arn=function_arn,
        )
