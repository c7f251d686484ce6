"""A distance agent who misses calls, and the text messages that say so (B4, F12)."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from jour.clock import SECOND
from jour.organisation import Channel
from jour.send_sms import SmsSending
from jour.session import SYSTEM, EndReason, Session
from jour.sms import FIRST_LOOK, SENDING
from jour.sms_queue import SmsQueue
from jour.sms_sender import SmsSender
from jour.user import Distance
from tests.builders import colleague, new_session
from tests.connect import SERVICE_NUMBER
from tests.handlers.conftest import Call, World
from tests.handlers.customers import Customer
from tests.handlers.sockets import log_in

BOS_NUMBER = "+46701740606"


@dataclass
class Texts:
    """The queue, the function, and a stand-in for SNS."""

    world: World
    url: str
    sent: list[dict[str, Any]] = field(default_factory=list)
    refusal: str | None = None

    def publish(self, **request: Any) -> Any:
        if self.refusal:
            told: Any = {"Error": {"Code": self.refusal, "Message": f"{BOS_NUMBER}: no"}}
            raise ClientError(told, "Publish")
        self.sent.append(request)
        return {"MessageId": "m1"}

    def run(self) -> list[str]:
        """Hand the queue's messages to the function; those that it wants again."""
        from functions.sms.handler import handler

        client, bodies = boto3.client("sqs"), []
        while found := client.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in found:
                bodies.append(message["Body"])
                client.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        records = [{"messageId": body, "body": body} for body in bodies]
        failures = handler({"Records": records}, None)["batchItemFailures"]
        return [failure["itemIdentifier"] for failure in failures]

    def told(self) -> list[tuple[str, str]]:
        return [(one["PhoneNumber"], one["Message"]) for one in self.sent]


@pytest.fixture
def texts(world: World) -> Texts:
    url = boto3.client("sqs").create_queue(QueueName="sms")["QueueUrl"]
    texts, s = Texts(world, url), world.services
    s.__dict__["sms_queue"] = SmsQueue(boto3.client("sqs"), url)
    sender = SmsSender(texts, "Jour")
    s.__dict__["sms_sending"] = SmsSending(
        s.sms_outbox, s.users, sender, s.sms_hand_over, SERVICE_NUMBER, world.clock
    )
    return texts


@pytest.fixture
def admin(call: Call) -> str:
    """Alva's cookie."""
    body = {"user_id": "alva", "password": "demo-anna"}
    cookie = call("POST", "/api/login", body).cookie
    assert cookie
    return cookie


def employ_bo(world: World) -> None:
    world.services.users.add(colleague("bo", distance=Distance(BOS_NUMBER)))
    log_bo_in(world)


def log_bo_in(world: World, session_id: str = "bos") -> None:
    session = new_session(session_id, Channel.DISTANCE, "bo", world.clock.now)
    world.services.sessions.log_in(replace(session, phone=BOS_NUMBER), world.clock.now)


def bo(world: World) -> Session:
    session = world.services.sessions.get("demo", "bo")
    assert session is not None
    return session


def miss(world: World, contact: str) -> None:
    """Bo's telephone rings, and he does not answer."""
    customer = Customer(world, contact)
    assert customer.arrive()["next"] == "dial"
    customer.outcome("no_answer")
    customer.hang_up()
    world.clock.advance(SECOND)


def test_two_misses_are_told_and_four_log_out(world: World, texts: Texts) -> None:
    """B4, issue 6.5: by SMS at the second; at the limit logged out, with SMS, and no more calls."""
    employ_bo(world)
    miss(world, "c1")
    assert texts.run() == []
    assert texts.told() == []
    miss(world, "c2")
    texts.run()
    ((to, text),) = texts.told()
    assert to == BOS_NUMBER
    assert "missat 2 samtal i rad" in text
    assert "08-465 004 01" in text
    miss(world, "c3")
    assert bo(world).login.ended is None
    miss(world, "c4")
    end = bo(world).login.ended
    assert end
    assert (end.reason, end.by) == (EndReason.NO_ANSWER, SYSTEM)
    texts.run()
    assert "utloggad" not in texts.told()[0][1]
    assert "loggats ut efter 4 missade samtal" in texts.told()[1][1]
    assert len(texts.told()) == 2
    assert Customer(world, "c5").arrive()["next"] == "nobody"


@pytest.mark.parametrize("reset", ["answered", "logged in again"])
def test_an_answer_or_a_new_login_counts_anew(reset: str, world: World, texts: Texts) -> None:
    """B4: in a row means in a row."""
    employ_bo(world)
    miss(world, "c1")
    if reset == "answered":
        customer = Customer(world, "c2")
        customer.arrive()
        customer.outcome("answered")
        world.clock.advance(SECOND)
    else:
        log_bo_in(world, "bos2")
    miss(world, "c3")
    texts.run()
    assert bo(world).misses == 1
    assert texts.told() == []


def test_the_limit_is_the_organisations(world: World, texts: Texts, call: Call, admin: str) -> None:
    """Issue 6.5: 1 to 20; at one the first miss logs out, and is told as that alone."""
    path = "/api/admin/organisation"
    for wrong in (0, 21, "4", True):
        edit = {"distance_misses_limit": wrong}
        assert call("PATCH", path, edit, cookie=admin).status in (400, 422)
    edited = call("PATCH", path, {"distance_misses_limit": 1}, cookie=admin)
    assert edited.body["distance_misses_limit"] == 1
    employ_bo(world)
    miss(world, "c1")
    texts.run()
    assert bo(world).login.ended
    assert [text[:17] for _, text in texts.told()] == ["Du har loggats ut"]


def test_a_call_that_a_later_login_never_had_does_not_end_it(world: World, texts: Texts) -> None:
    """B2: rung in one login, missed in the next: counted, and nobody is logged out for it."""
    before = world.services.organisations.get("demo")
    assert before
    world.services.organisations.edit(before, replace(before, distance_misses_limit=1))
    employ_bo(world)
    customer = Customer(world, "c1")
    customer.arrive()
    log_bo_in(world, "bos2")
    customer.outcome("no_answer")
    assert bo(world).login.ended is None


def test_what_was_not_announced_is_by_the_sweep(world: World, texts: Texts) -> None:
    """Fault 12: the message lies in the outbox, whatever became of its announcement."""
    employ_bo(world)
    miss(world, "c1")
    world.services.__dict__.pop("sms_queue")  # its address is wrong: the announcement is lost
    world.services.__dict__.pop("call_routing")
    miss(world, "c2")
    assert bo(world).misses == 2
    world.services.__dict__["sms_queue"] = SmsQueue(boto3.client("sqs"), texts.url)
    world.services.__dict__.pop("sweep", None)
    world.services.sweep.run()
    texts.run()
    assert texts.told() == []
    world.clock.advance(FIRST_LOOK)
    world.services.sweep.run()
    texts.run()
    assert len(texts.told()) == 1


def test_the_administrator_sees_what_did_not_arrive(
    world: World, texts: Texts, call: Call, admin: str
) -> None:
    """Issue 7.3: what failed and what is unknown, newest first, without the number."""
    assert call("GET", "/api/admin/sms", cookie=admin).body == {"messages": []}
    employ_bo(world)
    texts.refusal = "OptedOut"
    for contact in ("c1", "c2"):
        miss(world, contact)
    assert texts.run() == []
    texts.refusal = None
    for contact in ("c3", "c4"):
        miss(world, contact)
    left = world.services.sms_outbox.get("c4.1.logged_out")
    assert left
    world.services.sms_outbox.begin(left, world.clock.now)
    world.clock.advance(SENDING)
    world.services.sweep.run()
    assert texts.run() == []
    answer = call("GET", "/api/admin/sms", cookie=admin)
    assert [
        (m["kind"], m["state"], m["reason"], m["user"], m["to_end"])
        for m in (answer.body["messages"])
    ] == [
        ("logged_out", "unknown", "interrupted", "bo", "06"),
        ("misses", "failed", "opted_out", "bo", "06"),
    ]
    assert BOS_NUMBER not in json.dumps(answer.body)
    agent = log_in(call)
    assert call("GET", "/api/admin/sms", cookie=agent).status == 403
