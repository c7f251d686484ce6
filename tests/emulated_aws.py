"""AWS for handler tests, in this process: moto, but for DynamoDB, which is MiniStack's.

moto's update expressions cost seven times as much, and its transactions are not all or nothing.
"""

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
import moto
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from ministack.services import dynamodb

from jour import aws

_MOTO: Any = {"core": {"passthrough": {"services": ["dynamodb"]}, "reset_boto3_session": False}}


@contextmanager
def emulated_aws() -> Iterator[None]:
    """For the block, clients of the default session have an AWS with nothing in it; one thread."""
    before, boto3.DEFAULT_SESSION = boto3.DEFAULT_SESSION, _session()
    own, aws.session = aws.session, lambda: _session()._session  # type: ignore[assignment]  # cached
    dynamodb.reset()
    try:
        with moto.mock_aws(config=_MOTO):
            yield
    finally:
        boto3.DEFAULT_SESSION, aws.session = before, own


def stored(table: str) -> list[dict[str, Any]]:
    """All items of a table in DynamoDB's form, asked of it and not through a client."""
    partitions = dynamodb._tables[table]["items"]
    return [item for partition in partitions.values() for item in partition.values()]


@cache
def _session() -> boto3.Session:
    """One for all tests: each has to read the descriptions of the services anew."""
    session = boto3.Session("test", "test", region_name="eu-central-1")
    # The stub forgets that this hook's result is taken for the service's answer.
    answer: Any = _answer
    session.events.register("before-send.dynamodb", answer)
    return session


def _answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    headers = {name.lower(): _text(value) for name, value in request.headers.items()}
    body = request.body if isinstance(request.body, bytes) else str(request.body).encode()
    status, said, answer = _now(dynamodb.handle_request("POST", "/", headers, body, {}))
    return AWSResponse(request.url, status, said, _Body(answer))


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _now(answering: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that waits for nothing."""
    try:
        answering.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("the emulator waits for something, which needs a loop")


class _Body:
    """What urllib3 would hand over."""

    def __init__(self, body: bytes | str) -> None:
        self._body = body if isinstance(body, bytes) else body.encode()

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self._body
