"""The login token: opaque to its bearer, 256 random bits, of which the table holds only a hash.

A token also says where its login is stored, so that one read answers whose it is:
`<org>/<user>/<login>` in base64url, a dot, and the secret. Only the secret proves anything.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

_SECRET_BYTES = 32
_SESSION_ID_BYTES = 16
_MAX_LENGTH = 512


@dataclass(frozen=True, slots=True)
class Bearer:
    """Where the login that a token speaks of is stored. Proves nothing by itself."""

    org: str
    user: str
    plain_id: str | None
    """Set for a plain web login, whose items are many; None for the agent's login."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token, taken apart."""

    bearer: Bearer
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the whole token, hex: what the table holds."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def proves(self, digest: str) -> bool:
        """Whether this token is the one that was issued, in constant time."""
        return hmac.compare_digest(self.digest, digest)


def new_session_id() -> str:
    """128 random bits, never reused, not even after the table is restored (ASVS 7.2.3)."""
    return secrets.token_urlsafe(_SESSION_ID_BYTES)


def issue(bearer: Bearer) -> Token:
    """A new token for a login."""
    place = "/".join((bearer.org, bearer.user, bearer.plain_id or ""))
    encoded = base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")
    return Token(bearer, f"{encoded}.{secrets.token_urlsafe(_SECRET_BYTES)}")


def read(text: str) -> Token | None:
    """The token's parts, or None for anything that this system never issued."""
    encoded, dot, secret = text.partition(".")
    if len(text) > _MAX_LENGTH or not dot or not secret or not text.isascii():
        return None
    try:
        place = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    parts = place.split("/")
    if len(parts) != 3 or not all(parts[:2]):
        return None
    return Token(Bearer(parts[0], parts[1], parts[2] or None), text)
