"""How many chats an agent has, and whether they may have one more (D2, X3). Pure."""

from dataclasses import replace

from jour.clock import Millis
from jour.occupation import Occupation, engaged
from jour.organisation import Channel, Organisation
from jour.session import Session, is_live


def chats_now(agent: Session, now: Millis) -> tuple[Occupation, ...]:
    """The agent's chats at this moment: one whose wrap-up has passed is gone."""
    return tuple(chat for chat in agent.chats if engaged(chat, now) is not None)


def chat_of(agent: Session | None, contact: str, now: Millis) -> Occupation | None:
    """The agent's place for this chat; None where they do not have it."""
    chats = chats_now(agent, now) if agent else ()
    return next((chat for chat in chats if chat.contact == contact), None)


def has_room(agent: Session, organisation: Organisation, now: Millis) -> bool:
    """Whether one chat more is allowed; one that is being wrapped up counts."""
    return len(chats_now(agent, now)) < organisation.chats_at_once


def is_kept_by_call(agent: Session, organisation: Organisation, now: Millis) -> bool:
    """Whether what the agent has on the telephone keeps chats away."""
    return engaged(agent.occupied, now) is not None and not organisation.chats_during_calls


def holds_chats(agent: Session | None, now: Millis) -> bool:
    """Whether the agent's living login may have chats at all: those of another are handed back."""
    if agent is None or not is_live(agent, now):
        return False
    return agent.channel is Channel.DESKTOP


def with_chat(agent: Session, chat: Occupation) -> Session:
    """The agent with this chat, in the place of what it was before."""
    others = (one for one in agent.chats if one.contact != chat.contact)
    return replace(agent, chats=(*others, chat))


def without_chat(agent: Session, contact: str, now: Millis) -> Session:
    """The agent without this chat, free of it since now."""
    others = tuple(one for one in agent.chats if one.contact != contact)
    return replace(agent, chats=others, freed_at=now)
