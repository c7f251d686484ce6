"""Fan-out: every change reaches the clients that show one of the groups concerned."""

import pytest

from functions.authorizer.handler import handler as authorizer
from jour.errors import Unavailable
from jour.front import HEADER
from tests.builders import colleague
from tests.handlers.conftest import FRONT, ORIGIN, Call, World
from tests.handlers.sockets import Socket, Stream, fan_out, log_in, opened

PLAIN = {"user_id": "alva", "password": "demo-anna"}


@pytest.fixture
def watcher(call: Call, world: World) -> Socket:
    """Alva's page, open on connection `watch`."""
    cookie = call("POST", "/api/login", PLAIN).cookie
    socket = opened(cookie or "", "watch")
    world.clock.advance(60_000)
    return socket


@pytest.mark.usefixtures("watcher")
def test_a_status_change_reaches_others_and_oneself(call: Call, world: World) -> None:
    """Whole agents with a version, and the version that came before it, so that gaps show."""
    socket = opened(log_in(call), "c1")
    stream = Stream(world)
    socket.ask("status", status="paused", reason="lunch")
    assert fan_out(stream.records()) == []
    for connection in ("c1", "watch"):
        (message,) = world.pusher.to(connection)
        assert message["type"] == "presence"
        (anna,) = message["agents"]
        assert (anna["state"], anna["reason"]) == ("paused", "lunch")
        assert (anna["after"], anna["version"]) == (1, 2)


@pytest.mark.usefixtures("watcher")
def test_heartbeats_and_connections_wake_nobody(call: Call, world: World) -> None:
    """Design: a heartbeat is told apart from news by the stream's filter."""
    cookie = log_in(call)
    stream = Stream(world)
    socket = opened(cookie, "c1")
    socket.ask("heartbeat")
    socket.ask("view", groups=["support"])
    socket.disconnect()
    assert stream.records() == []


@pytest.mark.usefixtures("watcher")
def test_one_message_for_each_connection_and_batch(call: Call, world: World) -> None:
    """Ten changes in one batch are one message with the last state."""
    socket = opened(log_in(call), "c1")
    stream, records = Stream(world), []
    for reason in ("lunch", "meeting", "education", "other"):
        socket.ask("status", status="paused", reason=reason)
        records += stream.records()
    fan_out(records)
    (message,) = world.pusher.to("watch")
    (anna,) = message["agents"]
    assert (anna["reason"], anna["after"], anna["version"]) == ("other", 1, 5)


def test_a_view_limits_what_is_sent(call: Call, world: World, watcher: Socket) -> None:
    """M10: nothing of other groups; leaving a shown group is still told."""
    watcher.ask("view", groups=["vaxel"])
    socket = opened(log_in(call, groups=["support"]), "c1")
    stream = Stream(world)
    socket.ask("status", status="paused", reason="lunch")
    fan_out(stream.records())
    assert world.pusher.to("watch") == []
    socket.ask("groups", groups=["vaxel"])
    fan_out(stream.records())
    socket.ask("groups", groups=["support"])
    fan_out(stream.records())
    assert [m["agents"][0]["groups"] for m in world.pusher.to("watch")] == [["vaxel"], ["support"]]


@pytest.mark.usefixtures("watcher")
def test_a_logout_is_told_as_gone_with_its_version(call: Call, world: World) -> None:
    """`gone` names the user; its version orders it against what comes later."""
    cookie = log_in(call)
    stream = Stream(world)
    call("POST", "/api/logout", cookie=cookie)
    fan_out(stream.records())
    (message,) = world.pusher.to("watch")
    assert (message["gone"], message["versions"], message["agents"]) == (["anna"], {"anna": 2}, [])


def test_a_replaced_client_is_told_and_closed(call: Call, world: World) -> None:
    """M8, W5, X1: at once, with who and when; its late $disconnect changes nothing."""
    older = opened(log_in(call), "c1")
    stream = Stream(world)
    world.clock.advance(5_000)
    log_in(call, channel="mobile")
    fan_out(stream.records())
    assert world.pusher.to("c1") == [
        {
            "type": "logged_out",
            "reason": "replaced",
            "by": "mobile",
            "at": "2026-11-18T11:06:45.000Z",
        }
    ]
    assert world.pusher.closed == ["c1"]
    older.disconnect()
    assert world.services.sessions.get("demo", "anna") is not None


def test_an_administrators_logout_is_told_and_closed(call: Call, world: World) -> None:
    """B6: whichever way a login ends, its client hears why."""
    opened(log_in(call), "c1")
    stream = Stream(world)
    admin = call("POST", "/api/login", PLAIN).cookie
    assert call("POST", "/api/admin/users/anna/logout", cookie=admin).status == 204
    fan_out(stream.records())
    assert world.pusher.to("c1")[0]["reason"] == "admin"
    assert world.pusher.to("c1")[0]["by"] == "alva"


def test_a_gone_connection_is_cleaned_up(call: Call, world: World) -> None:
    """410: a desktop login whose client is gone gets the grace, as if it had said goodbye."""
    opened(log_in(call), "c1")
    world.clock.advance(20_000)
    stream = Stream(world)
    world.services.users.add(colleague("bo"))
    log_in(call, user="bo")
    world.pusher.gone.add("c1")
    fan_out(stream.records())
    anna = world.services.sessions.get("demo", "anna")
    assert anna is not None
    assert anna.connection_id is None
    assert anna.lease_until == world.clock.now + 30_000


def test_a_fresh_connection_is_not_pruned(call: Call, world: World) -> None:
    """Fault 7: posting before $connect has returned answers 410 although the socket lives."""
    socket = opened(log_in(call), "c1")
    stream = Stream(world)
    socket.ask("status", status="paused", reason="lunch")
    world.pusher.gone.add("c1")
    fan_out(stream.records())
    anna = world.services.sessions.get("demo", "anna")
    assert anna is not None
    assert anna.connection_id == "c1"


@pytest.mark.usefixtures("watcher")
def test_a_client_that_cannot_be_reached_holds_up_nobody(call: Call, world: World) -> None:
    """Fault 7: the others are served, nothing is pruned, nothing is reported as failed."""
    socket = opened(log_in(call), "c1")
    world.clock.advance(20_000)
    stream = Stream(world)
    socket.ask("status", status="paused", reason="lunch")
    world.pusher.failing.add("c1")
    assert fan_out(stream.records()) == []
    assert len(world.pusher.to("watch")) == 1
    anna = world.services.sessions.get("demo", "anna")
    assert anna is not None
    assert anna.connection_id == "c1"


@pytest.mark.usefixtures("watcher")
def test_a_poison_record_is_reported_and_the_rest_goes_on(call: Call, world: World) -> None:
    """Fault 13: only the unreadable record is reported; Lambda brings it to the dead letters."""
    stream = Stream(world)
    poison = stream.record(None, {"pk": "ORG#demo", "sk": "SESSION#agent#x", "version": 99})
    log_in(call)
    assert fan_out([poison, *stream.records()]) == ["1"]
    assert len(world.pusher.to("watch")) == 1


def test_an_outage_reports_the_records_for_another_try(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 11: a failure after a commit is retried until done."""
    stream = Stream(world)
    log_in(call)

    def silent(_: str) -> None:
        raise Unavailable

    monkeypatch.setattr(world.services.sessions, "present", silent)
    assert fan_out(stream.records()) == ["1"]


def test_a_page_says_that_it_reads_several_messages(call: Call, world: World) -> None:
    """Fault 19: an older page, which does not say so, is told each message by itself, also after
    it has taken the connection over from a newer one."""
    cookie = log_in(call)
    shown = {"Cookie": f"__Host-jour={cookie}", "Origin": ORIGIN, HEADER: FRONT}
    event = {"headers": shown}
    newer = authorizer({**event, "methodArn": "", "queryStringParameters": {"several": "1"}}, None)
    Socket("new", newer["context"]).connect()
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    assert session.takes_several
    opened(cookie, "old")
    session = world.services.sessions.get("demo", "anna")
    assert session is not None
    assert not session.takes_several
