"""What happens to a login: the rules as pure functions of (state, event, now).

The storage says each rule once more, as the condition of a single write (`jour.store`), so that it
holds at the commit; tests drive both through the same steps and compare. An exhaustive search walks
these functions through everything that can happen to two users.
"""

from dataclasses import replace

from jour.clock import SECOND, Millis
from jour.errors import Conflict
from jour.session import (
    Ending,
    Login,
    Session,
    Status,
    is_live,
    require_connection,
    require_current,
)

LEASE = 75 * SECOND
"""A desktop login lives this long after its last heartbeat (sent every 30 s)."""
GRACE = 30 * SECOND
"""A desktop login whose connection closed lives this much longer (D10)."""
EARLIER_KEPT = 3
"""How many replaced logins can still be told what happened to them."""


def logged_in(old: Session | None, new: Session, now: Millis) -> Session:
    """The state after a login: newest wins, whatever was there (X1)."""
    return replace(
        new,
        version=old.version + 1 if old else 1,
        earlier=(old.login, *old.earlier)[:EARLIER_KEPT] if old else (),
        view=old.view if old else None,
        occupied=old.occupied if old else None,
        chats=old.chats if old else (),
        freed_at=old.freed_at if old else 0,
        toggles_since=old.toggles_since if old else 0,
        toggles=old.toggles if old else 0,
        forwarding_until=old.forwarding_until if old else None,
        since=now,
        changed_at=now,
        lease_until=now + LEASE if new.identity.is_leased else None,
    )


def replaced(old: Session | None, now: Millis) -> Login | None:
    """The login that a new one pushes out; None when nobody was logged in."""
    return old.login if old and is_live(old, now) else None


def connected(session: Session, session_id: str, connection_id: str, now: Millis) -> Session:
    """The login's connection is this one from now on; an older tab loses it."""
    require_current(session, session_id, now)
    lease = now + LEASE if session.lease_until is not None else None
    return replace(session, connection_id=connection_id, connected_at=now, lease_until=lease)


def disconnected(session: Session, session_id: str, connection_id: str, now: Millis) -> Session:
    """The connection is gone: offers stop now; a desktop login ends after the grace.

    A late word of an older connection or login raises and changes nothing.
    """
    require_connection(session, session_id, connection_id, now)
    lease = now + GRACE if session.lease_until is not None else None
    return replace(session, connection_id=None, connected_at=None, lease_until=lease)


def heartbeat(session: Session, session_id: str, connection_id: str, now: Millis) -> Session:
    """The client is there. A connection wrongly taken for gone is taken back."""
    require_current(session, session_id, now)
    if session.connection_id not in (connection_id, None):
        raise Conflict("taken_over")
    lease = now + LEASE if session.lease_until is not None else None
    return replace(session, connection_id=connection_id, lease_until=lease)


def with_status(
    session: Session, session_id: str, status: Status, reason: str | None, now: Millis
) -> Session:
    """The agent's own status (D8, M3). Saying the same again changes nothing."""
    require_current(session, session_id, now)
    if (session.status, session.reason) == (status, reason):
        return session
    return replace(
        session,
        status=status,
        reason=reason,
        since=now,
        changed_at=now,
        misses=0 if status is Status.AVAILABLE else session.misses,
        version=session.version + 1,
    )


def with_groups(session: Session, session_id: str, groups: tuple[str, ...], now: Millis) -> Session:
    """The groups that the agent staffs from now on (M2)."""
    require_current(session, session_id, now)
    return replace(session, groups=groups, changed_at=now, version=session.version + 1)


def ended(session: Session, end: Ending) -> Session:
    """The login is over. Raises Conflict where it already was."""
    if session.login.ended:
        raise Conflict("already_logged_out")
    return replace(
        session,
        login=replace(session.login, ended=end),
        connection_id=None,
        connected_at=None,
        lease_until=None,
        changed_at=end.at,
        version=session.version + 1,
    )
