"""Which passwords an organisation accepts (P1-P11): policies as data, one pure function.

Counting and comparing happen after NFKC, as hashing does. The rule on repeated strings reads the
help page's two examples together (P5): three adjacent characters of ONE class (letters, digits,
others) may not begin at two places; `ab1` crosses classes, so `ab11ab12` passes.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from jour.clock import DAY, Millis
from jour.errors import Invalid
from jour.organisation import Organisation, PasswordPolicy
from jour.password import MAX_LENGTH, normalised
from jour.user import Credential

HISTORY = 10
"""P8: so many last passwords are refused, the current one included."""
STRICT_VALIDITY = 90 * DAY
"""P7: under the strict policy a password is valid for 90 days."""
_REPEATED_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule: its code, the name of the sentence that tells it, and what the sentence needs."""

    rule: str
    text: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one policy asks for."""

    min_length: int
    letter_and_digit: bool = False
    no_repeated_string: bool = False
    mixed_case: bool = False
    history: bool = False
    not_common: bool = False
    not_user_id: bool = False


_RULES = {
    PasswordPolicy.STANDARD: Rules(min_length=4),
    PasswordPolicy.STRICT: Rules(
        min_length=8, letter_and_digit=True, no_repeated_string=True, mixed_case=True, history=True
    ),
    PasswordPolicy.MODERN: Rules(min_length=15, not_common=True, not_user_id=True),
}


@dataclass(frozen=True, slots=True)
class PasswordState:
    """Whether the password has to be changed before anything else, and when it runs out."""

    must_change: bool
    expires_at: Millis | None


class PasswordRejected(Invalid):
    """A new password that breaks rules of its organisation."""

    def __init__(self, violations: list["Violation"]) -> None:
        super().__init__("password_rejected")
        self.violations = violations


Check = Callable[[str], bool]
"""Whether a password is one of some set: of the user's last ones, of the common ones."""


def password_state(
    organisation: Organisation, credential: Credential | None, now: Millis, *, at_login: bool
) -> PasswordState:
    """What the organisation's policy says of this credential.

    Without a chosen password, one has to be chosen: a temporary one is good for nothing else.
    Under the strict policy it runs out, whenever that is (P7); one chosen under another policy has
    to be changed at the next login after the switch (P10), and switching back is harmless.
    """
    if credential is None or credential.temporary:
        return PasswordState(True, None)
    if organisation.password_policy is not PasswordPolicy.STRICT:
        return PasswordState(False, None)
    expires_at = credential.set_at + STRICT_VALIDITY
    unfit = at_login and credential.policy is not PasswordPolicy.STRICT
    return PasswordState(unfit or expires_at <= now, expires_at)


def rules_of(organisation: Organisation) -> Rules:
    """The organisation's rules; the one on upper and lower case can be switched off (P6)."""
    rules = _RULES[organisation.password_policy]
    return replace(rules, mixed_case=rules.mixed_case and organisation.require_mixed_case)


def violations(
    rules: Rules, user_id: str, password: str, was_used: Check, is_common: Check
) -> list[Violation]:
    """Every rule that the new password breaks, in a fixed order; empty for a good one.

    `was_used` costs an Argon2 computation for each remembered password, so it is asked last and
    only of a password that breaks nothing else.
    """
    text = normalised(password)
    found = [*_length(rules, text), *_content(rules, user_id, text, is_common)]
    if not found and rules.history and was_used(password):
        found.append(_violation("reused", count=HISTORY))
    return found


def _length(rules: Rules, text: str) -> Iterator[Violation]:
    if len(text) < rules.min_length:
        yield _violation("min_length", minimum=rules.min_length, length=len(text))
    if len(text) > MAX_LENGTH:
        yield _violation("too_long", maximum=MAX_LENGTH)


def _content(rules: Rules, user_id: str, text: str, is_common: Check) -> Iterator[Violation]:
    classes = {_class(character) for character in text}
    if rules.letter_and_digit and not {"letter", "digit"} <= classes:
        yield _violation("needs_letter_and_digit")
    if rules.no_repeated_string and (found := repeated_string(text)):
        part, times = found
        text_name = "repeated_string_twice" if times == 2 else "repeated_string"
        yield Violation("repeated_string", f"password_{text_name}", {"part": part, "times": times})
    if rules.mixed_case and not (any(map(str.isupper, text)) and any(map(str.islower, text))):
        yield _violation("needs_mixed_case")
    if rules.not_common and len(text) <= MAX_LENGTH and is_common(text):
        yield _violation("common")
    if rules.not_user_id and user_id.casefold() in text.casefold():
        yield _violation("contains_user_id", user_id=user_id)


def described(rules: Rules) -> list[Violation]:
    """The policy's rules for a page to show, in the order in which people meet them."""
    wanted = {
        "min_length": rules.min_length > 0,
        "needs_letter_and_digit": rules.letter_and_digit,
        "needs_mixed_case": rules.mixed_case,
        "repeated_string": rules.no_repeated_string,
        "common": rules.not_common,
        "contains_user_id": rules.not_user_id,
        "reused": rules.history,
    }
    values = {"minimum": rules.min_length, "maximum": MAX_LENGTH, "count": HISTORY}
    return [Violation(rule, f"rule_{rule}", values) for rule, asked in wanted.items() if asked]


def repeated_string(text: str) -> tuple[str, int] | None:
    """The first string of three that stands at two places, as first written, and how often."""
    places: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(text) - _REPEATED_LENGTH + 1):
        three = text[start : start + _REPEATED_LENGTH]
        if len({_class(character) for character in three}) == 1:
            # Character by character: folding can lengthen a string and shift its neighbours.
            key = tuple(character.casefold() for character in three)
            places.setdefault(key, []).append(start)
    for starts in places.values():
        if len(starts) > 1:
            return text[starts[0] : starts[0] + _REPEATED_LENGTH], len(starts)
    return None


def _class(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("L"):
        return "letter"
    return "digit" if category == "Nd" else "other"


def _violation(rule: str, **values: Any) -> Violation:
    return Violation(rule, f"password_{rule}", values)
