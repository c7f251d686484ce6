"""Issue 10, point 6: a warm function follows a rotation, and is not made to read by strangers."""

from dataclasses import dataclass, field

import pytest

from jour.clock import Millis
from jour.errors import Unavailable
from jour.kept_secret import AGAIN, FRESH, KeptSecret


@dataclass
class Vault:
    """A secret that is rotated, and a clock."""

    value: str = "old"
    reads: int = 0
    is_silent: bool = False
    now: Millis = 1_000
    kept: KeptSecret[str] = field(init=False)

    def __post_init__(self) -> None:
        self.kept = KeptSecret(self.read, lambda: self.now)

    def read(self) -> str:
        if self.is_silent:
            raise Unavailable
        self.reads += 1
        return self.value


@pytest.fixture
def vault() -> Vault:
    return Vault()


def test_it_is_read_when_it_is_first_used_and_then_kept(vault: Vault) -> None:
    """A warm function pays for no call."""
    assert vault.reads == 0
    assert [vault.kept.known for _ in range(3)] == ["old"] * 3
    assert vault.reads == 1


def test_something_unknown_has_it_read_again_at_once(vault: Vault) -> None:
    """Also where it was read a moment before the rotation."""
    assert vault.kept.known == "old"
    vault.value = "new"
    assert (vault.kept.renewed("2"), vault.kept.known) == ("new", "new")


def test_one_reason_reads_once_in_a_while_and_another_is_not_kept_waiting(vault: Vault) -> None:
    """Guesses cost one read; a version of ours that comes meanwhile is found."""
    for _ in range(100):
        vault.kept.renewed()
    assert vault.reads == 1
    vault.kept.renewed("2")
    assert vault.reads == 2
    vault.now += AGAIN
    vault.kept.renewed()
    assert vault.reads == 3


def test_an_hour_later_it_is_read_anyhow(vault: Vault) -> None:
    """So that nobody goes on using an older one as the newest."""
    assert vault.kept.known == "old"
    vault.value = "new"
    vault.now += FRESH - 1
    assert vault.kept.known == "old"
    vault.now += 1
    assert vault.kept.known == "new"


def test_what_is_known_serves_while_it_cannot_be_read(vault: Vault) -> None:
    """Logins go on; only what is unknown cannot be judged."""
    assert vault.kept.known == "old"
    vault.is_silent = True
    vault.now += FRESH
    assert vault.kept.known == "old"
    with pytest.raises(Unavailable):
        vault.kept.renewed("2")


def test_a_secret_that_was_never_read_is_not_guessed(vault: Vault) -> None:
    """Fail closed (ASVS 16.5.3)."""
    vault.is_silent = True
    with pytest.raises(Unavailable):
        _ = vault.kept.known


def test_what_could_not_be_looked_up_is_not_judged_by_what_was_known(vault: Vault) -> None:
    """A right password sealed with a newer pepper is no wrong one while nobody can read: 503, and
    that without another call each time."""
    assert vault.kept.known == "old"
    vault.is_silent = True
    for _ in range(2):
        with pytest.raises(Unavailable):
            vault.kept.renewed("2")
    vault.is_silent, vault.value = False, "new"
    with pytest.raises(Unavailable):
        vault.kept.renewed("2")
    assert vault.reads == 1
    vault.now += AGAIN
    assert vault.kept.renewed("2") == "new"
