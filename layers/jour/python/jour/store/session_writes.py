"""The conditional writes of logins: each rule of `jour.login_rules` as it stands at the commit.

`beat` is true after a write that is no news (heartbeat, connect, disconnect, view): the stream's
filter leaves those out. A write that others should hear of makes it false and raises `version`.
"""

from jour.clock import SECOND, Millis
from jour.login_rules import logged_in
from jour.session import TOMBSTONE, Ending, Identity, Session
from jour.store import keys
from jour.store.expression import Update
from jour.store.session_items import ending_to_item, login_to_item
from jour.token import Token

# The newest login is this one …
LOGIN = "#login.#session_id = :session_id"
TOKEN = "#login.#token = :token"
# … and nobody has ended it.
NOT_ENDED = "attribute_not_exists(#login.#ended)"
# A lease that has passed ends a login for writers as for readers: nothing revives it.
LEASE_HOLDS = "attribute_not_exists(#lease_until) OR #lease_until > :now"
LEASE_PASSED = "#lease_until <= :now"
# A late word of an older connection must not touch a newer one.
OWN_CONNECTION = "#connection_id = :connection_id"
# A connection wrongly taken for gone is taken back by its next heartbeat.
OWN_OR_NO_CONNECTION = "#connection_id = :connection_id OR attribute_not_exists(#connection_id)"
# Saying the same again must neither restart `since` nor wake anybody.
SOMETHING_NEW = "#status <> :status OR #reason <> :reason"


def key_of(who: Identity) -> keys.Key:
    """Where this login is stored."""
    return keys.session(who.org, who.user, who.plain_id)


def begun(new: Session, now: Millis) -> Update:
    """A login begins. The right-hand sides are the item before: each login moves one place back."""
    after = logged_in(None, new, now)
    return (
        news(Update(), now)
        .set(user=new.user, name=new.name, plain_id=new.plain_id, phone=new.phone)
        .set(connect_agent=new.connect_agent)
        .set(groups=list(new.groups), own_groups=list(new.own_groups))
        .set(status=new.status.value, reason="", since=now)
        .set(must_change=new.must_change, proven_at=new.proven_at, is_admin=new.is_admin)
        .set(lease_until=after.lease_until, misses=0)
        .remove("connection_id", "connected_at", "ttl", "pushes")
        .assign("#login = :login", login=login_to_item(new.login))
        .assign("#earlier1 = if_not_exists(#login, :none)", none=None)
        .assign("#earlier2 = if_not_exists(#earlier1, :none)")
        .assign("#earlier3 = if_not_exists(#earlier2, :none)")
    )


def current(who: Identity, now: Millis) -> Update:
    """A write on behalf of this login: it must be the newest, not ended, its lease not passed."""
    change = Update().when(LOGIN, session_id=who.session_id).when(NOT_ENDED)
    return change.when(LEASE_HOLDS, now=now)


def news(change: Update, at: Millis) -> Update:
    """A write that others hear of: it passes the stream's filter and orders itself by version."""
    return change.set(beat=False, changed_at=at).assign(
        "#version = if_not_exists(#version, :zero) + :one", zero=0, one=1
    )


def renewed_token(who: Identity, token: Token, proven_at: Millis) -> tuple[keys.Key, Update]:
    """For a transaction: this login goes on with a new token, its password changed."""
    change = Update().when(LOGIN, session_id=who.session_id).when(NOT_ENDED)
    change.assign("#login.#token = :digest", digest=token.digest)
    return key_of(who), change.set(must_change=False, proven_at=proven_at, beat=True)


def ended(who: Identity, end: Ending) -> tuple[keys.Key, Update]:
    """For a transaction: the end of this very login, whether or not its lease has passed."""
    change = Update().when(LOGIN, session_id=who.session_id).when(NOT_ENDED)
    return key_of(who), over(change, end)


def over(change: Update, end: Ending) -> Update:
    """What ending a login writes; the item stays as a tombstone."""
    return (
        news(change, end.at)
        .assign("#login.#ended = :ended", ended=ending_to_item(end))
        .set(ttl=(end.at + TOMBSTONE) // SECOND)
        .remove("connection_id", "connected_at", "lease_until")
    )


def lease(who: Identity, until: Millis) -> dict[str, Millis]:
    """The new lease of a login that has one (D10)."""
    return {"lease_until": until} if who.is_leased else {}
