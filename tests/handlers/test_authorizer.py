"""Who may open a socket (ASVS 4.4, issue: presence 1)."""

import pytest

from tests.handlers.conftest import Call, World
from tests.handlers.sockets import allowed, authorize, log_in


def test_a_living_login_from_our_page_is_let_in_with_its_context(call: Call, world: World) -> None:
    """Org, user and session go into the context that every later message carries."""
    answer = authorize(log_in(call))
    assert allowed(answer)
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    assert answer["context"] == {
        "org": "demo",
        "user": "anna",
        "session_id": session.login.session_id,
        "channel": "desktop",
        "plain_id": "",
        "language": "sv",
    }


@pytest.mark.parametrize(
    "origin", [None, "", "null", "https://evil.example", "https://jour.example.se:444"]
)
def test_other_pages_are_refused(origin: str | None, call: Call) -> None:
    """A cookie alone opens no socket: Origin must be one of ours, and present."""
    assert not allowed(authorize(log_in(call), origin))


@pytest.mark.parametrize("cookie", [None, "", "x", "ZGVtby9hbm5hLw.forged", "é" * 9])
def test_without_a_login_nobody_is_let_in(cookie: str | None, call: Call) -> None:
    """No cookie, a broken or a forged one."""
    log_in(call)
    answer = authorize(cookie)
    assert not allowed(answer)
    assert answer["context"] == {}


def test_ended_logins_are_refused(call: Call, world: World) -> None:
    """Replaced, logged out or expired: the token is dead for the socket too."""
    replaced = log_in(call)
    logged_out = log_in(call, channel="web")
    call("POST", "/api/logout", cookie=logged_out)
    expired = log_in(call)
    world.clock.advance(75_000)
    assert not any(allowed(authorize(cookie)) for cookie in (replaced, logged_out, expired))


def test_a_plain_web_login_may_watch(call: Call) -> None:
    """W2: everybody who is logged in on the web sees what happens."""
    answer = call("POST", "/api/login", {"user_id": "anna", "password": "demo-anna"})
    context = authorize(answer.cookie)["context"]
    assert context["plain_id"] == context["session_id"]


def test_an_outage_is_a_refusal(call: Call, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """ASVS 16.5.3: what cannot be checked is refused."""
    from jour.errors import Unavailable

    def silent(*_: object) -> None:
        raise Unavailable

    cookie = log_in(call)
    monkeypatch.setattr(world.services.table, "get_all", silent)
    assert not allowed(authorize(cookie))
