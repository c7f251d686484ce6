"""Conversations and their messages as items and back."""

from jour.chat import Author, Conversation, Event, Message
from jour.store import keys
from jour.store.expression import Item


def conversation_from_item(item: Item) -> Conversation:
    """The conversation that an item, or a stream's image of one, holds."""
    return Conversation(
        contact=item["contact"],
        org=item["org"],
        language=item["language"],
        token_digest=item["token"],
        last=item["last"],
        read_by_customer=item.get("read_by_customer", 0),
        read_by_agent=item.get("read_by_agent", 0),
        connection_id=item.get("connection_id"),
        connected_at=item.get("connected_at"),
        seen_at=item["seen_at"],
        from_customer=item.get("from_customer", 0),
        window_since=item.get("window_since", 0),
        window_count=item.get("window_count", 0),
    )


def conversation_to_item(head: Conversation) -> Item:
    """One that has just begun."""
    return {
        "contact": head.contact,
        "org": head.org,
        "language": head.language,
        "token": head.token_digest,
        "last": head.last,
        "seen_at": head.seen_at,
        "from_customer": head.from_customer,
        "window_since": head.window_since,
        "window_count": head.window_count,
        "beat": False,
    }


def message_from_item(item: Item) -> Message:
    """The message that an item, or a stream's image of one, holds."""
    event = item.get("event")
    return Message(
        number=item["number"],
        author=Author(item["author"]),
        name=item.get("name"),
        text=item["text"],
        at=item["at"],
        client_id=item["client_id"],
        user=item.get("user"),
        event=Event(event) if event else None,
    )


def message_to_item(contact: str, org: str, message: Message) -> Item:
    """A message to be stored."""
    return {
        "contact": contact,
        "org": org,
        "number": message.number,
        "author": message.author.value,
        "name": message.name,
        "text": message.text,
        "at": message.at,
        "client_id": message.client_id,
        "user": message.user,
        "event": message.event and message.event.value,
    }


def is_message(item: Item) -> bool:
    """Whether a stream's image is one of a message."""
    return str(item.get("sk", "")).startswith(keys.MESSAGE)
