"""What the deployment costs while it runs, estimated from its own metrics.

List prices in US$ of us-east-1, 2026; Frankfurt is up to a fifth dearer. Left out: Amazon Connect
and telephony, CloudFront, logs, alarms and metrics, and what an account gets for free.
"""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

from infra.jour_metrics import api, built_in, jour, table
from infra.watched import Watched

PRICES_OF = "2026-11"
MILLION = 1_000_000
LAMBDA_CALL = 0.20 / MILLION
LAMBDA_GB_S = 13.33 / MILLION
"""arm64."""
READ_UNIT, WRITE_UNIT = 0.125 / MILLION, 0.625 / MILLION
SOCKET_MESSAGE, SOCKET_MINUTE = 1.00 / MILLION, 0.25 / MILLION
HTTP_REQUEST = 1.00 / MILLION
MAIL = 0.10 / 1000
DAY = cdk.Duration.days(1)
MINUTES_A_DAY = 24 * 60


def cost_a_day(watched: Watched) -> list[cloudwatch.IMetric]:
    """One line for each service."""
    by_name = watched.table.name
    http, socket = watched.http_api.id, watched.socket_api.id
    clients = {
        name.lower(): jour(f"Agents{name}", "Average") for name in ("Desktop", "Mobile", "Web")
    }
    connected = " + ".join(f"FILL({name}, 0)" for name in clients)
    return [
        _functions(),
        _cost(
            "table",
            f"FILL(r, 0) * {READ_UNIT:.9f} + FILL(w, 0) * {WRITE_UNIT:.9f}",
            r=table(by_name, "ConsumedReadCapacityUnits", DAY),
            w=table(by_name, "ConsumedWriteCapacityUnits", DAY),
        ),
        _cost("HTTP API", f"requests * {HTTP_REQUEST:.9f}", requests=api(http, "Count", DAY)),
        _cost(
            "sockets",
            f"FILL(messages, 0) * {SOCKET_MESSAGE:.9f}"
            f" + ({connected}) * {MINUTES_A_DAY * SOCKET_MINUTE:.9f}",
            messages=api(socket, "MessageCount", DAY),
            **clients,
        ),
        _cost("mail", f"mails * {MAIL:.9f}", mails=built_in("AWS/SES", "Send", "Sum", DAY)),
        # SNS tells what it has spent this month, in dollars: what came to it in a day.
        _cost(
            "text messages",
            "IF(DIFF(spent) >= 0, DIFF(spent), spent)",
            spent=built_in("AWS/SNS", "SMSMonthToDateSpentUSD", "Maximum", DAY),
        ),
    ]


def _functions() -> cloudwatch.IMetric:
    """Every call, and all milliseconds together: at most, as if each function had a gigabyte. Their
    own memory would take one metric more for each of them, and the page would no longer be free.
    """
    text = f"calls * {LAMBDA_CALL:.9f} + ms / 1000 * {LAMBDA_GB_S:.9f}"
    return _cost(
        "functions, at most",
        text,
        calls=built_in("AWS/Lambda", "Invocations", "Sum", DAY),
        ms=built_in("AWS/Lambda", "Duration", "Sum", DAY),
    )


def _cost(label: str, text: str, **metrics: cloudwatch.IMetric) -> cloudwatch.IMetric:
    return cloudwatch.MathExpression(
        expression=text, using_metrics=metrics, label=label, period=DAY
    )
