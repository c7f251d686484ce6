"""Who we are to a push service (RFC 8292, VAPID): a key pair of P-256, and a signed word of ours.

The private key is stored nowhere. It follows from a secret that CloudFormation has generated, as
FIPS 186-5 A.2.1 makes keys from extra random bits: so there is one from the first deployment on,
whoever asks first, and nothing has to be written to have it.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from jour.clock import HOUR, SECOND, Millis

LIFE = 12 * HOUR
"""Services take at most 24 h."""
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256 (FIPS 186-5)."""
_LENGTH = 48
"""Bytes to make a key from: 128 bits more than the order has, where 64 would do."""


@dataclass(frozen=True, slots=True)
class VapidKeys:
    """All versions that a subscription may have been made for, and the one for new ones."""

    current: str
    seeds: Mapping[str, bytes]

    def public(self, version: str) -> str:
        """The key as browsers take it (`applicationServerKey`): the point, base64url."""
        point = self._private(version).public_key()
        return base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def version_of(self, public: str) -> str | None:
        """Which of ours this public key is; None for another's, or one that is no more."""
        return next((version for version in self.seeds if self.public(version) == public), None)

    def authorization(self, version: str, endpoint: str, subject: str, now: Millis) -> str:
        """The header that proves to the endpoint's service that it is we. KeyError for a version
        that is no more.

        `subject`: where a push service can complain, an https address of ours.
        """
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": (now + LIFE) // SECOND,
            "sub": subject,
        }
        signed = ".".join(_part(part) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        signature = base64url(_signature(self._private(version), signed.encode()))
        return f"vapid t={signed}.{signature}, k={self.public(version)}"

    def _private(self, version: str) -> ec.EllipticCurvePrivateKey:
        bits = int.from_bytes(_stretched(self.seeds[version]))
        return ec.derive_private_key(bits % (_ORDER - 1) + 1, ec.SECP256R1())


def read_vapid_keys(secret: str) -> VapidKeys:
    """The secret: `{"current": "1", "1": "<random>"}`; older ones stay until nobody uses them."""
    values = json.loads(secret)
    current = values.pop("current")
    return VapidKeys(current, {version: seed.encode() for version, seed in values.items()})


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _stretched(seed: bytes) -> bytes:
    """HKDF (RFC 5869) of the seed, whose letters are no bits."""
    key = hmac.new(b"jour vapid", seed, hashlib.sha256).digest()
    first = hmac.new(key, b"p256\x01", hashlib.sha256).digest()
    return (first + hmac.new(key, first + b"p256\x02", hashlib.sha256).digest())[:_LENGTH]


def _signature(key: ec.EllipticCurvePrivateKey, text: bytes) -> bytes:
    """As JWT has it: both numbers one after the other (RFC 7518 3.4)."""
    r, s = decode_dss_signature(key.sign(text, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


def _part(claims: Mapping[str, object]) -> str:
    return base64url(json.dumps(claims, separators=(",", ":")).encode())
