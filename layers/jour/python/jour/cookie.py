"""The login cookie, as it comes and goes."""

from typing import Any

COOKIE = "__Host-jour"
LIFE_S = 400 * 24 * 3600
"""Browsers keep a cookie 400 days at most; a login lasts until it is ended (X2)."""


def headers_of(event: dict[str, Any]) -> dict[str, str]:
    """The request's headers with lower-case names."""
    return {name.lower(): value for name, value in (event.get("headers") or {}).items()}


def login_token(event: dict[str, Any]) -> str | None:
    """The token in the login cookie.

    API Gateway hands an HTTP request's cookies over apart, a socket's (and the local one's) in the
    `cookie` header: both are read.
    """
    pairs = list(event.get("cookies") or [])
    pairs += headers_of(event).get("cookie", "").split(";")
    for pair in pairs:
        name, _, value = pair.strip().partition("=")
        if name == COOKIE and value:
            return str(value)
    return None
