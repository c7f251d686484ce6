"""A softphone has answered: Connect says so by an event, unlike of a telephone that it dials."""

from dataclasses import dataclass

from jour.clock import Clock
from jour.contact import ContactKind
from jour.contact_changes import reached
from jour.contact_event import AgentConnected
from jour.errors import NotFound, Unavailable
from jour.handout import Pair, accepted
from jour.queue_poll import AGAIN
from jour.store.contacts import Contacts


@dataclass(frozen=True, slots=True)
class SoftphoneAnswers:
    """Keeps that the agent to whom a contact was offered talks to the caller."""

    contacts: Contacts
    clock: Clock

    def connected(self, told: AgentConnected) -> None:
        """Busy from now on. Nothing happens where it is known, where it has ended, or where the
        word is of another agent than the one who has the contact. Raises Unavailable.
        """
        made = self.contacts.of_segment(told.contact)
        for _ in range(AGAIN):
            try:
                pair = self.contacts.pair(made.id if made else told.contact)
            except NotFound:
                return
            if not _is_theirs(pair, told.agent):
                return
            now = self.clock()
            after = accepted(pair, now)
            if after is None:
                return
            if after.contact.kind is ContactKind.CALL:
                after = Pair(reached(after.contact, told.segment, now), after.agent)
            if self.contacts.keep(pair, after, now):
                return
        raise Unavailable


def _is_theirs(pair: Pair, agent: str | None) -> bool:
    offer = pair.contact.offer
    if offer is None or offer.connect_agent is None:
        return False
    return agent in (None, offer.connect_agent)
