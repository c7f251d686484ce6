"""What a request carries besides its body: headers, the login cookie, where it comes from."""

import ipaddress
from typing import Any

COOKIE = "__Host-jour"
CHAT_COOKIE = "__Host-jour-chat"
_IPV6_SITE = 64
_HOPS = 2
"""The front door and the gateway each append the address that they were called from."""
CHAT_LIFE_S = 90 * 24 * 3600
"""As long as the conversation is kept."""
LIFE_S = 400 * 24 * 3600
"""Browsers keep a cookie 400 days at most; a login lasts until it is ended (X2)."""


def headers_of(event: dict[str, Any]) -> dict[str, str]:
    """The request's headers with lower-case names."""
    return {name.lower(): value for name, value in (event.get("headers") or {}).items()}


def source_of(event: dict[str, Any]) -> str:
    """Where the client calls from, as the front door saw it: an address, or an IPv6 network.

    The gateway's own view is the front door's address; before that one the front door has appended
    the client's to X-Forwarded-For. What stands further left came from the client.
    """
    forwarded = headers_of(event).get("x-forwarded-for", "")
    addresses = [part.strip() for part in forwarded.split(",") if part.strip()]
    if len(addresses) >= _HOPS:
        return _site(addresses[-_HOPS])
    return _site(str(event["requestContext"]["http"].get("sourceIp", "")))


def _site(address: str) -> str:
    """The address, or the network of an IPv6 address: a site has as many of those as it likes."""
    try:
        return str(ipaddress.ip_network(f"{address}/{_IPV6_SITE}", strict=False))
    except ValueError:
        return address  # IPv4 has no prefix that long


def login_token(event: dict[str, Any]) -> str | None:
    """The token in the login cookie."""
    return _cookie(event, COOKIE)


def chat_token(event: dict[str, Any]) -> str | None:
    """The token in the cookie of a customer's chat."""
    return _cookie(event, CHAT_COOKIE)


def _cookie(event: dict[str, Any], wanted: str) -> str | None:
    """API Gateway hands an HTTP request's cookies over apart, a socket's (and the local one's) in
    the `cookie` header: both are read.
    """
    pairs = list(event.get("cookies") or [])
    pairs += headers_of(event).get("cookie", "").split(";")
    for pair in pairs:
        name, _, value = pair.strip().partition("=")
        if name == wanted and value:
            return str(value)
    return None
