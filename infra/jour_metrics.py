"""Metrics that alarms and dashboard look at: our own, and those of AWS that the CDK has no name
for."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

FIVE_MINUTES_S = 300


def jour(name: str, statistic: str = "Sum", label: str | None = None) -> cloudwatch.Metric:
    """One of ours (jour/observe.py): without dimensions, whichever function counted it."""
    return built_in("Jour", name, statistic, label=label)


def built_in(
    namespace: str,
    name: str,
    statistic: str,
    period: cdk.Duration | None = None,
    label: str | None = None,
    **dimensions: str,
) -> cloudwatch.Metric:
    """A metric by its name; without dimensions, of the account in this region."""
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=name,
        statistic=statistic,
        period=period or cdk.Duration.seconds(FIVE_MINUTES_S),
        label=label or name,
        dimensions_map=dimensions or None,
    )


def api(
    api_id: str, name: str, period: cdk.Duration | None = None, statistic: str = "Sum"
) -> cloudwatch.Metric:
    """Of one API."""
    return built_in("AWS/ApiGateway", name, statistic, period, ApiId=api_id)


def table(table_name: str, name: str, period: cdk.Duration | None = None) -> cloudwatch.Metric:
    """Of the table without its index."""
    return built_in("AWS/DynamoDB", name, "Sum", period, TableName=table_name)
