"""Our own signature is botocore's, byte by byte (issue 11.5)."""

import datetime
from urllib.parse import quote

import pytest
from botocore import auth
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import ReadOnlyCredentials
from hypothesis import example, given
from hypothesis import strategies as st

from jour.post_signature import SERVICE, Signer

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def botocores(signer: Signer, method: str, path: str, body: bytes, at: float) -> str:
    """The Authorization header that botocore's signer makes."""
    request = AWSRequest(method=method, url=f"https://{signer.host}{path}", data=body)
    credentials = signer.credentials
    assert isinstance(credentials, ReadOnlyCredentials)
    moment = datetime.datetime.fromtimestamp(at, datetime.UTC).replace(tzinfo=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auth, "get_current_datetime", lambda: moment)
        SigV4Auth(credentials, SERVICE, signer.region).add_auth(request)
    return str(request.headers["Authorization"])


@given(
    connection=NAMES,
    stage=st.sampled_from(("", "/ws", "/_aws/api 1")),
    body=st.binary(max_size=200),
    at=st.integers(0, 2**32),
    token=st.none() | st.text("abcXYZ+/=09", min_size=1),
    method=st.sampled_from(("POST", "DELETE")),
    host=st.sampled_from(("api.execute-api.eu-central-1.amazonaws.com", "127.0.0.1:4566")),
)
@example("L0SM9cOFvHcCIhw=", "/ws", b"{}", 1_795_000_000, "token", "POST", "localhost:1")
def test_every_signature_is_botocores(
    connection: str, stage: str, body: bytes, at: int, token: str | None, method: str, host: str
) -> None:
    """Whatever the connection is called, with session credentials and without."""
    credentials = ReadOnlyCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCY", token)
    signer = Signer(host, "eu-central-1", credentials, lambda: at)
    path = f"{quote(stage)}/@connections/{quote(connection, safe='')}"
    for _ in range(2):  # the second comes from what the first has put together
        lines = signer.headers(method, path, body).split("\r\n")
        expected = botocores(signer, method, path, body, at)
        assert f"Authorization: {expected}" in lines
        assert (f"X-Amz-Security-Token: {token}" in lines) == (token is not None)
        assert lines[-1] == ""


def test_a_new_day_has_a_new_key() -> None:
    """A function that lives past midnight goes on being let in."""
    now = [1_794_959_999]
    credentials = ReadOnlyCredentials("AKIDEXAMPLE", "secret", None)
    signer = Signer("example.com", "eu-central-1", credentials, lambda: now[0])
    for _ in range(2):
        signed = signer.headers("POST", "/@connections/a", b"{}")
        expected = botocores(signer, "POST", "/@connections/a", b"{}", now[0])
        assert f"Authorization: {expected}\r\n" in signed
        now[0] += 1
