"""Posting to connected clients through API Gateway's management endpoint.

The client class of boto3 spends a millisecond of processor time on every call, and botocore's
signer with urllib3 a third of one: too much for a fan-out to hundreds of watchers. So each post is
signed by `jour.post_signature` and sent by `jour.keep_alive` (bench/fanout.py measures it).
"""

import json
import random
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from jour.keep_alive import KeepAlive, Request, Status
from jour.observe import logger, tally_all
from jour.post_signature import Signer

if TYPE_CHECKING:
    from botocore.session import Session

CONCURRENCY = 64
"""Posts under way at once: one slow reader holds up one of them."""
ATTEMPTS = 3
_GONE = 410
_THROTTLED = 429
_BACKOFF_S = 0.1
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Outcome(Enum):
    """What became of a post."""

    DELIVERED = "delivered"
    GONE = "gone"
    """There is no such connection (any more, or not yet)."""
    FAILED = "failed"
    """Not delivered in time: throttled, slow or unreachable. The client asks `sync` by itself."""


class Pusher:
    """Posts messages; retries are bounded, failures are told and never raised.

    `endpoint` is the API's management URL without `/@connections`.
    """

    def __init__(self, endpoint: str, session: "Session") -> None:
        parts = urlsplit(endpoint)
        self._base = parts.path.rstrip("/")
        self._host = parts.netloc.removesuffix(":443" if parts.scheme == "https" else ":80")
        self._http = KeepAlive(endpoint, CONCURRENCY)
        self._session = session

    def post(self, connection_id: str, message: Any) -> Outcome:
        """Post one message."""
        (outcome,) = self.post_all([(connection_id, message)])
        return outcome

    def post_all(self, posts: Iterable[tuple[str, Any]]) -> list[Outcome]:
        """Post to many connections at once; the outcomes in the order of the posts."""
        outcomes = self._send(("POST", to, _encoded(message)) for to, message in posts)
        tally_all(Counter(f"Push{outcome.value.capitalize()}" for outcome in outcomes))
        return outcomes

    def close(self, connection_id: str) -> Outcome:
        """Close a connection from the server's side."""
        (outcome,) = self._send([("DELETE", connection_id, b"")])
        return outcome

    def _send(self, asked: Iterable[tuple[str, str, bytes]]) -> list[Outcome]:
        signer = self._signer()
        attempts = [_Attempt(signer, self._path(to), method, body) for method, to, body in asked]
        self._http.send(attempt.request() for attempt in attempts)
        return [_outcome(attempt.status) for attempt in attempts]

    def _path(self, connection_id: str) -> str:
        return f"{self._base}/@connections/{_quoted(connection_id)}"

    def _signer(self) -> Signer:
        """With the credentials of this moment: botocore renews them while a function lives."""
        credentials = self._session.get_credentials()
        if credentials is None:
            raise RuntimeError("This process has no AWS credentials to sign with.")
        return Signer(self._host, self._region, credentials.get_frozen_credentials())

    @cached_property
    def _region(self) -> str:
        return str(self._session.get_config_variable("region"))


class _Attempt:
    """One post, tried a few times."""

    __slots__ = ("_body", "_method", "_path", "_signer", "_tries", "status")

    def __init__(self, signer: Signer, path: str, method: str, body: bytes) -> None:
        self._signer, self._path, self._method, self._body = signer, path, method, body
        self._tries = 0
        self.status: Status = None

    def request(self, after_s: float = 0) -> Request:
        signed = self._signer.headers(self._method, self._path, self._body)
        head = (
            f"{self._method} {self._path} HTTP/1.1\r\nHost: {self._signer.host}\r\n{signed}"
            f"Content-Length: {len(self._body)}\r\n\r\n"
        )
        return Request(head.encode() + self._body, self._answered, after_s)

    def _answered(self, status: Status) -> Request | None:
        """The next try of what was throttled, failed or remained silent."""
        self.status = status
        self._tries += 1
        if (status is not None and status < _THROTTLED) or self._tries == ATTEMPTS:
            return None
        # Full jitter: posts that were throttled together do not come back together.
        return self.request(random.uniform(0, _BACKOFF_S * 2**self._tries))


@lru_cache(maxsize=4096)
def _quoted(connection_id: str) -> str:
    return quote(connection_id, safe="")


def _encoded(message: Any) -> bytes:
    return _ENCODER.encode(message).encode()


def _outcome(status: Status) -> Outcome:
    if status is not None and 200 <= status < 300:
        return Outcome.DELIVERED
    if status == _GONE:
        return Outcome.GONE
    logger.warning("push failed", extra={"status": status})
    return Outcome.FAILED
