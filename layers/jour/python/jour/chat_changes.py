"""What a chat becomes next: as `jour.contact_changes`, for conversations in writing. Pure."""

from dataclasses import replace

from jour import contact_changes as changes
from jour.chat import Conversation
from jour.clock import MINUTE, Millis
from jour.contact import CameFrom, Contact, ContactState, Handed, Offer, Outcome, Side

GONE = 2 * MINUTE
"""A waiting customer who has given no sign for so long has left."""
SILENT = 15 * MINUTE
"""A conversation whose customer has given no sign for so long is over; a browser that is there
gives one every minute at the latest, however deep in the background it is."""

offered = changes.offered


def talking(contact: Contact, now: Millis) -> Contact:
    """Somebody has accepted it: where it comes back later, everybody may be asked again."""
    return replace(changes.talking(contact, now), missed={})


def back_in_queue(contact: Contact, now: Millis, *, was_missed: bool) -> Contact:
    """Waiting at the front. Its customer has as long as when they came to give a sign."""
    back = changes.back_in_queue(contact, now, was_missed=was_missed)
    return replace(back, alive_until=now + GONE)


def came_from(contact: Contact, offer: Offer | None, why: Handed, now: Millis) -> Contact:
    """Whoever gets it is told whose it was."""
    if contact.chat is None or offer is None:
        return contact
    before = CameFrom(offer.user, offer.name, why, now)
    return replace(contact, chat=replace(contact.chat, came_from=before))


def is_silent(head: Conversation | None, time: Millis, now: Millis) -> bool:
    """Whether the customer has given no sign for so long. A conversation that has been erased, or
    was kept long enough, has nobody either.
    """
    return head is None or head.seen_at + time <= now


def is_given_up(contact: Contact, head: Conversation | None, now: Millis) -> bool:
    """Whether its customer has left without a word."""
    if contact.state is ContactState.WAITING:
        return contact.alive_until <= now and is_silent(head, GONE, now)
    return contact.state is ContactState.TALKING and is_silent(head, SILENT, now)


def ended(contact: Contact, outcome: Outcome, by: Side, now: Millis) -> Contact:
    """Over. It was answered if ever an agent accepted it, however it came to its end."""
    return replace(
        contact,
        state=ContactState.ENDED,
        outcome=outcome,
        ended_by=by,
        ended_at=now,
        version=contact.version + 1,
    )
