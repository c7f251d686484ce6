"""Posting to connections, against a management endpoint on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
import pytest
from botocore.session import Session, get_session

from jour import push
from jour.push import Outcome, Pusher


class Endpoint(ThreadingHTTPServer):
    """Answers each request with the next planned status, 200 when the plan is used up."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.plan: list[int] = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/ws"


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Endpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append((self.command, self.path, headers, body))
        self.send_response(self.server.plan.pop(0) if self.server.plan else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_DELETE = do_POST

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setattr(push, "_BACKOFF_S", 0.001)
    return get_session()


def test_a_message_is_posted_compact_and_in_utf8(endpoint: Endpoint, session: Session) -> None:
    """Bytes are paid for: no spaces, no escapes."""
    pusher = Pusher(endpoint.url, session)
    assert pusher.post("L0SM9cOFvHcCIhw=", {"type": "é", "n": 1}) is Outcome.DELIVERED
    ((method, path, _, body),) = endpoint.seen
    assert (method, path) == ("POST", "/ws/@connections/L0SM9cOFvHcCIhw%3D")
    assert body == '{"type":"é","n":1}'.encode()


def test_a_post_is_addressed_and_signed_as_boto3_does(endpoint: Endpoint, session: Session) -> None:
    """API Gateway checks it: same escaped path, same scope, the function's session token."""
    client: Any = boto3.client(
        "apigatewaymanagementapi", endpoint_url=endpoint.url, region_name="eu-central-1"
    )
    client.post_to_connection(ConnectionId="L0SM9cOFvHcCIhw=", Data=b"{}")
    client.close()
    Pusher(endpoint.url, session).post("L0SM9cOFvHcCIhw=", {})
    theirs, ours = (_addressed(*request[:3]) for request in endpoint.seen)
    assert ours == theirs


def _addressed(method: str, path: str, headers: dict[str, str]) -> tuple[str, ...]:
    scope = headers["authorization"].partition(",")[0]
    return method, path, scope, headers["x-amz-security-token"]


@pytest.mark.parametrize(
    ("plan", "outcome", "tries"),
    [
        ([410], Outcome.GONE, 1),
        ([403], Outcome.FAILED, 1),
        ([429, 200], Outcome.DELIVERED, 2),
        ([500, 503, 200], Outcome.DELIVERED, 3),
        ([429, 429, 429, 200], Outcome.FAILED, 3),
        ([429, 410], Outcome.GONE, 2),
    ],
)
def test_retries_are_bounded_and_outcomes_told(
    plan: list[int], outcome: Outcome, tries: int, endpoint: Endpoint, session: Session
) -> None:
    """Fault 7: throttled is tried again at most twice, gone is gone, nothing is raised."""
    endpoint.plan = list(plan)
    assert Pusher(endpoint.url, session).post("c1", {}) is outcome
    assert len(endpoint.seen) == tries


def test_an_unreachable_endpoint_is_a_failed_post(session: Session) -> None:
    """Fault 7: silence is told, not raised."""
    assert Pusher("http://127.0.0.1:9/ws", session).post("c1", {}) is Outcome.FAILED


def test_many_are_posted_at_once_and_told_in_order(endpoint: Endpoint, session: Session) -> None:
    """One message for each, outcomes in the order of the posts."""
    pusher = Pusher(endpoint.url, session)
    outcomes = pusher.post_all((f"c{n}", {"n": n}) for n in range(100))
    assert outcomes == [Outcome.DELIVERED] * 100
    assert sorted(json.loads(body)["n"] for _, _, _, body in endpoint.seen) == list(range(100))


def test_a_connection_is_closed_by_deleting_it(endpoint: Endpoint, session: Session) -> None:
    """The server's side of closing."""
    assert Pusher(endpoint.url, session).close("c1") is Outcome.DELIVERED
    assert endpoint.seen[0][:2] == ("DELETE", "/ws/@connections/c1")
