"""A contact: a call in the queue, or one that is to be made, from its arrival to its end. Pure.

`front` is the place of a caller whom somebody did not answer: before all others (B4). Every change
raises `version`, and storage keeps a change only where nobody else has changed the contact since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jour.call_list import Result
from jour.clock import SECOND, Millis
from jour.hop import Hop
from jour.organisation import Media

LEASE = 30 * SECOND
"""A waiting caller's flow asks every 5 s; one that was silent for so long has lost its caller."""
MOVE = 20 * SECOND
"""Within this a caller who is moved to another queue is there, and the flow there has asked."""


class ContactKind(StrEnum):
    """Who rings whom."""

    CALL = "call"
    CALLBACK = "callback"
    """Somebody has asked to be rung."""
    OUTBOUND = "outbound"
    """A number of a list."""
    CHAT = "chat"
    """Somebody writes on the organisation's website."""


class ContactState(StrEnum):
    """Where it is."""

    WAITING = "waiting"
    OFFERED = "offered"
    DIALLING = "dialling"
    """Of a call that is made: the agent's own telephone rings first."""
    RINGING = "ringing"
    """The other end rings: the agent's telephone, or that of whom they ring up."""
    TALKING = "talking"
    """Of a chat: an agent has accepted it."""
    ENDED = "ended"


class Outcome(StrEnum):
    """How it ended."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    CLOSED = "closed"
    NOBODY = "nobody"
    FAILED = "failed"
    CALLBACK = "callback"
    """The caller hung up and will be rung: a contact of its own."""
    HANDED_OVER = "handed_over"
    """A distance agent has been sent the number (F12)."""
    NOT_REACHED = "not_reached"
    """A number of a list was rung in vain; its list knows when it is rung again."""
    WITHDRAWN = "withdrawn"
    """A number of a list was not rung: it went back to its list."""


class AttemptResult(StrEnum):
    """What became of ringing somebody up: as the network knows it, or as the agent says."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    DONE = "done"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that somebody was rung up."""

    user: str
    name: str
    at: Millis
    result: AttemptResult
    note: str = ""
    code: str = ""
    """Of a number of a list: the id of the result code that the agent chose."""


@dataclass(frozen=True, slots=True)
class FromList:
    """What an agent is told of the list that a number comes from."""

    id: str
    name: str
    note: str
    results: tuple[Result, ...]


class Handed(StrEnum):
    """Why a conversation has come from one agent to the next."""

    TRANSFERRED = "transferred"
    RETURNED = "returned"
    """Its agent's login has ended."""


@dataclass(frozen=True, slots=True)
class CameFrom:
    """Which agent had a chat before."""

    user: str
    name: str
    why: Handed
    at: Millis = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """What there is to know of a chat before anybody answers (D9)."""

    page: str
    """The website's page on which it began: origin and path."""
    first_message: str
    came_from: CameFrom | None = None


class Side(StrEnum):
    """Who ended a chat."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Offer:
    """To whom the contact has been handed, in which of their logins."""

    user: str
    name: str
    session_id: str
    phone: str
    """E.164, or `softphone`."""
    number: int
    """Counts the offers of this contact: a late word about an earlier one is told by it."""
    at: Millis
    until: Millis
    is_told: bool = False
    """The agent's client has it (D9): only then is the number dialled."""
    connect_agent: str | None = None
    """With IP telephony (D7): whose softphone rings, by the id of their user in Connect."""
    by_sms: bool = False
    """A distance agent is sent the number, and rings it from their own telephone (F12)."""
    digits: str = ""
    """Typed once somebody answers: a conference room's PIN."""

    @property
    def is_outside(self) -> bool:
        """Whether it rings a number that belongs to nobody's login: a call sent on (W2)."""
        return not self.session_id


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact."""

    id: str
    org: str
    group: str
    media: Media
    dialled: str
    caller: str | None
    """E.164; None for a withheld number. Of a call that is made: the number to ring."""
    arrived_at: Millis
    day: str
    """Of the list of today's calls, YYYY-MM-DD in the organisation's time."""
    name: str | None = None
    calls_today: int = 1
    """Which call of this caller today it is."""
    language: str = "sv"
    state: ContactState = ContactState.WAITING
    version: int = 1
    front: bool = False
    alive_until: Millis = 0
    """Waiting: somebody is still there until then."""
    offer: Offer | None = None
    offers: int = 0
    missed: Mapping[str, Millis] = field(default_factory=dict)
    """Who did not answer, and when."""
    answered_at: Millis | None = None
    ended_at: Millis | None = None
    outcome: Outcome | None = None
    moved_as: str | None = None
    """The id of its segment in Connect, once it has been moved from one queue to another there."""
    moving_until: Millis = 0
    """Until then its segment may end in Connect because the caller is being moved to another."""
    kind: ContactKind = ContactKind.CALL
    requested_at: Millis | None = None
    """When a callback was asked for."""
    not_before: Millis = 0
    """Until then nobody is given it."""
    attempts: tuple[Attempt, ...] = ()
    trouble: str | None = None
    """Why it came back or failed, as a code, where that is nobody's doing."""
    rung_as: str | None = None
    """The id of the call in Connect that is made for the agent, once Connect has taken it."""
    from_list: FromList | None = None
    """Of a number of a list."""
    chat: Opening | None = None
    """Of a chat."""
    ended_by: Side | None = None
    """Of a chat that has ended."""

    @property
    def segment(self) -> str:
        """What Connect calls it now."""
        return self.rung_as or self.moved_as or self.id

    next_hop: Hop | None = None
    """Where it goes once the user who has it hangs up (W2)."""
    hops: tuple[Hop, ...] = ()
    """Where it has been sent on to; the last of them is on its way or reached."""
    asks: tuple[str, ...] = ()
    """Users who are asked before the group: whom it was sent to, then who sent it."""

    @property
    def order(self) -> tuple[bool, Millis, str]:
        """Sorts contacts as they are handed out: the front first, then the oldest."""
        return not self.front, self.arrived_at, self.id


def is_waiting(contact: Contact, now: Millis) -> bool:
    """Whether somebody waits: the flow of one who hung up has stopped asking."""
    return contact.state is ContactState.WAITING and contact.alive_until > now


def is_ready(contact: Contact, now: Millis) -> bool:
    """Whether it may be handed out now."""
    return is_waiting(contact, now) and contact.not_before <= now


def state_now(contact: Contact, now: Millis) -> ContactState:
    """The state, time considered: a telephone that rang its time out has been answered."""
    ringing = contact.state is ContactState.RINGING and contact.offer is not None
    if ringing and contact.offer is not None and contact.offer.until <= now:
        return ContactState.TALKING
    return contact.state


def is_over_with(contact: Contact, segment: str, now: Millis) -> bool:
    """Whether the end of this segment in Connect is the end of the contact."""
    return segment == contact.segment and contact.moving_until <= now
