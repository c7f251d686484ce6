"""What a contact becomes next: each change keeps its sense and raises its version. Pure."""

from dataclasses import replace

from jour.clock import Millis
from jour.contact import (
    LEASE,
    MOVE,
    Attempt,
    AttemptResult,
    Contact,
    ContactKind,
    ContactState,
    Offer,
    Outcome,
)


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
    offer, is_call = contact.offer, contact.kind is ContactKind.CALL
    # Never before the offer itself: two functions' clocks may differ (fault 15).
    misses = {offer.user: max(now, offer.at)} if was_missed and offer and offer.user else {}
    return _changed(
        contact,
        state=ContactState.WAITING,
        front=True,
        alive_until=now + LEASE if is_call else contact.alive_until,
        offer=None,
        rung_as=None,
        next_hop=None,
        missed={**contact.missed, **misses},
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
