"""What becomes of a chat and its agent: misses, ends, and what the conversation tells of them."""

from dataclasses import replace

import pytest

from jour.chat import Conversation, Event
from jour.chat_changes import GONE, SILENT, is_given_up
from jour.chat_course import has_line, line
from jour.chat_handout import accepted, claimed, ended, handed_back, missed, transferred
from jour.contact import Contact, ContactState, Outcome, Side
from jour.handout import Pair
from jour.occupation import ACCEPT
from jour.session import NO_ANSWER, Status
from tests.unit.test_chat_match import CHAT, NOW, agent


def offered(chat: Contact = CHAT, misses: int = 0) -> Pair:
    return claimed(Pair(chat, agent("a", misses=misses)), NOW)


def begun(misses: int = 0) -> Pair:
    pair = accepted(offered(misses=misses), NOW)
    assert pair
    return pair


def test_two_chats_missed_in_a_row_pause() -> None:
    """B4: the first is only a miss; a chat that was accepted in between counts them anew."""
    once = missed(offered(), NOW)
    assert once
    assert once.agent
    assert (once.agent.misses, once.agent.status, once.agent.chats) == (1, Status.AVAILABLE, ())
    twice = missed(offered(misses=1), NOW)
    assert twice
    assert twice.agent
    assert (twice.agent.status, twice.agent.reason) == (Status.PAUSED, NO_ANSWER)
    assert (twice.contact.state, twice.contact.front) == (ContactState.WAITING, True)
    talks = begun(misses=1).agent
    assert talks
    assert talks.misses == 0


def test_an_offer_is_accepted_within_its_time() -> None:
    """Issue 8.2: 30 s, and not a moment later, though nobody has written the miss down yet."""
    assert accepted(offered(), NOW + ACCEPT - 1) is not None
    assert accepted(offered(), NOW + ACCEPT) is None


def test_an_offer_withdrawn_is_no_miss() -> None:
    """X3: the login has ended; that is nobody's fault, and nobody is told of a conversation."""
    before = offered()
    back = handed_back(before, NOW)
    assert back
    assert back.agent
    assert (back.agent.misses, back.contact.missed) == (0, {})
    assert not has_line(before.contact, back.contact)


def test_a_conversation_handed_back_and_ended_is_told_so() -> None:
    """It was answered, however it came to its end, and its history says that it is over."""
    back = handed_back(begun(), NOW)
    assert back
    over = ended(back, Side.CUSTOMER, 20, NOW)
    assert over
    assert over.contact.outcome is Outcome.ANSWERED
    assert has_line(back.contact, over.contact)
    assert line(Event.ENDED_BY_CUSTOMER, back.contact, over.contact, NOW).user is None


def test_what_never_was_a_conversation_tells_nothing() -> None:
    """A customer who leaves the queue has been abandoned."""
    over = ended(Pair(CHAT), Side.CUSTOMER, 20, NOW)
    assert over
    assert over.contact.outcome is Outcome.ABANDONED
    assert not has_line(CHAT, over.contact)


def test_an_agent_offered_it_anew_is_not_said_to_have_talked() -> None:
    """The line is about whoever talked."""
    back = transferred(begun(), "chatt", (), NOW)
    assert back
    again = claimed(Pair(back.contact, agent("b")), NOW)
    over = ended(again, Side.CUSTOMER, 0, NOW)
    assert over
    assert line(Event.ENDED_BY_CUSTOMER, again.contact, over.contact, NOW).user is None
    assert line(Event.ENDED_BY_AGENT, begun().contact, over.contact, NOW).user == "a"


@pytest.mark.parametrize(
    ("chat", "heard", "later", "gone"),
    [
        (CHAT, 0, GONE, True),
        (CHAT, 0, GONE - 1, False),
        (CHAT, GONE // 2, GONE, False),
        (replace(CHAT, alive_until=NOW + GONE + 1), 0, GONE, False),
        (begun().contact, 0, SILENT, True),
        (begun().contact, 0, SILENT - 1, False),
        (begun().contact, 1, SILENT, False),
        (offered().contact, 0, SILENT, False),
        (replace(CHAT, state=ContactState.ENDED), 0, SILENT, False),
    ],
)
def test_when_a_customer_has_left(chat: Contact, heard: int, later: int, gone: bool) -> None:
    """Two minutes without a sign in the queue, fifteen in a conversation."""
    chat = replace(chat, alive_until=max(chat.alive_until, NOW + GONE))
    head = Conversation("c1", "demo", "sv", "digest", seen_at=NOW + heard)
    assert is_given_up(chat, head, NOW + later) is gone
    # Erased while it went on: there is nobody to wait for.
    assert is_given_up(chat, None, NOW + later) >= gone
