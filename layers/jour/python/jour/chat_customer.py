"""Which customer is speaking: from a chat token to the conversation, in one read."""

from typing import Protocol

from jour import chat_token
from jour.chat import Conversation
from jour.errors import Unauthenticated


class Heads(Protocol):
    """What is asked of the storage of chats."""

    def head(self, contact_id: str) -> Conversation | None:
        """The conversation, without its messages."""


def identify_customer(token_text: str | None, chats: Heads) -> Conversation:
    """The conversation that the token is for, going on or over.

    Raises Unauthenticated `no_chat` for everything else: no token, another's, one that a newer one
    has replaced, a chat that has been erased.
    """
    token = chat_token.read(token_text)
    head = chats.head(token.contact) if token else None
    if token is None or head is None or not token.proves(head.token_digest):
        raise Unauthenticated("no_chat")
    return head
