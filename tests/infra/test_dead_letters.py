"""Dead letters, and the alarms that somebody reads."""

import pytest

from tests.infra.template import Template, rendered

DEAD_LETTERS = (
    "FanoutStreamDeadLetters",
    "LogStreamDeadLetters",
    "SweepEveryMinuteDeadLetters",
    "RotationDeadLetters",
    "MailDeadLetters",
    "ContactsDeadLetters",
    "TextsDeadLetters",
    "WebPushOrdersDeadLetters",
    "ChatMailDeadLetters",
)
WORK = {
    "SweepEveryMinuteAgain",
    "RotationQueue",
    "TextsQueue",
    "WebPushOrdersQueue",
    "ChatMailQueue",
}
TWO_WEEKS_S = 14 * 24 * 60 * 60


def test_every_place_of_dead_letters_is_known(core: Template) -> None:
    """A queue that is not here would have no test for its alarm."""
    queues = set(core.all("AWS::SQS::Queue")) - WORK
    assert queues == {f"{name}Queue" for name in DEAD_LETTERS}


@pytest.mark.parametrize("name", DEAD_LETTERS)
def test_the_first_letter_raises_the_alarm(core: Template, name: str) -> None:
    """Issue 3: poison records end in a dead-letter queue with an alarm."""
    alarm = core.all("AWS::CloudWatch::Alarm")[f"{name}Alarm"]
    (dimension,) = alarm["Dimensions"]
    assert rendered(dimension["Value"]) == f"${{{name}Queue.QueueName}}"
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert (alarm["Threshold"], alarm["EvaluationPeriods"], alarm["Period"]) == (1, 1, 60)
    assert alarm["TreatMissingData"] == "notBreaching"


@pytest.mark.parametrize("name", DEAD_LETTERS)
def test_letters_are_kept_and_encrypted(core: Template, name: str) -> None:
    """Two weeks to look at what failed, longer than a holiday's worth of silence."""
    queue = core.all("AWS::SQS::Queue")[f"{name}Queue"]
    assert queue["MessageRetentionPeriod"] == TWO_WEEKS_S
    assert queue["SqsManagedSseEnabled"] is True
