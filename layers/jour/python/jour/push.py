"""Posting to connected clients through API Gateway's management endpoint."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

CONCURRENCY = 32
"""Posts under way at once: one slow reader holds up one of them."""
_GONE = frozenset({"GoneException", "410"})


class Outcome(Enum):
    """What became of a post."""

    DELIVERED = "delivered"
    GONE = "gone"
    """There is no such connection (any more, or not yet)."""
    FAILED = "failed"
    """Not delivered in time: throttled, slow or unreachable. The client asks `sync` by itself."""


class Pusher:
    """Posts messages; retries are bounded, failures are told and never raised."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    def post(self, connection_id: str, message: Any) -> Outcome:
        """Post one message."""
        data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        return self._attempt(
            lambda: self._client.post_to_connection(ConnectionId=connection_id, Data=data)
        )

    def post_all(self, posts: Iterable[tuple[str, Any]]) -> list[Outcome]:
        """Post to many connections at once; the outcomes in the order of the posts."""
        return list(self._pool.map(lambda post: self.post(*post), posts))

    def close(self, connection_id: str) -> Outcome:
        """Close a connection from the server's side."""
        return self._attempt(lambda: self._client.delete_connection(ConnectionId=connection_id))

    def _attempt(self, call: Callable[[], object]) -> Outcome:
        try:
            call()
        except ClientError as refusal:
            gone = refusal.response["Error"]["Code"] in _GONE
            return Outcome.GONE if gone else Outcome.FAILED
        except BotoCoreError:
            return Outcome.FAILED
        return Outcome.DELIVERED

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(CONCURRENCY)

    @cached_property
    def _client(self) -> "ApiGatewayManagementApiClient":
        import boto3

        patience = Config(
            connect_timeout=1,
            read_timeout=2,
            retries={"mode": "standard", "total_max_attempts": 3},
            max_pool_connections=CONCURRENCY,
        )
        client: ApiGatewayManagementApiClient = boto3.client(
            "apigatewaymanagementapi", endpoint_url=self._endpoint, config=patience
        )
        return client
