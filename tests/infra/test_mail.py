"""Mail, the queue of orders behind it, and what becomes of mails that come back."""

import json
import re

import pytest

from jour.credential_order import LEASE, NEXT_LOOK, TRIES
from tests.infra.event_pattern import matches
from tests.infra.template import Template, rendered


def test_the_queue_hides_a_message_for_longer_than_a_try_may_take(core: Template) -> None:
    """Fault 12: nobody starts a second try, with another password, while the first is at it."""
    queue = core.all("AWS::SQS::Queue")["RotationQueue"]
    hidden = queue["VisibilityTimeout"]
    assert hidden > core.functions()["password_rotation"]["Timeout"]
    assert hidden * 1000 > LEASE
    assert hidden * 1000 < NEXT_LOOK
    assert queue["SqsManagedSseEnabled"] is True


def test_orders_are_given_up_before_the_queue_gives_up(core: Template) -> None:
    """Fault 12: "not delivered" is the function's word; dead letters are for the unreadable."""
    policy = core.all("AWS::SQS::Queue")["RotationQueue"]["RedrivePolicy"]
    assert policy["maxReceiveCount"] > TRIES
    assert rendered(policy["deadLetterTargetArn"]) == "${RotationDeadLettersQueue.Arn}"


def test_failures_are_reported_one_by_one(core: Template) -> None:
    """Fault 13: one message's failure is not another's."""
    mapping = core.all("AWS::Lambda::EventSourceMapping")["RotationFeed"]
    assert core.folder_of(mapping["FunctionName"]) == "password_rotation"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_reminders_are_looked_for_every_day(core: Template) -> None:
    """P7: in the morning, through the same queue."""
    rule = core.all("AWS::Events::Rule")["RemindersRule"]
    assert re.fullmatch(r"cron\(0 \d+ \* \* \? \*\)", rule["ScheduleExpression"])
    (target,) = rule["Targets"]
    assert rendered(target["Arn"]) == "${RotationQueue.Arn}"
    assert json.loads(target["Input"]) == {"reminders": True}


def test_mails_that_come_back_are_reported(core: Template) -> None:
    """Issue 4: a configuration set with bounce and complaint handling."""
    destination = core.one("AWS::SES::ConfigurationSetEventDestination")["EventDestination"]
    assert destination["Enabled"] is True
    assert destination["MatchingEventTypes"] == ["BOUNCE", "COMPLAINT"]
    assert rendered(destination["EventBridgeDestination"]["EventBusArn"]).endswith(
        "event-bus/default"
    )
    (target,) = core.all("AWS::Events::Rule")["MailUndelivered"]["Targets"]
    assert core.folder_of(target["Arn"]) == "notifications"
    assert rendered(target["DeadLetterConfig"]["Arn"]) == "${MailDeadLettersQueue.Arn}"


@pytest.mark.parametrize(
    ("kind", "tags", "passes"),
    [
        ("Email Bounced", {"order": ["x"]}, True),
        ("Email Complaint Received", {"order": ["x"]}, True),
        ("Email Bounced", {"ses:from-domain": ["example.com"]}, False),
        ("Email Delivered", {"order": ["x"]}, False),
    ],
)
def test_only_news_of_orders_wakes_the_function(
    kind: str, tags: dict[str, list[str]], passes: bool, core: Template
) -> None:
    """Other mail of the same account, and mail that arrived, is nobody's business here."""
    pattern = core.all("AWS::Events::Rule")["MailUndelivered"]["EventPattern"]
    wanted = {name.replace("detail-type", "detail_type"): part for name, part in pattern.items()}
    event = {"source": "aws.ses", "detail_type": kind, "detail": {"mail": {"tags": tags}}}
    assert matches(wanted, event) is passes


@pytest.mark.parametrize(
    ("sender", "accepted"),
    [
        ("no-reply@jour.example.se", True),
        ("Jour <no-reply@jour.example.se>", False),
        ("jour.example.se", False),
        ("", False),
    ],
)
def test_the_sender_is_an_address(sender: str, accepted: bool, core: Template) -> None:
    """A bare address: it is an identity, and part of what the function is allowed."""
    pattern = core.content["Parameters"]["SenderAddress"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, sender)) is accepted


def test_the_sender_is_known_to_ses(core: Template) -> None:
    """Mail goes out over TLS or not at all, from an identity of this stack."""
    assert core.one("AWS::SES::EmailIdentity")["EmailIdentity"] == {"Ref": "SenderAddress"}
    assert core.one("AWS::SES::ConfigurationSet")["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
