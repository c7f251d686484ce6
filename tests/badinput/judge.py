"""What has to hold whatever was sent."""

import json
import re
from io import StringIO
from logging import StreamHandler
from typing import Any, NoReturn
from xml.etree import ElementTree as ET

from jour.observe import logger
from tests.badinput.office import Office

_CODE = re.compile(r"[a-z][a-z0-9_]{2,60}")
_INSIDES = re.compile(r'Traceback|File "|\.py\b|botocore|boto3|pydantic|Exception\b|object at 0x')
_ANSWERS = frozenset({200, 201, 202, 204, 400, 401, 403, 404, 409, 413, 415, 422, 429})
_SECRETS = ("demo-anna", "pepper-of-the-tests")
Stored = dict[Any, Any]


class Log:
    """What the functions log, read after each try."""

    def __init__(self) -> None:
        self._written = StringIO()
        handler = logger.registered_handler
        assert isinstance(handler, StreamHandler)
        handler.setStream(self._written)

    def sound(self) -> None:
        """Nothing has failed in a way that nobody foresaw, and no secret has been written down."""
        text = self._written.getvalue()
        self._written.seek(0)
        self._written.truncate()
        assert '"level":"ERROR"' not in text, text
        assert not any(secret in text for secret in _SECRETS), text


def judge_http(answer: dict[str, Any], office: Office, before: Stored) -> None:
    """An answer of our own, and a refusal has changed nothing."""
    status, body = answer["statusCode"], answer["body"]
    assert status in _ANSWERS, answer
    body.encode()
    for name, value in answer.get("headers", {}).items():
        assert not re.search(r"[\r\n\x00]", f"{name}{value}"), answer["headers"]
    if status < 400:
        if body:
            _parsed(body)
        return
    problem = _parsed(body)
    assert answer["headers"]["Content-Type"] == "application/problem+json", answer
    _is_ours(problem)
    assert problem["status"] == status
    assert {"type", "title", "detail"} <= problem.keys()
    assert problem["detail"], problem
    assert not _INSIDES.search(body), body
    _unchanged(office, before)


def judge_socket(answer: dict[str, Any], office: Office, before: Stored) -> None:
    """Every message is answered; a refusal has changed nothing."""
    assert answer["statusCode"] == 200
    answer["body"].encode()
    told = _parsed(answer["body"])
    if told["type"] != "error":
        return
    _is_ours(told)
    assert told["message"], told
    assert not _INSIDES.search(answer["body"]), told
    _unchanged(office, before)


def judge_flow(answer: dict[str, str]) -> None:
    """Connect takes flat texts, 32 kB of them, and what is said is SSML."""
    assert all(isinstance(value, str) for value in answer.values()), answer
    assert len(json.dumps(answer).encode()) < 32 * 1024
    if "say" in answer:
        ET.fromstring(answer["say"])


def _is_ours(told: dict[str, Any]) -> None:
    assert _CODE.fullmatch(told["code"]), told
    assert told["code"] not in ("internal_error", "temporarily_unavailable", "condition_failed")


def _unchanged(office: Office, before: Stored) -> None:
    """Nothing half stored: the refused command's table is the one before it, item by item."""
    after = office.stored()
    if after != before:
        changed = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
        raise AssertionError(f"refused, and yet written: {changed}")


def _parsed(body: str) -> Any:
    return json.loads(body, parse_constant=_no_number)


def _no_number(text: str) -> NoReturn:
    raise AssertionError(f"{text} is no JSON")
