"""Finding a user of Amazon Connect by name (D7), by Connect's own model of question and answer."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from jour.connect_users import ConnectUsers
from jour.errors import Invalid, Unavailable
from jour.user import Softphone

INSTANCE = "12345678-1234-1234-1234-123456789012"


@pytest.fixture
def connect() -> Any:
    return boto3.client(
        "connect",
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def _find(connect: Any, name: str, *users: dict[str, str]) -> Softphone:
    condition = {"FieldName": "Username", "Value": name.strip(), "ComparisonType": "EXACT"}
    asked = {
        "InstanceId": INSTANCE,
        "SearchCriteria": {"StringCondition": condition},
        "MaxResults": 10,
    }
    with Stubber(connect) as stub:
        stub.add_response("search_users", {"Users": list(users)}, asked)
        return ConnectUsers(connect, INSTANCE).find(name)


def test_the_exact_name_is_found(connect: Any) -> None:
    """D7: with its id, as Connect spells it; spaces around it and capitals make nobody else."""
    found = _find(connect, " Anna ", {"Id": "u1", "Username": "anna"})
    assert found == Softphone("anna", "u1")


@pytest.mark.parametrize(
    "users",
    [(), ({"Id": "u1", "Username": "anna.andersson"},), ({"Username": "anna"},)],
    ids=["nobody", "somebody else", "no id"],
)
def test_nobody_else_is_taken(users: tuple[dict[str, str], ...], connect: Any) -> None:
    """D7: calls would ring at a stranger's."""
    with pytest.raises(Invalid, match="unknown_connect_user"):
        _find(connect, "anna", *users)


def test_a_refusal_is_no_answer(connect: Any) -> None:
    """Fault 11: it may be right later."""
    with Stubber(connect) as stub:
        stub.add_client_error("search_users", "ThrottlingException")
        with pytest.raises(Unavailable):
            ConnectUsers(connect, INSTANCE).find("anna")


def test_silence_is_no_answer() -> None:
    """Fault 11: Connect cannot be reached."""

    class Silent:
        def search_users(self, **_: Any) -> Any:
            raise EndpointConnectionError(endpoint_url="https://connect.example")

    with pytest.raises(Unavailable):
        ConnectUsers(Silent(), INSTANCE).find("anna")
