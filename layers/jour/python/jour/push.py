"""Posting to connected clients through API Gateway's management endpoint.

The client class of boto3 spends a millisecond of processor time on every call; here each post is a
keep-alive request signed by botocore's own signer, which is what a fan-out to hundreds of watchers
needs (bench/fanout.py measures it).
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import cached_property
from typing import Any
from urllib.parse import quote

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.session import Session, get_session
from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from jour.observe import logger, tally_all

CONCURRENCY = 32
"""Posts under way at once: one slow reader holds up one of them."""
ATTEMPTS = 3
_PATIENCE = Timeout(connect=1, read=2)
_GONE = 410
_THROTTLED = 429
_BACKOFF_S = 0.1


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

    def __init__(self, endpoint: str, session: Session | None = None) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._session = session or get_session()

    def post(self, connection_id: str, message: Any) -> Outcome:
        """Post one message."""
        (outcome,) = _counted([self._posted(connection_id, message)])
        return outcome

    def post_all(self, posts: Iterable[tuple[str, Any]]) -> list[Outcome]:
        """Post to many connections at once; the outcomes in the order of the posts."""
        return _counted(list(self._threads.map(lambda post: self._posted(*post), posts)))

    def close(self, connection_id: str) -> Outcome:
        """Close a connection from the server's side."""
        return self._send("DELETE", connection_id, b"")

    def _posted(self, connection_id: str, message: Any) -> Outcome:
        data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        return self._send("POST", connection_id, data)

    def _send(self, method: str, connection_id: str, data: bytes) -> Outcome:
        url = f"{self._endpoint}/@connections/{quote(connection_id, safe='')}"
        for attempt in range(ATTEMPTS):
            if attempt:
                # Full jitter: posts that were throttled together do not come back together.
                time.sleep(random.uniform(0, _BACKOFF_S * 2**attempt))
            status = self._status(method, url, data)
            if status is not None and status < _THROTTLED:
                break
        return self._outcome(status)

    def _outcome(self, status: int | None) -> Outcome:
        if status is not None and 200 <= status < 300:
            return Outcome.DELIVERED
        if status == _GONE:
            return Outcome.GONE
        logger.warning("push failed", extra={"status": status})
        return Outcome.FAILED

    def _status(self, method: str, url: str, data: bytes) -> int | None:
        """The HTTP status, or None for silence."""
        request = AWSRequest(method=method, url=url, data=data)
        # Credentials are renewed while a function lives: botocore holds them, so it is asked.
        credentials = self._session.get_credentials()
        if credentials is None:
            raise RuntimeError("This process has no AWS credentials to sign with.")
        SigV4Auth(credentials, "execute-api", self._region).add_auth(request)
        try:
            answer: BaseHTTPResponse = self._pool.request(
                method, url, body=data, headers=dict(request.headers.items()), redirect=False
            )
        except HTTPError:
            return None
        return answer.status

    @cached_property
    def _region(self) -> str:
        return str(self._session.get_config_variable("region"))

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(CONCURRENCY)

    @cached_property
    def _pool(self) -> PoolManager:
        return PoolManager(maxsize=CONCURRENCY, retries=Retry(False), timeout=_PATIENCE)


def _counted(outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes, counted in the caller's thread: metrics are not made for several."""
    tally_all(Counter(f"Push{outcome.value.capitalize()}" for outcome in outcomes))
    return outcomes
