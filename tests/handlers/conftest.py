"""The deployed handlers over an emulated AWS: one thread, one table, demo users; races: store/."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from logging import StreamHandler
from typing import Any

import boto3
import pytest

from jour import wiring
from jour.clock import Millis
from jour.front import HEADER, FrontDoor, FrontSecret
from jour.kept_secret import KeptSecret
from jour.observe import logger
from jour.password import CHEAPEST, Passwords
from jour.push import Outcome
from jour.settings import Settings
from jour.wiring import Services
from tests.builders import ALVA, ANNA, DEMO, PEPPERS
from tests.connect import SERVICE_NUMBER
from tests.emulated_aws import emulated_aws

ORIGIN = "https://jour.example.se"
FRONT = "what-the-front-door-shows-in-the-tests"
NOW = 1_795_000_000_000
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-central-1",
}

VARIABLES = {
    "JOUR_TABLE": "jour",
    "JOUR_ORIGINS": ORIGIN,
    "JOUR_SWEEP_QUEUE": "queue-url",
    "JOUR_ROTATION_QUEUE": "queue-url",
    "JOUR_SMS_QUEUE": "queue-url",
    "JOUR_PUSH_QUEUE": "queue-url",
    "JOUR_CHAT_MAIL_QUEUE": "queue-url",
    "JOUR_SENDER": "no-reply@example.com",
    "JOUR_CONFIGURATION_SET": "set",
    "JOUR_SMS_SENDER_ID": "Jour",
    "JOUR_SERVICE_NUMBER": SERVICE_NUMBER,
}
"""What a deployment tells its functions."""


@dataclass
class FakePusher:
    """Stands in for API Gateway's management endpoint: remembers, and fails as told."""

    posted: list[tuple[str, Any]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)

    def post(self, connection_id: str, message: Any) -> Outcome:
        if connection_id in self.gone:
            return Outcome.GONE
        if connection_id in self.failing:
            return Outcome.FAILED
        self.posted.append((connection_id, json.loads(json.dumps(message))))
        return Outcome.DELIVERED

    def post_all(self, posts: Any) -> list[Outcome]:
        return [self.post(*post) for post in posts]

    def close(self, connection_id: str) -> Outcome:
        self.closed.append(connection_id)
        return Outcome.DELIVERED

    def to(self, connection_id: str) -> list[Any]:
        """What this connection was sent."""
        return [message for sent_to, message in self.posted if sent_to == connection_id]


@dataclass
class FakeClock:
    """Time that stands still until told."""

    now: Millis = NOW

    def __call__(self) -> Millis:
        return self.now

    def advance(self, millis: Millis) -> None:
        self.now += millis


@dataclass
class World:
    """What a handler test may look at."""

    services: Services
    clock: FakeClock
    pusher: FakePusher


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Services over a fresh table with the demo organisation, wired into the handlers."""
    with new_world(monkeypatch) as made:
        yield made


@contextmanager
def new_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The same, as often as a test wants."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with emulated_aws():
        create_table()
        clock, pusher = FakeClock(), FakePusher()
        services = Services(Settings(VARIABLES), clock)
        services.secrets.__dict__["passwords"] = Passwords(PEPPERS, CHEAPEST)
        services.secrets.__dict__["front"] = FrontDoor(KeptSecret.of(FrontSecret((FRONT,))))
        services.__dict__["pusher"] = pusher
        services.organisations.add(DEMO)
        for user in (ANNA, ALVA):
            services.users.add(user)
        rewire(monkeypatch, lambda: services)
        yield World(services, clock, pusher)


def rewire(monkeypatch: pytest.MonkeyPatch, services: Callable[[], Services]) -> None:
    """Every handler asks these services, also the modules that imported `services` by name."""
    import importlib

    monkeypatch.setattr(wiring, "services", services)
    names = (
        "login",
        "password",
        "admin",
        "groups",
        "authorizer",
        "ws_presence",
        "presence_fanout",
        "presence_log",
        "sweep",
        "password_rotation",
        "notifications",
        "distance_toggle",
        "call_routing",
        "contact_events",
        "phone_book",
        "users_import",
        "sms",
        "callbacks",
        "callback_routing",
        "calls",
        "call_lists",
        "push",
        "web_push",
        "chat",
        "chat_mail",
    )
    for name in names:
        module = importlib.import_module(f"functions.{name}.handler")
        monkeypatch.setattr(module, "services", services)
    monkeypatch.setattr("jour.http.services", services)


def create_table() -> None:
    keys = ("pk", "sk", "org_pk", "org_sk")
    boto3.client("dynamodb").create_table(
        TableName="jour",
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_org",
                "KeySchema": [
                    {"AttributeName": "org_pk", "KeyType": "HASH"},
                    {"AttributeName": "org_sk", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, read."""

    status: int
    body: Any
    cookie: str | None
    raw: dict[str, Any]


Call = Callable[..., Answer]


@pytest.fixture
def call(world: World) -> Call:
    """`called`, over this table."""
    return called


def called(
    method: str,
    path: str,
    body: Any = None,
    *,
    raw: str | None = None,
    cookie: str | None = None,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
) -> Answer:
    """Call a route as API Gateway would: `called("POST", "/api/login", {...}, cookie=...)`."""
    from functions.admin.handler import handler as admin
    from functions.call_lists.handler import handler as call_lists
    from functions.callbacks.handler import handler as callbacks
    from functions.calls.handler import handler as calls
    from functions.chat.handler import handler as chat
    from functions.groups.handler import handler as groups
    from functions.login.handler import handler as login
    from functions.password.handler import handler as password
    from functions.phone_book.handler import handler as phone_book
    from functions.push.handler import handler as push
    from functions.users_import.handler import handler as users_import

    text = raw if raw is not None else (None if body is None else json.dumps(body))
    event = http_event(method, path, text, cookie, headers or {}, query or {})
    handlers = {
        "/api/chats": chat,
        "/api/admin/chats": chat,
        "/api/admin/phonebook": phone_book,
        "/api/callbacks": callbacks,
        "/api/admin/lists": call_lists,
        "/api/admin/do-not-call": call_lists,
        "/api/admin/groups": groups,
        "/api/admin/users/import": users_import,
        "/api/admin": admin,
        "/api/password": password,
        "/api/push": push,
        "/api/calls": calls,
        "/api/forwarding": calls,
    }
    if path.startswith("/api/admin/groups") and path.endswith("/answers"):
        return _read(chat(event, None))
    handler = next((h for prefix, h in handlers.items() if path.startswith(prefix)), login)
    return _read(handler(event, None))


def http_event(
    method: str,
    path: str,
    body: str | None,
    cookie: str | None,
    headers: dict[str, str],
    query: dict[str, str],
) -> dict[str, Any]:
    """API Gateway's HTTP API event, payload version 2.0."""
    return {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "&".join(f"{name}={value}" for name, value in query.items()),
        "queryStringParameters": query,
        "cookies": [f"__Host-jour={cookie}"] if cookie else [],
        "headers": {
            "content-type": "application/json",
            "origin": ORIGIN,
            HEADER: FRONT,
            **headers,
        },
        "requestContext": {
            "http": {"method": method, "path": path, "sourceIp": "192.0.2.1"},
            "requestId": "request-1",
            "stage": "$default",
        },
        "body": body,
        "isBase64Encoded": False,
    }


def _read(answer: dict[str, Any]) -> Answer:
    cookies = answer.get("cookies") or []
    token = cookies[0].partition(";")[0].partition("=")[2] if cookies else None
    body = answer.get("body")
    return Answer(answer["statusCode"], json.loads(body) if body else None, token, answer)


@pytest.fixture
def logs() -> Iterator[StringIO]:
    """What the functions log, as CloudWatch would get it."""
    handler = logger.registered_handler
    assert isinstance(handler, StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)
