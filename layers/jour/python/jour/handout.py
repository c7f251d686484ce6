"""Handing out: which waiting contact goes to which agent. Pure.

The oldest live contact of all groups meets the longest-idle agent who may have it, then the next.
So of an agent's several groups the oldest waiting goes first, and nobody waits while somebody who
may answer is free.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from jour import chat_match
from jour import contact_changes as changes
from jour import occupation as occupations
from jour.asked_first import asked_first
from jour.clock import Millis
from jour.contact import Contact, ContactKind, ContactState, Offer, Outcome, is_ready, state_now
from jour.distance_misses import logged_out_at
from jour.eligibility import may_have, not_missed
from jour.occupation import Kind, Occupation, engaged
from jour.opening import is_open
from jour.organisation import Channel, Organisation
from jour.phone import SOFTPHONE
from jour.session import NO_ANSWER, Session, Status, idle_since

MISSES = 2
"""So many calls in a row not answered, and the agent is paused (B4)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A contact and the agent who has it, changed together; no agent while it waits."""

    contact: Contact
    agent: Session | None = None


def matches(
    waiting: Iterable[Contact], agents: Iterable[Session], organisation: Organisation, now: Millis
) -> Iterator[Pair]:
    """Who gets what now, in the order in which it should be tried."""
    everybody = list(agents)
    free = sorted(
        (agent for agent in everybody if agent.is_agent and engaged(agent.occupied, now) is None),
        key=lambda agent: (idle_since(agent), agent.user),
    )
    for contact in sorted(waiting, key=lambda one: one.order):
        if not is_ready(contact, now):
            continue
        if contact.kind is ContactKind.CHAT:
            agent = chat_match.chosen(contact, everybody, organisation, now)
        else:
            agent = asked_first(contact, everybody, organisation, now) or next(
                (a for a in free if suits(contact, a, organisation, now)), None
            )
        if agent is not None:
            everybody.remove(agent)
            free = [one for one in free if one is not agent]
            yield Pair(contact, agent)


def suits(contact: Contact, agent: Session, organisation: Organisation, now: Millis) -> bool:
    """Whether this agent may have this contact, which is no chat."""
    if not not_missed(contact, agent).is_open:
        return False
    if not may_have(agent, contact.group, organisation, now):
        return False
    return contact.kind is ContactKind.CALL or _may_ring_up(contact, agent, organisation, now)


def _may_ring_up(contact: Contact, agent: Session, organisation: Organisation, now: Millis) -> bool:
    """Calls are made while the group is open; those of a list never by distance (X4)."""
    distance = agent.channel is Channel.DISTANCE
    if distance and contact.kind is not ContactKind.CALLBACK:
        return False
    if agent.phone is None or (agent.phone == SOFTPHONE and agent.connect_agent is None):
        return False
    return is_open(organisation.groups[contact.group], now)


def claimed(pair: Pair, now: Millis) -> Pair:
    """The contact is offered to the agent."""
    contact, agent = pair.contact, _agent(pair)
    is_call = contact.kind is ContactKind.CALL
    take = occupations.TAKE if is_call else occupations.PRESS
    occupied = occupations.offered(contact.id, contact.group, now, take)
    offer = Offer(
        user=agent.user,
        name=agent.name,
        session_id=agent.login.session_id,
        phone=agent.phone or "",
        number=contact.offers + 1,
        at=now,
        until=occupied.until or now,
        connect_agent=agent.connect_agent,
        by_sms=not is_call and agent.channel is Channel.DISTANCE,
    )
    return Pair(changes.offered(contact, offer), occupied_with(agent, occupied))


def taken(pair: Pair, now: Millis) -> Pair | None:
    """The flow has the number to dial; None where the agent is no longer there to be rung (B2)."""
    contact, agent = pair.contact, pair.agent
    if contact.state is not ContactState.OFFERED or not is_theirs(contact, agent, now):
        return None
    assert agent is not None, "theirs"
    assert agent.occupied is not None, "theirs"
    rings = occupations.RING_SOFTPHONE if _by_softphone(contact) else occupations.RING
    occupied = occupations.ringing(agent.occupied, now, rings)
    until = occupied.until or now
    return Pair(changes.ringing(contact, until), occupied_with(agent, occupied))


def accepted(pair: Pair, now: Millis) -> Pair | None:
    """The agent says that they have answered; None where it is not theirs or not ringing."""
    contact, agent = pair.contact, pair.agent
    if contact.state is not ContactState.RINGING or not has(agent, contact.id, now):
        return None
    assert agent is not None, "has"
    assert agent.occupied is not None, "has"
    occupied = occupations.talking(agent.occupied, now)
    return Pair(changes.talking(contact, now), replace(occupied_with(agent, occupied), misses=0))


def missed(pair: Pair, distance_limit: int, now: Millis) -> Pair:
    """Not answered or refused: the caller is at the front again, the agent has one miss more.

    `distance_limit`: so many in a row log a distance agent out (organisation).
    """
    contact = changes.back_in_queue(pair.contact, now, was_missed=True)
    if _by_softphone(pair.contact) and contact.kind is ContactKind.CALL:
        # Out of the agent's own queue in Connect, so that it does not ring there again.
        contact = changes.moving(contact, now)
    if not has(pair.agent, pair.contact.id, now):
        return Pair(contact)
    return Pair(contact, _after_miss(pair, distance_limit, now))


def withdrawn(pair: Pair, now: Millis) -> Pair:
    """The offer came to nothing through nobody's fault: the caller is at the front again."""
    contact = changes.back_in_queue(pair.contact, now, was_missed=False)
    return Pair(contact, freed_of(pair, now))


def finished(pair: Pair, wrap_up_s: int, now: Millis) -> Pair:
    """The call is over, whoever ended it: what it was until then decides what it has been."""
    before = state_now(pair.contact, now)
    talked = before is ContactState.TALKING
    outcome = Outcome.ANSWERED if talked else Outcome.ABANDONED
    contact = changes.ended(pair.contact, outcome, now)
    if not talked or not has(pair.agent, pair.contact.id, now):
        return Pair(contact, freed_of(pair, now))
    return Pair(contact, after_talk(_agent(pair), wrap_up_s, now))


def completed(pair: Pair, wrap_up_s: int, now: Millis) -> Pair:
    """The agent hung up after a conversation, however short it was."""
    contact = changes.ended(pair.contact, Outcome.ANSWERED, now)
    if not has(pair.agent, pair.contact.id, now):
        return Pair(contact, freed_of(pair, now))
    return Pair(contact, after_talk(_agent(pair), wrap_up_s, now))


def wrapped_up(agent: Session, now: Millis) -> Session | None:
    """The agent is ready for the next one; None where they were not wrapping up."""
    occupied = engaged(agent.occupied, now)
    if occupied is None or occupied.kind is not Kind.WRAP_UP:
        return None
    return _freed(agent, now)


def extended(agent: Session, now: Millis) -> Session | None:
    """One more minute; None where they were not wrapping up."""
    occupied = engaged(agent.occupied, now)
    if occupied is None or occupied.kind is not Kind.WRAP_UP:
        return None
    return occupied_with(agent, occupations.extended(occupied, now))


def lapsed(agent: Session, now: Millis) -> Session | None:
    """The occupation as time has made it, written down; None where it has changed nothing."""
    occupied = engaged(agent.occupied, now)
    if occupied == agent.occupied:
        return None
    if occupied is None:
        return _freed(agent, now)
    return replace(occupied_with(agent, occupied), misses=0)


def state_of(session: Session, now: Millis) -> str:
    """What others see: available, paused, offered, busy or wrap_up (derived, design)."""
    occupied = engaged(session.occupied, now)
    if occupied is None:
        return session.status.value
    return _STATES[occupied.kind]


_STATES: Mapping[Kind, str] = {
    Kind.OFFERED: "offered",
    Kind.DIALLING: "busy",
    Kind.RINGING: "offered",
    Kind.TALKING: "busy",
    Kind.WRAP_UP: "wrap_up",
}


def _by_softphone(contact: Contact) -> bool:
    return contact.offer is not None and contact.offer.connect_agent is not None


def _agent(pair: Pair) -> Session:
    assert pair.agent is not None, "a pair with an agent"
    return pair.agent


def has(agent: Session | None, contact: str, now: Millis) -> bool:
    """Whether this contact is what occupies the agent, in whichever of their logins."""
    occupied = engaged(agent.occupied, now) if agent else None
    return occupied is not None and occupied.contact == contact


def is_theirs(contact: Contact, agent: Session | None, now: Millis) -> bool:
    """Whether the very login that was offered the contact still has it (B2)."""
    offer = contact.offer
    if agent is None or offer is None or agent.login.ended is not None:
        return False
    same = agent.login.session_id == offer.session_id
    return same and has(agent, contact.id, now)


def occupied_with(agent: Session, occupied: Occupation | None) -> Session:
    return replace(agent, occupied=occupied)


def _freed(agent: Session, now: Millis) -> Session:
    return replace(agent, occupied=None, freed_at=now)


def freed_of(pair: Pair, now: Millis) -> Session | None:
    """The agent without this contact; None where they have another, or nothing."""
    agent = pair.agent
    held = agent is not None and agent.occupied is not None
    if not held or agent is None or agent.occupied is None:
        return None
    return _freed(agent, now) if agent.occupied.contact == pair.contact.id else None


def after_talk(agent: Session, wrap_up_s: int, now: Millis) -> Session:
    occupied = engaged(agent.occupied, now)
    assert occupied is not None, "an agent who has the contact"
    resting = occupations.wrap_up(occupied, wrap_up_s, now)
    after = replace(agent, occupied=resting, misses=0)
    return after if resting else replace(after, freed_at=now)


def _after_miss(pair: Pair, distance_limit: int, now: Millis) -> Session:
    """A second miss in a row pauses, except a distance agent, who could not end the pause (B4)."""
    agent, offer = _freed(_agent(pair), now), pair.contact.offer
    if agent.channel is Channel.DISTANCE:
        rung = offer.session_id if offer else ""
        return logged_out_at(with_miss(agent), rung, distance_limit, now)
    return paused_after_miss(agent, now)


def with_miss(agent: Session) -> Session:
    return replace(agent, misses=agent.misses + 1)


def paused_after_miss(agent: Session, now: Millis) -> Session:
    """One miss more; the second in a row pauses (B4)."""
    after = with_miss(agent)
    if after.misses < MISSES:
        return after
    return replace(after, status=Status.PAUSED, reason=NO_ANSWER, since=now)
