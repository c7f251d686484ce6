"""Logins: one for each agent, of somebody who may have one, with a lease that ends."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jour.chat_capacity import without_chat
from jour.clock import MINUTE
from jour.contact import ContactState
from jour.login_rules import GRACE, LEASE
from jour.occupation import Kind, Occupation
from jour.session import SYSTEM, Ending, EndReason, Session, is_live
from jour.store import keys
from jour.store import session_writes as logins
from jour.store.contact_items import contact_from_item
from jour.store.contacts import agent_write
from jour.store.keys import Key
from jour.store.session_items import session_from_item
from jour.store.user_items import user_from_item
from ops.invariants.rule import Finding, Repair, Seen, as_read, checks, rule

OWNED = rule(
    "login", "A login that lives is of a user of its organisation, who has one as an agent."
)
LEASED = rule("lease", "A desktop login has a lease that ends soon; no other login has one.")
CLOCKS = rule("clock", "Nothing has happened later than now.")
OCCUPIED = rule("occupied", "A call or chat that an agent has exists, goes on, and says so too.")

_SKEW = 5 * MINUTE


def _owner(seen: Seen) -> Iterable[Key]:
    return [keys.user(seen.parts["user"])]


@checks("agent_login", "web_login", refers=_owner)
def owners(seen: Seen) -> Iterator[Finding]:
    session = session_from_item(seen.item)
    if session.user != seen.parts["user"]:
        yield seen.finding(OWNED, "its key names somebody else")
        return
    if not is_live(session, seen.now):
        return
    why = _why_not(seen, session)
    if why is not None:
        end = Ending(EndReason.DISABLED, SYSTEM, seen.now)
        yield seen.finding(
            OWNED, why, Repair("end the login", (logins.ended(session.identity, end),))
        )


def _why_not(seen: Seen, session: Session) -> str | None:
    item = seen.there(keys.user(session.user))
    if item is None:
        return "its user is not registered"
    user = user_from_item(item)
    if user.org != session.org:
        return f"its user belongs to {user.org}: a second login"
    if user.disabled:
        return "its user is disabled"
    if session.is_agent and not user.is_agent:
        return "its user is no agent"
    return None


@checks("agent_login")
def leases(seen: Seen) -> Iterator[Finding]:
    session = session_from_item(seen.item)
    if session.login.at > seen.now + _SKEW:
        yield seen.finding(CLOCKS, "the login has not begun yet")
    if session.login.ended is not None:
        return
    until = session.lease_until
    latest = seen.now + max(LEASE, GRACE) + _SKEW
    if session.identity.is_leased and (until is None or until > latest):
        change = as_read(seen.item, "version", "lease_until").set(lease_until=seen.now + LEASE)
        says = "it has no lease" if until is None else "its lease ends too late"
        yield seen.finding(LEASED, says, Repair("let it end soon", ((seen.key, change),)))
    elif not session.identity.is_leased and until is not None:
        change = as_read(seen.item, "version", "lease_until").set(lease_until=None)
        yield seen.finding(LEASED, "it has one", Repair("take it away", ((seen.key, change),)))


def _held(session: Session) -> Iterator[Occupation]:
    """What an agent talks or is asked about: a call, chats."""
    for one in (session.occupied, *session.chats):
        if one is not None and one.kind is not Kind.WRAP_UP:
            yield one


def _contacts(seen: Seen) -> Iterable[Key]:
    return [keys.contact(one.contact) for one in _held(session_from_item(seen.item))]


@checks("agent_login", refers=_contacts)
def occupations(seen: Seen) -> Iterator[Finding]:
    session = session_from_item(seen.item)
    for held in _held(session):
        item = seen.there(keys.contact(held.contact))
        contact = contact_from_item(item) if item else None
        if contact is None:
            why = "the contact is gone"
        elif contact.state is ContactState.ENDED:
            why = "the contact has ended"
        elif contact.offer is None or contact.offer.user != session.user:
            why = "the contact is with somebody else"
        else:
            continue
        repair = _freed(session, held.contact, seen)
        yield seen.finding(OCCUPIED, f"{held.contact}: {why}", repair)


def _freed(session: Session, contact: str, seen: Seen) -> Repair:
    is_call = session.occupied is not None and session.occupied.contact == contact
    free = without_chat(session, contact, seen.now)
    if is_call:
        free = replace(free, occupied=None)
    return Repair("free the agent", (agent_write(session, free, seen.now, claims=False),))
