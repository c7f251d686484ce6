"""Who is asked for a contact before its group is: whom it was sent to, then who sent it (W2). Pure.

They need not staff the group. Where none of them can have it now, the group is asked at once:
nobody waits for one person while somebody else is free.
"""

from collections.abc import Sequence

from jour.clock import Millis
from jour.contact import Contact
from jour.eligibility import GateName, eligibility, not_missed
from jour.occupation import Kind, engaged
from jour.organisation import Organisation
from jour.session import Session

_NEEDED = (
    GateName.LOGGED_IN,
    GateName.CONNECTED,
    GateName.AVAILABLE,
    GateName.HAS_TELEPHONE,
)


def asked_first(
    contact: Contact, agents: Sequence[Session], organisation: Organisation, now: Millis
) -> Session | None:
    """The first of those to ask who can have it now; None for nobody."""
    by_user = {agent.user: agent for agent in agents if agent.is_agent}
    for user in contact.asks:
        agent = by_user.get(user)
        if agent is None or not not_missed(contact, agent).is_open:
            continue
        if is_free(agent, contact.group, organisation, now, wraps_up=sent_it(contact, user)):
            return agent
    return None


def sent_it(contact: Contact, user: str) -> bool:
    """Whether the contact comes back to this user: then wrapping up is no reason not to ring."""
    return bool(contact.hops) and contact.hops[-1].by == user


def is_free(
    agent: Session, group: str, organisation: Organisation, now: Millis, *, wraps_up: bool = False
) -> bool:
    """Whether the agent's login can be rung, whatever it staffs."""
    occupied = engaged(agent.occupied, now)
    if occupied is not None and not (wraps_up and occupied.kind is Kind.WRAP_UP):
        return False
    gates = {gate.name: gate.is_open for gate in eligibility(agent, group, organisation, now)}
    return all(gates.get(name, False) for name in _NEEDED)
