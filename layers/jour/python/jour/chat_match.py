"""Which agent gets a waiting chat: whom it was sent to, then who has the fewest. Pure."""

from collections.abc import Iterable

from jour.chat_capacity import chats_now, has_room, holds_chats
from jour.clock import Millis
from jour.contact import Contact
from jour.eligibility import GateName, eligibility, may_have, not_missed
from jour.organisation import Organisation
from jour.session import Session, idle_since

_NEEDED = frozenset(
    {
        GateName.LOGGED_IN,
        GateName.CONNECTED,
        GateName.AVAILABLE,
        GateName.NOT_OCCUPIED,
        GateName.CHANNEL_MAY,
        GateName.HAS_ROOM,
    }
)
"""What must hold of a colleague whom a chat is sent to: they need not staff the group."""


def chosen(
    contact: Contact, agents: Iterable[Session], organisation: Organisation, now: Millis
) -> Session | None:
    """Who gets it now; None for nobody."""
    # Also where the group is no chat group any more: nobody else can have what waits in it.
    able = [a for a in agents if a.is_agent and holds_chats(a, now)]
    asked = [a for a in able if has_room(a, organisation, now) and not_missed(contact, a).is_open]
    by_user = {agent.user: agent for agent in asked}
    for user in contact.asks:
        agent = by_user.get(user)
        if agent is not None and _can_have(agent, contact.group, organisation, now):
            return agent
    staff = (agent for agent in asked if may_have(agent, contact.group, organisation, now))
    return min(staff, key=lambda a: (len(chats_now(a, now)), idle_since(a), a.user), default=None)


def _can_have(agent: Session, group: str, organisation: Organisation, now: Millis) -> bool:
    gates = {gate.name: gate.is_open for gate in eligibility(agent, group, organisation, now)}
    return all(gates.get(name, False) for name in _NEEDED)
