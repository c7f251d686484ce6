"""What is sent over sockets about chats (contract). Pure."""

from collections.abc import Iterable, Iterator

from jour.chat import Conversation
from jour.chat import Message as Line
from jour.clock import iso
from jour.contact import Contact, ContactState
from jour.views import Message

MOST_LINES = 100
"""Messages in one answer: a client asks on."""
_MOST_BYTES = 100_000
"""API Gateway carries 128 kB a frame."""


def line_view(line: Line, *, inside: bool = False) -> Message:
    """One message of a chat; a system line carries its `event`, which the client words.

    `inside` the organisation the agent's user id is told, too; customers know names alone.
    """
    view = {
        "number": line.number,
        "author": line.author.value,
        "name": line.name,
        "text": line.text,
        "at": iso(line.at),
        "client_id": line.client_id,
        "event": line.event,
    }
    return view | ({"user": line.user} if inside else {})


def fitting(lines: Iterable[Line]) -> list[Line]:
    """The first of these that one frame holds; at least one."""
    return next(_frames(lines), [])


def newest_fitting(lines: list[Line]) -> list[Line]:
    """The last of these that one frame holds, in their order; at least one."""
    return list(reversed(next(_frames(reversed(lines)), [])))


def chat_frame(head: Conversation, lines: Iterable[Line], *, inside: bool = False) -> Message:
    """Messages, oldest first, with how far each side has read and what the last one's number is."""
    return {
        "type": "chat",
        "contact": head.contact,
        "messages": [line_view(line, inside=inside) for line in lines],
        "read": read_view(head),
        "last": head.last,
    }


def chat_frames(
    head: Conversation, lines: Iterable[Line], *, inside: bool = False
) -> list[Message]:
    """The same in as many frames as it takes."""
    return [chat_frame(head, part, inside=inside) for part in _frames(lines)]


def read_view(head: Conversation) -> Message:
    return {"customer": head.read_by_customer, "agent": head.read_by_agent}


def read_frame(contact: str, author: str, number: int) -> Message:
    return {"type": "read", "contact": contact, "author": author, "number": number}


def typing_frame(contact: str, author: str) -> Message:
    return {"type": "typing", "contact": contact, "author": author}


def customer_frame(contact: str, *, connected: bool) -> Message:
    """To the agent: whether the customer's page is open."""
    return {"type": "chat_customer", "contact": contact, "connected": connected}


def state_frame(contact: Contact, place: int | None) -> Message:
    """To the customer: where the chat stands."""
    return {"type": "chat_state", **state_view(contact, place)}


def state_view(contact: Contact, place: int | None) -> Message:
    """An offer is not shown: the customer waits until somebody has accepted it."""
    state = _SHOWN.get(contact.state, "waiting")
    talks = state == "talking" and contact.offer is not None
    return {
        "contact": contact.id,
        "state": state,
        "place": place if state == "waiting" else None,
        "agent": contact.offer.name if talks and contact.offer else None,
        "ended_by": contact.ended_by,
    }


_SHOWN = {ContactState.TALKING: "talking", ContactState.ENDED: "ended"}


def _frames(lines: Iterable[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    size = 0
    for line in lines:
        # What JSON adds: quotes, names, escapes of quotes and line ends at the worst.
        weight = 2 * len(line.text.encode()) + 400
        if part and (len(part) == MOST_LINES or size + weight > _MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(line)
        size += weight
    if part:
        yield part
