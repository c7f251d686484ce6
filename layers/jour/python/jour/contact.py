"""A contact: a call in the queue, or one that is to be made, from its arrival to its end. Pure.

`front` is the place of a caller whom somebody did not answer: before all others (B4). Every change
raises `version`, and storage keeps a change only where nobody else has changed the contact since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


class ContactState(StrEnum):
    """Where it is."""

    WAITING = "waiting"
    OFFERED = "offered"
    DIALLING = "dialling"
    """Of a call that is made: the agent's own telephone rings first."""
    RINGING = "ringing"
    """The other end rings: the agent's telephone, or that of whom they ring up."""
    TALKING = "talking"
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


def seen(contact: Contact, now: Millis) -> Contact:
    """The flow has asked: the caller is there."""
    return replace(contact, alive_until=now + LEASE)


def told(contact: Contact) -> Contact:
    """The agent's client has the offer."""
    if contact.offer is None:
        return contact
    return _changed(contact, offer=replace(contact.offer, is_told=True))


def offered(contact: Contact, offer: Offer) -> Contact:
    return _changed(contact, state=ContactState.OFFERED, offer=offer, offers=offer.number)


def ringing(contact: Contact, until: Millis) -> Contact:
    offer = None if contact.offer is None else replace(contact.offer, until=until)
    return _changed(contact, state=ContactState.RINGING, offer=offer)


def moving(contact: Contact, now: Millis) -> Contact:
    """Its flow moves the caller from one of Connect's queues to another, as a new segment."""
    return replace(contact, moving_until=now + MOVE)


def reached(contact: Contact, segment: str, now: Millis) -> Contact:
    """The caller is in this segment: a move, if there was one, is over."""
    alive_until = max(contact.alive_until, now + LEASE)
    moved_as = None if segment == contact.id else segment
    return _changed(contact, moved_as=moved_as, moving_until=0, alive_until=alive_until)


def is_over_with(contact: Contact, segment: str, now: Millis) -> bool:
    """Whether the end of this segment in Connect is the end of the contact."""
    return segment == contact.segment and contact.moving_until <= now


def dialling(contact: Contact, until: Millis) -> Contact:
    """The agent's telephone is about to ring; until then they have to answer it."""
    offer = None if contact.offer is None else replace(contact.offer, until=until)
    return _changed(contact, state=ContactState.DIALLING, offer=offer, rung_as=None)


def placed(contact: Contact, segment: str) -> Contact:
    """Amazon Connect has taken the call, as a contact of its own with this id."""
    return _changed(contact, rung_as=segment)


def held_back(contact: Contact, until: Millis) -> Contact:
    """The caller is there, but busy with the keys: nobody is given them until then."""
    return _changed(contact, not_before=until, alive_until=until)


def queued_again(contact: Contact, not_before: Millis) -> Contact:
    """To be tried again, at its old place; also what had ended."""
    return _changed(
        contact,
        state=ContactState.WAITING,
        front=False,
        offer=None,
        rung_as=None,
        not_before=not_before,
        answered_at=None,
        ended_at=None,
        outcome=None,
    )


def troubled(contact: Contact, why: str | None) -> Contact:
    return replace(contact, trouble=why)


def with_attempt(contact: Contact, attempt: Attempt) -> Contact:
    return with_attempts(contact, (*contact.attempts, attempt))


def with_attempts(contact: Contact, attempts: tuple[Attempt, ...]) -> Contact:
    return _changed(contact, attempts=attempts)


def with_word(contact: Contact, result: AttemptResult, note: str, code: str = "") -> Contact:
    """What the agent says of the last attempt."""
    *earlier, last = contact.attempts
    told = replace(last, result=result, note=note or last.note, code=code)
    return with_attempts(contact, (*earlier, told))


def talking(contact: Contact, now: Millis) -> Contact:
    answered_at = contact.answered_at or now
    return _changed(contact, state=ContactState.TALKING, answered_at=answered_at)


def back_in_queue(contact: Contact, now: Millis, *, was_missed: bool) -> Contact:
    """Waiting again, at the front (B4). Who did not answer is not asked again for it."""
    user = contact.offer.user if contact.offer else ""
    is_call = contact.kind is ContactKind.CALL
    return _changed(
        contact,
        state=ContactState.WAITING,
        front=True,
        alive_until=now + LEASE if is_call else contact.alive_until,
        offer=None,
        rung_as=None,
        next_hop=None,
        missed={**contact.missed, user: now} if was_missed and user else contact.missed,
    )


def ended(contact: Contact, outcome: Outcome, now: Millis) -> Contact:
    """Over. A conversation that nobody saw begin has begun when the ringing ended at the latest."""
    answered_at = contact.answered_at
    if outcome is Outcome.ANSWERED and answered_at is None and contact.offer is not None:
        answered_at = min(contact.offer.until, now)
    return _changed(
        contact,
        state=ContactState.ENDED,
        outcome=outcome,
        answered_at=answered_at,
        ended_at=now,
    )


def _changed(contact: Contact, **fields: object) -> Contact:
    return replace(contact, version=contact.version + 1, **fields)  # type: ignore[arg-type] # fields of Contact
