"""Structured logs and metrics. Never log an event, a token, a password or a whole phone number."""

from aws_lambda_powertools import Logger, Metrics

logger = Logger()
metrics = Metrics(namespace="Jour")


def flush_metrics() -> None:
    """Write this invocation's metrics (EMF); nothing where none was counted."""
    if metrics.provider.metric_set:
        metrics.flush_metrics()
