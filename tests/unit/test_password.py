"""Passwords at rest, and what an attempt costs."""

import unicodedata

import argon2
import pytest

from jour.password import CHEAPEST, MAX_LENGTH, Cost, Passwords, Peppers
from jour.user import Credential

PEPPERS = Peppers("1", {"1": b"first"})
PASSWORDS = Passwords(PEPPERS, CHEAPEST)
CREDENTIAL = PASSWORDS.seal("demo-anna", now=7)


class Computations:
    """Counts Argon2 computations, whichever way they are asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        for name in ("hash", "verify"):
            self._wrap(monkeypatch, name)

    def _wrap(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        real = getattr(argon2.PasswordHasher, name)

        def counted(hasher: argon2.PasswordHasher, *args: object) -> object:
            self.count += 1
            return real(hasher, *args)

        monkeypatch.setattr(argon2.PasswordHasher, name, counted)


@pytest.mark.parametrize(
    ("password", "credential"),
    [
        ("demo-anna", CREDENTIAL),
        ("wrong", CREDENTIAL),
        ("demo-anna", None),
        ("", CREDENTIAL),
        ("", None),
        ("x" * 1024, CREDENTIAL),
        ("x" * 1024, None),
        ("\ud800", CREDENTIAL),
        ("demo-anna", Credential(CREDENTIAL.password_hash, "lost", 0)),
    ],
)
def test_every_attempt_costs_exactly_one_computation(
    password: str, credential: Credential | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ASVS 6.3.8: known, unknown, empty, over-long, wrong: one Argon2 computation each."""
    computations = Computations(monkeypatch)
    PASSWORDS.verify(password, credential)
    assert computations.count == 1


def test_the_right_password_alone_verifies() -> None:
    """A password verifies against its own credential, case-sensitively, and nothing else does."""
    assert PASSWORDS.verify("demo-anna", CREDENTIAL)
    assert not PASSWORDS.verify("Demo-anna", CREDENTIAL)
    assert not PASSWORDS.verify("demo-anna", None)


def test_parameters_are_owasps() -> None:
    """Argon2id with m = 19 MiB, t = 2, p = 1 unless a test asks for less."""
    sealed = Passwords(PEPPERS).seal("demo-anna", 0).password_hash
    assert sealed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_composed_and_decomposed_characters_are_one_password() -> None:
    """NFKC: å typed as one character or as two is the same password."""
    composed = unicodedata.normalize("NFC", "blåbär")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert PASSWORDS.verify(decomposed, PASSWORDS.seal(composed, 0))


def test_a_password_is_not_truncated() -> None:
    """The last of 256 characters counts."""
    long = "x" * (MAX_LENGTH - 1)
    credential = PASSWORDS.seal(long + "a", 0)
    assert PASSWORDS.verify(long + "a", credential)
    assert not PASSWORDS.verify(long + "b", credential)


def test_without_the_pepper_a_hash_is_worth_nothing() -> None:
    """The same password under another pepper does not verify."""
    other = Passwords(Peppers("1", {"1": b"other"}), CHEAPEST)
    assert not other.verify("demo-anna", CREDENTIAL)


def test_an_older_pepper_still_verifies_and_asks_for_a_new_hash() -> None:
    """Rotation: logins keep working, and each renews its hash."""
    rotated = Passwords(Peppers("2", {"1": b"first", "2": b"second"}), CHEAPEST)
    assert rotated.verify("demo-anna", CREDENTIAL)
    assert rotated.needs_rehash(CREDENTIAL)
    assert not PASSWORDS.needs_rehash(CREDENTIAL)


def test_other_parameters_ask_for_a_new_hash() -> None:
    """A hash made with cheaper parameters is renewed at the next login."""
    dearer = Passwords(PEPPERS, Cost(memory_kib=16, passes=1))
    assert dearer.verify("demo-anna", CREDENTIAL)
    assert dearer.needs_rehash(CREDENTIAL)


def test_equal_passwords_have_different_hashes() -> None:
    """Each hash has its own salt."""
    assert PASSWORDS.seal("demo-anna", 0) != CREDENTIAL
