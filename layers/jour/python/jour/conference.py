"""A conference (konferens): the user who sent a call there, and the invited, are rung into it.

The caller goes there by their own flow. The others are rung by Amazon Connect, each once: the token
of each says which of the contact's hops it belongs to, so asking again rings nobody twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from jour.clock import Clock
from jour.conference_invites import ConferenceInvites
from jour.contact import Contact, ContactState
from jour.handout import Pair
from jour.hop import HopKind
from jour.organisation import ConferenceRoom
from jour.spoken_queue import sentence
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations

RING_S = 40
MOST_INVITED = 5


@dataclass(frozen=True, slots=True)
class Conference:
    """Rings people into rooms."""

    contacts: Contacts
    organisations: Organisations
    invites: Callable[[], ConferenceInvites | None]
    """Made when a conference is due, which few calls come to. None where no instance and flow are
    known: nobody can be rung then."""
    clock: Clock

    def gather(self, contact_id: str) -> None:
        """Ring everybody into the room that the contact is on its way to, if nobody has been.

        Raises Unavailable where the table does not answer.
        """
        contact = self.contacts.get(contact_id)
        if contact is None or not _is_due(contact):
            return
        invites = self.invites()
        if invites is None:
            return
        organisation = self.organisations.get(contact.org)
        room = organisation.room(contact.hops[-1].to) if organisation else None
        if room is not None:
            self._ring_all(contact, room, invites)
        hop = replace(contact.hops[-1], is_rung=True)
        after = replace(contact, version=contact.version + 1, hops=(*contact.hops[:-1], hop))
        # Where it has moved on meanwhile this is asked for again, and rings nobody again.
        self.contacts.keep(Pair(contact), Pair(after), self.clock())

    def _ring_all(self, contact: Contact, room: ConferenceRoom, invites: ConferenceInvites) -> None:
        hop = contact.hops[-1]
        attributes = {
            "room": room.number,
            "digits": room.pin,
            "typed": "yes" if room.pin else "no",
            "say": sentence("invited", contact.language),
        }
        for number in dict.fromkeys((hop.by_phone, *hop.invites)):
            token = f"{contact.id}.{len(contact.hops)}.{number}"
            invites.ring(
                number, shown=contact.dialled, token=token, attributes=attributes, ring_s=RING_S
            )


def _is_due(contact: Contact) -> bool:
    last = contact.hops[-1] if contact.hops else None
    live = contact.state in (ContactState.RINGING, ContactState.TALKING)
    return live and last is not None and last.kind is HopKind.ROOM and not last.is_rung
