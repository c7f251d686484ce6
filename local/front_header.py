"""The header by which the deployed APIs know this front door, as CloudFront's has it."""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import closing

from jour.front import HEADER
from local import cloud

_KEPT_S = 10.0
"""A rotation writes a new secret, and the one before it is accepted for longer than this."""


class FrontHeader:
    """The header, with the newest secret of the deployment."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._value = read()
        self._until = time.monotonic() + _KEPT_S

    async def get(self) -> tuple[str, str]:
        """Name and value. Whoever comes while it is being read again takes the older one."""
        now = time.monotonic()
        if now >= self._until:
            self._until = now + _KEPT_S
            self._value = await asyncio.to_thread(self._read)
        return HEADER, self._value


def read_secret(endpoint: str, arn: str) -> str:
    """What the front door shows: the secret's newest value."""
    with closing(cloud.client("secretsmanager", endpoint)) as client:
        text = client.get_secret_value(SecretId=arn)["SecretString"]
    return str(json.loads(text)["current"])
