"""The passwords that the help names as examples are refused and accepted as it says (P3-P11)."""

import re
from pathlib import Path

import pytest

from jour.common_password import is_common
from jour.organisation import Organisation, PasswordPolicy
from jour.password_policy import rules_of, violations

HELP = Path(__file__).parents[2] / "docs" / "help"
_ROW = re.compile(r"^\| [^|]+ \| `([^`]+)`[^|]* \| `([^`]+)` \|$", re.MULTILINE)
# The rule beside it is another one's, which the organisation can switch off (P6).
_OTHER_RULE = {"ab11ab12": "needs_mixed_case"}


def _broken(policy: PasswordPolicy, password: str) -> set[str]:
    rules = rules_of(Organisation("demo", "Demo AB", password_policy=policy))
    return {v.rule for v in violations(rules, "anna", password, lambda _: False, is_common)}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("heading", "policy", "rules"),
    [
        (
            {"sv": "Strikt", "en": "Strict"},
            PasswordPolicy.STRICT,
            ["min_length", "needs_letter_and_digit", "repeated_string", "needs_mixed_case"],
        ),
        (
            {"sv": "Modern", "en": "Modern"},
            PasswordPolicy.MODERN,
            ["min_length", "common", "contains_user_id"],
        ),
    ],
)
def test_each_example_shows_its_rule(
    language: str, heading: dict[str, str], policy: PasswordPolicy, rules: list[str]
) -> None:
    """Issue 9, 5: each rule of the policies with examples, which are true."""
    text = (HELP / language / "losenord.md").read_text()
    part = text.split(f"## {heading[language]}\n")[1].split("\n## ")[0]
    rows = _ROW.findall(part)
    assert len(rows) == len(rules)
    for rule, (refused, accepted) in zip(rules, rows, strict=True):
        assert rule in _broken(policy, refused)
        assert _broken(policy, accepted) <= {_OTHER_RULE.get(accepted, "")}


def test_what_the_text_says_of_repetition_is_true() -> None:
    """P5: letters compare case-blind, and overlaps count."""
    for password in ("abc12ABC", "Xaaaa123"):
        assert "repeated_string" in _broken(PasswordPolicy.STRICT, password)
