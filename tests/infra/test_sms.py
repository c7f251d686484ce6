"""Text messages: their queue, their sender, and who may send them."""

import re

import pytest

from jour.clock import SECOND
from jour.sms import SENDING, TRIES
from tests.infra.template import Template, rendered


def test_a_message_comes_again_after_its_sender_has_ended(core: Template) -> None:
    """Issue 7.7: the sender ends before the queue, or the sweep, takes it for lost."""
    queue = core.all("AWS::SQS::Queue")["TextsQueue"]
    assert core.functions()["sms"]["Timeout"] < queue["VisibilityTimeout"] < SENDING / SECOND
    assert queue["RedrivePolicy"]["maxReceiveCount"] > TRIES
    assert rendered(queue["RedrivePolicy"]["deadLetterTargetArn"]) == "${TextsDeadLettersQueue.Arn}"


def test_failures_are_reported_one_by_one(core: Template) -> None:
    """Fault 13: one message's failure is not another's."""
    mapping = core.all("AWS::Lambda::EventSourceMapping")["TextsFeed"]
    assert core.folder_of(mapping["FunctionName"]) == "sms"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize(
    ("sender", "accepted"),
    [
        ("Jour", True),
        ("Kundtjanst1", True),
        ("Jo", False),
        ("Kundtjanst12", False),
        ("Jour AB", False),
        ("12345", False),
    ],
)
def test_the_sender_is_a_name(core: Template, sender: str, accepted: bool) -> None:
    """Issue 7.3: 3 to 11 letters and digits, as the networks have it."""
    parameter = core.content["Parameters"]["SmsSenderId"]
    assert parameter["Default"] == "Jour"
    assert bool(re.fullmatch(parameter["AllowedPattern"], sender)) is accepted
