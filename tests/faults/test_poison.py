"""Fault 13: what nobody can read is reported and ends among the dead letters; the rest goes on.

That dead letters have an alarm is proven on the template (tests/infra/test_dead_letters.py).
"""

import importlib
import json
from typing import Any

import pytest

from tests.faults.actions import asks
from tests.faults.cells import cell
from tests.faults.portrait import portrait
from tests.faults.site import Site
from tests.faults.test_mail import missed_for_good, order
from tests.handlers.sockets import fan_out

IMAGE = {"pk": {"S": "ORG#demo"}, "sk": {"S": "SESSION#agent#x"}, "version": {"N": "99"}}
POISON: dict[str, Any] = {
    "a login of an unknown version": {"NewImage": IMAGE | {"login": {"S": "of tomorrow"}}},
    "a login with half of it": {"NewImage": IMAGE | {"login": {"M": {}}}},
    "no images": {},
    "an image that is none": {"NewImage": {"pk": {"S": "ORG#demo"}}},
    "a type that DynamoDB does not have": {"NewImage": {"login": {"X": "?"}}},
}
MESSAGES = ("", "{", "null", "[]", '"text"', "{}", '{"version": 99, "what": "tomorrow"}')


@cell(13, "fan-out", "status", "login")
@pytest.mark.parametrize("poison", POISON)
def test_a_record_that_cannot_be_read(poison: str, site: Site) -> None:
    """Of the stream, by both that follow it: reported alone; the others are told."""
    bo, stream = site.opened("bo", "b1"), site.stream()
    site.log_in()
    bo.ask("status", status="paused", reason="lunch")
    good = stream.records()
    bad = {"eventName": "MODIFY", "dynamodb": {"SequenceNumber": "p", **POISON[poison]}}
    log = importlib.import_module("functions.presence_log.handler").handler
    for follow in (fan_out, lambda records: _failed(log({"Records": records}, None))):
        assert follow([good[0], bad, *good[1:]]) == ["p"]
    told = {one["user"] for m in site.gateway.to("b1") for one in m.get("agents", ())}
    assert told == {"anna", "bo"}
    now = site.clock.now
    entries = site.services.presence_log.entries("demo", None, None, now)
    assert {entry.user for entry in entries} == {"anna", "bo"}


@pytest.mark.parametrize("poison", MESSAGES)
@pytest.mark.parametrize(
    "function",
    [
        pytest.param("password_rotation", marks=cell(13, "credential")),
        pytest.param("sms", marks=cell(13, "outcome")),
        pytest.param("chat_mail", marks=cell(13, "chat")),
        pytest.param("web_push", marks=cell(13, "dispatch")),
    ],
)
def test_a_message_that_nobody_understands(function: str, poison: str, site: Site) -> None:
    """Of each queue: reported alone; a good one beside it is done."""
    good = None
    if function == "password_rotation":
        order(site)
        good = site.queued()[-1]
    elif function == "sms":
        good = json.dumps({"sms": missed_for_good(site)})
    handler = importlib.import_module(f"functions.{function}.handler").handler
    bodies = {"p": poison} | ({"g": good} if good else {})
    records = [{"messageId": id, "body": body} for id, body in bodies.items()]
    assert _failed(handler({"Records": records}, None)) == ["p"]
    sent = [r.operation for r in site.boundary.requests]
    assert good is None or "SendEmail" in sent or "Publish" in sent


def _failed(answer: dict[str, Any]) -> list[str]:
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


@cell(13, "toggle", "dispatch", "outcome")
@pytest.mark.parametrize("op", ["of tomorrow", "", "pin"])
def test_a_request_of_an_unknown_flow(op: str, site: Site) -> None:
    """Connect takes its error branch, and nothing has changed."""
    site.present("anna")
    before = portrait(site)
    with pytest.raises(ValueError, match="no flow"):
        site.rings("t1", op=op)
    with pytest.raises(ValueError, match="no flow"):
        asks("k1", op=op)
    assert portrait(site) == before
