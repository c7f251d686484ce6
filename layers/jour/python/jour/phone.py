"""Phone numbers: what people write in, what the telephone network dials out (D6).

Numbers are stored as E.164 (`+46701740605`). Swedish writing is read as Swedes write it; other
countries' numbers need `+` or `00`.
"""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from jour.errors import Invalid

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

SOFTPHONE = "softphone"
HOME_REGION = "SE"
# Space, no-break spaces, hyphens of all kinds, dots, slashes and brackets are decoration.
_DECORATION = re.compile(r"[\s\u00a0\u2007\u202f\-\u2010-\u2015\u2212./()\[\]]+")
_DIALLED = re.compile(r"\+?[0-9]{1,20}")
_LONGEST_WRITING = 40


class PhoneRejected(Invalid):
    """The number cannot be rung from the public network; `reason` names the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__("invalid_phone", f"invalid_phone_{reason}")
        self.reason = reason


def parse(written: str) -> str:
    """The number as E.164.

    Raises PhoneRejected with the reason: empty, letters, too_short, too_long, special (112 and
    other short codes), no_area_code (neither 0… nor +…), country (unknown country code) or
    unassigned (no such number range).
    """
    import phonenumbers  # 90 ms: only the calls that read a number pay for it

    digits = _plain(written)
    number = _read(digits)
    if digits[0] != "+" and phonenumbers.is_valid_short_number(number):
        raise PhoneRejected("special")
    if digits[0] not in "+0":
        # The library would take 465 004 10 for Lund's area code 046: a wrong number, silently.
        raise PhoneRejected("no_area_code")
    _require_possible(number)
    if not phonenumbers.is_valid_number(number):
        raise PhoneRejected("unassigned")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def receives_sms(number: str) -> bool:
    """Whether an E.164 number is a mobile one, as far as its number range tells (F13)."""
    import phonenumbers
    from phonenumbers import PhoneNumberType

    kind = phonenumbers.number_type(phonenumbers.parse(number))
    # In North America, among others, ranges do not tell.
    return kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def is_premium(number: str) -> bool:
    """Whether ringing an E.164 number costs more than a call, as far as its range tells."""
    import phonenumbers
    from phonenumbers import PhoneNumberType

    kind = phonenumbers.number_type(phonenumbers.parse(number))
    return kind in (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)


def _plain(written: str) -> str:
    """Digits with an optional leading plus; `0046…` becomes `+46…`."""
    if len(written) > _LONGEST_WRITING:
        raise PhoneRejected("too_long")
    folded = unicodedata.normalize("NFKC", written).strip()
    if folded.startswith(("+", "00")):
        folded = folded.replace(
            "(0)", ""
        )  # +46 (0)70 …: the zero is for dialling inside the country
    text = _DECORATION.sub("", folded)
    if not text:
        raise PhoneRejected("empty")
    if not text.isascii() or not _DIALLED.fullmatch(text):
        raise PhoneRejected("letters")
    return "+" + text[2:] if text.startswith("00") else text


def _read(digits: str) -> "PhoneNumber":
    import phonenumbers

    try:
        return phonenumbers.parse(digits, HOME_REGION)
    except phonenumbers.NumberParseException as refusal:
        raise PhoneRejected(_parse_reasons().get(refusal.error_type, "unassigned")) from refusal


@cache
def _parse_reasons() -> dict[int, str]:
    from phonenumbers import NumberParseException

    return {
        NumberParseException.INVALID_COUNTRY_CODE: "country",
        NumberParseException.NOT_A_NUMBER: "letters",
        NumberParseException.TOO_SHORT_AFTER_IDD: "too_short",
        NumberParseException.TOO_SHORT_NSN: "too_short",
        NumberParseException.TOO_LONG: "too_long",
    }


def _require_possible(number: "PhoneNumber") -> None:
    import phonenumbers
    from phonenumbers import ValidationResult

    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        raise PhoneRejected("too_short")
    if verdict == ValidationResult.TOO_LONG:
        raise PhoneRejected("too_long")
    if verdict == ValidationResult.INVALID_COUNTRY_CODE:
        raise PhoneRejected("country")
