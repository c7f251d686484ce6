"""The rules of a login, one by one."""

from dataclasses import replace

import pytest

from jour import login_rules as rules
from jour.errors import Conflict, LoggedOut, Unauthenticated
from jour.login_rules import GRACE, LEASE
from jour.organisation import Channel
from jour.session import Ending, EndReason, Status, ending, is_live, require_current
from tests.builders import new_session, session

NOW = 1_000_000


@pytest.mark.parametrize("older", Channel)
@pytest.mark.parametrize("newer", Channel)
def test_the_newest_login_wins_on_every_channel(older: Channel, newer: Channel) -> None:
    """X1, M8, W5: between any two channels, both ways, the older login is told who and when."""
    before = session("s1", older, at=NOW)
    after = rules.logged_in(before, new_session("s2", newer, at=NOW + 5), NOW + 5)
    assert require_current(after, "s2", NOW + 5) is after
    with pytest.raises(LoggedOut) as told:
        require_current(after, "s1", NOW + 5)
    assert (told.value.reason, told.value.by, told.value.at) == ("replaced", newer, NOW + 5)


def test_three_replaced_logins_still_hear_what_replaced_each() -> None:
    """X1: each replaced login names its own successor."""
    current = session("s1", Channel.WEB, at=1)
    for number, channel in ((2, Channel.DESKTOP), (3, Channel.MOBILE), (4, Channel.DISTANCE)):
        current = rules.logged_in(current, new_session(f"s{number}", channel, at=number), number)
    for number, by in ((1, "desktop"), (2, "mobile"), (3, "distance")):
        with pytest.raises(LoggedOut) as told:
            require_current(current, f"s{number}", 5)
        assert (told.value.by, told.value.at) == (by, number + 1)


def test_versions_only_grow_also_across_logging_out_and_in() -> None:
    """The order of events never depends on a clock."""
    first = session("s1", at=NOW)
    out = rules.ended(first, Ending(EndReason.USER, "anna", NOW))
    again = rules.logged_in(out, new_session("s2", at=1), 1)
    assert first.version < out.version < again.version


def test_a_desktop_login_ends_when_its_lease_passes() -> None:
    """D10, X2: logged out for every reader from that moment, with the moment as its time."""
    desktop = session("s1", at=NOW)
    assert is_live(desktop, NOW + LEASE - 1)
    assert ending(desktop, NOW + LEASE) == Ending(EndReason.CONNECTION_LOST, "system", NOW + LEASE)
    with pytest.raises(LoggedOut) as told:
        require_current(desktop, "s1", NOW + LEASE)
    assert told.value.reason == "connection_lost"


@pytest.mark.parametrize("channel", [Channel.MOBILE, Channel.WEB, Channel.DISTANCE])
def test_other_channels_stay_logged_in(channel: Channel) -> None:
    """M7, W4: until further notice, whatever the connection does."""
    here = replace(session("s1", channel), connection_id="c1")
    gone = rules.disconnected(here, "s1", "c1", NOW)
    assert is_live(gone, NOW * 1_000_000)


def test_a_lost_connection_leaves_a_desktop_login_thirty_seconds() -> None:
    """D10: a reconnecting client keeps its login inside the grace, and only inside it."""
    here = rules.connected(session("s1", at=NOW), "s1", "c1", NOW)
    lost = rules.disconnected(here, "s1", "c1", NOW + 10)
    assert lost.connection_id is None
    assert is_live(lost, NOW + 10 + GRACE - 1)
    assert not is_live(lost, NOW + 10 + GRACE)
    back = rules.connected(lost, "s1", "c2", NOW + 20)
    assert back.lease_until == NOW + 20 + LEASE


def test_nothing_revives_a_login_whose_lease_has_passed() -> None:
    """A late connect, disconnect or heartbeat after the expiry is refused."""
    here = rules.connected(session("s1", at=NOW), "s1", "c1", NOW)
    late = NOW + LEASE
    for event in (rules.connected, rules.disconnected, rules.heartbeat):
        with pytest.raises(LoggedOut):
            event(here, "s1", "c1", late)


def test_a_late_disconnect_of_an_older_connection_changes_nothing() -> None:
    """Fault 2: the newer connection stays."""
    here = rules.connected(session("s1", at=NOW), "s1", "c1", NOW)
    newer = rules.connected(here, "s1", "c2", NOW)
    with pytest.raises(Conflict, match="taken_over"):
        rules.disconnected(newer, "s1", "c1", NOW)


def test_an_older_tabs_heartbeat_does_not_keep_the_login() -> None:
    """One login has one connection: the newer tab's."""
    newer = rules.connected(session("s1", at=NOW), "s1", "c2", NOW)
    with pytest.raises(Conflict, match="taken_over"):
        rules.heartbeat(newer, "s1", "c1", NOW)


def test_a_heartbeat_takes_back_a_connection_wrongly_taken_for_gone() -> None:
    """Fault 7: nothing stays wrongly pruned."""
    lost = rules.disconnected(
        rules.connected(session("s1", at=NOW), "s1", "c1", NOW), "s1", "c1", NOW
    )
    back = rules.heartbeat(lost, "s1", "c1", NOW + 5)
    assert (back.connection_id, back.lease_until) == ("c1", NOW + 5 + LEASE)


def test_saying_the_same_status_again_restarts_nothing() -> None:
    """D8: since-when belongs to the status, not to the click."""
    paused = rules.with_status(session("s1"), "s1", Status.PAUSED, "lunch", 5)
    assert rules.with_status(paused, "s1", Status.PAUSED, "lunch", 9) is paused
    other = rules.with_status(paused, "s1", Status.PAUSED, "meeting", 9)
    assert (other.since, other.version) == (9, paused.version + 1)


def test_who_logged_out_themselves_is_simply_not_logged_in() -> None:
    """A user who logged out is not told that they did."""
    out = rules.ended(session("s1"), Ending(EndReason.USER, "anna", 5))
    with pytest.raises(Unauthenticated, match="not_logged_in"):
        require_current(out, "s1", 6)


def test_a_login_ends_once() -> None:
    """The first cause stands."""
    out = rules.ended(session("s1"), Ending(EndReason.ADMIN, "alva", 5))
    with pytest.raises(Conflict):
        rules.ended(out, Ending(EndReason.USER, "anna", 6))


def test_a_view_is_kept_across_logins() -> None:
    """M10: the groups a user wants to see outlive the login."""
    viewed = replace(session("s1"), view=("support",))
    assert rules.logged_in(viewed, new_session("s2"), 5).view == ("support",)


def test_where_there_is_no_login_nobody_is_logged_in() -> None:
    """X1: a token may outlive the item that it was issued for."""
    with pytest.raises(Unauthenticated):
        require_current(None, "s1", 5)
