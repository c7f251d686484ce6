"""What a chat becomes next: as `jour.contact_changes`, for conversations in writing. Pure."""

from dataclasses import replace

from jour import contact_changes as changes
from jour.clock import MINUTE, Millis
from jour.contact import CameFrom, Contact, ContactState, Handed, Offer, Outcome, Side

GONE = 2 * MINUTE
"""A waiting customer who has given no sign for so long has left."""
SILENT = 15 * MINUTE
"""A conversation whose customer has had no connection for so long is over."""

offered = changes.offered


def talking(contact: Contact, now: Millis) -> Contact:
    """Somebody has accepted it: where it comes back later, everybody may be asked again."""
    return replace(changes.talking(contact, now), missed={})


def back_in_queue(contact: Contact, now: Millis, *, was_missed: bool) -> Contact:
    """Waiting at the front. Its customer has as long as when they came to give a sign."""
    back = changes.back_in_queue(contact, now, was_missed=was_missed)
    return replace(back, alive_until=now + GONE)


def open_to_sender(contact: Contact) -> Contact:
    """Whoever sent it on may get it again: it was not accepted where it was sent."""
    came = contact.chat.came_from if contact.chat else None
    if came is None or came.why is not Handed.TRANSFERRED:
        return contact
    others = {user: at for user, at in contact.missed.items() if user != came.user}
    return replace(contact, missed=others)


def came_from(contact: Contact, offer: Offer | None, why: Handed) -> Contact:
    """Whoever gets it is told whose it was."""
    if contact.chat is None or offer is None:
        return contact
    return replace(
        contact, chat=replace(contact.chat, came_from=CameFrom(offer.user, offer.name, why))
    )


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
