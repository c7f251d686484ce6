"""Mail: who it is from, who may send it, and what becomes of mails that come back."""

import aws_cdk as cdk
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.dead_letters import DeadLetters
from infra.event_rule import tell
from infra.function import JourFunction

UNDELIVERED = ["Email Bounced", "Email Complaint Received"]
HOURS_TRIED = 6


class Mail(Construct):
    """An SES identity to send from, and a configuration set that reports to EventBridge.

    EventBridge and not SNS: a topic that SES may write to encrypted needs a key of its own.
    """

    def __init__(self, scope: Construct, id: str, *, sender: str) -> None:
        super().__init__(scope, id)
        self._sender = sender
        self.configuration_set = ses.CfnConfigurationSet(
            self,
            "Set",
            delivery_options=ses.CfnConfigurationSet.DeliveryOptionsProperty(tls_policy="REQUIRE"),
            suppression_options=ses.CfnConfigurationSet.SuppressionOptionsProperty(
                suppressed_reasons=["BOUNCE", "COMPLAINT"]
            ),
        )
        ses.CfnEmailIdentity(self, "Sender", email_identity=sender)
        self._report()

    def _report(self) -> None:
        bus = cdk.Stack.of(self).format_arn(
            service="events", resource="event-bus", resource_name="default"
        )
        destination = ses.CfnConfigurationSetEventDestination
        destination(
            self,
            "Report",
            configuration_set_name=self.configuration_set.ref,
            event_destination=destination.EventDestinationProperty(
                enabled=True,
                matching_event_types=["BOUNCE", "COMPLAINT"],
                event_bridge_destination=destination.EventBridgeDestinationProperty(
                    event_bus_arn=bus
                ),
            ),
        )

    def let_send(self, function: JourFunction) -> None:
        """Let a function send from this address with this set, and tell it both."""
        stack = cdk.Stack.of(self)
        names = {"identity": self._sender, "configuration-set": self.configuration_set.ref}
        arns = [
            stack.format_arn(service="ses", resource=kind, resource_name=name)
            for kind, name in names.items()
        ]
        function.allow("ses:SendEmail", on=arns)
        function.function.add_environment("JOUR_SENDER", self._sender)
        function.function.add_environment("JOUR_CONFIGURATION_SET", self.configuration_set.ref)

    def tell(self, function: JourFunction) -> DeadLetters:
        """Call this function for each mail with an order that came back."""
        return tell(
            self,
            "Undelivered",
            function=function,
            description="Jour: mails with credentials that came back",
            source="aws.ses",
            detail_type=UNDELIVERED,
            detail={"mail": {"tags": {"order": [{"exists": True}]}}},
            hours=HOURS_TRIED,
        )
