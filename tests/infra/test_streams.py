"""The functions that follow the table's stream."""

import pytest

from tests.infra.template import Template, rendered

MAPPING = "AWS::Lambda::EventSourceMapping"


@pytest.fixture(params=["FanoutStream", "LogStream"])
def follower(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_who_follows(core: Template) -> None:
    """Fan-out from now on, for old news is no news; the log from the beginning, to miss nothing."""
    followers = {
        core.folder_of(mapping["FunctionName"]): mapping["StartingPosition"]
        for mapping in core.all(MAPPING).values()
        if rendered(mapping["EventSourceArn"]) == "${Table.StreamArn}"
    }
    assert followers == {"presence_fanout": "LATEST", "presence_log": "TRIM_HORIZON"}


def test_poison_does_not_block_for_ever(core: Template, follower: str) -> None:
    """Fault 13: a record that fails is isolated, given up in the end, and the rest goes on."""
    mapping = core.all(MAPPING)[f"{follower}Mapping"]
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRetryAttempts"] == 10
    assert mapping["MaximumRecordAgeInSeconds"] == 3600
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BatchSize"] == 100
    assert "MaximumBatchingWindowInSeconds" not in mapping


def test_given_up_records_are_kept(core: Template, follower: str) -> None:
    """Fault 13: each follower has dead letters of its own; one's trouble is not another's."""
    mapping = core.all(MAPPING)[f"{follower}Mapping"]
    destination = rendered(mapping["DestinationConfig"]["OnFailure"]["Destination"])
    assert destination == f"${{{follower}DeadLettersQueue.Arn}}"
