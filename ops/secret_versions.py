"""Secrets that hold versions, `{"current": "2", "1": "…", "2": "…"}`: what a rotation makes of one,
and how it is written without losing what somebody else has written. Pure but for reading and
writing."""

import json
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jour.store.expression import Item
from ops.trouble import Trouble

CURRENT = "current"
_LENGTH = 64
"""As CloudFormation generates them: letters and digits, some 380 bits."""


@dataclass(frozen=True)
class Kept:
    """A secret as it was read."""

    arn: str
    values: Mapping[str, str]
    version_id: str
    written_at: datetime

    @property
    def versions(self) -> list[str]:
        return sorted(name for name in self.values if name != CURRENT)


def read(client: Any, arn: str) -> Kept:
    """The newest value."""
    answer = client.get_secret_value(SecretId=arn)
    return Kept(arn, json.loads(answer["SecretString"]), answer["VersionId"], answer["CreatedDate"])


def write(client: Any, kept: Kept, values: Mapping[str, str]) -> None:
    """Write it, unless somebody has written since it was read; raises Trouble then.

    A version that was lost would leave hashes that nothing fits. Secrets Manager has no conditional
    write, but takes one value under one token: it is made from the version that was read.
    """
    token = str(uuid.uuid5(uuid.NAMESPACE_URL, f"jour:after:{kept.version_id}"))
    try:
        client.put_secret_value(
            SecretId=kept.arn, SecretString=json.dumps(values), ClientRequestToken=token
        )
    except client.exceptions.ResourceExistsException as taken:
        raise Trouble(
            "Somebody else has rotated this secret at the same moment.",
            "Look what they did, and run this again if it is still wanted.",
        ) from taken


def generated(client: Any) -> str:
    """A new random value."""
    answer = client.get_random_password(PasswordLength=_LENGTH, ExcludePunctuation=True)
    return str(answer["RandomPassword"])


def with_next(values: Mapping[str, str], random: str) -> dict[str, str]:
    """One version more, which is used from now on; all older ones still verify."""
    number = max(int(name) for name in values if name != CURRENT) + 1
    return {**values, CURRENT: str(number), str(number): random}


def without(values: Mapping[str, str], unused: Collection[str]) -> dict[str, str]:
    """Without these versions; never without the one that is used."""
    gone = set(unused) - {values[CURRENT], CURRENT}
    return {name: value for name, value in values.items() if name not in gone}


def peppers_used(items: Iterable[Item]) -> "Counter[str]":
    """How many hashes (passwords, old ones that must not be used again, PINs) rest on a version."""
    return Counter(version for item in items for version in _peppers(item))


def push_keys_used(items: Iterable[Item]) -> "Counter[str]":
    """How many browsers have subscribed with the key of a version."""
    subscriptions = (item for item in items if str(item["pk"]).startswith("PUSH#"))
    return Counter(str(item["key"]) for item in subscriptions)


def _peppers(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                if name == "pepper":
                    yield str(inner)
                else:
                    yield from _peppers(inner)
        case list():
            for inner in value:
                yield from _peppers(inner)
