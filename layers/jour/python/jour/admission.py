"""Which HTTP requests are looked at at all: those through the front door, from our own pages, and
with a body that can be read."""

import base64
import json
from collections.abc import Collection, Mapping
from typing import Any

from jour.errors import Forbidden
from jour.front import FrontDoor
from jour.request import headers_of

BODY_LIMIT_KB = 64
_JSON = "application/json"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def refusal(
    event: dict[str, Any], front: FrontDoor, origins: Collection[str]
) -> tuple[int, str] | None:
    """Why the request is not even looked at, as status and code; None for one that is.

    Raises Unavailable where nobody can tell whether it came through the front door.
    """
    headers = headers_of(event)
    try:
        front.require(headers)
    except Forbidden as past_it:
        return 403, past_it.code
    if event["requestContext"]["http"]["method"] in _SAFE_METHODS:
        return None
    if not _origin_allowed(headers, origins):
        return 403, "origin_not_allowed"
    return _unreadable(event, headers)


def _origin_allowed(headers: Mapping[str, str], origins: Collection[str]) -> bool:
    """Browsers send Origin with every request that changes state: another site's is refused.

    Without the header no browser page is behind the request, so nobody's cookie is misused.
    """
    if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return False
    origin = headers.get("origin")
    return origin is None or origin in origins


def _unreadable(event: dict[str, Any], headers: Mapping[str, str]) -> tuple[int, str] | None:
    """Why the body is not even parsed, as status and code."""
    body = event.get("body") or ""
    if len(body) > BODY_LIMIT_KB * 1024:
        return 413, "body_too_large"
    # Also where there is no body: Powertools has no answer to another type of nothing.
    if (headers.get("content-type") or _JSON).split(";")[0].strip() != _JSON:
        return 415, "unsupported_media_type"
    if not body:
        return None
    try:
        json.loads(base64.b64decode(body) if event.get("isBase64Encoded") else body)
    except (ValueError, RecursionError):
        # Not JSON, not UTF-8, a number of thousands of digits, or brackets nested without end.
        return 400, "malformed_json"
    return None
