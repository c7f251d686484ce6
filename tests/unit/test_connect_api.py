"""Amazon Connect's own API as far as it is played: what an SDK makes of its answers."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ClientError
from starlette.applications import Starlette

from local.connect.call import Call, EndedBy
from local.connect.connect_api import ConnectApi
from local.connect.contact import INSTANCE_ID, contact_arn
from local.connect.switchboard import UnknownCall
from local.settings import Settings
from tests.asgi import ask
from tests.telephony import CALLER, NUMBER


class Board:
    """Knows one call."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def call_of(self, segment: str) -> Call:
        """The call; raises UnknownCall for any other."""
        if not self._call.knows(segment):
            raise UnknownCall
        return self._call


class Body:
    """An answer's body, as botocore reads it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def stream(self, **_: Any) -> Any:
        """All of it at once."""
        yield self._text.encode()


@pytest.fixture
def describe(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """DescribeContact as the sweep's client asks it, its request answered by the simulator."""
    # As in the function's environment: this alone sends the client elsewhere.
    url = Settings(8080, 4566, Path()).connect_url
    monkeypatch.setenv("AWS_ENDPOINT_URL_CONNECT", url)

    def asked(call: Call, contact: str, instance: str = INSTANCE_ID) -> Any:
        app = Starlette(routes=ConnectApi(Board(call), list, {}).routes())  # type: ignore[arg-type] # enough

        def send(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
            target = request.url.removeprefix("http://127.0.0.1:8080")
            assert target.startswith("/sim/connect/contacts/"), request.url
            answer = ask(app, target)
            headers = HTTPHeaders()
            for name, value in answer.headers.items():
                headers[name] = value
            return AWSResponse(request.url, answer.status, headers, Body(answer.text))

        client = boto3.client(
            "connect",
            region_name="eu-central-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        client.meta.events.register("before-send.connect.DescribeContact", send)
        return client.describe_contact(InstanceId=instance, ContactId=contact)["Contact"]

    return asked


def _millis(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def test_a_call_that_goes_on_has_no_end(describe: Callable[..., Any]) -> None:
    """Issue 6.5: the sweep leaves such a contact alone."""
    call = Call(CALLER, NUMBER)
    found = describe(call, call.id)
    assert (found["Id"], found["Arn"]) == (call.id, contact_arn(call.id))
    assert _millis(found["InitiationTimestamp"]) == _millis(call.began)
    assert "DisconnectTimestamp" not in found


def test_a_call_that_is_over_tells_when(describe: Callable[..., Any]) -> None:
    """Issue 6.5: whatever became of its event."""
    call = Call(CALLER, NUMBER)
    call.end(EndedBy.CALLER)
    assert call.ended is not None
    assert _millis(describe(call, call.id)["DisconnectTimestamp"]) == _millis(call.ended)


def test_a_segment_that_a_move_has_ended_is_over(describe: Callable[..., Any]) -> None:
    """D7: while the call goes on as another, which names the contact that it began as."""
    call = Call(CALLER, NUMBER)
    first = call.moved()
    assert "DisconnectTimestamp" in describe(call, first)
    now = describe(call, call.segment)
    assert now["InitialContactId"] == call.id
    assert "DisconnectTimestamp" not in now


@pytest.mark.parametrize("wrong", ["contact", "instance", "not in service"])
def test_what_connect_does_not_know_is_not_found(wrong: str, describe: Callable[..., Any]) -> None:
    """Another contact, another instance, or a call to a number without a flow."""
    call = Call(CALLER, NUMBER, in_service=wrong != "not in service")
    contact = "gone" if wrong == "contact" else call.id
    instance = "another" if wrong == "instance" else INSTANCE_ID
    with pytest.raises(ClientError) as refusal:
        describe(call, contact, instance)
    assert refusal.value.response["Error"]["Code"] == "ResourceNotFoundException"
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
