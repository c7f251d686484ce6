"""Each condition in a write is needed: with it a scenario holds, without it the scenario breaks.

Issue presence 10: removing any one condition makes a test fail. Here each is removed in turn, by
making it always true, and the scenario that it guards must notice.
"""

from collections.abc import Callable

import pytest

from jour.errors import JourError
from jour.login_rules import LEASE
from jour.organisation import Channel
from jour.session import Ending, EndReason, Status
from jour.store import session_writes as storage
from jour.store.sessions import Sessions
from jour.token import Bearer, issue
from tests.builders import identity, new_session

OVER = Ending(EndReason.USER, "anna", 5)
LOST = Ending(EndReason.CONNECTION_LOST, "system", 5)


def refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except JourError:
        return True
    return False


def unchanged(sessions: Sessions, attempt: Callable[[], object]) -> bool:
    """Whether the attempt leaves the item as it was."""
    before = sessions.get("demo", "anna")
    refused(attempt)
    return sessions.get("demo", "anna") == before


def a_replaced_login_cannot_speak(sessions: Sessions) -> bool:
    """B2: heartbeats, connections and changes of a replaced login change nothing."""
    sessions.log_in(new_session("s1"), 0)
    sessions.log_in(new_session("s2"), 0)
    old = identity("s1")
    return all(
        unchanged(sessions, attempt)
        for attempt in (
            lambda: sessions.connect(old, "c1", 1),
            lambda: sessions.heartbeat(old, "c1", 1),
            lambda: sessions.set_status(old, Status.PAUSED, "lunch", 1),
            lambda: sessions.set_groups(old, ("vaxel",), 1),
            lambda: sessions.set_view(old, ("vaxel",), 1),
            lambda: sessions.end(old, OVER),
        )
    )


def a_replaced_token_cannot_log_out_the_newer_login(sessions: Sessions) -> bool:
    """X1: the token of an older login ends nothing."""
    sessions.log_in(new_session("s1", Channel.WEB), 0)
    return unchanged(sessions, lambda: sessions.log_out(issue(Bearer("demo", "anna", None)), OVER))


def an_ended_login_stays_ended(sessions: Sessions) -> bool:
    """The first cause stands, and nothing speaks for the ended login."""
    sessions.log_in(new_session("s1", Channel.WEB), 0)
    who = identity("s1", Channel.WEB)
    sessions.end(who, OVER)
    return all(
        unchanged(sessions, attempt)
        for attempt in (
            lambda: sessions.connect(who, "c1", 1),
            lambda: sessions.end(who, LOST),
        )
    )


def a_passed_lease_is_not_revived(sessions: Sessions) -> bool:
    """D10: after the lease neither heartbeat nor disconnect gives it a new one."""
    sessions.log_in(new_session("s1"), 0)
    sessions.connect(identity("s1"), "c1", 0)
    return all(
        unchanged(sessions, attempt)
        for attempt in (
            lambda: sessions.heartbeat(identity("s1"), "c1", LEASE),
            lambda: sessions.disconnect(identity("s1"), "c1", LEASE),
        )
    )


def a_living_login_is_not_swept(sessions: Sessions) -> bool:
    """Fault 15: the sweep's read may be old; the write looks again."""
    sessions.log_in(new_session("s1"), 0)
    return unchanged(sessions, lambda: sessions.expire(identity("s1"), LOST, LEASE - 1))


def a_late_disconnect_leaves_the_newer_connection(sessions: Sessions) -> bool:
    """Fault 2."""
    sessions.log_in(new_session("s1"), 0)
    sessions.connect(identity("s1"), "c2", 0)
    return unchanged(sessions, lambda: sessions.disconnect(identity("s1"), "c1", 1))


def an_older_tab_does_not_beat(sessions: Sessions) -> bool:
    """One login has one connection."""
    sessions.log_in(new_session("s1"), 0)
    sessions.connect(identity("s1"), "c2", 0)
    return unchanged(sessions, lambda: sessions.heartbeat(identity("s1"), "c1", 1))


def the_same_status_is_no_news(sessions: Sessions) -> bool:
    """D8: since-when is not restarted, and nobody is told again."""
    sessions.log_in(new_session("s1", Channel.WEB), 0)
    who = identity("s1", Channel.WEB)
    sessions.set_status(who, Status.PAUSED, "lunch", 1)
    return unchanged(sessions, lambda: sessions.set_status(who, Status.PAUSED, "lunch", 2))


GUARDS: dict[str, Callable[[Sessions], bool]] = {
    "LOGIN": a_replaced_login_cannot_speak,
    "TOKEN": a_replaced_token_cannot_log_out_the_newer_login,
    "NOT_ENDED": an_ended_login_stays_ended,
    "LEASE_HOLDS": a_passed_lease_is_not_revived,
    "LEASE_PASSED": a_living_login_is_not_swept,
    "OWN_CONNECTION": a_late_disconnect_leaves_the_newer_connection,
    "OWN_OR_NO_CONNECTION": an_older_tab_does_not_beat,
    "SOMETHING_NEW": the_same_status_is_no_news,
}


def test_every_condition_has_a_guard() -> None:
    """A condition added to the storage must be tried here too."""
    conditions = {
        name for name, value in vars(storage).items() if name.isupper() and isinstance(value, str)
    }
    assert conditions == GUARDS.keys()


@pytest.mark.parametrize("condition", GUARDS)
def test_with_the_condition_the_scenario_holds(condition: str, sessions: Sessions) -> None:
    """The deployed storage passes every scenario."""
    assert GUARDS[condition](sessions)


@pytest.mark.parametrize("condition", GUARDS)
def test_without_the_condition_the_scenario_breaks(
    condition: str, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made always true, the condition is missed by its scenario."""
    original = getattr(storage, condition)
    monkeypatch.setattr(storage, condition, f"({original}) OR attribute_exists(#pk)")
    assert not GUARDS[condition](sessions)
