"""A mail about a chat: a message that somebody left, or the transcript of a conversation. Pure.

It is written down first and mailed afterwards, from a queue: asked again it is the same mail, and
what it says of somebody goes once it has been sent.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from jour.clock import DAY, Millis

KEPT = 30 * DAY
"""Longer than dead letters are kept: one that failed can still be sent."""


class ChatMailKind(StrEnum):
    """What is mailed."""

    LEFT_MESSAGE = "left_message"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class ChatMail:
    """One mail."""

    id: str
    kind: ChatMailKind
    org: str
    group: str
    to: str
    """The mail address."""
    language: str
    at: Millis
    to_digest: str = ""
    """Tells the same address from another after it has been forgotten."""
    contact: str = ""
    """Of a transcript: the chat."""
    name: str = ""
    text: str = ""
    phone: str | None = None
    """E.164."""
    email: str | None = None
    """Who left the message, so that the group can answer."""
    page: str = ""
    sent_at: Millis | None = None


def left_message_id(org: str, group: str, client_id: str) -> str:
    """The id of the message that a client leaves under its own id: asked again, it is the same."""
    told = "\n".join((org, group, client_id))
    return "left-" + hashlib.sha256(told.encode()).hexdigest()[:32]


def transcript_id(contact: str) -> str:
    """A chat has one transcript."""
    return f"transcript-{contact}"
