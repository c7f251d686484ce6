"""Push messages: a login that has them has a subscription, and no subscription outlives it."""

from collections.abc import Iterable, Iterator

from jour.clock import DAY
from jour.session import Session, is_live
from jour.store import keys
from jour.store.keys import Key
from jour.store.push_subscriptions import PushSubscriptions
from jour.store.session_items import session_from_item
from jour.store.table import Table
from ops.invariants.rule import Finding, Repair, Seen, checks, rule

PUSHED = rule("push", "A push subscription is of a login that lives, which says so too.")

_FAREWELL = DAY
"""A login's end is pushed to its browser, and the subscription forgotten then."""


def _login(seen: Seen) -> Iterable[Key]:
    return [keys.session(seen.parts["org"], seen.parts["user"])]


@checks("push_subscription", refers=_login)
def subscriptions(seen: Seen) -> Iterator[Finding]:
    [key] = _login(seen)
    item = seen.there(key)
    why = _why_not(session_from_item(item) if item else None, seen)
    if why is not None:
        parts = seen.parts["org"], seen.parts["user"], seen.parts["id"]
        repair = Repair("forget it", run=lambda t: _forget(t, *parts))
        yield seen.finding(PUSHED, why, repair)


def _why_not(session: Session | None, seen: Seen) -> str | None:
    if session is None:
        return "its user has no login"
    if session.login.session_id != seen.parts["id"]:
        is_late = session.login.at < seen.now - _FAREWELL
        return "its login was followed by another" if is_late else None
    end = session.login.ended
    if end is not None:
        return "its login has ended" if end.at < seen.now - _FAREWELL else None
    return None if session.pushes else "its login does not say so"


def _subscription(seen: Seen) -> Iterable[Key]:
    session = session_from_item(seen.item)
    return [keys.push_subscription(session.org, session.user, session.login.session_id)]


@checks("agent_login", refers=_subscription)
def logins(seen: Seen) -> Iterator[Finding]:
    session = session_from_item(seen.item)
    [key] = _subscription(seen)
    if session.pushes and is_live(session, seen.now) and seen.there(key) is None:
        who = session.org, session.user, session.login.session_id
        repair = Repair("say so, so that it can be turned on", run=lambda t: _forget(t, *who))
        yield seen.finding(PUSHED, "it promises push messages, and has no subscription", repair)


def _forget(table: Table, org: str, user: str, session_id: str) -> bool:
    PushSubscriptions(table).remove(org, user, session_id)
    return True
