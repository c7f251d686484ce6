"""Push messages: where they may go, who reads them, who signs them."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from jour.errors import Invalid
from jour.push_encryption import LONGEST, encrypted, sealed
from jour.push_subscription import public_key, require_service, secret
from jour.vapid import LIFE, VapidKeys, read_vapid_keys

SERVICE = "https://web.push.apple.com/abc"
LOCAL = "http://127.0.0.1:8080/sim/push"
KEYS = read_vapid_keys('{"current": "2", "1": "older", "2": "newer"}')


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QGx",
        "https://wns2-am3p.notify.windows.com/w/?token=BQY%3d",
        "https://fcm.googleapis.com:443/fcm/send/abc",
    ],
)
def test_browsers_own_push_services_are_taken(endpoint: str) -> None:
    """Issue 9: Chrome, Firefox, Safari and Edge."""
    require_service(endpoint, None)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/x",
        "https://evilfcm.googleapis.com.example.se/x",
        "https://notfcm.googleapis.com/x",
        "https://fcm.googleapis.com@example.se/x",
        "https://user:pass@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:port/x",
        "https://example.se\\@fcm.googleapis.com/x",
        "https://example.se/\nfcm.googleapis.com",
        "https://fcm.googleapis.com/" + "x" * 1024,
        "https:///x",
        "file:///etc/passwd",
        "",
        f"{LOCAL}/abc",
    ],
)
def test_no_other_address_is_ever_posted_to(endpoint: str) -> None:
    """Security: a subscription that somebody made up must not make us call inside (SSRF)."""
    with pytest.raises(Invalid) as refusal:
        require_service(endpoint, None)
    assert refusal.value.code == "unknown_push_service"


def test_a_local_run_has_one_service_more_and_nothing_beside_it() -> None:
    """The played service is reached below its own address alone."""
    require_service(f"{LOCAL}/abc", LOCAL)
    for other in (LOCAL + "er/abc", f"{LOCAL}/../connect", "http://127.0.0.1:8081/sim/push/abc"):
        with pytest.raises(Invalid):
            require_service(other, LOCAL)


def test_keys_that_no_browser_makes_are_refused() -> None:
    """A public key is a point of 65 bytes, a secret has 16."""
    point = base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode().rstrip("=")
    assert public_key(point) == b"\x04" + bytes(64)
    for wrong in ("", "====", "å", point[:-2], base64.urlsafe_b64encode(b"\x02" * 65).decode()):
        with pytest.raises(Invalid):
            public_key(wrong)
    assert len(secret("BTBZMqHH6r4Tts7J_aSIgg")) == 16
    with pytest.raises(Invalid):
        secret("BTBZMqHH6r4Tts7J_aSI")


def test_encryption_is_the_standards() -> None:
    """RFC 8291, section 5 and appendix A: its own example, byte by byte."""
    private = int.from_bytes(_bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    body = sealed(
        b"When I grow up, I want to be a watermelon",
        public_key(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        secret("BTBZMqHH6r4Tts7J_aSIgg"),
        ec.derive_private_key(private, ec.SECP256R1()),
        _bytes("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert body == _bytes(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWA"
        "mS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
        "j_Qulcy4a-fN"
    )


def test_a_message_that_no_service_takes_is_not_made() -> None:
    """4096 bytes in all; a key that is no point of the curve encrypts nothing."""
    key = _bytes(KEYS.public("1"))
    assert len(encrypted(b"x" * LONGEST, key, bytes(16))) == 4096
    for message, point in ((b"x" * (LONGEST + 1), key), (b"x", b"\x04" + b"\x01" * 64)):
        with pytest.raises(ValueError, match=r".+"):
            encrypted(message, point, bytes(16))


def test_who_we_are_is_proven_to_the_one_service() -> None:
    """RFC 8292: for this service alone, for less than a day, signed by the public key."""
    now = 1_795_000_000_000
    header = KEYS.authorization("1", SERVICE, "https://jour.example.se", now)
    token, key = header.removeprefix("vapid t=").split(", k=")
    signed, _, signature = token.rpartition(".")
    head, claims = (json.loads(_bytes(part)) for part in signed.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims == {
        "aud": "https://web.push.apple.com",
        "exp": (now + LIFE) // 1000,
        "sub": "https://jour.example.se",
    }
    r, s = (int.from_bytes(_bytes(signature)[at : at + 32]) for at in (0, 32))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(key))
    public.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))


def test_the_key_follows_from_the_secret_and_nothing_else() -> None:
    """Whoever asks first gets the same; another version is another key."""
    again = VapidKeys("1", {"1": b"older"})
    assert again.public("1") == KEYS.public("1") != KEYS.public("2")
    assert KEYS.current == "2"
