"""Connections and the actions of a client."""

from typing import Any

import pytest

from jour.clock import SECOND
from jour.session import Present
from jour.store.sessions import Sessions
from tests.builders import ANNA, colleague
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import Socket, authorize, log_in, opened


def _session(world: World) -> Any:
    return world.services.sessions.get("demo", "anna")


def test_sync_answers_with_everything(call: Call) -> None:
    """Issue presence 1: me, colleagues, groups, view and pause reasons in one snapshot."""
    answer = opened(log_in(call), "c1").ask("sync", id="7")
    assert answer["type"] == "snapshot"
    assert answer["id"] == "7"
    assert answer["me"]["user"] == "anna"
    assert answer["me"]["organisation"] == {"id": "demo", "name": "Demo AB"}
    assert [g["id"] for g in answer["me"]["available_groups"]] == list(ANNA.groups)
    assert answer["pause_reasons"] == ["lunch", "meeting", "education", "other"]
    assert [g["id"] for g in answer["groups"]] == ["support", "vaxel", "chatt", "kampanj"]
    assert answer["view"] is None
    (anna,) = answer["agents"]
    assert anna == {
        "user": "anna",
        "name": "Anna Lind",
        "channel": "desktop",
        "state": "available",
        "reason": None,
        "since": "2026-11-18T11:06:40.000Z",
        "until": None,
        "ringing": False,
        "chats": 0,
        "forwarding_until": None,
        "groups": ["support", "vaxel", "chatt", "kampanj"],
        "version": 1,
    }


def test_pausing_needs_a_reason_of_the_organisations_list(call: Call, world: World) -> None:
    """D8, M3: the change is answered with its result, a refusal with what to do."""
    socket = opened(log_in(call), "c1")
    done = socket.ask("status", status="paused", reason="lunch", id="1")
    assert (done["type"], done["id"]) == ("ok", "1")
    assert (done["me"]["status"], done["me"]["reason"]) == ("paused", "lunch")
    for reason in (None, "", "sauna", 7):
        refused = socket.ask("status", status="paused", reason=reason)
        assert (refused["type"], refused["code"]) == ("error", "invalid_pause_reason")
    assert _session(world).reason == "lunch"
    back = socket.ask("status", status="available")
    assert (back["me"]["status"], back["me"]["reason"]) == ("available", None)


def test_groups_change_within_what_the_channel_allows(call: Call, world: World) -> None:
    """M2, X3: own groups only, chat on desktop only, never none."""
    socket = opened(log_in(call, channel="mobile"), "c1")
    assert socket.ask("groups", groups=["vaxel"])["me"]["groups"] == ["vaxel"]
    for groups in (["chatt"], ["ekonomi"], []):
        assert socket.ask("groups", groups=groups)["code"] == "invalid_group"
    assert _session(world).groups == ("vaxel",)


def test_a_view_limits_the_snapshot_and_is_kept(call: Call, world: World) -> None:
    """M10: only agents of the chosen groups, also after the next login; null shows all again."""
    opened(log_in(call, channel="mobile", groups=["support"]), "c1")
    alva = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    watcher = opened(alva or "", "c2")
    assert len(watcher.ask("sync")["agents"]) == 1
    assert watcher.ask("view", groups=["vaxel"])["view"] == ["vaxel"]
    assert watcher.ask("sync")["agents"] == []
    assert watcher.ask("view", groups=None)["view"] is None
    assert watcher.ask("view", groups=["ekonomi"])["code"] == "invalid_group"
    own = opened(log_in(call), "c3")
    own.ask("view", groups=["vaxel"])
    assert opened(log_in(call), "c4").ask("sync")["view"] == ["vaxel"]


def test_a_newer_tab_takes_over_and_the_older_is_told(call: Call, world: World) -> None:
    """One login has one connection; the older tab can take it back."""
    cookie = log_in(call)
    older, newer = opened(cookie, "c1"), opened(cookie, "c2")
    assert world.pusher.to("c1") == [{"type": "taken_over"}]
    assert world.pusher.closed == ["c1"]
    assert older.ask("heartbeat")["code"] == "taken_over"
    older.disconnect()
    assert _session(world).connection_id == "c2"
    assert newer.ask("heartbeat")["type"] == "ok"


def test_a_duplicate_connect_or_disconnect_is_one(call: Call, world: World) -> None:
    """Fault 1: same state, no news, nobody closed."""
    socket = opened(log_in(call), "c1")
    assert socket.connect() == 200
    assert world.pusher.closed == []
    version = _session(world).version
    socket.disconnect()
    lease = _session(world).lease_until
    world.clock.advance(1_000)
    socket.disconnect()
    assert (_session(world).lease_until, _session(world).version) == (lease, version)


def test_a_late_disconnect_leaves_a_new_login_alone(call: Call, world: World) -> None:
    """Fault 2."""
    older = opened(log_in(call), "c1")
    opened(log_in(call), "c2")
    older.disconnect()
    assert _session(world).connection_id == "c2"


def test_a_login_that_ended_since_the_authorizer_looked_is_refused(call: Call) -> None:
    """Fault 3, 5: the condition at the commit decides, not the read before it."""
    context = authorize(log_in(call))["context"]
    log_in(call, channel="web")
    assert Socket("c1", context).connect() == 403


def test_a_replaced_clients_messages_change_nothing(call: Call, world: World) -> None:
    """B2, M8: it is told why instead."""
    older = opened(log_in(call), "c1")
    log_in(call, channel="mobile")
    before = _session(world)
    for action, fields in (
        ("heartbeat", {}),
        ("status", {"status": "paused", "reason": "lunch"}),
        ("groups", {"groups": ["support"]}),
        ("view", {"groups": ["support"]}),
        ("sync", {}),
    ):
        told = older.ask(action, **fields)
        assert (told["type"], told["reason"], told["by"]) == ("logged_out", "replaced", "mobile")
    assert _session(world) == before


def test_a_connection_inside_the_grace_keeps_the_login(call: Call, world: World) -> None:
    """D10: 30 s to come back."""
    cookie = log_in(call)
    opened(cookie, "c1").disconnect()
    world.clock.advance(29_999)
    assert opened(cookie, "c2").ask("heartbeat")["type"] == "ok"


def test_after_the_grace_the_login_is_over(call: Call, world: World) -> None:
    """D10: and nothing revives it."""
    cookie = log_in(call)
    socket = opened(cookie, "c1")
    socket.disconnect()
    world.clock.advance(30_000)
    assert socket.ask("heartbeat")["reason"] == "connection_lost"
    assert Socket("c2", socket.context).connect() == 403


def test_heartbeats_hold_a_desktop_login(call: Call, world: World) -> None:
    """D10: every 30 s is enough, for as long as they come."""
    socket = opened(log_in(call), "c1")
    for _ in range(10):
        world.clock.advance(30_000)
        assert socket.ask("heartbeat")["type"] == "ok"
    world.clock.advance(75_000)
    assert socket.ask("heartbeat")["reason"] == "connection_lost"


MALFORMED = [
    "",
    "{",
    "null",
    "[]",
    '"sync"',
    "{}",
    "[" * 5_000,
    "x" * 10_000,
    '{"action": 1}',
    '{"action": "fly"}',
    '{"action": "sync", "id": 7}',
    '{"action": "groups", "groups": "support"}',
    '{"action": "status"}',
    '{"action": "view", "groups": [1]}',
    '{"action": "status\\ud800"}',
]


@pytest.mark.parametrize("text", MALFORMED, ids=range(len(MALFORMED)))
def test_any_other_message_is_answered_with_an_error(text: str, call: Call) -> None:
    """Bad input: a code and a sentence, never silence."""
    answer = opened(log_in(call), "c1").send(text)
    assert answer["type"] == "error"
    assert answer["code"] in ("invalid_message", "unknown_action")
    assert answer["message"].endswith(".")


def test_a_plain_login_has_no_status(call: Call) -> None:
    """Only an agent's login has a status and groups."""
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    socket = opened(cookie or "", "c1")
    assert socket.ask("sync")["me"]["status"] is None
    assert socket.ask("status", status="available")["code"] == "not_an_agent"
    assert socket.ask("groups", groups=["support"])["code"] == "not_an_agent"


def test_a_message_is_answered_in_the_language_that_it_names(call: Call) -> None:
    """B8: who changes language while connected reads the next answer in it."""
    socket = opened(log_in(call), "c1")
    refused = {
        language: socket.ask("status", status="paused", reason="sauna", language=language)[
            "message"
        ]
        for language in ("sv", "en", "fi")
    }
    assert refused["sv"] != refused["en"]
    assert refused["fi"] == refused["sv"], "an unknown one is as none"


def test_a_site_that_comes_back_is_read_for_many_at_once(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 11.6, fault 16: clients whose connection has stood for a second share what was read
    less than a second ago; whoever came after that, or asks for something else, has it read."""
    world.services.users.add(colleague("bo"))
    anna, bo = opened(log_in(call), "annas"), opened(log_in(call, "bo"), "bos")
    reads: list[str] = []
    real = Sessions.present

    def counted(self: Sessions, org: str) -> Present:
        reads.append(org)
        return real(self, org)

    monkeypatch.setattr(Sessions, "present", counted)
    first = anna.ask("sync", settled=True)
    second = bo.ask("sync", settled=True)
    assert len(reads) == 1
    assert (first["me"]["user"], second["me"]["user"]) == ("anna", "bo")
    assert bo.ask("sync")["type"] == "snapshot"
    assert len(reads) == 2, "after a gap what counts is now"
    bo.disconnect()
    again = opened(log_in(call, "bo"), "bos-second")
    assert again.ask("sync", settled=True)["type"] == "snapshot"
    assert len(reads) == 3, "this connection was made after that was read"
    world.clock.advance(SECOND)
    anna.ask("sync", settled=True)
    assert len(reads) == 4


@pytest.mark.parametrize(
    "message",
    [
        '{"action": "accept", "contact": "\\ud800"}',
        '{"action": "sync", "id": "\\udfff"}',
        '{"action": "view", "groups": ["\\ud800"]}',
        '{"action": "\\ud800"}',
        '{"action": "sync", "\\ud800": 1}',
    ],
)
def test_half_a_character_is_refused(message: str, call: Call) -> None:
    """Issue 11.8: it can be no key, and the answer that repeats it could not be sent."""
    anna = opened(log_in(call), "annas")
    answer = anna.send(message)
    assert (answer["type"], answer["code"]) == ("error", "invalid_message")
    assert "id" not in answer
