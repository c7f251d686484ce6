"""The header by which the deployed APIs know this front door, as CloudFront's has it."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from contextlib import closing

from jour.clock import SECOND
from jour.front import HEADER
from jour.kept_secret import AGAIN
from local import cloud

Secret = Mapping[str, str]
_LOOKS_EVERY_S = 10.0
_SETTLES_S = 2 * AGAIN / SECOND
"""As long as a rotation waits in AWS before CloudFront shows the newest."""


class FrontHeader:
    """The header with the deployment's secret: after a rotation the one before, for a while."""

    def __init__(
        self, read: Callable[[], Secret], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._read = read
        self._seconds = seconds
        self._value = read()["current"]
        self._looked_at = seconds()
        self._older_since: float | None = None

    async def get(self) -> tuple[str, str]:
        """Name and value. Whoever comes while it is being read again takes what is known."""
        now = self._seconds()
        if now - self._looked_at >= _LOOKS_EVERY_S:
            self._looked_at = now
            self._follow(await asyncio.to_thread(self._read), now)
        return HEADER, self._value

    def _follow(self, secret: Secret, now: float) -> None:
        if self._value == secret["current"]:
            return
        if self._older_since is None:
            self._older_since = now
        is_accepted = self._value == secret.get("previous")
        if not is_accepted or now - self._older_since >= _SETTLES_S:
            self._value, self._older_since = secret["current"], None


def read_secret(endpoint: str, arn: str) -> Secret:
    """The secret: `current`, and `previous` after a rotation."""
    with closing(cloud.client("secretsmanager", endpoint)) as client:
        text = client.get_secret_value(SecretId=arn)["SecretString"]
    secret: Secret = json.loads(text)
    return secret
