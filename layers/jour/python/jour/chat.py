"""A conversation in writing: its messages, and what may stand in them. Pure.

A chat is a contact (`jour.contact`, kind `chat`); here is what it has beyond one. Text is only ever
text: what it looks like is the reader's business, so markup is kept as it was written.
"""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from jour.clock import MINUTE, SECOND, Millis
from jour.contact import Opening
from jour.errors import Conflict, Invalid, JourError, TooMany

__all__ = [
    "Author",
    "Conversation",
    "Event",
    "Message",
    "Opening",
    "counted",
    "customer_name",
    "message_text",
    "too_much",
]

LONGEST_TEXT = 4_000
"""Code points of a message."""
LONGEST_NAME = 60
A_MINUTE = 60
"""So many messages a minute may come from a customer …"""
IN_ALL = 2_000
"""… and so many in one chat."""
WINDOW = MINUTE
_KEPT_CONTROLS = "\n\t"


class Author(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class Event(StrEnum):
    """What a line of the system tells; clients word it."""

    AGENT_JOINED = "agent_joined"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    ENDED_BY_CUSTOMER = "ended_by_customer"
    ENDED_BY_AGENT = "ended_by_agent"
    CUSTOMER_LEFT = "customer_left"


@dataclass(frozen=True, slots=True)
class Message:
    """One line of a conversation; they are numbered from 1 without gaps."""

    number: int
    author: Author
    name: str | None
    """What the author is called; of a system line, whom it is about."""
    text: str
    at: Millis
    client_id: str
    """Under which its writer sent it: sent again, it is the same message."""
    user: str | None = None
    """Of an agent's message, or a system line about one: the agent's user id."""
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is known of a chat's messages as a whole, and of its customer's connection."""

    contact: str
    org: str
    language: str
    token_digest: str
    """SHA-256 of the customer's token, hex."""
    last: int = 0
    """The newest message's number."""
    read_by_customer: int = 0
    read_by_agent: int = 0
    connection_id: str | None = None
    connected_at: Millis | None = None
    seen_at: Millis = 0
    """The customer's last sign of life."""
    from_customer: int = 0
    """How many messages the customer has written."""
    window_since: Millis = 0
    """When the minute began in which the customer's messages are being counted."""
    window_count: int = 0

    def read_by(self, author: Author) -> int:
        """The number of the newest message that this side has read."""
        return self.read_by_customer if author is Author.CUSTOMER else self.read_by_agent


def too_much(head: Conversation, now: Millis) -> JourError | None:
    """Why the customer may not write one message more just now; None where they may."""
    if head.from_customer >= IN_ALL:
        return Conflict("chat_too_long", limit=IN_ALL)
    if counted(head, now).window_count <= A_MINUTE:
        return None
    return TooMany(max(1, (head.window_since + WINDOW - now) // SECOND), "chat_too_fast")


def counted(head: Conversation, now: Millis) -> Conversation:
    """The conversation with one message more from its customer."""
    more = replace(head, from_customer=head.from_customer + 1, seen_at=now)
    if now - head.window_since >= WINDOW:
        return replace(more, window_since=now, window_count=1)
    return replace(more, window_count=head.window_count + 1)


def message_text(written: str) -> str:
    """A message as it is kept: trimmed, NFC. Raises Invalid `invalid_chat_text`."""
    try:
        written.encode()
    except UnicodeEncodeError as surrogate:
        raise Invalid("invalid_chat_text", limit=LONGEST_TEXT) from surrogate
    kept = (c for c in written if c in _KEPT_CONTROLS or unicodedata.category(c) != "Cc")
    text = unicodedata.normalize("NFC", "".join(kept).strip())
    if not 0 < len(text) <= LONGEST_TEXT or not any(map(_is_seen, text)):
        raise Invalid("invalid_chat_text", limit=LONGEST_TEXT)
    return text


def customer_name(written: str) -> str:
    """What a customer calls themselves, in one line, without anything that cannot be seen: it is
    shown beside other text and must not disturb it. Raises Invalid `invalid_chat_name`.
    """
    # Controls, formatting (bidi overrides, zero width), surrogates, line and paragraph ends.
    kept = "".join(" " if _is_space(c) else c for c in written if _is_seen(c) or _is_space(c))
    name = unicodedata.normalize("NFC", " ".join(kept.split()))
    # A mark at the beginning would stand over what is before the name.
    while name and unicodedata.category(name[0])[0] == "M":
        name = name[1:].lstrip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("invalid_chat_name", limit=LONGEST_NAME)
    return name


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"


def _is_space(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Zs"
