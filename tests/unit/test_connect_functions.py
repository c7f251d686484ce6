"""How the simulated Connect asks functions: limits, retries, what counts as an answer."""

from typing import Any

import pytest

from local.connect.functions import FunctionFailed, ask
from tests.telephony import ARN, Function
from tests.virtual_time import now, run

EVENT = {"Name": "ContactFlowEvent"}


def asked(function: Function, limit_s: float = 8.0) -> dict[str, str]:
    return run(ask(function, ARN, EVENT, limit_s))


def test_the_answer_is_a_map_of_strings() -> None:
    """Issue 5.7: the function is asked once where it answers."""
    function = Function({"say": "Hej å", "next": "end"})
    assert asked(function) == {"say": "Hej å", "next": "end"}
    assert function.asked == [(ARN, b'{"Name": "ContactFlowEvent"}')]


def test_errors_are_retried_with_the_same_payload() -> None:
    """Fault 8: one ContactId reaches the function up to four times, byte for byte the same."""
    function = Function(None, None, None, {"say": "Hej"})
    assert asked(function) == {"say": "Hej"}
    assert len(function.asked) == 4
    assert len(set(function.asked)) == 1


def test_after_three_retries_it_is_over() -> None:
    """Facts of Connect: up to 3 retries."""
    function = Function(None)
    with pytest.raises(FunctionFailed):
        asked(function)
    assert len(function.asked) == 4


def test_all_tries_share_one_limit() -> None:
    """Facts of Connect: at most 8 s; a slow failure leaves less for its retry."""
    function = Function(None, takes_s=3.5)

    async def measured() -> float:
        with pytest.raises(FunctionFailed):
            await ask(function, ARN, EVENT, 8.0)
        return now()

    assert run(measured()) == pytest.approx(8.0)
    assert len(function.asked) == 3


def test_a_late_answer_is_no_answer() -> None:
    """Facts of Connect: after 8 s the flow goes on without it."""
    with pytest.raises(FunctionFailed, match="no answer within"):
        asked(Function({"say": "Hej"}, takes_s=8.1))
    assert asked(Function({"say": "Hej"}, takes_s=7.9)) == {"say": "Hej"}


@pytest.mark.parametrize(
    "answer",
    [b"null", b"[]", b"no JSON", b'"text"', {"a": 1}, {"a": None}, {"a": {"b": "c"}}, b"\xff"],
)
def test_anything_else_is_an_error(answer: Any) -> None:
    """STRING_MAP: a flat map of strings, and asking again would not help."""
    function = Function(answer)
    with pytest.raises(FunctionFailed):
        asked(function)
    assert len(function.asked) == 1


def test_an_answer_of_32_kb_is_too_large() -> None:
    """Facts of Connect: less than 32 KB, counted in UTF-8."""
    frame = len(b'{"say": ""}')
    just = b'{"say": "' + b"x" * (32 * 1024 - frame - 1) + b'"}'
    assert asked(Function(just))
    with pytest.raises(FunctionFailed, match="too large"):
        asked(Function(just.replace(b"x", b"xx", 1)))


def test_no_time_left_asks_nobody() -> None:
    """A chain that has used up its 20 s does not even begin with the next function."""
    function = Function({})
    with pytest.raises(FunctionFailed):
        asked(function, limit_s=0.0)
    assert function.asked == []
