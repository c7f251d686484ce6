"""A queue of Amazon Connect in which nobody answers: callers wait there for an agent of Jour's."""

from aws_cdk import aws_connect as connect
from constructs import Construct

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_TIME = connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty


class HoldingQueue(Construct):
    """Always open, and in no routing profile: Connect itself hands nothing out of it."""

    def __init__(self, scope: Construct, id: str, *, instance_arn: str) -> None:
        super().__init__(scope, id)
        always = connect.CfnHoursOfOperation(
            self,
            "Always",
            instance_arn=instance_arn,
            name="Jour: always",
            description="Made by Jour: its groups have hours of their own",
            time_zone="Europe/Stockholm",
            config=[
                connect.CfnHoursOfOperation.HoursOfOperationConfigProperty(
                    day=day,
                    start_time=_TIME(hours=0, minutes=0),
                    # The same as the start: the whole day.
                    end_time=_TIME(hours=0, minutes=0),
                )
                for day in _DAYS
            ],
        )
        self._queue = connect.CfnQueue(
            self,
            "Queue",
            instance_arn=instance_arn,
            name="Jour: holding",
            description="Made by Jour: callers wait here; no routing profile may have it",
            hours_of_operation_arn=always.attr_hours_of_operation_arn,
        )

    @property
    def arn(self) -> str:
        return self._queue.attr_queue_arn
