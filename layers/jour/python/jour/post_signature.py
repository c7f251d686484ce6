"""Signature Version 4 of a request to API Gateway's management API, and of nothing else.

botocore's signer takes any request and a quarter of a millisecond for each; a fan-out signs
hundreds that differ in little. What they share is put together once. A test holds every signature
beside botocore's own.
"""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote

SERVICE = "execute-api"


class Credentials(Protocol):
    """What is read of botocore's frozen credentials."""

    @property
    def access_key(self) -> str | None: ...
    @property
    def secret_key(self) -> str | None: ...
    @property
    def token(self) -> str | None: ...


@lru_cache(maxsize=4096)
def _quoted(path: str) -> str:
    """As the signature has it: quoted once more than it is sent. Watchers are posted to often."""
    return quote(path, safe="/~")


@dataclass(slots=True)
class Signer:
    """Signs for one host and region with one set of credentials."""

    host: str
    """As the Host header says it: with a port where it is not the scheme's own."""
    region: str
    credentials: Credentials
    clock: Callable[[], float] = time.time
    """Seconds, UTC."""
    _second: int = -1
    _stamp: str = ""
    _scope: str = ""
    _day: str = ""
    _key: bytes = b""

    def headers(self, method: str, path: str, body: bytes) -> str:
        """The header lines that sign a request, each with its end; `path` is as it is sent."""
        self._tick()
        digest = hashlib.sha256(body).hexdigest()
        token = self.credentials.token
        signed = "host;x-amz-date;x-amz-security-token" if token else "host;x-amz-date"
        canonical = (
            f"{method}\n{_quoted(path)}\n\nhost:{self.host}\n"
            f"x-amz-date:{self._stamp}\n{self._token_line('x-amz-security-token', token)}"
            f"\n{signed}\n{digest}"
        )
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        to_sign = f"AWS4-HMAC-SHA256\n{self._stamp}\n{self._scope}\n{hashed}"
        signature = hmac.digest(self._key, to_sign.encode(), "sha256").hex()
        return (
            f"X-Amz-Date: {self._stamp}\r\n"
            f"{self._token_line('X-Amz-Security-Token', token, ': ', chr(13))}"
            f"Authorization: AWS4-HMAC-SHA256 Credential={self.credentials.access_key}/"
            f"{self._scope}, SignedHeaders={signed}, Signature={signature}\r\n"
        )

    @staticmethod
    def _token_line(name: str, token: str | None, between: str = ":", end: str = "") -> str:
        return f"{name}{between}{token}{end}\n" if token else ""

    def _tick(self) -> None:
        """What follows from the time alone."""
        second = int(self.clock())
        if second == self._second:
            return
        self._second = second
        self._stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(second))
        day = self._stamp[:8]
        if day == self._day:
            return
        self._day, self._scope = day, f"{day}/{self.region}/{SERVICE}/aws4_request"
        key = f"AWS4{self.credentials.secret_key}".encode()
        for part in (day, self.region, SERVICE, "aws4_request"):
            key = hmac.digest(key, part.encode(), "sha256")
        self._key = key
