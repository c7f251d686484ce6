"""Which agent gets a waiting chat: whom it was sent to, then who has the fewest. Pure.

Whoever sent it on comes last. They get it again where nobody else of those it was sent to is there;
where these have no time just now, it waits for them a while.
"""

from collections.abc import Iterable, Sequence

from jour.chat_capacity import chats_now, has_room, holds_chats
from jour.clock import MINUTE, Millis
from jour.contact import CameFrom, Contact, Handed
from jour.eligibility import GateName, eligibility, may_have, not_missed
from jour.organisation import Organisation
from jour.session import Session, idle_since

PATIENCE = MINUTE
"""So long a chat that was sent on waits for others before its sender is asked again."""
_PRESENT = frozenset(
    {GateName.LOGGED_IN, GateName.CONNECTED, GateName.AVAILABLE, GateName.CHANNEL_MAY}
)
"""What must hold of a colleague whom a chat is sent to: they need not staff the group."""
_FREE = _PRESENT | {GateName.NOT_OCCUPIED}


def chosen(
    contact: Contact, agents: Iterable[Session], organisation: Organisation, now: Millis
) -> Session | None:
    """Who gets it now; None for nobody."""
    # Also where the group is no chat group any more: nobody else can have what waits in it.
    able = [a for a in agents if a.is_agent and holds_chats(a, now)]
    able = [a for a in able if not_missed(contact, a).is_open]
    sender = _sender(contact)
    others = [a for a in able if sender is None or a.user != sender.user]
    found = _first(contact, others, organisation, now)
    if found is not None or sender is None:
        return found
    is_fresh = now < sender.at + PATIENCE
    if is_fresh and any(_is_there(contact, other, organisation, now) for other in others):
        return None
    return _first(contact, [a for a in able if a.user == sender.user], organisation, now)


def _sender(contact: Contact) -> CameFrom | None:
    came = contact.chat.came_from if contact.chat else None
    return came if came is not None and came.why is Handed.TRANSFERRED else None


def _first(
    contact: Contact, agents: Sequence[Session], organisation: Organisation, now: Millis
) -> Session | None:
    """Whom it was sent to; else of the group who has the fewest chats, then the longest idle."""
    with_room = [agent for agent in agents if has_room(agent, organisation, now)]
    by_user = {agent.user: agent for agent in with_room}
    for user in contact.asks:
        asked = by_user.get(user)
        if asked is not None and _are_open(_FREE, asked, contact.group, organisation, now):
            return asked
    staff = (agent for agent in with_room if may_have(agent, contact.group, organisation, now))
    return min(staff, key=lambda a: (len(chats_now(a, now)), idle_since(a), a.user), default=None)


def _is_there(contact: Contact, agent: Session, organisation: Organisation, now: Millis) -> bool:
    """Whether it waits for this agent, who may have other things to do just now."""
    needed = _PRESENT if agent.user in contact.asks else _PRESENT | {GateName.STAFFS_GROUP}
    return _are_open(needed, agent, contact.group, organisation, now)


def _are_open(
    needed: frozenset[GateName], agent: Session, group: str, organisation: Organisation, now: Millis
) -> bool:
    gates = {gate.name: gate.is_open for gate in eligibility(agent, group, organisation, now)}
    return all(gates.get(name, False) for name in needed)
