"""The browser's end of Web Push: a subscription whose keys the test has, and what arrives there.

Chromium subscribes at a service on the internet, and not at all in a window of a test's own. So the
page is given a subscription that leads to the local run's push service; what is posted there only
these keys open, and the browser is given it as its own service would.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from jour.vapid import base64url
from local.settings import PUSH_PATH
from tests.browser.visitor import Visitor
from tests.system import System

_PATIENCE_S = 30
_SALT, _HEAD = 16, 21
"""RFC 8188: salt, record size and the length of the sender's key come first."""
_SUBSCRIBED = """
    const told = %s;
    let held = null;
    const subscription = (key) => ({
        endpoint: told.endpoint,
        options: { applicationServerKey: key.slice().buffer },
        toJSON: () => told,
        unsubscribe: async () => { held = null; return true; },
    });
    PushManager.prototype.getSubscription = async () => held;
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
        if (userVisibleOnly !== true || applicationServerKey.length !== 65) throw new TypeError();
        held = subscription(applicationServerKey);
        return held;
    };
"""


@dataclass
class PushEnd:
    """One browser's subscription at the played service."""

    system: System
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    _key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    _auth: bytes = field(default_factory=lambda: os.urandom(16))
    _read: int = 0

    def script(self) -> str:
        """What a page is told where it asks the browser for a subscription."""
        keys = {"p256dh": base64url(_point(self._key.public_key())), "auth": base64url(self._auth)}
        return _SUBSCRIBED % json.dumps({"endpoint": self._endpoint, "keys": keys})

    def next(self, person: Visitor) -> tuple[str, dict[str, Any]]:
        """The next message, opened, and what its service was told beside it."""
        for _ in range(_PATIENCE_S * 10):
            came = httpx.get(self._endpoint, timeout=_PATIENCE_S).json()
            if len(came) > self._read:
                post = came[self._read]
                self._read += 1
                return self._opened(base64.b64decode(post.pop("body"))), post
            person.page.wait_for_timeout(100)
        raise AssertionError("nothing was pushed")

    @property
    def _endpoint(self) -> str:
        # Functions reach the front door by number.
        port = self.system.base_url.rpartition(":")[2]
        return f"http://127.0.0.1:{port}{PUSH_PATH}/{self.name}"

    def _opened(self, body: bytes) -> str:
        """As RFC 8291 has it, from the receiver's side."""
        length = body[_HEAD - 1]
        salt, theirs = body[:_SALT], body[_HEAD : _HEAD + length]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        info = b"WebPush: info\0" + _point(self._key.public_key()) + theirs
        secret = _hkdf(self._auth, self._key.exchange(ec.ECDH(), sender), info, 32)
        cipher = AESGCM(_hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", 16))
        nonce = _hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)
        padded = cipher.decrypt(nonce, body[_HEAD + length :], None)
        return padded.rstrip(b"\0").removesuffix(b"\x02").decode()


def deliver(person: Visitor, message: str) -> None:
    """Give the browser a message as its push service does."""
    devtools = person.page.context.new_cdp_session(person.page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    while not found:
        person.page.wait_for_timeout(20)
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": person.base_url, "registrationId": found[0], "data": message},
    )


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
