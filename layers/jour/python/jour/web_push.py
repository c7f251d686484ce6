"""Posting to push services (RFC 8030): encrypted, signed, and not led elsewhere."""

import hashlib
import json
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from jour.clock import DAY, SECOND, Clock
from jour.kept_secret import KeptSecret
from jour.observe import logger
from jour.push_encryption import encrypted
from jour.push_subscription import Subscription, require_service
from jour.push_texts import Notice
from jour.vapid import VapidKeys, base64url

ATTEMPTS = 2
_PATIENCE = Timeout(connect=2, read=5)
_ONCE: dict[str, Any] = {"retries": False, "timeout": _PATIENCE}
_GONE = frozenset({404, 410})
_LATER = 429
_TOPIC = 24
"""Bytes of a topic: 32 characters of base64url at most (RFC 8030 5.4)."""


class Delivery(Enum):
    """What became of a message."""

    TAKEN = "taken"
    GONE = "gone"
    """The browser has no such subscription any more."""
    REFUSED = "refused"
    """The service does not take it from us, now or later."""
    LATER = "later"
    """Busy, slow or unreachable."""


@dataclass(frozen=True)
class WebPush:
    """Posts notices to browsers. Never raises for what a push service does; Unavailable where our
    own keys cannot be read."""

    keys: KeptSecret[VapidKeys]
    subject: str
    """An https address of ours."""
    local_service: str | None
    clock: Clock

    def send(self, to: Subscription, notice: Notice) -> Delivery:
        """Tried again at once where a service stumbles: an offer cannot wait for the queue."""
        # The list of services may have grown shorter since it was stored.
        require_service(to.endpoint, self.local_service)
        try:
            body = encrypted(_text(notice), to.p256dh, to.auth)
            headers = self._headers(to, notice)
        except (ValueError, KeyError):
            # No point of the curve, or made for a key of ours that is no more.
            return Delivery.GONE
        for _ in range(ATTEMPTS):
            delivery = self._posted(to.endpoint, body, headers)
            if delivery is not Delivery.LATER:
                break
        return delivery

    def _posted(self, endpoint: str, body: bytes, headers: dict[str, str]) -> Delivery:
        try:
            answer = self._pool.urlopen(
                "POST", endpoint, redirect=False, body=body, headers=headers, **_ONCE
            )
        except HTTPError as failure:
            logger.warning("push service not reached", extra={"why": type(failure).__name__})
            return Delivery.LATER
        return _delivery(answer.status)

    def _headers(self, to: Subscription, notice: Notice) -> dict[str, str]:
        now = self.clock()
        left = DAY if notice.until is None else max(0, notice.until - now)
        keys = self.keys.known
        if to.key not in keys.seeds:
            keys = self.keys.renewed(to.key)
        return {
            "Authorization": keys.authorization(to.key, to.endpoint, self.subject, now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(left // SECOND),
            "Topic": base64url(hashlib.sha256(notice.tag.encode()).digest()[:_TOPIC]),
            "Urgency": "high" if notice.urgent else "normal",
        }

    @cached_property
    def _pool(self) -> PoolManager:
        return PoolManager(maxsize=4)


def _text(notice: Notice) -> bytes:
    return json.dumps(notice.view(), ensure_ascii=False, separators=(",", ":")).encode()


def _delivery(status: int) -> Delivery:
    if 200 <= status < 300:
        return Delivery.TAKEN
    if status in _GONE:
        return Delivery.GONE
    if status == _LATER or status >= 500:
        return Delivery.LATER
    logger.error("push service refused", extra={"status": status})
    return Delivery.REFUSED
