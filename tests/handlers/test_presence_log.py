"""The presence log and the sweep: what happened to whom, when and why (B6)."""

from typing import Any

import pytest

from functions.presence_log.handler import handler as log_handler
from functions.sweep.handler import handler as sweep_handler
from jour.clock import DAY, HOUR, MINUTE
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import Stream, log_in, opened


class FakeQueue:
    """Remembers the messages that the sweep sends to itself."""

    def __init__(self) -> None:
        self.delays: list[int] = []

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, Any]]) -> None:
        self.delays += [entry["DelaySeconds"] for entry in Entries]


@pytest.fixture
def admin(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


def _read(call: Call, admin: str, **query: str) -> list[tuple[str, str, str | None, str | None]]:
    answer = call("GET", "/api/admin/presence-log", cookie=admin, query=query)
    assert answer.status == 200, answer
    return [
        (e["event"], e["channel"], e["reason"], e["by"])
        for e in answer.body["entries"]
        if e["user"] == "anna"
    ]


def test_every_login_pause_and_logout_is_kept_with_its_cause(
    call: Call, world: World, admin: str
) -> None:
    """B6: in order, once each although the stream delivers twice."""
    stream, records = Stream(world), []

    def then(step: Any) -> Any:
        world.clock.advance(1_000)
        done = step()
        records.extend(stream.records())
        return done

    socket = opened(then(lambda: log_in(call)), "c1")
    then(lambda: socket.ask("status", status="paused", reason="lunch"))
    then(lambda: socket.ask("status", status="available"))
    then(lambda: socket.ask("groups", groups=["support"]))
    cookie = then(lambda: log_in(call, channel="mobile"))
    then(lambda: call("POST", "/api/logout", cookie=cookie))
    for _ in range(2):
        assert log_handler({"Records": records}, None) == {"batchItemFailures": []}
    expected = [
        ("login", "desktop", None, None),
        ("pause", "desktop", "lunch", "anna"),
        ("resume", "desktop", None, "anna"),
        ("groups", "desktop", None, "anna"),
        ("logout", "desktop", "replaced", "mobile"),
        ("login", "mobile", None, None),
        ("logout", "mobile", "user", "anna"),
    ]
    assert _read(call, admin) == expected
    assert _read(call, admin, date="2026-11-18") == expected
    assert _read(call, admin, user="anna") == expected
    assert _read(call, admin, date="2026-11-18", user="alva") == []
    assert _read(call, admin, date="2026-11-17") == []


def test_a_night_belongs_to_the_day_that_people_are_in(
    call: Call, world: World, admin: str
) -> None:
    """B6: half past midnight in Stockholm, before midnight in UTC, is the new day."""
    stream = Stream(world)
    world.clock.advance(12 * HOUR + 30 * MINUTE)
    log_in(call, channel="web")
    log_handler({"Records": stream.records()}, None)
    login = [("login", "web", None, None)]
    assert _read(call, admin, date="2026-11-19") == login
    assert _read(call, admin, date="2026-11-18") == []
    assert _read(call, admin) == login


def test_entries_are_kept_ninety_days(call: Call, world: World, admin: str) -> None:
    """B6: what is older is not shown, whenever the table gets round to deleting it."""
    stream = Stream(world)
    log_in(call, channel="web")
    log_handler({"Records": stream.records()}, None)
    world.clock.advance(90 * DAY + 1)
    assert _read(call, admin, user="anna") == []
    assert _read(call, admin, date="2026-11-18") == []


def test_the_log_is_for_administrators(call: Call) -> None:
    """403 for an agent, 401 for nobody; a date that is none is refused."""
    agent = log_in(call)
    assert call("GET", "/api/admin/presence-log", cookie=agent).status == 403
    assert call("GET", "/api/admin/presence-log").status == 401


@pytest.mark.parametrize("date", ["", "today", "2026-13-01", "2026-1-1", "2026-01-01' OR"])
def test_a_date_that_is_none_is_refused(date: str, call: Call, admin: str) -> None:
    """Bad input: 422 with a code."""
    answer = call("GET", "/api/admin/presence-log", cookie=admin, query={"date": date})
    assert (answer.status, answer.body["code"]) == (422, "invalid_request")


def test_an_administrator_logs_out_every_login_of_a_user(call: Call, admin: str) -> None:
    """B6: the agent's login and the plain ones, with the reason told; nobody else's."""
    agent = log_in(call)
    plain = call("POST", "/api/login", {"user_id": "anna", "password": "demo-anna"}).cookie
    assert call("POST", "/api/admin/users/anna/logout", cookie=admin).status == 204
    for cookie in (agent, plain):
        told = call("GET", "/api/session", cookie=cookie)
        assert (told.status, told.body["reason"], told.body["by"]) == (401, "admin", "alva")
    assert call("GET", "/api/session", cookie=admin).status == 200
    assert call("POST", "/api/admin/users/nobody/logout", cookie=admin).status == 404
    assert call("POST", "/api/admin/users/anna/logout", cookie=agent).status == 401


def test_the_sweep_ends_expired_logins_and_only_those(call: Call, world: World, admin: str) -> None:
    """D10: what readers know already is written down, once, with the moment it happened."""
    queue = FakeQueue()
    world.services.__dict__["queue"] = queue
    log_in(call)
    stream = Stream(world)
    world.clock.advance(74_999)
    sweep_handler({"Records": []}, None)
    assert stream.records() == []
    world.clock.advance(9_000)
    sweep_handler({}, None)
    records = stream.records()
    sweep_handler({"Records": []}, None)
    assert stream.records() == []
    log_handler({"Records": records}, None)
    assert _read(call, admin) == [("logout", "desktop", "connection_lost", "system")]
    assert queue.delays == [6, 12, 18, 24, 30, 36, 42, 48, 54]
