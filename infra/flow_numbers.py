"""Ties telephone numbers of an Amazon Connect instance to flows, which CloudFormation cannot."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.acknowledge import acknowledge_exact
from infra.environment import Environment
from infra.flow import Flow
from infra.function import JourFunction

ASSOCIATE = "connect:AssociatePhoneNumberContactFlow"
DISASSOCIATE = "connect:DisassociatePhoneNumberContactFlow"
LIST = "connect:ListPhoneNumbersV2"
RESOURCE_TYPE = "Custom::JourFlowNumbers"
RUNS_S = 60
ANSWERED_WITHIN_S = 3 * RUNS_S + 240
"""Three runs at most, and Lambda's pauses of one and two minutes; else CloudFormation waits 1 h."""


class FlowNumbers(Construct):
    """The function behind `Custom::JourFlowNumbers`, and such resources by `tie`."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance_arn: str,
        environment: Environment,
        layers: Sequence[lambda_.ILayerVersion],
    ) -> None:
        super().__init__(scope, id)
        self._instance_arn = instance_arn
        self.function = JourFunction(
            self,
            "Ties",
            folder="flow_numbers",
            environment=environment,
            layers=layers,
            variables={},
            timeout_s=RUNS_S,
        )
        stack = cdk.Stack.of(self)
        numbers = stack.format_arn(service="connect", resource="phone-number", resource_name="*")
        self.function.allow(LIST, ASSOCIATE, DISASSOCIATE, on=[instance_arn, numbers])
        acknowledge_exact(
            self.function.role,
            f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:connect:{stack.region}:"
            "<AWS::AccountId>:phone-number/*]",
            "Numbers are given as people write them; their ids are found out when deploying.",
        )

    def tie(self, id: str, *, flow: Flow, numbers: Sequence[str]) -> cdk.CustomResource:
        """Let these numbers (E.164) of the instance lead to a flow."""
        self.function.allow(ASSOCIATE, on=[flow.arn])
        tie = cdk.CustomResource(
            self,
            id,
            resource_type=RESOURCE_TYPE,
            service_token=self.function.function.function_arn,
            service_timeout=cdk.Duration.seconds(ANSWERED_WITHIN_S),
            properties={
                "InstanceArn": self._instance_arn,
                "ContactFlowArn": flow.arn,
                "Numbers": list(numbers),
            },
        )
        # The function may do its work before it is asked to, and still when the stack goes.
        tie.node.add_dependency(self.function.role)
        return tie
