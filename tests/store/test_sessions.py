"""The storage's conditions are the rules, one write at a time and many at once."""

from collections.abc import Callable
from itertools import accumulate
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jour.clock import SECOND
from jour.login_rules import LEASE
from jour.organisation import Channel
from jour.session import Ending, EndReason, Session, Status, is_live
from jour.store.sessions import Sessions
from tests.builders import identity, login, new_session
from tests.store.at_once import at_once
from tests.store.steps import USER, Step, by_rules, kinds, on_storage

STEPS = st.lists(
    st.tuples(
        st.sampled_from(kinds()),
        st.sampled_from(["s1", "s2"]),
        st.sampled_from(["c1", "c2"]),
        st.sampled_from(Channel),
        st.sampled_from([0, 1, 30 * SECOND, 45 * SECOND, 75 * SECOND]),
    ),
    max_size=10,
)


@settings(
    max_examples=120,
    deadline=None,
    # The examples share a table, and each has a user of its own in it.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=STEPS)
def test_each_write_does_what_the_rules_say(
    drawn: list[tuple[str, str, str, Channel, int]], sessions: Sessions
) -> None:
    """Any sequence, any ids, any times: the same outcome and the same item as the pure rules."""
    user = f"{USER}-{uuid4()}"
    times = accumulate((step[4] for step in drawn), initial=1_000_000)
    expected: Session | None = None
    for (kind, session_id, connection_id, channel, _), at in zip(
        drawn, list(times)[1:], strict=True
    ):
        step = Step(kind, session_id, connection_id, channel, at, user)
        own_channel = expected.channel if expected else channel
        expected, wanted = by_rules(expected, step)
        assert on_storage(sessions, step, own_channel) == wanted, str(step)
        assert sessions.get("demo", user) == expected, str(step)


def test_many_logins_at_once_leave_one(sessions: Sessions) -> None:
    """Fault 5: exactly one session, the last commit wins, and each commit counts once."""
    names = [f"s{number}" for number in range(20)]

    def log_in(name: str) -> Callable[[], object]:
        return lambda: sessions.log_in(new_session(name, Channel.WEB, at=5), 5)

    at_once(*(log_in(name) for name in names))
    final = sessions.get("demo", USER)
    assert final is not None
    assert final.version == 20
    newest = [final.login.session_id, *(earlier.session_id for earlier in final.earlier)]
    assert len(set(newest)) == 4
    assert set(newest) <= set(names)


@pytest.mark.parametrize("_round", range(10))
def test_a_disconnect_racing_a_new_login_never_touches_it(_round: int, sessions: Sessions) -> None:
    """Faults 2 and 6: whoever commits first, the new login is whole."""
    sessions.log_in(new_session("s1"), 0)
    sessions.connect(identity("s1"), "c1", 0)
    at_once(
        lambda: sessions.disconnect(identity("s1"), "c1", 1),
        lambda: sessions.log_in(new_session("s2", at=1), 1),
        lambda: sessions.end(identity("s1"), Ending(EndReason.USER, USER, 1)),
    )
    final = sessions.get("demo", USER)
    assert final is not None
    assert (final.login.session_id, final.login.ended) == ("s2", None)
    assert final.lease_until == 1 + LEASE


@pytest.mark.parametrize("_round", range(10))
def test_expiry_racing_a_heartbeat_has_one_winner(_round: int, sessions: Sessions) -> None:
    """A login is either still there with a new lease or ended: never half of each."""
    sessions.log_in(new_session("s1"), 0)
    sessions.connect(identity("s1"), "c1", 0)
    lost = Ending(EndReason.CONNECTION_LOST, "system", LEASE)
    beat, expired = at_once(
        lambda: sessions.heartbeat(identity("s1"), "c1", LEASE - 1),
        lambda: sessions.expire(identity("s1"), lost, LEASE),
    )
    final = sessions.get("demo", USER)
    assert final is not None
    assert isinstance(beat, Session) != isinstance(expired, Session)
    assert is_live(final, LEASE) == isinstance(beat, Session)


def test_concurrent_status_changes_lose_no_version(sessions: Sessions) -> None:
    """Changing as fast as possible: each change that is news has a version of its own."""
    sessions.log_in(new_session("s1", Channel.WEB), 0)
    who = identity("s1", Channel.WEB)
    reasons = ["lunch", "meeting", "education", "other"] * 5
    done = at_once(
        *(
            lambda reason=reason: sessions.set_status(who, Status.PAUSED, reason, 1)
            for reason in reasons
        )
    )
    final = sessions.get("demo", USER)
    assert final is not None
    assert all(isinstance(session, Session) for session in done)
    assert max(s.version for s in done if isinstance(s, Session)) == final.version


def test_three_earlier_logins_are_remembered(sessions: Sessions) -> None:
    """X1: what replaced them is told even after several more logins; then it is forgotten."""
    for number in range(6):
        sessions.log_in(new_session(f"s{number}", Channel.WEB, at=number), number)
    final = sessions.get("demo", USER)
    assert final is not None
    assert final.login == login("s5", Channel.WEB, 5)
    assert [earlier.session_id for earlier in final.earlier] == ["s4", "s3", "s2"]
