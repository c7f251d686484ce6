"""The telephone's stack, which is a note so far."""

import re

import pytest

from tests.infra.template import Template


def test_it_says_what_it_is(telephony: Template) -> None:
    """Nobody is to think that telephony is set up when this stack is deployed."""
    assert "No flow, permission or number is set up yet" in telephony.content["Description"]


def test_it_remembers_the_instance(telephony: Template) -> None:
    """What comes later finds the instance there."""
    parameter = telephony.one("AWS::SSM::Parameter")
    assert parameter["Name"] == "/jour/telephony/connect-instance-arn"
    assert parameter["Value"] == {"Ref": "ConnectInstanceArn"}


@pytest.mark.parametrize(
    ("arn", "accepted"),
    [
        (
            "arn:aws:connect:eu-central-1:111111111111:instance/"
            "12345678-1234-1234-1234-123456789012",
            True,
        ),
        ("12345678-1234-1234-1234-123456789012", False),
        ("", False),
    ],
)
def test_only_an_instances_arn_is_taken(telephony: Template, arn: str, accepted: bool) -> None:
    """An id alone, as the console shows it, is refused when deploying."""
    pattern = telephony.content["Parameters"]["ConnectInstanceArn"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, arn)) is accepted
