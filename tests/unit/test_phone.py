"""What people write as a phone number, and what is made of it (D6)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jour.phone import PhoneRejected, parse


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("08-465 004 10", "+46846500410"),
        ("070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("(08) 465 004 10", "+46846500410"),
        ("0046 70 174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("+46 (0)70-174 06 05", "+46701740605"),
        (" 070\u00a0174\u202f06\u00a005 ", "+46701740605"),
        ("070–174–06–05", "+46701740605"),
        ("070/174.06.05", "+46701740605"),
        ("０７０ １７４ ０６ ０５", "+46701740605"),
        ("+47 22 12 34 56", "+4722123456"),
        ("0044 20 7946 0958", "+442079460958"),
        ("+1 (202) 555-0123", "+12025550123"),
        ("010-123 45 67", "+46101234567"),
    ],
)
def test_is_stored_as_e164(written: str, stored: str) -> None:
    """D6: a number in national or international writing is stored as E.164."""
    assert parse(written) == stored


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("ring mig", "letters"),
        ("070-HEJ HEJ", "letters"),
        ("070-174 06 05 ankn 12", "letters"),
        ("+", "letters"),
        ("++46701740605", "letters"),
        ("07017\x0040605", "letters"),
        ("070174060٥", "letters"),
        ("112", "special"),
        ("11414", "special"),
        ("90 510", "special"),
        ("465 004 10", "no_area_code"),
        ("46701740605", "no_area_code"),
        ("08-1", "too_short"),
        ("0701-740 605 111 111", "too_long"),
        ("0" * 300, "too_long"),
        ("+999 123 456 789", "country"),
        ("070-174 06 0", "unassigned"),
    ],
)
def test_what_cannot_be_rung_is_refused_with_its_reason(written: str, reason: str) -> None:
    """D6: what the public network cannot dial is refused, and the reason is named."""
    with pytest.raises(PhoneRejected) as refusal:
        parse(written)
    assert refusal.value.code == "invalid_phone"
    assert refusal.value.reason == reason


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    """Whatever is written, the answer is E.164 or PhoneRejected; read again it is the same."""
    try:
        number = parse(text)
    except PhoneRejected:
        return
    assert re.fullmatch(r"\+[1-9][0-9]{6,14}", number)
    assert parse(number) == number
