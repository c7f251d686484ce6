"""An agent's own chats, as their client shows them (contract). Pure."""

from collections.abc import Mapping

from jour.call_views import offer_view
from jour.chat import Conversation
from jour.chat_capacity import chats_now
from jour.clock import Millis, iso
from jour.contact import Contact
from jour.occupation import Occupation
from jour.session import Session
from jour.views import Message


def my_chats(
    agent: Session,
    contacts: Mapping[str, Contact],
    heads: Mapping[str, Conversation],
    now: Millis,
) -> list[Message]:
    """The agent's chats by when they came; one whose contact is gone is left out."""
    chats = sorted(chats_now(agent, now), key=lambda chat: (chat.since, chat.contact))
    return [
        _view(chat, contacts[chat.contact], heads.get(chat.contact), now)
        for chat in chats
        if chat.contact in contacts
    ]


def _view(chat: Occupation, contact: Contact, head: Conversation | None, now: Millis) -> Message:
    return {
        "contact": offer_view(contact, now),
        "state": chat.kind.value,
        "since": iso(chat.since),
        "until": iso(chat.until) if chat.until else None,
        "ended_by": contact.ended_by,
        "last": head.last if head else 0,
        "read": {
            "customer": head.read_by_customer if head else 0,
            "agent": head.read_by_agent if head else 0,
        },
        "customer_connected": head is not None and head.connection_id is not None,
    }
