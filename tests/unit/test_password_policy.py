"""The policies' rules, and an independent slow oracle that agrees with them (P1-P11)."""

import random
import unicodedata
from dataclasses import replace

import pytest

from jour import texts
from jour.common_password import is_common
from jour.organisation import PasswordPolicy
from jour.password_policy import described, repeated_string, rules_of, violations
from tests.builders import DEMO

POLICIES = {policy: rules_of(replace(DEMO, password_policy=policy)) for policy in PasswordPolicy}
STRICT = POLICIES[PasswordPolicy.STRICT]
RELAXED = rules_of(replace(DEMO, password_policy=PasswordPolicy.STRICT, require_mixed_case=False))


def broken(policy: object, password: str, user: str = "anna") -> list[str]:
    rules = POLICIES[policy] if isinstance(policy, PasswordPolicy) else policy
    found = violations(rules, user, password, lambda _: False, is_common)  # type: ignore[arg-type]  # Rules by then
    return [violation.rule for violation in found]


@pytest.mark.parametrize(
    ("password", "rules"),
    [
        ("abc", ["min_length"]),
        ("abcd", []),
        ("", ["min_length"]),
        ("    ", []),
        ("aaaa", []),
        ("x" * 256, []),
        ("x" * 257, ["too_long"]),
    ],
)
def test_standard_checks_one_thing(password: str, rules: list[str]) -> None:
    """P1: at least 4 characters, and the bound of every policy."""
    assert broken(PasswordPolicy.STANDARD, password) == rules


@pytest.mark.parametrize(
    ("password", "rules"),
    [
        ("abc12abc", ["repeated_string"]),
        ("ab11ab12", []),
        ("aaaa1bcd", ["repeated_string"]),
        ("aaa1bcde", []),
        ("abc12ABC", ["repeated_string"]),
        ("123ab123", ["repeated_string"]),
        ("åäö1åäö2", ["repeated_string"]),
        ("åäö1ÅÄÖ2", ["repeated_string"]),
        ("!!!!abc1", ["repeated_string"]),
        ("!?#1a!?#", ["repeated_string"]),
        ("abcdefg", ["min_length", "needs_letter_and_digit"]),
        ("abcdefgh", ["needs_letter_and_digit"]),
        ("12345678", ["needs_letter_and_digit"]),
        ("ab1😀😀😀cd", []),
        ("ab1c😀😀😀😀", ["repeated_string"]),
        ("1bcdefg", ["min_length"]),
    ],
)
def test_strict_without_the_control_of_case(password: str, rules: list[str]) -> None:
    """P3-P5 as the page's own examples have them, and their neighbours."""
    assert broken(RELAXED, password) == rules


@pytest.mark.parametrize(
    ("password", "rules"),
    [
        ("ab11ab12", ["needs_mixed_case"]),
        ("AB11AB12", ["needs_mixed_case"]),
        ("Ab11ab12", []),
        ("Åä11öö12", []),
        ("日本1234ab", ["needs_mixed_case"]),
    ],
)
def test_strict_controls_upper_and_lower_case(password: str, rules: list[str]) -> None:
    """P6: at least one of each, unless the organisation switched this one rule off."""
    assert broken(PasswordPolicy.STRICT, password) == rules


@pytest.mark.parametrize(
    ("password", "rules"),
    [
        ("korrekt häst 1", ["min_length"]),
        ("korrekt häst ba", []),
        ("", ["min_length"]),
        ("passwordpassword", ["common"]),
        ("123456789012345", ["common"]),
        ("aaaaaaaaaaaaaaa", ["common"]),
        ("qwertyuiopasdfgh", ["common"]),
        ("vår ANNA bor i ett rött hus", ["contains_user_id"]),
        ("en mening utan siffror alls", []),
    ],
)
def test_modern_has_rules_of_its_own(password: str, rules: list[str]) -> None:
    """P11: length, nothing common, not the user id; no rule of composition."""
    assert broken(PasswordPolicy.MODERN, password) == rules


@pytest.mark.parametrize("policy", PasswordPolicy)
def test_no_rule_leaks_into_another_policy(policy: PasswordPolicy) -> None:
    """P11: standard and strict stay exactly as asked for."""
    own = {
        PasswordPolicy.STANDARD: {"min_length"},
        PasswordPolicy.STRICT: {
            "min_length",
            "needs_letter_and_digit",
            "needs_mixed_case",
            "repeated_string",
            "reused",
        },
        PasswordPolicy.MODERN: {"min_length", "common", "contains_user_id"},
    }
    assert {rule.rule for rule in described(POLICIES[policy])} == own[policy]


def test_length_counts_code_points_after_nfkc() -> None:
    """P11: seven characters typed as fourteen are seven."""
    decomposed = unicodedata.normalize("NFD", "Åäöéü1b")
    assert len(decomposed) > 8
    assert "min_length" in broken(RELAXED, decomposed)
    assert "min_length" not in broken(RELAXED, decomposed + "x")
    assert broken(PasswordPolicy.STANDARD, "ﬃ") == ["min_length"]
    assert broken(PasswordPolicy.STANDARD, "ﬃx") == []


def test_history_is_asked_only_of_a_password_that_breaks_nothing_else() -> None:
    """P8: each remembered password costs an Argon2 computation."""
    asked = []

    def was_used(password: str) -> bool:
        asked.append(password)
        return True

    for password, rules in (("short", 3), ("Demo-sara1", 1)):
        found = violations(STRICT, "sara", password, was_used, is_common)
        assert len(found) == rules
    assert asked == ["Demo-sara1"]
    assert [v.rule for v in found] == ["reused"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("password", ["a", "abc12abc", "AAAAAA", "x" * 257, "passwordpassword"])
def test_every_violation_is_a_sentence(password: str, language: str) -> None:
    """Each has a code and a sentence that names the offending part."""
    for rules in POLICIES.values():
        for found in violations(rules, "a", password, lambda _: True, is_common):
            assert texts.sentence(found.text, language, **found.values).endswith(".")
        for rule in described(rules):
            assert texts.sentence(rule.text, language, **rule.values).endswith(".")


def test_the_repeated_part_is_named_as_it_was_written() -> None:
    """The page says which: 'Abc' förekommer två gånger."""
    assert repeated_string("Abc1aBC") == ("Abc", 2)
    (found,) = violations(RELAXED, "x", "Abc12abC", lambda _: False, is_common)
    assert texts.sentence(found.text, "sv", **found.values) == "'Abc' förekommer två gånger."
    assert repeated_string("aaaaa") == ("aaa", 3)


def oracle(password: str) -> set[str]:
    """The strict rules again, slowly and from the words of the requirements alone."""
    text = unicodedata.normalize("NFKC", password)
    letters = [c for c in text if unicodedata.category(c)[0] == "L"]
    digits = [c for c in text if unicodedata.category(c) == "Nd"]
    found = set()
    if len(text) < 8:
        found.add("min_length")
    if len(text) > 256:
        found.add("too_long")
    if not letters or not digits:
        found.add("needs_letter_and_digit")
    if not [c for c in text if c.isupper()] or not [c for c in text if c.islower()]:
        found.add("needs_mixed_case")
    for one in range(len(text) - 2):
        for other in range(one + 1, len(text) - 2):
            pairs = zip(text[one : one + 3], text[other : other + 3], strict=True)
            same = all(a.casefold() == b.casefold() for a, b in pairs)
            three = list(text[one : one + 3])
            if same and (
                all(c in letters for c in three)
                or all(c in digits for c in three)
                or not any(c in letters or c in digits for c in three)
            ):
                found.add("repeated_string")
    return found


ALPHABETS = ("ab1", "aAbB12", "abcåäöÅÄÖ123", "a1!?", "aeio\u0308\u030a12", "ßſK①²a1B", "😀a1A")


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_the_slow_oracle_agrees(alphabet: str) -> None:
    """P3-P6: on 105,000 generated passwords in all."""
    chance = random.Random(alphabet)  # the same passwords in every run
    for _ in range(15_000):
        password = "".join(chance.choices(alphabet, k=chance.randint(0, 12)))
        found = violations(STRICT, "anna", password, lambda _: False, is_common)
        assert {violation.rule for violation in found} == oracle(password), password
