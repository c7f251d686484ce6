"""Whom alarms reach: a topic that CloudWatch may write to."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.acknowledge import acknowledge


class AlarmTopic(Construct):
    """Mails the address that the environment names; without one others may subscribe.

    It has no key in KMS. AWS's own for SNS (alias/aws/sns) will not do: CloudWatch may not use it,
    and an alarm would be lost without a word; one of our own costs $1 a month, a fifth of what an
    idle deployment may, to hide an alarm's name and a number (docs/decisions/0040).
    """

    def __init__(self, scope: Construct, id: str, *, address: str | None) -> None:
        super().__init__(scope, id)
        self.topic = sns.Topic(self, "Topic", display_name="Jour", enforce_ssl=True)
        _let_alarms(self.topic)
        if address is not None:
            mail = sns.CfnSubscription(
                self, "Mail", topic_arn=self.topic.topic_arn, protocol="email", endpoint=address
            )
            acknowledge(
                mail,
                Serverless_SNSRedrivePolicy="It carries the alarms: nobody would be told of dead"
                " letters of its own. The dashboard's first row shows what rings, too.",
            )

    def tell(self, alarm: cloudwatch.Alarm) -> None:
        """Mail when the alarm rings, and when it is over."""
        action = actions.SnsAction(self.topic)
        alarm.add_alarm_action(action)
        alarm.add_ok_action(action)


def _let_alarms(topic: sns.Topic) -> None:
    """Let this account's alarms in. A topic with a policy of its own has lost the default one that
    would."""
    alarms = cdk.Stack.of(topic).format_arn(
        service="cloudwatch",
        resource="alarm",
        resource_name="*",
        arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
    )
    topic.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            actions=["sns:Publish"],
            resources=[topic.topic_arn],
            conditions={
                "ArnLike": {"aws:SourceArn": alarms},
                "StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID},
            },
        )
    )
