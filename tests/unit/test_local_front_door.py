"""The front door on its own, in front of a stand-in for the deployed API."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from infra.security_headers import CHAT_HEADERS, KEEP_A_WHILE, SECURITY_HEADERS
from local import api_proxy
from local.api_proxy import ApiProxy
from local.client_files import ClientFiles
from local.front_door import SecurityHeaders
from local.front_header import FrontHeader
from local.website import Website
from tests.asgi import ask

METHODS = ["GET", "POST", "DELETE"]
FRONT = FrontHeader(lambda: {"current": "secret-of-the-door"})
PREFIX = "/_aws/execute-api/api123/$default"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built client, with a secret beside it."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>page")
    (folder / "chat").mkdir()
    (folder / "chat" / "index.html").write_text("<!doctype html>chat")
    (folder / "chat" / "jour-chat.js").write_text("embed")
    (folder / "assets" / "main-IY2V3FJU.js").write_text("code")
    (folder / ".hidden").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


async def upstream(request: Request) -> Response:
    """Answers with what it was asked, and two cookies."""
    body = await request.body()
    asked: dict[str, Any] = {
        "method": request.method,
        "raw_path": request.scope["raw_path"].decode(),
        "query": request.scope["query_string"].decode(),
        "headers": [(key.decode(), value.decode()) for key, value in request.headers.raw],
        "body": body.decode(),
    }
    answer = Response(json.dumps(asked), 201, media_type="application/problem+json")
    answer.set_cookie("a", "1")
    answer.set_cookie("b", "2")
    return answer


@pytest.fixture
def app(dist: Path) -> ASGIApp:
    """The front door before the stand-in."""
    far_side = Starlette(routes=[Route("/{path:path}", upstream, methods=METHODS)])
    onward = httpx.AsyncClient(transport=httpx.ASGITransport(far_side))
    api = ApiProxy(
        onward,
        "http://127.0.0.1:1",
        "api123",
        FRONT,
    )
    routes = [
        Route("/api/{path:path}", api.answer, methods=METHODS),
        *Website("http://localhost:1").routes(),
        Route("/{path:path}", ClientFiles(dist).answer, methods=["GET"]),
    ]
    return SecurityHeaders(Starlette(routes=routes))


@pytest.mark.parametrize("path", ["/", "/settings", "/admin/users", "/api/session", "/no.such"])
def test_every_answer_carries_the_security_headers(app: ASGIApp, path: str) -> None:
    """Page, address inside the client, API and error alike, as behind CloudFront."""
    headers = ask(app, path).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_the_chat_is_served_for_other_websites(app: ASGIApp) -> None:
    """Issue 8: its page and its script carry what CloudFront gives them."""
    page, script = ask(app, "/chat/"), ask(app, "/chat/jour-chat.js")
    assert page.text == "<!doctype html>chat"
    assert script.text == "embed"
    assert script.headers["cache-control"] == KEEP_A_WHILE
    for answer in (page, script):
        assert {name: answer.headers[name] for name in CHAT_HEADERS} == CHAT_HEADERS
        assert "x-frame-options" not in answer.headers


def test_the_pretended_website_is_strict_and_nobody_elses(app: ASGIApp) -> None:
    """Issue 8: it names Jour in script-src and frame-src, and what it is told stays text."""
    told = {"organisation": '"><script>x</script>'}
    answer = ask(app, f"/website?{urlencode(told)}")
    policy = answer.headers["content-security-policy"]
    assert "script-src http://localhost:1; frame-src http://localhost:1;" in policy
    assert "<script>x" not in answer.text
    assert ask(app, "/website/style.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/", "/settings", "/admin/users"])
def test_addresses_inside_the_client_get_the_page(app: ASGIApp, path: str) -> None:
    """The client routes them itself; the page is asked for anew every time."""
    answer = ask(app, path)
    assert answer.status == 200
    assert answer.text == "<!doctype html>page"
    assert answer.headers["cache-control"] == "no-cache"


def test_files_with_a_hash_in_their_name_are_kept(app: ASGIApp) -> None:
    """They never change under one name."""
    answer = ask(app, "/assets/main-IY2V3FJU.js")
    assert answer.text == "code"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-AAAAAAAA.js",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "/.hidden",
        "/link.txt",
        "/x%00.txt",
    ],
)
def test_nothing_outside_the_client_is_served(app: ASGIApp, path: str) -> None:
    """A missing file is 404 and not the page; neither are parents, links out or hidden files."""
    answer = ask(app, path)
    assert answer.status == 404
    assert "secret" not in answer.text


def test_files_cannot_be_written(app: ASGIApp) -> None:
    """Only GET and HEAD make sense for them."""
    assert ask(app, "/settings", "POST").status == 405
    assert ask(app, "/settings", "HEAD").status == 200


def test_a_request_reaches_the_api_as_it_was_sent(app: ASGIApp) -> None:
    """Method, escaped path, query, body and headers pass unchanged."""
    answer = ask(
        app,
        "/api/admin/users/%C3%A5sa%2F1/logout?a=1&a=2&b=%20",
        "POST",
        {"Content-Length": "8", "Origin": "http://x", "Cookie": "c=1; d=2"},
        [b'{"x"', b": 1}"],
    )
    asked = json.loads(answer.text)
    assert answer.status == 201
    assert asked["method"] == "POST"
    assert asked["raw_path"] == f"{PREFIX}/api/admin/users/%C3%A5sa%2F1/logout"
    assert asked["query"] == "a=1&a=2&b=%20"
    assert asked["body"] == '{"x": 1}'
    assert ["origin", "http://x"] in asked["headers"]
    assert ["cookie", "c=1; d=2"] in asked["headers"]


def test_the_api_answer_comes_back_with_each_cookie_apart(app: ASGIApp) -> None:
    """Joined Set-Cookie headers would lose all but the first."""
    answer = ask(app, "/api/session")
    assert answer.headers["content-type"] == "application/problem+json"
    assert [cookie[:3] for cookie in answer.headers.getlist("set-cookie")] == ["a=1", "b=2"]


def test_the_client_address_cannot_be_forged(app: ASGIApp) -> None:
    """Throttling by source depends on it: X-Forwarded-For says what the front door saw."""
    asked = json.loads(ask(app, "/api/session", headers={"X-Forwarded-For": "6.6.6.6"}).text)
    told = [value for name, value in asked["headers"] if name == "x-forwarded-for"]
    assert told == ["203.0.113.7, 127.0.0.1"]


def test_the_front_doors_header_is_its_own(app: ASGIApp) -> None:
    """Issue 10: what a client sends under its name is replaced, as CloudFront does."""
    asked = json.loads(ask(app, "/api/session", headers={"X-Jour-Front": "guess"}).text)
    told = [value for name, value in asked["headers"] if name == "x-jour-front"]
    assert told == ["secret-of-the-door"]


def test_a_body_above_the_limit_is_refused(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """As API Gateway does, whether or not the client says the length beforehand."""
    monkeypatch.setattr(api_proxy, "MAX_BODY", 10)
    chunked = {"Transfer-Encoding": "chunked"}
    announced = {"Content-Length": "11"}
    assert ask(app, "/api/login", "POST", announced, [b"x" * 11]).status == 413
    assert ask(app, "/api/login", "POST", chunked, [b"x" * 6, b"x" * 5]).status == 413
    assert ask(app, "/api/login", "POST", chunked, [b"x" * 5, b"x" * 5]).status == 201


def test_parents_in_an_api_path_are_refused(app: ASGIApp) -> None:
    """Nothing but the API can be reached through the front door."""
    assert ask(app, "/api/../../health").status == 400
    assert ask(app, "/api/%2e%2e/%2e%2e/health").status == 400


@pytest.mark.parametrize(
    ("error", "status"), [(httpx.ConnectError("refused"), 502), (httpx.ReadTimeout("late"), 504)]
)
def test_an_api_that_does_not_answer_is_a_bad_gateway(error: Exception, status: int) -> None:
    """Not a stack trace: the status says that the far side is the trouble."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    onward = httpx.AsyncClient(transport=httpx.MockTransport(fail))
    api = ApiProxy(
        onward,
        "http://127.0.0.1:1",
        "api123",
        FRONT,
    )
    app = Starlette(routes=[Route("/api/{path:path}", api.answer)])
    assert ask(app, "/api/session").status == status
