"""JourTelephony: so far the note which Amazon Connect instance is Jour's."""

from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ssm as ssm
from constructs import Construct

INSTANCE_ARN = r"arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance/[0-9a-f-]{36}"
INSTANCE_PARAMETER = "/jour/telephony/connect-instance-arn"


class JourTelephony(cdk.Stack):
    """Takes an existing instance's ARN and keeps it; flows, permissions and numbers come later."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(
            scope,
            id,
            description="Jour: remembers the Amazon Connect instance. No flow, permission or"
            " number is set up yet.",
            **kwargs,
        )
        instance = cdk.CfnParameter(
            self,
            "ConnectInstanceArn",
            description="ARN of the existing Amazon Connect instance in this region",
            allowed_pattern=INSTANCE_ARN,
        )
        ssm.StringParameter(
            self,
            "Instance",
            parameter_name=INSTANCE_PARAMETER,
            description="The Amazon Connect instance that rings for Jour",
            string_value=instance.value_as_string,
        )
