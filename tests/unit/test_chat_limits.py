"""Issue 8.1: how much a customer may write, counted in the conversation itself."""

from dataclasses import replace

import pytest

from jour.chat import A_MINUTE, IN_ALL, Conversation, counted, too_much
from jour.clock import MINUTE, SECOND
from jour.errors import Conflict, TooMany

NOW = 1_000_000
HEAD = Conversation("c1", "demo", "sv", "digest", window_since=NOW, window_count=1, from_customer=1)


def after(messages: int, head: Conversation = HEAD) -> Conversation:
    """The conversation when so many more have been written at once."""
    for _ in range(messages):
        head = counted(head, NOW)
    return head


def test_a_chat_has_a_length() -> None:
    """2,000 messages of the customer's in one chat, however slowly they come."""
    nearly = replace(HEAD, from_customer=IN_ALL - 1)
    assert too_much(nearly, NOW + MINUTE) is None
    refusal = too_much(counted(nearly, NOW + MINUTE), NOW + 2 * MINUTE)
    assert isinstance(refusal, Conflict)
    assert (refusal.code, refusal.values) == ("chat_too_long", {"limit": IN_ALL})


@pytest.mark.parametrize(
    ("later", "wait_s"), [(0, 60), (MINUTE - 10 * SECOND, 10), (MINUTE - 1, 1), (MINUTE, None)]
)
def test_a_minute_has_room_for_sixty(later: int, wait_s: int | None) -> None:
    """Who writes faster is told how many seconds to wait: never none."""
    assert too_much(after(A_MINUTE - 2), NOW) is None
    refusal = too_much(after(A_MINUTE - 1), NOW + later)
    assert (refusal.retry_after_s if isinstance(refusal, TooMany) else None) == wait_s
    assert counted(after(A_MINUTE - 1), NOW + MINUTE).window_count == 1
