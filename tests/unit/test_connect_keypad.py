"""The caller's keys: what ends an input, and how long it is waited for."""

import asyncio

import pytest

from local.connect.keypad import Expected, Keypad
from tests.virtual_time import now, run

PIN = Expected(longest=6, first_s=8, end="#", erase="*")


def typed(keys: list[tuple[float, str]], expected: Expected = PIN, prompt_s: float = 0.0) -> str:
    """What is read when these keys are pressed, each so many seconds after the one before."""

    async def both() -> str:
        keypad = Keypad()
        reading = asyncio.create_task(keypad.read(expected, prompt_s))
        for pause_s, digits in keys:
            await asyncio.sleep(pause_s)
            keypad.press(digits)
        result = await reading
        assert not keypad.wanted
        return result

    return run(both())


def test_the_terminator_ends_the_input() -> None:
    """What comes after it is not taken, and it is not part of the input."""
    assert typed([(1, "12"), (1, "34#5")]) == "1234"


def test_the_longest_input_needs_no_terminator() -> None:
    """The sixth digit of six ends it."""
    assert typed([(1, "1234567")]) == "123456"


def test_five_seconds_between_digits_end_it() -> None:
    """Facts of Connect: the time between digits is 5 s unless the flow says otherwise."""
    assert typed([(1, "1"), (4.9, "2"), (5.1, "3")]) == "12"


def test_star_begins_anew() -> None:
    """The cancel key, unless the flow disables it."""
    assert typed([(1, "12*34#")]) == "34"
    assert typed([(1, "12*34#")], Expected(6, 8, end="#")) == "12*34"


@pytest.mark.parametrize(("pressed_at", "read"), [(17.9, "1"), (18.1, "")])
def test_the_limit_begins_after_the_prompt(pressed_at: float, read: str) -> None:
    """Issue 5.7: a prompt of 10 s and a limit of 8 s leave 18 s for the first digit."""
    assert typed([(pressed_at, "1#")], prompt_s=10) == read


def test_the_first_digit_cuts_the_prompt_short() -> None:
    """From then on 5 s count, not what is left of the prompt."""

    async def measured() -> float:
        keypad = Keypad()
        reading = asyncio.create_task(keypad.read(PIN, 60))
        await asyncio.sleep(2)
        keypad.press("1")
        assert await reading == "1"
        return now()

    assert run(measured()) == pytest.approx(7)


def test_keys_that_nobody_waits_for_are_lost() -> None:
    """Facts of Connect: digits pressed before the input are not caught."""

    async def early() -> str:
        keypad = Keypad()
        keypad.press("1")
        return await keypad.read(PIN, 0)

    assert run(early()) == ""
