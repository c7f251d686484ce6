"""Structured logs and metrics. Never log an event, a token, a password or a whole phone number.

Metrics bear no dimensions: each name is one metric whichever function counted it, since CloudWatch
charges for every combination. What concerns one organisation is a field of a log line instead.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from aws_lambda_powertools import Logger, Metrics

logger = Logger()
metrics = Metrics(namespace="Jour", service="")

Event = TypeVar("Event")
Answer = TypeVar("Answer")


def observed(handler: Callable[[Event, Any], Answer]) -> Callable[[Event, Any], Answer]:
    """The handler with what every function does: each log line bears the request's id, and the
    figures that were counted are written when it ends, however it ends.
    """

    @wraps(handler)
    def around(event: Event, context: Any) -> Answer:
        logger.structure_logs(append=False, request_id=getattr(context, "aws_request_id", None))
        try:
            return handler(event, context)
        finally:
            flush_metrics()

    return around


def tally(name: str, number: int = 1) -> None:
    """Count what has happened; nothing costs nothing."""
    if number:
        metrics.add_metric(name, "Count", number)


def tally_all(numbers: Mapping[str, int]) -> None:
    """Count several things at once."""
    for name, number in numbers.items():
        tally(name, number)


def gauge(numbers: Mapping[str, int]) -> None:
    """Say how things stand now; of a gauge that is not told nought holds."""
    for name, number in numbers.items():
        metrics.add_metric(name, "None", number)


def flush_metrics() -> None:
    """Write this invocation's metrics (EMF); nothing where none was counted."""
    if metrics.provider.metric_set:
        metrics.flush_metrics()
