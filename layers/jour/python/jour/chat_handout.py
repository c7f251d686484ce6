"""What becomes of a chat and of the agent who has it: changed together. Pure.

A chat is handed out as calls are (`jour.handout`); it does not ring, so an agent accepts it before
it begins. It belongs to its agent, not to one login of theirs: a new desktop login keeps it, and
where none is left it goes back to the front of the queue, with its history (X3).
"""

from collections.abc import Iterable
from dataclasses import replace

from jour import chat_changes as changes
from jour import occupation as occupations
from jour.chat_capacity import chat_of, chats_now, holds_chats, with_chat, without_chat
from jour.clock import Millis
from jour.contact import Contact, ContactState, Handed, Offer, Outcome, Side
from jour.handout import Pair, paused_after_miss
from jour.occupation import Kind
from jour.session import Session


def claimed(pair: Pair, now: Millis) -> Pair:
    """The chat is offered to the agent."""
    contact, agent = pair.contact, pair.agent
    assert agent is not None, "a pair with an agent"
    until = now + occupations.ACCEPT
    offer = Offer(
        user=agent.user,
        name=agent.name,
        session_id=agent.login.session_id,
        phone="",
        number=contact.offers + 1,
        at=now,
        until=until,
    )
    chat = occupations.offered(contact.id, contact.group, now, occupations.ACCEPT)
    return Pair(changes.offered(contact, offer), with_chat(agent, chat))


def accepted(pair: Pair, now: Millis) -> Pair | None:
    """The conversation begins; None where the offer is not theirs, or its time has passed."""
    contact, agent = pair.contact, pair.agent
    chat = chat_of(agent, contact.id, now)
    if contact.state is not ContactState.OFFERED or chat is None or contact.offer is None:
        return None
    if agent is None or not holds_chats(agent, now) or contact.offer.until <= now:
        return None
    talks = replace(with_chat(agent, occupations.talking(chat, now)), misses=0)
    return Pair(changes.talking(contact, now), talks)


def missed(pair: Pair, now: Millis) -> Pair | None:
    """Not accepted in time, or declined: to the front for the next one, one miss more (B4).

    None where it is not being offered.
    """
    contact, agent = pair.contact, pair.agent
    if contact.state is not ContactState.OFFERED:
        return None
    back = changes.back_in_queue(contact, now, was_missed=True)
    freed = _rid_of(agent, contact, now)
    return Pair(back, None if freed is None else paused_after_miss(freed, now))


def is_lapsed(contact: Contact, now: Millis) -> bool:
    """Whether it was offered and nobody has accepted it in time."""
    offer = contact.offer
    return offer is not None and offer.until <= now and contact.state is ContactState.OFFERED


def handed_back(pair: Pair, now: Millis) -> Pair | None:
    """Its agent has no desktop login any more: nobody's fault. None for what nobody has."""
    contact, agent = pair.contact, pair.agent
    if contact.state not in (ContactState.OFFERED, ContactState.TALKING):
        return None
    back = changes.back_in_queue(contact, now, was_missed=False)
    if contact.state is ContactState.TALKING:
        back = changes.came_from(back, contact.offer, Handed.RETURNED, now)
    return Pair(back, _rid_of(agent, contact, now))


def transferred(pair: Pair, group: str, asks: tuple[str, ...], now: Millis) -> Pair | None:
    """To the front of a group's queue, those of `asks` first. None where nobody talks."""
    contact = pair.contact
    if contact.state is not ContactState.TALKING:
        return None
    back = changes.back_in_queue(contact, now, was_missed=False)
    back = changes.came_from(back, contact.offer, Handed.TRANSFERRED, now)
    return Pair(replace(back, group=group, asks=asks), _rid_of(pair.agent, contact, now))


def ended(pair: Pair, by: Side, wrap_up_s: int, now: Millis) -> Pair | None:
    """Over, whoever ended it; its agent has the group's time to write things down (B5).

    None where it has ended.
    """
    contact, agent = pair.contact, pair.agent
    if contact.state is ContactState.ENDED:
        return None
    talked = contact.answered_at is not None
    over = changes.ended(contact, Outcome.ANSWERED if talked else Outcome.ABANDONED, by, now)
    chat = chat_of(agent, contact.id, now)
    if agent is None or chat is None:
        return Pair(over)
    resting = occupations.wrap_up(chat, wrap_up_s, now)
    if contact.state is not ContactState.TALKING or resting is None:
        return Pair(over, without_chat(agent, contact.id, now))
    return Pair(over, with_chat(agent, resting))


def wrapped_up(agent: Session, contact: str, now: Millis) -> Session | None:
    """The agent has written down what there was; None where they were not wrapping up."""
    chat = chat_of(agent, contact, now)
    if chat is None or chat.kind is not Kind.WRAP_UP:
        return None
    return without_chat(agent, contact, now)


def extended(agent: Session, contact: str, now: Millis) -> Session | None:
    """One more minute; None where they were not wrapping up."""
    chat = chat_of(agent, contact, now)
    if chat is None or chat.kind is not Kind.WRAP_UP:
        return None
    return with_chat(agent, occupations.extended(chat, now))


def lapsed(agent: Session, now: Millis) -> Session | None:
    """Chats whose wrap-up has passed written off; None where there is none."""
    left = chats_now(agent, now)
    return None if left == agent.chats else replace(agent, chats=left, freed_at=now)


def lost_chats(agents: Iterable[Session | None], now: Millis) -> Iterable[str]:
    """Chats of agents who can have none any more, to be handed back."""
    for agent in agents:
        if agent is not None and agent.chats and not holds_chats(agent, now):
            yield from (chat.contact for chat in agent.chats)


def _rid_of(agent: Session | None, contact: Contact, now: Millis) -> Session | None:
    return None if agent is None else without_chat(agent, contact.id, now)
