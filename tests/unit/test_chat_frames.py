"""Issue 8.3: what a frame of a chat holds, and when it takes several."""

from jour.chat import Author, Conversation, Message
from jour.chat_frames import MOST_LINES, chat_frames, fitting, newest_fitting

HEAD = Conversation("chat-1", "demo", "sv", "digest", last=200)


def line(number: int, text: str = "Hej") -> Message:
    return Message(number, Author.CUSTOMER, "Karin", text, 0, str(number))


def test_many_messages_are_several_frames_in_order() -> None:
    """No frame has more than a hundred, and none is lost between two."""
    frames = chat_frames(HEAD, map(line, range(1, 251)))
    numbers = [one["number"] for frame in frames for one in frame["messages"]]
    assert numbers == list(range(1, 251))
    assert max(len(frame["messages"]) for frame in frames) == MOST_LINES
    assert chat_frames(HEAD, []) == []


def test_long_messages_are_cut_by_size() -> None:
    """API Gateway carries 128 kB: the client asks on from the last that came."""
    long = [line(number, "\U0001f600" * 4_000) for number in range(1, 101)]
    first, last = fitting(long), newest_fitting(long)
    assert 0 < len(first) < 8
    assert [one.number for one in first] == list(range(1, len(first) + 1))
    assert [one.number for one in last] == list(range(101 - len(last), 101))


def test_one_message_always_fits() -> None:
    """However long: an empty answer would have the client ask for ever."""
    huge = line(1, "x" * 200_000)
    assert fitting([huge]) == newest_fitting([huge]) == [huge]
    assert fitting([]) == []
