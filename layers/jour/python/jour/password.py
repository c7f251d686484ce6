"""Passwords at rest: Argon2id over a peppered, NFKC-normalised password.

The parameters are OWASP's (m = 19 MiB, t = 2, p = 1). The pepper lives outside the table, so a
stolen table alone cannot be attacked. Every attempt to log in costs exactly one Argon2 computation
whoever the user is (ASVS 6.3.8): where there is no hash to compare with, one is computed in vain.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jour.clock import Millis
from jour.kept_secret import KeptSecret
from jour.organisation import PasswordPolicy
from jour.user import Credential

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MAX_LENGTH = 256
"""Code points after NFKC; longer passwords are refused before anything is computed (P11)."""


@dataclass(frozen=True, slots=True)
class Peppers:
    """The keys that passwords are mixed with: all that may still verify, and the one for new."""

    current: str
    keys: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id computation costs."""

    memory_kib: int = 19 * 1024
    passes: int = 2
    lanes: int = 1


CHEAPEST = Cost(memory_kib=8, passes=1)
"""For tests that hash by the hundred."""


def normalised(password: str) -> str:
    """NFKC, so that the same characters typed on two keyboards are the same password."""
    return unicodedata.normalize("NFKC", password)


class Passwords:
    """Hashes and verifies passwords. Nothing here remembers one."""

    def __init__(self, peppers: Peppers | KeptSecret[Peppers], cost: Cost | None = None) -> None:
        self._kept = KeptSecret.of(peppers) if isinstance(peppers, Peppers) else peppers
        self._cost = cost or Cost()

    def seal(
        self,
        password: str,
        now: Millis,
        *,
        temporary: bool = False,
        policy: PasswordPolicy = PasswordPolicy.STANDARD,
    ) -> Credential:
        """A new credential for a password that has passed this policy."""
        peppers = self._kept.known
        digest = self._hasher().hash(_peppered(password, peppers, peppers.current))
        return Credential(digest, peppers.current, now, temporary, policy)

    def verify(self, password: str, credential: Credential | None) -> bool:
        """Whether the password is right: one Argon2 computation in every case.

        Without a credential (unknown or disabled user), and for a password that no account can
        have, a hash is computed all the same and the answer is no. A pepper that came since ours
        were read is looked for; raises Unavailable where that cannot be done.
        """
        peppers = self._knowing(credential.pepper) if credential else self._kept.known
        if credential is None or credential.pepper not in peppers.keys:
            self._hasher().hash(_peppered(password[:MAX_LENGTH], peppers, peppers.current))
            return False
        mixed = _peppered(password, peppers, credential.pepper)
        return self._matches(credential.password_hash, mixed)

    def needs_rehash(self, credential: Credential) -> bool:
        """Whether the parameters or the pepper have changed since the hash was made."""
        stale = self._hasher().check_needs_rehash(credential.password_hash)
        return stale or credential.pepper != self._knowing(credential.pepper).current

    def _knowing(self, version: str) -> Peppers:
        peppers = self._kept.known
        return peppers if version in peppers.keys else self._kept.renewed(version)

    def _matches(self, password_hash: str, mixed: bytes) -> bool:
        from argon2.exceptions import VerifyMismatchError

        try:
            return self._hasher().verify(password_hash, mixed)
        except VerifyMismatchError:
            return False

    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        cost = self._cost
        return PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes
        )


def _peppered(password: str, peppers: Peppers, version: str) -> bytes:
    # surrogatepass: half a surrogate pair is a wrong password, not a crash.
    text = normalised(password).encode("utf-8", "surrogatepass")
    return hmac.new(peppers.keys[version], text, hashlib.sha256).hexdigest().encode()


def read_peppers(secret: str) -> Peppers:
    """The pepper secret: `{"current": "1", "1": "<random>"}`; older ones stay until unused."""
    values = json.loads(secret)
    current = values.pop("current")
    return Peppers(current, {name: key.encode() for name, key in values.items()})
