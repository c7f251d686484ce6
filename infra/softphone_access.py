"""What agents with a softphone need of the Connect instance, made only where there are any."""

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from constructs import Construct

NAME = "Jour softphone"  # A security profile's name takes no colon.


class SoftphoneAccess(Construct):
    """The client may frame the softphone; a routing and a security profile for its users.

    The routing profile takes voice and serves no queue: Connect hands nothing out by itself, and
    an agent's own queue is all that Jour moves callers to.
    """

    def __init__(
        self, scope: Construct, id: str, *, instance_arn: str, outbound_queue_arn: str
    ) -> None:
        super().__init__(scope, id)
        origin = cdk.CfnParameter(
            cdk.Stack.of(self),
            "SoftphoneClient",
            description="Origin of the client, https://jour.example.se, where agents use IP"
            " telephony; empty: none do",
            default="",
            allowed_pattern=r"(https://[^\s,/]+)?",
        ).value_as_string
        none = cdk.Fn.condition_equals(origin, "")
        self._wanted = cdk.CfnCondition(
            cdk.Stack.of(self), "HasSoftphones", expression=cdk.Fn.condition_not(none)
        )
        self._if_wanted(
            connect.CfnApprovedOrigin(self, "Origin", instance_id=instance_arn, origin=origin)
        )
        routing = connect.CfnRoutingProfile(
            self,
            "RoutingProfile",
            instance_arn=instance_arn,
            name=NAME,
            description="Made by Jour: voice, and no queue but the agent's own",
            # Of calls that an agent dials by hand; to be asked for them is to serve none.
            default_outbound_queue_arn=outbound_queue_arn,
            media_concurrencies=[
                connect.CfnRoutingProfile.MediaConcurrencyProperty(channel="VOICE", concurrency=1)
            ],
        )
        self._if_wanted(routing)
        security = connect.CfnSecurityProfile(
            self,
            "SecurityProfile",
            instance_arn=instance_arn,
            security_profile_name=NAME,
            description="Made by Jour: the softphone, and nothing else",
            permissions=["BasicAgentAccess"],
        )
        self._if_wanted(security)
        self._tell("SoftphoneRoutingProfile", routing.attr_routing_profile_arn)
        self._tell("SoftphoneSecurityProfile", security.attr_security_profile_arn)

    def _if_wanted(self, resource: cdk.CfnResource) -> None:
        resource.cfn_options.condition = self._wanted

    def _tell(self, name: str, arn: str) -> None:
        cdk.CfnOutput(
            cdk.Stack.of(self),
            name,
            description="What users with a softphone are given in Amazon Connect",
            value=arn,
            condition=self._wanted,
        )
