"""Logins inside an administrator's transaction: each is as it was read, or the edit looks again.

A login that began, ended or was steered meanwhile has another version. Where there was none, there
must still be none: a login by distance that commits first is seen, one that commits later finds the
registration gone.
"""

from jour.clock import Millis
from jour.session import Ending, Session
from jour.store import keys
from jour.store.expression import Update
from jour.store.session_writes import key_of, news, over
from jour.store.table import ConditionFailed, Table

Write = tuple[keys.Key, Update]

LOGIN_AS_READ = "#version = :read"
STILL_NO_LOGIN = "attribute_not_exists(#pk)"


def unmoved(org: str, user: str, session: Session | None) -> Write:
    """For a transaction: the agent's login, or its absence, is as it was read."""
    if session is None:
        return keys.session(org, user), Update().when(STILL_NO_LOGIN)
    return key_of(session.identity), _as_read(session)


def changed(before: Session, after: Session, at: Millis) -> Write:
    """For a transaction: the living login goes on with other groups, name or number."""
    change = news(_as_read(before), at).set(name=after.name, phone=after.phone)
    change.set(connect_agent=after.connect_agent)
    change.set(groups=list(after.groups), own_groups=list(after.own_groups))
    return key_of(before.identity), change


def ended(session: Session, end: Ending, *, forget: bool = False) -> Write:
    """For a transaction: the login ends; with `forget`, nothing of the person is left in it."""
    change = over(_as_read(session), end)
    return key_of(session.identity), _forget(change, session) if forget else change


def forgotten(session: Session) -> Write:
    """For a transaction: an ended login keeps its version and no person; nobody hears of it."""
    return key_of(session.identity), _forget(_as_read(session), session).set(beat=True)


def _forget(change: Update, session: Session) -> Update:
    return change.set(name=session.user).remove("phone", "connect_agent", "view")


def _as_read(session: Session) -> Update:
    return Update().when(LOGIN_AS_READ, read=session.version)


def done(table: Table, write: Write) -> bool:
    """Write this alone; False, and nothing changed, where the login has moved."""
    try:
        table.update(*write)
    except ConditionFailed:
        return False
    return True
