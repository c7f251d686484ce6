"""Whether a request came through our own front door: CloudFront, and the rules in front of it.

API Gateway's own addresses answer anybody. CloudFront adds a header that nobody else can, and takes
away what a client sends under its name.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from jour.errors import Forbidden
from jour.kept_secret import KeptSecret

HEADER = "x-jour-front"
SHORTEST = 32


@dataclass(frozen=True, slots=True)
class FrontSecret:
    """What the front door may present: the newest, and the one before it, while edges change."""

    accepted: tuple[str, ...]

    def admits(self, presented: str) -> bool:
        """Compared with every one of them, in constant time."""
        told = presented.encode("utf-8", "surrogatepass")
        return any([hmac.compare_digest(told, one.encode()) for one in self.accepted])


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Lets in what came through it. Nothing is let in where the secret cannot be read."""

    secret: KeptSecret[FrontSecret]

    def require(self, headers: Mapping[str, str]) -> None:
        """Raises Forbidden `front_door_only`; Unavailable where the secret cannot be read.

        `headers`: with lower-case names.
        """
        presented = headers.get(HEADER, "")
        if not presented:
            raise Forbidden("front_door_only")
        if not self.secret.known.admits(presented) and not self.secret.renewed().admits(presented):
            raise Forbidden("front_door_only")


def read_front_secret(text: str) -> FrontSecret:
    """The secret: `{"current": "<random>", "previous": "<random>"}`, the second after a rotation.

    Raises ValueError for one that could be guessed.
    """
    values = json.loads(text)
    accepted = tuple(values[name] for name in ("current", "previous") if name in values)
    if not accepted or any(len(one) < SHORTEST for one in accepted):
        raise ValueError("The front door's secret is missing or too short.")
    return FrontSecret(accepted)
