"""News of contacts from Amazon Connect, and how it is asked where they were lost (issue 6.5)."""

import re

import pytest

from tests.infra.event_pattern import matches
from tests.infra.template import Template, rendered

FIELDS = {"channel": "VOICE", "contactId": "c1", "initiationMethod": "INBOUND"}


def test_ended_contacts_reach_the_function(core: Template) -> None:
    """Two more tries, then dead letters: on the way to the function as well as in it."""
    (target,) = core.all("AWS::Events::Rule")["ContactsEnded"]["Targets"]
    assert core.folder_of(target["Arn"]) == "contact_events"
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 3600, "MaximumRetryAttempts": 2}
    assert rendered(target["DeadLetterConfig"]["Arn"]) == "${ContactsDeadLettersQueue.Arn}"
    failed = core.all("AWS::Lambda::EventInvokeConfig")["ContactsFailedCalls"]
    assert core.folder_of(failed["FunctionName"]) == "contact_events"
    assert (failed["MaximumRetryAttempts"], failed["MaximumEventAgeInSeconds"]) == (2, 3600)
    destination = failed["DestinationConfig"]["OnFailure"]["Destination"]
    assert rendered(destination) == "${ContactsDeadLettersQueue.Arn}"


@pytest.mark.parametrize(
    ("source", "kind", "happened", "passes"),
    [
        ("aws.connect", "Amazon Connect Contact Event", "DISCONNECTED", True),
        ("aws.connect", "Amazon Connect Contact Event", "CONNECTED_TO_AGENT", True),
        ("aws.connect", "Amazon Connect Contact Event", "CONTACT_DATA_UPDATED", False),
        ("aws.connect", "Contact Lens Post Call Rules Matched", "DISCONNECTED", False),
        ("jour.test", "Amazon Connect Contact Event", "DISCONNECTED", False),
    ],
)
def test_only_an_answer_and_an_end_wake_it(
    source: str, kind: str, happened: str, passes: bool, core: Template
) -> None:
    """Every contact has half a dozen events; two of them matter."""
    pattern = core.all("AWS::Events::Rule")["ContactsEnded"]["EventPattern"]
    event = {"source": source, "detail-type": kind, "detail": {**FIELDS, "eventType": happened}}
    assert matches(pattern, event) is passes


def test_the_sweep_asks_connect_itself_unless_told_otherwise(core: Template) -> None:
    """An empty address would be taken for one: in AWS the variable does not exist."""
    assert core.content["Parameters"]["ConnectUrl"]["Default"] == ""
    variables = core.functions()["sweep"]["Environment"]["Variables"]
    condition, given, absent = variables["AWS_ENDPOINT_URL_CONNECT"]["Fn::If"]
    assert core.content["Conditions"][condition] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "ConnectUrl"}, ""]}]
    }
    assert (given, absent) == ({"Ref": "ConnectUrl"}, {"Ref": "AWS::NoValue"})
    assert variables["JOUR_CONNECT_INSTANCE_ID"] == {"Ref": "ConnectInstanceId"}


@pytest.mark.parametrize(
    ("id", "accepted"),
    [
        ("12345678-1234-1234-1234-123456789012", True),
        ("", True),
        ("arn:aws:connect:eu-central-1:111111111111:instance/12345678", False),
        ("*", False),
    ],
)
def test_an_instance_is_an_id_or_none(core: Template, id: str, accepted: bool) -> None:
    """It stands in a permission: nothing else may get in there."""
    parameter = core.content["Parameters"]["ConnectInstanceId"]
    assert parameter["Default"] == ""
    assert bool(re.fullmatch(parameter["AllowedPattern"], id)) is accepted
