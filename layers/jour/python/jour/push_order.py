"""What a login's change asks to be pushed to its browser: an offer, its end, its own end. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jour.clock import Millis
from jour.handout import state_of
from jour.news import Change
from jour.session import Session

_OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class PushOrder:
    """Look what is to be said to this login now: of a contact, or (None) of its end.

    It says who, never what: orders may come late, twice and in any order.
    """

    org: str
    user: str
    session_id: str
    contact: str | None = None


def push_orders(changes: Iterable[Change], now: Millis) -> Iterator[PushOrder]:
    """Of logins that have a subscription. Each change on its own, unmerged."""
    for change in changes:
        before, after = change.before, change.after
        if before is None or after is None or not after.is_agent:
            continue
        if before.pushes and before.login.ended is None and _is_over(before, after):
            yield _order(before)
        elif after.pushes and offered(before, now) != offered(after, now):
            for contact in (offered(before, now), offered(after, now)):
                if contact is not None:
                    yield _order(after, contact)


def offered(session: Session, now: Millis) -> str | None:
    """The contact that the agent is asked to answer."""
    if session.occupied is None or state_of(session, now) != _OFFERED:
        return None
    return session.occupied.contact


def _is_over(before: Session, after: Session) -> bool:
    return after.login.session_id != before.login.session_id or after.login.ended is not None


def _order(session: Session, contact: str | None = None) -> PushOrder:
    return PushOrder(session.org, session.user, session.login.session_id, contact)
