"""Push messages through the functions: from the stream, by the queue, to a played push service."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest

from jour.kept_secret import KeptSecret
from jour.my_push import MyPush
from jour.push_queue import PushQueue
from jour.push_subscription import Subscription
from jour.push_texts import Notice
from jour.send_push import PushSending
from jour.vapid import VapidKeys
from jour.web_push import Delivery
from tests.builders import ANNAS_NUMBER
from tests.handlers.conftest import Call, World
from tests.handlers.customers import Customer
from tests.handlers.sockets import Stream, fan_out, log_in, opened

ENDPOINT = "https://fcm.googleapis.com/fcm/send/annas"
KEYS = VapidKeys("1", {"1": b"seed"})


def wish(endpoint: str = ENDPOINT, **more: Any) -> dict[str, Any]:
    """What Anna's browser sends; its key is a point because ours is one."""
    auth = base64.urlsafe_b64encode(bytes(16)).decode().rstrip("=")
    keys = {"p256dh": KEYS.public("1"), "auth": auth}
    return {"endpoint": endpoint, "keys": keys, "language": "sv", "shows_caller": True} | more


@dataclass
class Browsers:
    """The queue, the function, and a stand-in for the push services."""

    world: World
    url: str
    sent: list[tuple[str, Notice]] = field(default_factory=list)
    answer: Delivery = Delivery.TAKEN

    def send(self, to: Subscription, notice: Notice) -> Delivery:
        self.sent.append((to.endpoint, notice))
        return self.answer

    def run(self, stream: Stream) -> list[str]:
        """Fan the table's changes out and work the queue off; what the function wants again."""
        from functions.web_push.handler import handler

        assert fan_out(stream.records()) == []
        records = [{"messageId": body, "body": body} for body in self._taken()]
        failures = handler({"Records": records}, None)["batchItemFailures"]
        return [failure["itemIdentifier"] for failure in failures]

    def _taken(self) -> list[str]:
        client, bodies = boto3.client("sqs"), []
        while found := client.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in found:
                bodies.append(message["Body"])
                client.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return bodies

    def titles(self) -> list[str]:
        return [notice.title for _, notice in self.sent]


@pytest.fixture
def browsers(world: World) -> Browsers:
    url = boto3.client("sqs").create_queue(QueueName="push")["QueueUrl"]
    browsers, s = Browsers(world, url), world.services
    s.__dict__["push_queue"] = PushQueue(boto3.client("sqs"), url)
    s.__dict__["my_push"] = MyPush(s.push_subscriptions, KeptSecret.of(KEYS), None, world.clock)
    s.__dict__["push_sending"] = PushSending(
        s.push_subscriptions, s.sessions, s.contacts, s.organisations, browsers, world.clock
    )
    return browsers


@pytest.fixture
def anna(call: Call) -> str:
    """Anna's cookie: on her phone, which takes push messages."""
    cookie = log_in(call, channel="mobile", phone=ANNAS_NUMBER)
    opened(cookie, "annas")
    return cookie


@pytest.fixture
def subscribe(call: Call, anna: str) -> Callable[..., None]:
    def subscribed(cookie: str = anna, endpoint: str = ENDPOINT, **more: Any) -> None:
        answer = call("POST", "/api/push", wish(endpoint, **more), cookie=cookie)
        assert answer.status == 204, answer

    return subscribed


def test_a_browser_is_told_the_key_and_whether_it_is_subscribed(
    call: Call, anna: str, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """Issue 9: the public key alone leaves; the login knows of its subscription."""
    assert browsers.sent == []
    state = call("GET", "/api/push", cookie=anna)
    assert (state.status, state.body) == (
        200,
        {"public_key": KEYS.public("1"), "subscribed": False},
    )
    subscribe()
    assert call("GET", "/api/push", cookie=anna).body["subscribed"] is True
    assert call("DELETE", "/api/push", cookie=anna).status == 204
    assert call("DELETE", "/api/push", cookie=anna).status == 204
    assert call("GET", "/api/push", cookie=anna).body["subscribed"] is False


def test_a_subscription_is_kept_under_the_key_that_it_was_made_for(
    call: Call, anna: str, world: World, browsers: Browsers
) -> None:
    """Issue 10: keys that were rotated between asking and subscribing; another's is refused."""
    assert browsers.sent == []
    rotated = VapidKeys("2", {"1": b"seed", "2": b"newer"})
    kept = KeptSecret.of(rotated)
    world.services.__dict__["my_push"] = MyPush(
        world.services.push_subscriptions, kept, None, world.clock
    )
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    made = {rotated.public("1"): "1", rotated.public("2"): "2", None: "2"}
    for public_key, version in made.items():
        body = wish() | ({"public_key": public_key} if public_key else {})
        assert call("POST", "/api/push", body, cookie=anna).status == 204
        found = world.services.push_subscriptions.get("demo", "anna", session.login.session_id)
        assert found is not None
        assert found.key == version
    other = VapidKeys("1", {"1": b"another's"}).public("1")
    refused = call("POST", "/api/push", wish(public_key=other), cookie=anna)
    assert (refused.status, refused.body["code"]) == (422, "invalid_push_keys")


@pytest.mark.usefixtures("browsers")
def test_what_no_browser_sends_is_refused_and_leaves_nothing(
    call: Call, anna: str, world: World
) -> None:
    """Security: no address but a push service's, no key that is none, nobody but agents."""
    assert call("POST", "/api/push", wish("https://10.0.0.1/"), cookie=anna).status == 422
    odd = wish() | {"keys": {"p256dh": "AAAA", "auth": "AAAA"}}
    answer = call("POST", "/api/push", odd, cookie=anna)
    assert (answer.status, answer.body["code"]) == (422, "invalid_push_keys")
    assert call("POST", "/api/push", wish(language="fi"), cookie=anna).status == 422
    assert call("POST", "/api/push", wish()).status == 401
    plain = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    refused = call("POST", "/api/push", wish(), cookie=plain)
    assert (refused.status, refused.body["code"]) == (403, "not_an_agent")
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    assert not session.pushes
    subscription = world.services.push_subscriptions.get("demo", "anna", session.login.session_id)
    assert subscription is None


def test_an_offer_is_pushed_and_its_end_takes_its_place(
    world: World, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """D9: who, group and wait, for as long as it stands; then why it is gone, in the same place."""
    subscribe()
    stream = Stream(world)
    customer = Customer(world, "c1")
    customer.arrive()
    assert browsers.run(stream) == []
    ((endpoint, offer),) = browsers.sent
    assert endpoint == ENDPOINT
    assert offer.title.startswith("Samtal: ")
    assert offer.title.endswith(" · Support")
    assert (offer.tag, offer.urgent) == ("offer:c1", True)
    assert offer.until is not None
    assert offer.until - world.clock.now <= 30_000
    customer.hang_up()
    assert browsers.run(stream) == []
    gone = browsers.sent[-1][1]
    assert (gone.tag, gone.urgent) == ("offer:c1", False)
    assert gone.title.startswith("Kunden lade på")


def test_an_order_that_comes_late_says_what_holds_now(
    world: World, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """A queue may be slow: an offer that is over was never on the screen, and need not leave it."""
    subscribe()
    stream = Stream(world)
    customer = Customer(world, "c1")
    customer.arrive()
    assert fan_out(stream.records()) == []
    customer.hang_up()
    assert browsers.run(stream) == []
    assert browsers.sent == []


def test_who_calls_is_said_only_where_it_may_be(
    world: World, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """A locked screen is read by others: the setting decides, in the language of the login."""
    subscribe(shows_caller=False, language="en")
    stream = Stream(world)
    Customer(world, "c1").arrive()
    browsers.run(stream)
    assert browsers.titles() == ["Call: somebody · Support"]


def test_being_logged_out_by_another_login_is_told_where_one_was(
    call: Call, world: World, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """M8, X1: the older browser hears of it; the login's end is the subscription's."""
    subscribe()
    stream = Stream(world)
    log_in(call)
    assert browsers.run(stream) == []
    ((endpoint, notice),) = browsers.sent
    assert (endpoint, notice.title) == (ENDPOINT, "Du är utloggad från Jour")
    assert notice.body == "Du loggade in med PC-klienten."
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    assert not session.pushes
    (old,) = (login.session_id for login in session.earlier[:1])
    assert world.services.push_subscriptions.get("demo", "anna", old) is None


def test_whoever_logs_in_anew_in_the_same_browser_is_not_told_there(
    call: Call, world: World, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """The browser is the new login's by now."""
    subscribe()
    stream = Stream(world)
    subscribe(log_in(call, channel="mobile", phone=ANNAS_NUMBER))
    assert browsers.run(stream) == []
    assert browsers.sent == []


def test_whoever_logs_out_is_told_nothing_more(
    call: Call, anna: str, world: World, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """They know; the subscription goes without a word."""
    subscribe()
    stream = Stream(world)
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    call("POST", "/api/logout", cookie=anna)
    assert browsers.run(stream) == []
    assert browsers.sent == []
    ended = session.login.session_id
    assert world.services.push_subscriptions.get("demo", "anna", ended) is None


@pytest.mark.parametrize("answer", [Delivery.GONE, Delivery.REFUSED])
def test_a_subscription_that_leads_nowhere_is_removed(
    call: Call,
    anna: str,
    world: World,
    browsers: Browsers,
    subscribe: Callable[..., None],
    answer: Delivery,
) -> None:
    """404, 410 and refusals for good: nothing is posted there again."""
    subscribe()
    browsers.answer = answer
    stream = Stream(world)
    Customer(world, "c1").arrive()
    assert browsers.run(stream) == []
    assert len(browsers.sent) == 1
    assert call("GET", "/api/push", cookie=anna).body["subscribed"] is False


def test_a_push_service_in_trouble_is_tried_again(
    world: World, browsers: Browsers, subscribe: Callable[..., None]
) -> None:
    """The queue brings the order again; in the end it is a dead letter with an alarm."""
    subscribe()
    browsers.answer = Delivery.LATER
    stream = Stream(world)
    Customer(world, "c1").arrive()
    (again,) = browsers.run(stream)
    assert json.loads(again)["contact"] == "c1"


def test_logins_without_a_subscription_order_nothing(
    call: Call, world: World, browsers: Browsers
) -> None:
    """Offers of those who did not ask cost no message."""
    opened(log_in(call, phone=ANNAS_NUMBER), "annas")
    stream = Stream(world)
    Customer(world, "c1").arrive()
    fan_out(stream.records())
    attributes = boto3.client("sqs").get_queue_attributes(
        QueueUrl=browsers.url, AttributeNames=["ApproximateNumberOfMessages"]
    )["Attributes"]
    assert attributes["ApproximateNumberOfMessages"] == "0"
