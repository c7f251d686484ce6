"""JourWatch: what tells an operator how the deployment is, and wakes one when it is not well.

A stack of its own, since the local run's emulator knows neither alarms on expressions nor
dashboards nor saved queries. It reads JourCore's outputs weakly (Fn::GetStackOutput): watching a
function must not keep JourCore from letting it go.
"""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.alarm_topic import AlarmTopic
from infra.alarms import Alarms
from infra.dashboard import Dashboard
from infra.environment import Environment
from infra.saved_queries import SavedQueries
from infra.watched import Watched


class JourWatch(cdk.Stack):
    """Alarms and whom they reach, one dashboard, and queries for the logs."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        watched: Watched,
        **kwargs: Any,
    ) -> None:
        description = "Jour: alarms, dashboard and saved queries."
        super().__init__(scope, id, description=description, **kwargs)
        cdk.CrossStackReferences.of(self).consume(cdk.ReferenceStrength.WEAK)
        topic = AlarmTopic(self, "Told", address=environment.alarm_address)
        alarms = Alarms(self, "Alarms", watched=watched, topic=topic)
        Dashboard(self, "Dashboard", watched=watched, alarms=alarms.all)
        SavedQueries(self, "Queries", watched=watched)
        cdk.CfnOutput(self, "AlarmTopicArn", value=topic.topic.topic_arn)
