"""Puts the deployment's secrets together, each read when it is first used. As `jour.wiring`."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from jour import aws
from jour.clock import Clock
from jour.errors import Unavailable
from jour.front import FrontDoor, FrontSecret, read_front_secret
from jour.kept_secret import KeptSecret
from jour.observe import logger
from jour.patience import PATIENCE
from jour.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

    from jour.password import Passwords, Peppers
    from jour.vapid import VapidKeys


class Secrets:
    """The secrets that a function may read. Reading raises Unavailable."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    @cached_property
    def front(self) -> FrontDoor:
        return FrontDoor(KeptSecret(self.read_front, self._clock))

    @cached_property
    def passwords(self) -> "Passwords":
        from jour.password import Passwords

        return Passwords(KeptSecret(self.read_peppers, self._clock))

    @cached_property
    def vapid_keys(self) -> "KeptSecret[VapidKeys]":
        return KeptSecret(self.read_vapid_keys, self._clock)

    def read_front(self) -> FrontSecret:
        with _as_ours("front"):
            answer = self._client.get_secret_value(SecretId=self._settings.front_secret)
        return read_front_secret(answer["SecretString"])

    def read_peppers(self) -> "Peppers":
        from jour.password import read_peppers

        with _as_ours("pepper"):
            answer = self._client.get_secret_value(SecretId=self._settings.pepper_secret)
        return read_peppers(answer["SecretString"])

    def read_vapid_keys(self) -> "VapidKeys":
        from jour.vapid import read_vapid_keys

        with _as_ours("vapid"):
            answer = self._client.get_secret_value(SecretId=self._settings.push_secret)
        return read_vapid_keys(answer["SecretString"])

    @cached_property
    def _client(self) -> "SecretsManagerClient":
        client: SecretsManagerClient = aws.client("secretsmanager", PATIENCE)
        return client


@contextmanager
def _as_ours(which: str) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as failure:
        logger.error("secret not read", extra={"secret": which, "why": type(failure).__name__})
        raise Unavailable from failure
