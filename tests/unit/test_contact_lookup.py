"""Asking Amazon Connect whether a contact is over, by its own model of the answer."""

from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from jour.contact_lookup import ContactLookup

INSTANCE = "12345678-1234-1234-1234-123456789012"
CONTACT = {"InstanceId": INSTANCE, "ContactId": "c1"}


@pytest.fixture
def connect() -> Any:
    return boto3.client(
        "connect",
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


@pytest.mark.parametrize("over", [True, False])
def test_a_contact_with_an_end_is_over(over: bool, connect: Any) -> None:
    """Issue 6.5: the event was lost, and Connect knows."""
    end = {"DisconnectTimestamp": datetime(2026, 11, 24, tzinfo=UTC)} if over else {}
    with Stubber(connect) as stub:
        stub.add_response("describe_contact", {"Contact": {"Id": "c1", **end}}, CONTACT)
        assert ContactLookup(connect, INSTANCE).is_over("c1") is over


@pytest.mark.parametrize(
    ("code", "over"),
    [("ResourceNotFoundException", True), ("ThrottlingException", False)],
)
def test_unknown_is_over_and_a_refusal_is_no_answer(code: str, over: bool, connect: Any) -> None:
    """Nobody is freed on a guess; a contact that never was frees its agent."""
    with Stubber(connect) as stub:
        stub.add_client_error("describe_contact", code)
        assert ContactLookup(connect, INSTANCE).is_over("c1") is over


def test_silence_is_no_answer() -> None:
    """Fault 11: Connect cannot be reached."""

    class Silent:
        def describe_contact(self, **_: str) -> Any:
            raise EndpointConnectionError(endpoint_url="https://connect.example")

    assert ContactLookup(Silent(), INSTANCE).is_over("c1") is False
