"""Sentences: every code has one, in both languages, with the same values."""

import ast
import re
import string
from pathlib import Path

import pytest

from jour import texts
from jour.language import preferred_language
from jour.session import EndReason

DOMAIN = Path(texts.__file__).parent
ERRORS = {"Invalid", "Conflict", "Forbidden", "NotFound", "Unauthenticated", "JourError"}
# Raised with a name that is put together from the reason.
COMPOSED = {
    "invalid_phone",  # invalid_phone_<reason>
    "invalid_group",  # invalid_group_<why>
    "logged_out",  # logged_out_<reason>
    "condition_failed",  # never leaves the storage
}


def _raised() -> set[str]:
    """The codes of every error that the code makes."""
    found: set[str] = set()
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ERRORS and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def test_every_code_that_can_be_raised_has_a_sentence() -> None:
    """Errors reach the user as a code and a sentence."""
    codes = _raised()
    assert "invalid_credentials" in codes
    assert codes - COMPOSED <= texts.codes()


@pytest.mark.parametrize("reason", [r for r in EndReason if r is not EndReason.USER])
def test_every_way_to_be_logged_out_has_a_sentence(reason: EndReason) -> None:
    """X1: whatever ended the login is said."""
    assert texts.sentence(f"logged_out_{reason}", "sv", by="web", at=0)


@pytest.mark.parametrize("code", sorted(texts.codes()))
def test_both_languages_say_it_with_the_same_values(code: str) -> None:
    """B8: Swedish and English, each a whole sentence."""
    swedish, english = texts._TEXTS[code]
    fields = [{f for _, f, _, _ in string.Formatter().parse(t) if f} for t in (swedish, english)]
    assert fields[0] == fields[1]
    assert swedish != english
    assert swedish.endswith(".")
    assert english.endswith(".")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "sv"),
        ("", "sv"),
        ("en", "en"),
        ("en-GB,sv;q=0.9", "en"),
        ("sv,en;q=0.9", "sv"),
        ("en;q=0.1,sv;q=0.2", "sv"),
        ("de,fr", "sv"),
        ("de,en;q=0.3", "en"),
        ("en;q=0", "sv"),
        ("en;q=nonsense", "sv"),
        (";;;,,,q=", "sv"),
    ],
)
def test_the_readers_language_is_chosen(header: str | None, language: str) -> None:
    """B8: English for those who prefer it, else Swedish."""
    assert preferred_language(header) == language


def _said() -> tuple[set[str], set[str], set[str]]:
    """Names that stand whole in the code; beginnings and ends of those put together there."""
    whole: set[str] = set()
    parts: list[tuple[str, str]] = []
    for path in [*DOMAIN.rglob("*.py"), *(DOMAIN.parents[3] / "functions").rglob("*.py")]:
        if path == Path(texts.__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                ends = node.values[0], node.values[-1]
                first, last = (str(e.value) if isinstance(e, ast.Constant) else "" for e in ends)
                parts.append((first, last))
    begun = {first for first, _ in parts if re.fullmatch(r"[a-z_]+_", first)}
    return whole, begun, {last for _, last in parts if re.fullmatch(r"_[a-z_]+", last)}


def test_every_sentence_is_said_somewhere() -> None:
    """Issue 9, 6: what nothing says any more is not kept in two languages."""
    whole, begun, ended = _said()
    unsaid = {code for code in texts.codes() - whole if not code.startswith(tuple(begun))}
    named = {name + end for name in whole for end in ended}
    assert unsaid - named == set()
