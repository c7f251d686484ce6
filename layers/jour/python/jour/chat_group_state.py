"""What a customer is told of a chat group before they write: honestly, whether anybody answers.

Pure.
"""

from dataclasses import dataclass
from enum import StrEnum

from jour.clock import Millis
from jour.contact import is_waiting
from jour.opening import is_open, next_opening
from jour.organisation import Group, Media
from jour.session import Present
from jour.staffed import somebody_staffs

MOST_WAITING = 100
"""So many chats wait in an organisation at most: whoever floods it fills no more than that."""


class Answering(StrEnum):
    """Whether a chat can begin."""

    OPEN = "open"
    CLOSED = "closed"
    NOBODY = "nobody"
    """No agent who may have chats staffs the group."""
    FULL = "full"


@dataclass(frozen=True, slots=True)
class GroupState:
    """How a chat group stands."""

    name: str
    answering: Answering
    opens_at: Millis | None
    takes_messages: bool
    waiting: int
    """How many wait in this group."""


def group_state(present: Present, group: Group, now: Millis) -> GroupState:
    """The first of these that holds: closed, nobody there, too many waiting, open."""
    chats = [one for one in present.waiting if one.media is Media.CHAT and is_waiting(one, now)]
    return GroupState(
        name=group.name,
        answering=_answering(present, group, len(chats), now),
        opens_at=next_opening(group, now),
        takes_messages=takes_messages(group),
        waiting=sum(one.group == group.id for one in chats),
    )


def takes_messages(group: Group) -> bool:
    """Whether a message can be left: somebody rings, or reads a mail."""
    return group.message_group is not None or group.message_mail is not None


def place(present: Present, contact_id: str, now: Millis) -> int | None:
    """Which in its group's queue a chat is, 1 for the first; None where it does not wait."""
    waiting = sorted(
        (one for one in present.waiting if is_waiting(one, now)), key=lambda c: c.order
    )
    mine = next((one for one in waiting if one.id == contact_id), None)
    if mine is None:
        return None
    return 1 + [one.id for one in waiting if one.group == mine.group].index(contact_id)


def _answering(present: Present, group: Group, waiting: int, now: Millis) -> Answering:
    if not is_open(group, now):
        return Answering.CLOSED
    if not somebody_staffs(present, group.id, now):
        return Answering.NOBODY
    return Answering.FULL if waiting >= MOST_WAITING else Answering.OPEN
