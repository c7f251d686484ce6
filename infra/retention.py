"""What is kept, and for how long."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs

from infra.environment import Environment

_RETENTION = {
    1: logs.RetentionDays.ONE_DAY,
    3: logs.RetentionDays.THREE_DAYS,
    5: logs.RetentionDays.FIVE_DAYS,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    60: logs.RetentionDays.TWO_MONTHS,
    90: logs.RetentionDays.THREE_MONTHS,
    120: logs.RetentionDays.FOUR_MONTHS,
    150: logs.RetentionDays.FIVE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
    400: logs.RetentionDays.THIRTEEN_MONTHS,
    545: logs.RetentionDays.EIGHTEEN_MONTHS,
    731: logs.RetentionDays.TWO_YEARS,
}


def data_removal(environment: Environment) -> RemovalPolicy:
    """Whatever holds data survives its stack in production, and only there."""
    return RemovalPolicy.RETAIN if environment.is_production else RemovalPolicy.DESTROY


def log_retention(environment: Environment) -> logs.RetentionDays:
    """Long enough to follow up a complaint in production; a week of trying elsewhere."""
    return _RETENTION[environment.log_days or (90 if environment.is_production else 7)]
