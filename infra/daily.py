"""A message that comes once a day."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from constructs import Construct

from infra.work_queue import WorkQueue

HOUR_UTC = "6"
"""Morning in Sweden, summer and winter."""


class DailyMessage(Construct):
    """Puts the same message into a queue every morning; saying it twice must do no harm."""

    def __init__(
        self, scope: Construct, id: str, *, message: dict[str, bool], into: WorkQueue
    ) -> None:
        super().__init__(scope, id)
        target = targets.SqsQueue(
            into.queue,
            message=events.RuleTargetInput.from_object(message),
            dead_letter_queue=into.dead_letters.queue,
            max_event_age=cdk.Duration.hours(12),
        )
        events.Rule(
            self,
            "Rule",
            description=f"Jour: {', '.join(message)}, every morning",
            schedule=events.Schedule.cron(hour=HOUR_UTC, minute="0"),
            targets=[target],
        )
