"""AWS for handler tests, in this process: moto, but for DynamoDB, which is MiniStack's.

moto's update expressions cost seven times as much, and its transactions are not all or nothing.
"""

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import boto3
import botocore.handlers
import moto
from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from jour import aws

# Its thread that removes what has expired by the machine's clock would empty tables under tests
# whose clock is their own, and spin in those that replace `time.sleep`.
with patch("threading.Thread.start"):
    from ministack.services import dynamodb

_answers: dict[str, bool] = {}
_MOTO: Any = {"core": {"passthrough": {"services": ["dynamodb"]}, "reset_boto3_session": False}}


@contextmanager
def emulated_aws() -> Iterator[None]:
    """For the block, boto3's clients and ours have an AWS with nothing in it; one thread."""
    session = _session()
    dynamodb.reset()
    with (
        patch.dict(_answers, {"dynamodb": True}),
        patch.object(boto3, "DEFAULT_SESSION", session),
        patch.object(aws, "session", lambda: session._session),
        moto.mock_aws(config=_MOTO),
    ):
        yield


def stored(table: str) -> list[dict[str, Any]]:
    """All items of a table in DynamoDB's form, asked of it and not through a client."""
    partitions = dynamodb._tables[table]["items"]
    return [item for partition in partitions.values() for item in partition.values()]


@cache
def _session() -> boto3.Session:
    """One for all tests: each has to read the descriptions of the services anew."""
    return boto3.Session("test", "test", region_name="eu-central-1")


def _answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
    """The service's answer inside of a block; outside of one the request goes its way."""
    if not _answers:
        return None
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


# Every session from now on, also the operator's own, has this hook, as it has moto's.
botocore.handlers.BUILTIN_HANDLERS.append(("before-send.dynamodb", _answer))


class _Body:
    """What urllib3 would hand over."""

    def __init__(self, body: bytes | str) -> None:
        self._body = body if isinstance(body, bytes) else body.encode()

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self._body
