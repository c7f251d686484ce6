"""Where a login's browser takes push messages (RFC 8030), and whether we post there. Pure.

A browser names the address that we are to post to; so only addresses of the browsers' own push
services are taken. Anything else could make us call whomever somebody chose (SSRF).
"""

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import urlsplit

from jour.errors import Invalid

LONGEST_ENDPOINT = 1024
SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
"""Of Chrome and Edge on Android, Firefox, Safari, and Edge on Windows; or below one of these."""
_POINT = 65
"""An uncompressed point of P-256 (RFC 8291): 0x04, x, y."""
_SECRET = 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """One login's; the keys encrypt what only that browser reads."""

    org: str
    user: str
    session_id: str
    endpoint: str
    p256dh: bytes
    """The browser's public key."""
    auth: bytes
    """The secret that it shares with us alone."""
    key: str
    """Which of our own keys it was made for, by its version."""
    language: str
    shows_caller: bool
    """Whether messages may name who calls: a locked screen is read by others, too."""
    shown: str | None = None
    """The contact whose offer was delivered last."""


def require_service(endpoint: str, local_service: str | None) -> None:
    """Raises Invalid `unknown_push_service` for an address that is no push service's.

    `local_service`: the beginning of further addresses, for a local run; None in AWS.
    """
    if len(endpoint) > LONGEST_ENDPOINT or not _is_service(endpoint, local_service):
        raise Invalid("unknown_push_service")


def _is_service(endpoint: str, local_service: str | None) -> bool:
    if not endpoint.isascii() or not endpoint.isprintable() or "\\" in endpoint or " " in endpoint:
        return False
    if local_service is not None and endpoint.startswith(f"{local_service}/"):
        return ".." not in endpoint
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or port not in (None, 443):
        return False
    host = parts.hostname or ""
    return any(host == service or host.endswith(f".{service}") for service in SERVICES)


def public_key(text: str) -> bytes:
    """A browser's key, base64url. Raises Invalid `invalid_push_keys`."""
    point = _decoded(text)
    if len(point) != _POINT or point[0] != 4:
        raise Invalid("invalid_push_keys")
    return point


def secret(text: str) -> bytes:
    """A browser's secret, base64url. Raises Invalid `invalid_push_keys`."""
    value = _decoded(text)
    if len(value) != _SECRET:
        raise Invalid("invalid_push_keys")
    return value


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", True)
    except (ValueError, binascii.Error) as unreadable:
        raise Invalid("invalid_push_keys") from unreadable
