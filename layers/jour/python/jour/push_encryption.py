"""A push message that its browser alone can read: RFC 8291 in the encoding of RFC 8188."""

import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LONGEST = 3993
"""Bytes of a message: services take 4096 with head, padding mark and tag."""
_RECORD = 4096
_SALT = 16


def encrypted(message: bytes, p256dh: bytes, auth: bytes) -> bytes:
    """The body to post. ValueError for a key that is no point of the curve, or a long message."""
    if len(message) > LONGEST:
        raise ValueError("a push message that no service takes")
    return sealed(message, p256dh, auth, ec.generate_private_key(ec.SECP256R1()), os.urandom(_SALT))


def sealed(
    message: bytes, p256dh: bytes, auth: bytes, own: ec.EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """The same with a given key and salt: for the standard's own example, and for nothing else."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    ours = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), theirs)
    key = _hkdf(auth, shared, b"WebPush: info\0" + p256dh + ours, 32)
    cipher = AESGCM(_hkdf(salt, key, b"Content-Encoding: aes128gcm\0", 16))
    nonce = _hkdf(salt, key, b"Content-Encoding: nonce\0", 12)
    # 2 marks the last record; there is one.
    body = cipher.encrypt(nonce, message + b"\x02", None)
    return salt + struct.pack("!IB", _RECORD, len(ours)) + ours + body


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
