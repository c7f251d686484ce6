"""What is kept, and for how long."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs

from infra.environment import Environment


def data_removal(environment: Environment) -> RemovalPolicy:
    """Whatever holds data survives its stack in production, and only there."""
    return RemovalPolicy.RETAIN if environment.is_production else RemovalPolicy.DESTROY


def log_retention(environment: Environment) -> logs.RetentionDays:
    """Long enough to follow up a complaint in production; a week of trying elsewhere."""
    if environment.is_production:
        return logs.RetentionDays.THREE_MONTHS
    return logs.RetentionDays.ONE_WEEK
