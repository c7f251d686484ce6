"""Every alarm, each with the line of docs/operate.md that says what to do.

CloudWatch charges for each metric that an alarm looks at: what another alarm tells anyway has none
of its own (docs/decisions/0031).
"""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.alarm_topic import AlarmTopic
from infra.function import JourFunction
from infra.jour_metrics import api, built_in, jour, table
from infra.watched import Watched

RUNBOOK = "docs/operate.md"
CONNECT_PATIENCE_MS = 8000
ASKED_BY_CONNECT = ("distance_toggle", "call_routing", "callback_routing")
FAILING_RATE = 0.05
STREAM_LAG_MS = 60_000
QUEUE_AGE_S = 300
WAITED_IN_VAIN_S = 300
BOUNCES, COMPLAINTS = 0.02, 0.0005
"""SES begins to review an account at 5 % and 0.1 %."""

_MISSING = cloudwatch.TreatMissingData
_OVER = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
_UNDER = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD


class Alarms(Construct):
    """Rings for what is watched; all alarms are in `all`."""

    def __init__(self, scope: Construct, id: str, *, watched: Watched, topic: AlarmTopic) -> None:
        super().__init__(scope, id)
        self._topic = topic
        self.all: list[cloudwatch.Alarm] = []
        self._functions(watched)
        self._what_waits(watched)
        self._platform(watched)
        self._business()

    def _functions(self, watched: Watched) -> None:
        for function in watched.alone:
            self._alarm(
                f"function-failing-{function.folder}",
                f"{function.folder} fails for more than one in twenty.",
                # One sample a call, 0 or 1: their average is the rate, by one metric.
                function.function.metric_errors(period=_minutes(5), statistic="Average"),
                FAILING_RATE,
            )
        for folder in ASKED_BY_CONNECT:
            self._alarm(
                f"slow-{folder}",
                f"{folder}: one in a hundred takes half of the 8 s that Amazon Connect waits.",
                _duration(watched.functions[folder]),
                CONNECT_PATIENCE_MS / 2,
            )
        sweep = watched.functions["sweep"].function
        self._alarm(
            "sweep-still",
            "The sweep, which runs every six seconds, has not run for five minutes.",
            sweep.metric_invocations(period=_minutes(5), statistic="Sum"),
            1,
            operator=_UNDER,
            missing=_MISSING.BREACHING,
        )
        self._alarm(
            "throttled",
            "Lambda refuses calls: too many functions run at once.",
            built_in("AWS/Lambda", "Throttles", "Sum"),
            1,
            periods=2,
        )

    def _what_waits(self, watched: Watched) -> None:
        for letters in watched.dead_letters:
            self._alarm(
                f"dead-letters-{letters.of}",
                f"Events for {letters.of} have failed for good.",
                letters.queue.metric_approximate_number_of_messages_visible(
                    period=_minutes(1), statistic="Maximum"
                ),
                1,
            )
        for queue in watched.queues:
            self._alarm(
                f"queue-late-{queue.of}",
                f"Work for {queue.of} has waited for five minutes.",
                queue.queue.metric_approximate_age_of_oldest_message(
                    period=_minutes(1), statistic="Maximum"
                ),
                QUEUE_AGE_S,
            )
        for function in watched.followers:
            self._alarm(
                f"stream-late-{function.folder}",
                f"{function.folder} is a minute behind the table.",
                function.function.metric("IteratorAge", period=_minutes(1), statistic="Maximum"),
                STREAM_LAG_MS,
                periods=3,
            )

    def _platform(self, watched: Watched) -> None:
        self._alarm(
            "http-failing",
            "The HTTP API answers with status 5xx.",
            api(watched.http_api.id, "5xx", _minutes(5)),
            5,
        )
        self._alarm(
            "socket-failing",
            "API Gateway cannot call the function behind the sockets.",
            api(watched.socket_api.id, "ExecutionError", _minutes(5)),
            5,
        )
        throttled = {
            "r": table(watched.table.name, "ReadThrottleEvents"),
            "w": table(watched.table.name, "WriteThrottleEvents"),
        }
        self._alarm(
            "table-throttled",
            "DynamoDB refuses requests for the table.",
            _expression("FILL(r, 0) + FILL(w, 0)", throttled, 5),
            1,
            periods=2,
        )
        for name, rate, threshold in (
            ("bounces", "Bounce", BOUNCES),
            ("complaints", "Complaint", COMPLAINTS),
        ):
            self._alarm(
                name,
                f"Too many mails end in a {rate.lower()}: SES may stop sending.",
                built_in("AWS/SES", f"Reputation.{rate}Rate", "Average", _minutes(60)),
                threshold,
            )

    def _business(self) -> None:
        waits = {"longest": jour("LongestWait", "Maximum"), "claims": jour("ContactsClaimed")}
        self._alarm(
            "nobody-reached",
            "Somebody has waited for five minutes in which nobody was given anything.",
            _expression(
                f"IF(longest >= {WAITED_IN_VAIN_S} AND FILL(claims, 0) == 0, 1, 0)", waits, 5
            ),
            1,
        )
        pushes = {"failed": jour("PushFailed"), "delivered": jour("PushDelivered")}
        self._alarm(
            "pushes-failing",
            "One in five pieces of news does not reach a client that is there.",
            _expression("IF(failed >= 20, failed / (failed + FILL(delivered, 0)), 0)", pushes, 5),
            0.2,
            periods=2,
        )
        for name, metric, threshold, says in (
            ("mails-refused", "MailsRefused", 5, "SES refuses mails."),
            ("texts-failing", "SmsFailed", 5, "Text messages are not sent."),
            ("logins-guessed", "LoginsFailed", 100, "Very many wrong passwords are tried."),
        ):
            self._alarm(name, says, jour(metric), threshold)

    def _alarm(
        self,
        name: str,
        says: str,
        metric: cloudwatch.IMetric,
        threshold: float,
        *,
        periods: int = 1,
        operator: cloudwatch.ComparisonOperator = _OVER,
        missing: cloudwatch.TreatMissingData = _MISSING.NOT_BREACHING,
    ) -> None:
        """`name` begins with its heading in the runbook."""
        heading = next(heading for heading in HEADINGS if name.startswith(heading))
        alarm = cloudwatch.Alarm(
            self,
            "".join(part.capitalize() for part in name.replace("_", "-").split("-")),
            alarm_name=f"jour-{name}",
            alarm_description=f"{says} See {RUNBOOK}#{heading}",
            metric=metric,
            threshold=threshold,
            comparison_operator=operator,
            evaluation_periods=periods,
            treat_missing_data=missing,
        )
        self._topic.tell(alarm)
        self.all.append(alarm)


HEADINGS = (
    "function-failing",
    "slow",
    "sweep-still",
    "throttled",
    "dead-letters",
    "queue-late",
    "stream-late",
    "http-failing",
    "socket-failing",
    "table-throttled",
    "bounces",
    "complaints",
    "nobody-reached",
    "pushes-failing",
    "mails-refused",
    "texts-failing",
    "logins-guessed",
)
"""Of the runbook."""


def _minutes(number: int) -> cdk.Duration:
    return cdk.Duration.minutes(number)


def _duration(function: JourFunction) -> cloudwatch.Metric:
    return function.function.metric_duration(period=_minutes(5), statistic="p99")


def _expression(
    text: str, metrics: Mapping[str, cloudwatch.IMetric], minutes: int
) -> cloudwatch.MathExpression:
    return cloudwatch.MathExpression(
        expression=text, using_metrics=dict(metrics), period=_minutes(minutes)
    )
