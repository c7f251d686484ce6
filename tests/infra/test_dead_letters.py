"""Dead letters; the alarms that somebody reads are in test_watch.py."""

import pytest

from tests.infra.template import Template

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
    """A queue is for work or for dead letters."""
    queues = set(core.all("AWS::SQS::Queue")) - WORK
    assert queues == {f"{name}Queue" for name in DEAD_LETTERS}


@pytest.mark.parametrize("name", DEAD_LETTERS)
def test_letters_are_kept_and_encrypted(core: Template, name: str) -> None:
    """Two weeks to look at what failed, longer than a holiday's worth of silence."""
    queue = core.all("AWS::SQS::Queue")[f"{name}Queue"]
    assert queue["MessageRetentionPeriod"] == TWO_WEEKS_S
    assert queue["SqsManagedSseEnabled"] is True
