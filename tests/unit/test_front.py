"""Issue 10, point 6: nobody goes past CloudFront and the rules in front of it."""

import pytest

from infra.front_secret import HEADER as HEADER_IN_CLOUDFRONT
from jour.errors import Forbidden, Unavailable
from jour.front import HEADER, FrontDoor, FrontSecret, read_front_secret
from jour.kept_secret import AGAIN, KeptSecret

OLD, NEW, NEWER = ("a" * 40, "b" * 40, "c" * 40)


class Rotated:
    """A front door whose secret is rotated."""

    def __init__(self, *accepted: str) -> None:
        self.accepted, self.reads, self.now = accepted, 0, 1_000
        self.door = FrontDoor(KeptSecret(self._read, lambda: self.now))

    def _read(self) -> FrontSecret:
        self.reads += 1
        return FrontSecret(self.accepted)

    def admits(self, presented: str) -> bool:
        try:
            self.door.require({HEADER: presented})
        except Forbidden as refused:
            return refused.code != "front_door_only"
        return True


def test_cloudfront_says_it_under_the_name_under_which_it_is_read() -> None:
    """The name is written twice: infra/ does not import the layer."""
    assert HEADER == HEADER_IN_CLOUDFRONT == HEADER.lower()


@pytest.mark.parametrize(
    "presented", ["", OLD[:-1], OLD + "a", NEW, OLD.upper(), f"{OLD},{OLD}", "\ud800", "å" * 40]
)
def test_whatever_is_not_the_secret_is_refused(presented: str) -> None:
    """Nothing, nearly, twice, and no text at all."""
    assert not Rotated(OLD).admits(presented)


def test_the_newest_and_the_one_before_it_are_let_in_and_no_older_one() -> None:
    """Edges of CloudFront change one after the other."""
    door = Rotated(NEWER, NEW)
    assert [door.admits(one) for one in (NEWER, NEW, OLD)] == [True, True, False]


def test_a_warm_function_that_has_read_the_older_one_learns_the_new_one() -> None:
    """At once, although a stranger has just made it read: rotating waits longer than that."""
    door = Rotated(OLD)
    assert door.admits(OLD)
    assert not door.admits("guess")
    door.accepted = (NEW, OLD)
    door.now += AGAIN
    assert [door.admits(one) for one in (OLD, NEW, OLD)] == [True] * 3


def test_guesses_and_missing_headers_do_not_have_the_secret_read() -> None:
    """A flood past the front door costs one read in 30 s, and none without a guess."""
    door = Rotated(OLD)
    for _ in range(50):
        assert not door.admits("")
    assert door.reads == 0
    for _ in range(50):
        assert not door.admits("guess")
    assert door.reads == 2


def test_nobody_is_let_in_where_the_secret_cannot_be_read() -> None:
    """Fail closed (ASVS 16.5.3)."""

    def silent() -> FrontSecret:
        raise Unavailable

    with pytest.raises(Unavailable):
        FrontDoor(KeptSecret(silent, lambda: 0)).require({HEADER: OLD})


@pytest.mark.parametrize("text", ["{}", '{"current": ""}', '{"current": "short"}', '{"x": "y"}'])
def test_a_secret_that_could_be_guessed_is_none(text: str) -> None:
    """An empty header never equals an empty secret."""
    with pytest.raises(ValueError, match="secret"):
        read_front_secret(text)


def test_the_secret_as_it_is_generated_and_as_it_is_rotated() -> None:
    """One value at first, two afterwards."""
    assert read_front_secret(f'{{"current": "{OLD}"}}').accepted == (OLD,)
    rotated = f'{{"current": "{NEW}", "previous": "{OLD}"}}'
    assert read_front_secret(rotated).accepted == (NEW, OLD)
