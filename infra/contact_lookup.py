"""Asking Amazon Connect: how a contact stands, who its users are, and to ring telephones."""

import aws_cdk as cdk
from constructs import Construct

from infra.acknowledge import acknowledge_exact
from infra.function import JourFunction


class ContactLookup(Construct):
    """The instance to ask, by parameters of the stack; `allow` lets a function do so."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        stack = cdk.Stack.of(self)
        self._instance = cdk.CfnParameter(
            stack,
            "ConnectInstanceId",
            description="Id of the Amazon Connect instance, the last part of its ARN; empty: none",
            default="",
            allowed_pattern=r"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?",
        ).value_as_string
        self._callback_flow = cdk.CfnParameter(
            stack,
            "CallbackFlowId",
            description="Id of the flow of the calls that are made for agents, which JourTelephony"
            " tells; empty: none are made",
            default="",
            allowed_pattern=r"([0-9a-zA-Z-]{1,64})?",
        ).value_as_string
        self._softphone_callback_flow = cdk.CfnParameter(
            stack,
            "SoftphoneCallbackFlowId",
            description="Likewise of the flow of the calls that are made for agents with a"
            " softphone; empty: none are made",
            default="",
            allowed_pattern=r"([0-9a-zA-Z-]{1,64})?",
        ).value_as_string
        self._url = cdk.CfnParameter(
            stack,
            "ConnectUrl",
            description="Where Amazon Connect is asked; empty: its own address",
            default="",
        ).value_as_string
        self._is_elsewhere = cdk.CfnCondition(
            stack,
            "ConnectIsElsewhere",
            expression=cdk.Fn.condition_not(cdk.Fn.condition_equals(self._url, "")),
        )

    def allow(self, function: JourFunction) -> None:
        """Let a function describe the instance's contacts, and tell it where to ask."""
        self._allow_contacts(function, "connect:DescribeContact")

    def allow_ring(self, function: JourFunction) -> None:
        """Let a function have numbers rung, and tell it where to ask."""
        self._allow_contacts(function, "connect:StartOutboundVoiceContact")

    def _allow_contacts(self, function: JourFunction, action: str) -> None:
        stack = cdk.Stack.of(self)
        contacts = f"instance/{self._instance}/contact"
        arn = stack.format_arn(service="connect", resource=contacts, resource_name="*")
        function.allow(action, on=[arn])
        self._tell(function)
        acknowledge_exact(
            function.role,
            f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:connect:{stack.region}:"
            "<AWS::AccountId>:instance/<ConnectInstanceId>/contact/*]",
            "A contact's id exists only once somebody has rung; action and instance are exact.",
        )

    def allow_search(self, function: JourFunction) -> None:
        """Let a function find the instance's users by name, and tell it where to ask."""
        stack = cdk.Stack.of(self)
        arns = [
            stack.format_arn(service="connect", resource="instance", resource_name=name)
            for name in (self._instance, f"{self._instance}/agent/*")
        ]
        function.allow("connect:SearchUsers", on=arns)
        acknowledge_exact(
            function.role,
            f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:connect:{stack.region}:"
            "<AWS::AccountId>:instance/<ConnectInstanceId>/agent/*]",
            "A search is over all users of the instance; action and instance are exact.",
        )
        self._tell(function)

    def allow_ringing(self, function: JourFunction) -> None:
        """The same, and by which flows those who are rung for a callback are led."""
        self.allow_ring(function)
        function.function.add_environment("JOUR_CALLBACK_FLOW_ID", self._callback_flow)
        function.function.add_environment(
            "JOUR_SOFTPHONE_CALLBACK_FLOW_ID", self._softphone_callback_flow
        )

    def _tell(self, function: JourFunction) -> None:
        # An empty address would be one that boto3 tries to reach: the variable has to be absent.
        own_or_given = cdk.Fn.condition_if(
            self._is_elsewhere.logical_id, self._url, cdk.Aws.NO_VALUE
        )
        function.function.add_environment(
            "AWS_ENDPOINT_URL_CONNECT", cdk.Token.as_string(own_or_given)
        )
        function.function.add_environment("JOUR_CONNECT_INSTANCE_ID", self._instance)
