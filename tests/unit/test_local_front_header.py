"""The local front door's header, through rotations (issue 10, point 6)."""

import asyncio
from dataclasses import dataclass, field

from jour.front import HEADER
from local.front_header import FrontHeader


@dataclass
class Run:
    """A secret and a clock."""

    secret: dict[str, str] = field(default_factory=lambda: {"current": "a"})
    now: float = 0.0
    reads: int = 0

    def __post_init__(self) -> None:
        self.header = FrontHeader(self._read, lambda: self.now)

    def _read(self) -> dict[str, str]:
        self.reads += 1
        return self.secret

    def shown_after(self, seconds: float) -> str:
        self.now += seconds
        name, value = asyncio.run(self.header.get())
        assert name == HEADER
        return value


def test_it_is_read_now_and_then_and_not_for_each_request() -> None:
    """Ten seconds apart."""
    run = Run()
    assert [run.shown_after(1) for _ in range(12)] == ["a"] * 12
    assert run.reads == 2


def test_after_a_rotation_the_one_before_is_shown_until_every_function_can_know() -> None:
    """As CloudFront is told a minute later."""
    run = Run()
    run.secret = {"current": "b", "previous": "a"}
    assert [run.shown_after(10) for _ in range(7)] == ["a"] * 6 + ["b"]


def test_one_that_is_accepted_no_more_is_given_up_at_once() -> None:
    """Two rotations within a minute."""
    run = Run()
    run.secret = {"current": "c", "previous": "b"}
    assert run.shown_after(10) == "c"
