"""The token of a customer's chat: opaque to its bearer, 256 random bits, kept as a hash alone.

It says which chat it is for, `<chat>.<secret>`, so that one read answers whether it is right. It
opens that one conversation and nothing else; no login accepts it.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

_SECRET_BYTES = 32
_PREFIX = "chat-"
_ID = re.compile(r"chat-[0-9a-f]{32}")
_TEXT = re.compile(r"(chat-[0-9a-f]{32})\.[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class ChatToken:
    """A token, taken apart."""

    contact: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the whole token, hex: what the table holds."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def proves(self, digest: str) -> bool:
        """Whether this token is the one that was issued, in constant time."""
        return hmac.compare_digest(self.digest, digest)


def chat_id(org: str, group: str, client_id: str) -> str:
    """The id of the chat that a client opens under its own id: asked again, it is the same one.

    A hash: whoever knows the client's id is given a token, and colleagues see the chat's.
    """
    told = "\n".join((org, group, client_id))
    return _PREFIX + hashlib.sha256(told.encode()).hexdigest()[:32]


def is_chat_id(contact: str) -> bool:
    """Whether a contact of this id is a chat: no other kind is called so."""
    return _ID.fullmatch(contact) is not None


def issue(contact: str) -> ChatToken:
    """A new token for a chat."""
    return ChatToken(contact, f"{contact}.{secrets.token_urlsafe(_SECRET_BYTES)}")


def read(text: str | None) -> ChatToken | None:
    """The token's parts, or None for anything that this system never issued."""
    found = _TEXT.fullmatch(text or "")
    return ChatToken(found[1], found[0]) if found else None
