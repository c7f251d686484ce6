"""Ringing somebody up: a callback, or a number of a list. The rules, pure.

The agent is offered the contact and presses; their own telephone rings first, and when they have
answered, the other end; with a softphone the other way about (`customer_first`). Each step counts
only for the offer that it is about, so nobody is rung twice, and whatever is lost on the way the
contact comes back to its place or ends.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from jour import contact_changes as changes
from jour import occupation as occupations
from jour.clock import DAY, SECOND, Millis
from jour.contact import (
    Attempt,
    AttemptResult,
    Contact,
    ContactKind,
    ContactState,
    Outcome,
    state_now,
)
from jour.handout import (
    Pair,
    after_talk,
    freed_of,
    has,
    is_theirs,
    missed,
    occupied_with,
    withdrawn,
)
from jour.occupation import CUSTOMER_PICK_UP, PICK_UP, RING_SOFTPHONE, Kind, engaged
from jour.organisation import DISTANCE_MISSES_LIMIT, Group
from jour.session import Session, is_live

REPORT_S = 30
"""Whoever has rung somebody up has at least so long to say how it went."""
FAR_RING_S = 30
"""So long the other end rings: longer than an agent's telephone, which is waited by."""
FAR_RING = (FAR_RING_S + 5) * SECOND
_UNFINISHED = (AttemptResult.NOT_REACHED, AttemptResult.LATER)


class FarEnd(StrEnum):
    """How the flow says that ringing the other end went."""

    HUNG_UP = "hung_up"
    """Answered, and the other end has put the receiver down."""
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    """Busy, or not a number that can be rung."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a group has laid down for the calls that it makes."""

    wrap_up_s: int = 0
    retry_s: int = 900
    attempts: int = 3


def terms(group: Group | None) -> Terms:
    """Those of a group; of one that is gone, what is usual."""
    if group is None:
        return Terms()
    return Terms(group.wrap_up_s, group.callback_retry_s, group.callback_attempts)


def dialled(pair: Pair, now: Millis) -> Pair | None:
    """The agent has pressed: their telephone may be rung, or with a softphone the other end's. None
    where the offer is not (any more) theirs; the same again where it is being rung already."""
    contact, agent = pair.contact, pair.agent
    if contact.kind is ContactKind.CALL or not is_theirs(contact, agent, now):
        return None
    assert agent is not None, "theirs"
    assert agent.occupied is not None, "theirs"
    if contact.state is ContactState.DIALLING and not _may_ring_from_now(contact):
        return pair
    if contact.state not in (ContactState.OFFERED, ContactState.DIALLING) or is_by_sms(contact):
        return None
    pick_up = CUSTOMER_PICK_UP if is_by_softphone(contact) else PICK_UP
    occupied = occupations.dialling(agent.occupied, now, pick_up)
    return Pair(changes.dialling(contact, occupied.until or now), occupied_with(agent, occupied))


def picked_up(pair: Pair, offer: int, segment: str, now: Millis) -> Pair | None:
    """The agent has answered: the other end may be rung. None where it may not (B2)."""
    agent = who_goes_on(pair, offer, segment, now)
    if agent is None or agent.occupied is None:
        return None
    rung = changes.ringing(changes.placed(pair.contact, segment), now + FAR_RING)
    busy = occupied_with(agent, occupations.talking(agent.occupied, now))
    return Pair(rung, replace(busy, misses=0))


def who_goes_on(pair: Pair, offer: int, segment: str, now: Millis) -> Session | None:
    """The agent for whom a telephone has been answered, if it is this offer's and theirs (B2)."""
    contact, agent = pair.contact, pair.agent
    if contact.state is not ContactState.DIALLING or not is_about(contact, offer):
        return None
    if contact.rung_as not in (None, segment) or not is_theirs(contact, agent, now):
        return None
    return agent if agent is not None and is_live(agent, now) else None


def concluded(pair: Pair, result: FarEnd, terms: Terms, now: Millis) -> Pair:
    """What the other end did; who was not reached is tried again, so often and no more."""
    reached = result is FarEnd.HUNG_UP
    contact = changes.with_attempt(pair.contact, _attempt(pair.contact, reached=reached))
    if reached:
        contact = changes.ended(contact, Outcome.ANSWERED, now)
    elif sum(one.result in _UNFINISHED for one in contact.attempts) >= terms.attempts:
        contact = _failed(contact, "not_reached", now)
    else:
        contact = changes.queued_again(contact, now + terms.retry_s * SECOND)
    return Pair(contact, _resting(pair, terms, now))


def over(pair: Pair, terms: Terms, now: Millis) -> Pair:
    """Whatever was going on with it is over: a time ran out, or the agent has hung up."""
    contact = pair.contact
    match state_now(contact, now):
        case ContactState.WAITING:
            return Pair(_failed(contact, "too_old", now))
        case ContactState.DIALLING if is_by_softphone(contact) and _rings_for_agent(pair, now):
            return concluded(pair, FarEnd.NO_ANSWER, terms, now)
        case ContactState.OFFERED | ContactState.DIALLING:
            return _given_up(pair, now)
        case ContactState.TALKING:
            return concluded(pair, FarEnd.HUNG_UP, terms, now)
    return concluded(pair, FarEnd.NO_ANSWER, terms, now)


def returned(pair: Pair, why: str, now: Millis) -> Pair:
    """It cannot be handed to this agent, through no fault of theirs: to its place, for others."""
    contact = changes.back_in_queue(pair.contact, now, was_missed=True)
    return Pair(changes.troubled(contact, why), freed_of(pair, now))


def given_up(pair: Pair, why: str, now: Millis) -> Pair:
    """Nobody can know whether the agent has the number: for an administrator to decide."""
    return Pair(_failed(pair.contact, why, now), freed_of(pair, now))


def put_back(contact: Contact, now: Millis) -> Contact:
    """An administrator wants it tried again, from the beginning."""
    again = changes.queued_again(contact, now)
    return replace(again, missed={}, trouble=None, alive_until=max(again.alive_until, now + DAY))


def handed_over(pair: Pair, now: Millis) -> Pair:
    """A distance agent has the number; what they do with it nobody can know (F12)."""
    return Pair(changes.ended(pair.contact, Outcome.HANDED_OVER, now), freed_of(pair, now))


@dataclass(frozen=True, slots=True)
class Word:
    """What the agent says of a call that they have made."""

    result: AttemptResult
    note: str = ""
    code: str = ""
    """Of a number of a list: which result code."""
    again_at: Millis | None = None
    """With LATER: when; None: as the group lays down."""


def reported(pair: Pair, word: Word, terms: Terms, now: Millis) -> Pair | None:
    """The agent says how it went, while they talk or afterwards; None where it is not theirs."""
    agent = pair.agent
    if agent is None or not has(agent, pair.contact.id, now):
        return None
    under_way = state_now(pair.contact, now) in _under_way(pair.contact)
    if _is_writing(agent, now):
        pair = Pair(pair.contact, occupied_with(replace(agent, freed_at=now), None))
    elif under_way:
        pair = concluded(pair, FarEnd.HUNG_UP, terms, now)
    else:
        return None
    attempts = pair.contact.attempts
    if not attempts or attempts[-1].user != agent.user:
        return None
    contact = changes.with_word(pair.contact, word.result, word.note, word.code)
    return Pair(_after_word(contact, word, terms, now), pair.agent)


def is_about(contact: Contact, offer: int) -> bool:
    """Whether a word about this offer still counts."""
    return contact.offer is not None and contact.offer.number == offer


def is_by_sms(contact: Contact) -> bool:
    return contact.offer is not None and contact.offer.by_sms


def is_by_softphone(contact: Contact) -> bool:
    """Whether the other end is rung first."""
    return contact.offer is not None and contact.offer.connect_agent is not None


def _may_ring_from_now(contact: Contact) -> bool:
    """Whether pressing again may be what rings the other end, who then has the whole time."""
    return is_by_softphone(contact) and contact.rung_as is None


def _rings_for_agent(pair: Pair, now: Millis) -> bool:
    return pair.contact.rung_as is not None and is_theirs(pair.contact, pair.agent, now)


def _under_way(contact: Contact) -> tuple[ContactState, ...]:
    """Where the two may be talking: not while a softphone still rings."""
    talking = (ContactState.TALKING,)
    return talking if is_by_softphone(contact) else (ContactState.RINGING, *talking)


def _failed(contact: Contact, why: str, now: Millis) -> Contact:
    return changes.troubled(changes.ended(contact, Outcome.FAILED, now), why)


def _after_word(contact: Contact, word: Word, terms: Terms, now: Millis) -> Contact:
    waits = contact.state is ContactState.WAITING
    if not waits and contact.state is not ContactState.ENDED:
        return contact  # somebody else has it by now: they get the note
    if word.result is AttemptResult.LATER:
        if waits and word.again_at is None:
            return contact
        return changes.queued_again(contact, word.again_at or now + terms.retry_s * SECOND)
    if waits or contact.outcome is not Outcome.ANSWERED:
        return changes.ended(contact, Outcome.ANSWERED, contact.ended_at or now)
    return contact


def _given_up(pair: Pair, now: Millis) -> Pair:
    """Not pressed, or the agent's own telephone not answered: a miss, of who is there to miss."""
    contact = pair.contact
    never_rang = contact.state is ContactState.DIALLING and contact.rung_as is None
    if never_rang or is_by_sms(contact) or not is_theirs(contact, pair.agent, now):
        return withdrawn(pair, now)
    # By distance nobody is offered anything to miss: their limit is none of this.
    return missed(pair, DISTANCE_MISSES_LIMIT, now)


def _attempt(contact: Contact, *, reached: bool) -> Attempt:
    offer = contact.offer
    assert offer is not None, "rung up by somebody"
    result = AttemptResult.REACHED if reached else AttemptResult.NOT_REACHED
    return Attempt(offer.user, offer.name, offer.until - _rang(contact), result)


def _rang(contact: Contact) -> Millis:
    """How long what rings now may ring."""
    if not is_by_softphone(contact):
        return FAR_RING
    return CUSTOMER_PICK_UP if contact.state is ContactState.DIALLING else RING_SOFTPHONE


def _resting(pair: Pair, terms: Terms, now: Millis) -> Session | None:
    if pair.agent is None or not has(pair.agent, pair.contact.id, now):
        return freed_of(pair, now)
    return after_talk(pair.agent, max(terms.wrap_up_s, REPORT_S), now)


def _is_writing(agent: Session, now: Millis) -> bool:
    occupied = engaged(agent.occupied, now)
    return occupied is not None and occupied.kind is Kind.WRAP_UP
