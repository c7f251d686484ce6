"""The dashboard: are agents logged in, are calls handed out, is anything failing, what does it
cost; from top to bottom. Where in the platform it fails is on a page of its own.

CloudWatch shows an account three dashboards for nothing, if each names fifty metrics at most; one
that names more costs $3 a month, more than half of what an idle deployment may.
"""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.alarms import ASKED_BY_CONNECT
from infra.jour_metrics import api, built_in, jour, table
from infra.running_cost import cost_a_day
from infra.watched import Watched

Metrics = Sequence[cloudwatch.IMetric]
WHOLE, HALF, THIRD = 24, 12, 8
HEIGHT = 6


class Dashboard(Construct):
    """One page that answers, `jour`; two that say where: `jour-platform`, `jour-functions`."""

    def __init__(
        self, scope: Construct, id: str, *, watched: Watched, alarms: Sequence[cloudwatch.IAlarm]
    ) -> None:
        super().__init__(scope, id)
        self._board = self._page("Board", "jour")
        self._board.add_widgets(
            cloudwatch.AlarmStatusWidget(
                title="Alarms: docs/operate.md says what to do",
                alarms=list(alarms),
                width=WHOLE,
                height=HEIGHT,
            )
        )
        self._agents_and_calls()
        self._what_fails()
        self._row("What does it cost?", [_graph("US$ a day", WHOLE, cost_a_day(watched))])
        self._board = self._page("Platform", "jour-platform")
        self._platform(watched)
        self._board = self._page("Functions", "jour-functions")
        self._functions(watched)

    def _page(self, id: str, name: str) -> cloudwatch.Dashboard:
        return cloudwatch.Dashboard(
            self, id, dashboard_name=name, default_interval=cdk.Duration.hours(12)
        )

    def _agents_and_calls(self) -> None:
        channels = ("Desktop", "Mobile", "Web", "Distance")
        self._row(
            "Are agents logged in? Are calls handed out?",
            [
                _graph(
                    "Agents logged in",
                    THIRD,
                    [jour(f"Agents{channel}", "Average", channel) for channel in channels],
                    stacked=True,
                ),
                _graph(
                    "Waiting, and the longest wait (s)",
                    THIRD,
                    [jour("ContactsWaiting", "Maximum"), jour("CallbacksWaiting", "Maximum")],
                    right=[jour("LongestWait", "Maximum", "longest wait (s)")],
                ),
                _counts("Come and given", "CallsArrived", "ChatsBegun", "ContactsClaimed"),
                _counts(
                    "How they ended",
                    *("ContactsAnswered", "ContactsAbandoned", "ContactsNobody"),
                    *("ContactsClosed", "ContactsCallback", "ContactsFailed"),
                ),
                _counts("Not answered by agents", "OffersMissed", "ListNumbersOffered"),
                _counts("Logins", "LoggedIn", "TogglesIn", "TogglesOut", "LoginsExpired"),
            ],
        )

    def _what_fails(self) -> None:
        self._row(
            "Is anything failing?",
            [
                _counts("Wrong passwords", "LoginsFailed", "LoginsThrottled"),
                _counts("News to clients", "PushDelivered", "PushGone", "PushFailed"),
                _counts(
                    "Mail",
                    *("CredentialsSent", "ChatMailsSent", "NoticesSent", "MailsRefused"),
                    *("CredentialsFailed", "CredentialsBounced"),
                ),
                _counts("Text messages", "SmsSent", "SmsFailed", "SmsUnknown", "SmsOpen"),
            ],
        )

    def _platform(self, watched: Watched) -> None:
        slow = [watched.functions[folder] for folder in (*ASKED_BY_CONNECT, "login")]
        http, socket = watched.http_api.id, watched.socket_api.id
        self._row(
            "The platform",
            [
                _graph(
                    "p99 in ms; Amazon Connect waits 8,000",
                    THIRD,
                    [
                        one.function.metric_duration(label=one.folder, statistic="p99")
                        for one in slow
                    ],
                ),
                _graph(
                    "HTTP API and sockets",
                    THIRD,
                    [api(http, "5xx"), api(http, "4xx"), api(socket, "ExecutionError")],
                    right=[api(http, "Count"), api(socket, "MessageCount")],
                ),
                _graph(
                    "Lambda: at once, and refused",
                    THIRD,
                    [built_in("AWS/Lambda", "ConcurrentExecutions", "Maximum")],
                    right=[built_in("AWS/Lambda", "Throttles", "Sum")],
                ),
                _graph(
                    "Table: units used, and requests refused",
                    THIRD,
                    [
                        table(watched.table.name, "ConsumedReadCapacityUnits"),
                        table(watched.table.name, "ConsumedWriteCapacityUnits"),
                    ],
                    right=[
                        table(watched.table.name, "ReadThrottleEvents"),
                        table(watched.table.name, "WriteThrottleEvents"),
                    ],
                ),
                _graph("Late: stream (ms) and queues (s)", THIRD, *_late(watched)),
                _graph(
                    "Dead letters, and mails come back",
                    THIRD,
                    [
                        letters.queue.metric_approximate_number_of_messages_visible(
                            label=letters.of, statistic="Maximum"
                        )
                        for letters in watched.dead_letters
                    ],
                    right=[
                        built_in("AWS/SES", f"Reputation.{kind}Rate", "Average")
                        for kind in ("Bounce", "Complaint")
                    ],
                ),
                _counts(
                    "Push messages",
                    *("WebPushTaken", "WebPushGone", "WebPushRefused", "WebPushLater"),
                ),
            ],
        )

    def _functions(self, watched: Watched) -> None:
        errors = [
            one.function.metric_errors(label=folder, statistic="Sum")
            for folder, one in watched.functions.items()
        ]
        self._row("Which function fails?", [_graph("Errors by function", WHOLE, errors)])

    def _row(self, question: str, widgets: Sequence[cloudwatch.IWidget]) -> None:
        self._board.add_widgets(
            cloudwatch.TextWidget(markdown=f"## {question}", width=WHOLE, height=1)
        )
        self._board.add_widgets(*widgets)


def _late(watched: Watched) -> tuple[Metrics, Metrics]:
    stream = [
        one.function.metric("IteratorAge", label=one.folder, statistic="Maximum")
        for one in watched.followers
    ]
    queues = [
        one.queue.metric_approximate_age_of_oldest_message(label=one.of, statistic="Maximum")
        for one in watched.queues
    ]
    return stream, queues


def _counts(title: str, *names: str) -> cloudwatch.GraphWidget:
    return _graph(title, THIRD, [jour(name) for name in names])


def _graph(
    title: str, width: int, left: Metrics, right: Metrics = (), *, stacked: bool = False
) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(
        title=title,
        left=list(left),
        right=list(right),
        width=width,
        height=HEIGHT,
        stacked=stacked,
        left_y_axis=cloudwatch.YAxisProps(min=0),
    )
