"""Which records wake the functions that follow the stream: on AWS and on the local AWS alike."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer

# The emulator offers its matching in no public way; the real one is written down beside this file.
from ministack.services.lambda_svc import _apply_filter_criteria

from tests.infra.event_pattern import matches
from tests.infra.template import Template

Record = dict[str, Any]
Judge = Callable[[Record, dict[str, Any]], bool]
AGENT, WEB = "SESSION#agent#anna", "SESSION#web#anna#1"


def on_aws(record: Record, criteria: dict[str, Any]) -> bool:
    return any(matches(json.loads(one["Pattern"]), record) for one in criteria["Filters"])


def on_the_local_aws(record: Record, criteria: dict[str, Any]) -> bool:
    return bool(_apply_filter_criteria([record], {"FilterCriteria": criteria}))


def _image(item: dict[str, Any]) -> dict[str, Any]:
    return {name: TypeSerializer().serialize(value) for name, value in item.items()}


def _record(kind: str, sk: str, **attributes: Any) -> Record:
    key = {"pk": "ORG#demo", "sk": sk}
    image = "OldImage" if kind == "REMOVE" else "NewImage"
    return {
        "eventName": kind,
        "dynamodb": {"Keys": _image(key), image: _image({**key, **attributes})},
    }


NEWS = {
    "an agent logs in": _record("INSERT", AGENT, beat=False, version=1),
    "an agent pauses": _record("MODIFY", AGENT, beat=False, version=2),
    "a login's remains are removed": _record("REMOVE", AGENT, beat=True),
    "a plain web login ends": _record("MODIFY", WEB, beat=False),
}
NO_NEWS = {
    "a heartbeat": _record("MODIFY", AGENT, beat=True, lease_until=75),
    "a web client's heartbeat": _record("MODIFY", WEB, beat=True),
    "an organisation": _record("MODIFY", "ORGANISATION", name="Demo"),
    "a user": _record("INSERT", "PROFILE", name="Anna"),
    "an entry of the log, which would come round again": _record("INSERT", "000#anna#1#0"),
    "an entry of the log expires": _record("REMOVE", "000#anna#1#0"),
}


@pytest.mark.parametrize("judge", [on_aws, on_the_local_aws])
def test_calls_reach_fan_out_alone(core: Template, judge: Judge) -> None:
    """Issue 6.7: queue and calls are shown; the log is of logins."""
    mappings = core.all("AWS::Lambda::EventSourceMapping")
    call = _record("MODIFY", "CONTACT", state="waiting")
    ticket = _record("MODIFY", "TICKET#1#1#c1", alive_until=1)
    fanout, log = (mappings[f"{name}StreamMapping"]["FilterCriteria"] for name in ("Fanout", "Log"))
    assert judge(call, fanout)
    assert not judge(call, log)
    assert not judge(ticket, fanout), "that a caller is still there is no news"


@pytest.mark.parametrize("judge", [on_aws, on_the_local_aws])
def test_chats_reach_fan_out_alone(core: Template, judge: Judge) -> None:
    """Issue 8.3: messages, read marks and connections, and mails to send; no customer's heartbeat,
    no line that expires."""
    mappings = core.all("AWS::Lambda::EventSourceMapping")
    fanout, log = (mappings[f"{name}StreamMapping"]["FilterCriteria"] for name in ("Fanout", "Log"))
    for news in (
        _record("INSERT", "MSG#000000001", text="Hej"),
        _record("MODIFY", "HEAD", beat=False),
        _record("INSERT", "CHAT_MAIL", org="demo"),
    ):
        assert judge(news, fanout)
        assert not judge(news, log)
    for no_news in (
        _record("MODIFY", "HEAD", beat=True),
        _record("REMOVE", "MSG#000000001", text="Hej"),
        _record("MODIFY", "CHAT_MAIL", sent_at=1),
        _record("INSERT", "CLIENT#customer#x", number=1),
    ):
        assert not judge(no_news, fanout)


def test_no_mapping_has_more_patterns_than_aws_takes(core: Template) -> None:
    """AWS: five patterns for an event source, unless the account has asked for more."""
    for mapping in core.all("AWS::Lambda::EventSourceMapping").values():
        assert len(mapping.get("FilterCriteria", {}).get("Filters", [])) <= 5


@pytest.fixture(params=["FanoutStreamMapping", "LogStreamMapping"])
def criteria(request: pytest.FixtureRequest, core: Template) -> dict[str, Any]:
    mapping = core.all("AWS::Lambda::EventSourceMapping")[request.param]
    found: dict[str, Any] = mapping["FilterCriteria"]
    return found


@pytest.fixture(params=[on_aws, on_the_local_aws])
def passes(request: pytest.FixtureRequest, criteria: dict[str, Any]) -> Callable[[Record], bool]:
    return lambda record: request.param(record, criteria)


@pytest.mark.parametrize("what", NEWS)
def test_news_passes(passes: Callable[[Record], bool], what: str) -> None:
    """Issue 3: every change reaches fan-out and log, whichever way it came."""
    assert passes(NEWS[what])


@pytest.mark.parametrize("what", NO_NEWS)
def test_the_rest_wakes_nobody(passes: Callable[[Record], bool], what: str) -> None:
    """A heartbeat wakes no one; items that are no logins are no news of presence."""
    assert not passes(NO_NEWS[what])


def test_a_write_that_forgets_the_mark_is_news_on_aws(criteria: dict[str, Any]) -> None:
    """One push too many is harmless, one too few is a ghost."""
    assert on_aws(_record("MODIFY", AGENT, version=3), criteria)


def test_exists_looks_at_leaves_only() -> None:
    """Why the filter asks for beat = false: asked of a node, `exists: false` is always true."""
    naive = {"dynamodb": {"NewImage": {"beat": [{"exists": False}]}}}
    assert matches(naive, NO_NEWS["a heartbeat"])
