"""Login tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jour import token as tokens
from jour.token import Bearer

BEARER = Bearer("demo", "anna", None)


@pytest.mark.parametrize("bearer", [BEARER, Bearer("åäö", "bo.ek@x", "id-1")])
def test_a_token_leads_to_its_login_and_proves_it(bearer: Bearer) -> None:
    """What was issued is read back, and proves the digest that was stored."""
    token = tokens.issue(bearer)
    read = tokens.read(token.text)
    assert read is not None
    assert read.bearer == bearer
    assert read.proves(token.digest)


def test_tokens_of_one_login_differ_and_prove_only_themselves() -> None:
    """ASVS 7.2.4: each login has a new token."""
    one, other = tokens.issue(BEARER), tokens.issue(BEARER)
    assert one.text != other.text
    assert not one.proves(other.digest)


def test_a_secret_has_256_random_bits_and_an_id_128() -> None:
    """ASVS 7.2.3: 43 characters of base64 are 256 bits, 22 are 128."""
    assert len(tokens.issue(BEARER).text.partition(".")[2]) == 43
    assert len(tokens.new_session_id()) == 22


@given(st.text(max_size=600))
def test_any_text_is_read_or_refused(text: str) -> None:
    """A cookie with any content is no token, and never a crash."""
    token = tokens.read(text)
    assert token is None or token.text == text


@pytest.mark.parametrize("text", ["", ".", "a.", ".b", "a.b", "ZGVtbw.secret", "x" * 600 + ".y"])
def test_what_was_never_issued_is_no_token(text: str) -> None:
    """Empty parts, missing parts, over-long and undecodable tokens are none."""
    assert tokens.read(text) is None
