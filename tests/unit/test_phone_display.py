"""Numbers as people write them."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jour.phone_display import shown


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+46701740605", "070-174 06 05"),
        ("+46846500420", "08-465 004 20"),
        ("+4631123456", "031-12 34 56"),
        ("+4691012345", "0910-123 45"),
        ("+4520123456", "+45 20 12 34 56"),
        ("+358401234567", "+358 401 23 45 67"),
    ],
)
def test_as_swedes_write_them(number: str, written: str) -> None:
    """F10: the number that will be rung is recognised at once."""
    assert shown(number) == written


@given(st.sampled_from(["8", "31", "70", "73", "910", "200"]), st.integers(10_000, 9_999_999))
def test_no_digit_is_lost_and_the_area_code_is_the_librarys(area: str, rest: int) -> None:
    """Compared with phonenumbers, which would cost every cold start 90 ms."""
    number = f"+46{area}{rest}"
    assert shown(number).replace("-", "").replace(" ", "") == f"0{area}{rest}"
    parsed = phonenumbers.parse(number)
    if phonenumbers.is_valid_number(parsed):
        national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        assert shown(number).partition("-")[0] == national.partition("-")[0]
