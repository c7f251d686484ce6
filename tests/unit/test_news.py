"""What connected clients are told, and what the presence log keeps, from a change of state."""

from dataclasses import replace

import pytest

from jour import login_rules as rules
from jour.clock import DAY
from jour.login_rules import LEASE
from jour.news import Change, farewells, frames, merged, presence
from jour.organisation import Channel
from jour.presence_log import Event, entries
from jour.session import Ending, EndReason, Present, Session, Status
from jour.views import pieces, snapshot
from tests.builders import DEMO, new_session, session

NOW = 1_000
WATCHER = session("w1", Channel.WEB, "bo", connection_id="watch")
HERE = session("s1", Channel.WEB, at=NOW)
PAUSED = rules.with_status(HERE, "s1", Status.PAUSED, "lunch", NOW + 1)
OUT = rules.ended(PAUSED, Ending(EndReason.USER, "anna", NOW + 2))


def test_changes_of_one_login_are_merged_from_first_to_last() -> None:
    """One message for each connection and batch."""
    other = Change(None, WATCHER)
    assert merged([Change(None, HERE), other, Change(HERE, PAUSED)]) == [
        Change(None, PAUSED),
        other,
    ]


def test_a_login_that_came_and_went_in_one_batch_is_gone_for_nobody() -> None:
    """Nobody knew of it, so nobody is told."""
    assert presence(merged([Change(None, HERE), Change(HERE, OUT)]), WATCHER, NOW) is None


def test_an_expired_login_is_gone_although_nobody_wrote_it_down() -> None:
    """D10: expiry is true on read, for the fan-out too."""
    desktop = session("s1", at=NOW)
    told = presence([Change(desktop, replace(desktop, version=2))], WATCHER, NOW + LEASE)
    assert told is not None
    assert (told["gone"], told["agents"]) == (["anna"], [])


def test_a_tombstones_deletion_is_no_news() -> None:
    """The table forgets an old ended login: it was away, it is away."""
    assert presence([Change(OUT, None)], WATCHER, NOW) is None


def test_a_plain_login_is_nobodys_news() -> None:
    """Who is logged in without being an agent is not shown to colleagues."""
    plain = replace(HERE, plain_id="p1")
    assert presence([Change(None, plain)], WATCHER, NOW) is None


@pytest.mark.parametrize("view", [("support",), None, ("vaxel", "support")])
def test_watchers_of_the_group_are_told(view: tuple[str, ...] | None) -> None:
    """M10: those who show one of the groups concerned."""
    assert presence([Change(None, HERE)], replace(WATCHER, view=view), NOW)


@pytest.mark.parametrize("view", [(), ("vaxel",)])
def test_watchers_of_other_groups_are_not(view: tuple[str, ...]) -> None:
    """M10: and nobody else; but everybody hears of themselves."""
    assert presence([Change(None, HERE)], replace(WATCHER, view=view), NOW) is None
    assert presence([Change(None, HERE)], replace(HERE, view=view), NOW)


def test_only_a_connection_whose_login_ended_is_said_farewell() -> None:
    """A reconnect, a pause or a login without a connection closes nobody."""
    open_ = replace(HERE, connection_id="c1")
    assert not list(farewells([Change(None, HERE), Change(HERE, OUT)]))
    assert not list(farewells([Change(open_, replace(open_, connection_id="c2"))]))
    assert not list(farewells([Change(open_, replace(PAUSED, connection_id="c1"))]))
    (bye,) = farewells([Change(open_, OUT)])
    assert (bye.connection_id, bye.message["reason"]) == ("c1", "user")


def test_a_login_after_an_unnoticed_expiry_is_logged_as_what_it_was() -> None:
    """B6: the old login ended when its lease passed, not when the new one came."""
    desktop = session("s1", at=NOW)
    again = rules.logged_in(desktop, new_session("s2", at=DAY), DAY)
    out, back = entries(Change(desktop, again))
    assert (out.event, out.reason, out.at) == (Event.LOGOUT, "connection_lost", NOW + LEASE)
    assert (back.event, back.at) == (Event.LOGIN, DAY)


def test_heartbeats_and_tombstones_are_not_logged() -> None:
    """The log keeps what happened, not that nothing did."""
    beat = rules.heartbeat(session("s1"), "s1", "c1", 5)
    assert not list(entries(Change(session("s1"), beat)))
    assert not list(entries(Change(OUT, None)))


def test_a_large_snapshot_comes_in_pieces() -> None:
    """API Gateway carries 128 kB a message: the first is the snapshot, the rest presence."""
    crowd = tuple(session(f"s{n}", Channel.WEB, f"agent{n}", at=NOW) for n in range(1_000))
    me: Session = crowd[0]
    whole = snapshot(Present(DEMO, crowd), me, NOW)
    parts = pieces(whole, 400)
    assert [part["type"] for part in parts] == ["snapshot", "presence", "presence"]
    assert [agent for part in parts for agent in part["agents"]] == whole["agents"]
    assert whole["version"] == 1_000


def test_a_page_that_reads_several_messages_is_told_a_batch_in_one() -> None:
    """Issue 11.6: every frame is a push, which takes its time and is paid for; a page from before
    (fault 19) gets them one by one. None is left out, and the order stays."""
    messages = [{"type": "call", "call": number} for number in range(120)]
    assert frames(messages, WATCHER) == messages
    bundled = frames(messages, replace(WATCHER, takes_several=True))
    assert [one["type"] for one in bundled] == ["several"] * 3
    assert [message for one in bundled for message in one["messages"]] == messages
    assert frames(messages[:1], replace(WATCHER, takes_several=True)) == messages[:1]
