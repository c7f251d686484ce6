"""Text messages: who they are from, and who may send them."""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.function import JourFunction


class Sms(Construct):
    """The sender's name, a parameter of the stack; `let_send` lets a function send by SNS."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self._sender_id = cdk.CfnParameter(
            cdk.Stack.of(self),
            "SmsSenderId",
            description="What text messages are shown to be from: 3 to 11 letters and digits",
            default="Jour",
            allowed_pattern=r"(?=.*[A-Za-z])[A-Za-z0-9]{3,11}",
        ).value_as_string

    def let_send(self, function: JourFunction) -> None:
        """Let a function send text messages, and tell it from whom.

        A telephone number has no ARN: everything is allowed that is no topic or endpoint.
        """
        topics = cdk.Stack.of(self).format_arn(service="sns", region="*", account="*", resource="*")
        function.role.add_to_policy(
            iam.PolicyStatement(actions=["sns:Publish"], not_resources=[topics])
        )
        function.function.add_environment("JOUR_SMS_SENDER_ID", self._sender_id)
