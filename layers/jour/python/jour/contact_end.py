"""The end of a contact, whoever brings word of it: an event, a lease that passed, its flow."""

from dataclasses import dataclass

from jour.clock import Clock
from jour.contact import ContactState
from jour.dispatch import Dispatcher
from jour.errors import NotFound, Unavailable
from jour.handout import Pair, finished
from jour.organisation import DISTANCE_MISSES_LIMIT
from jour.queue_poll import AGAIN
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations


@dataclass(frozen=True, slots=True)
class ContactEnds:
    """Ends contacts; whoever had one is free."""

    contacts: Contacts
    organisations: Organisations
    dispatcher: Dispatcher
    clock: Clock

    def end(self, contact_id: str) -> None:
        """The call is over (DISCONNECTED, a lease that passed, a flow that gave up).

        Nothing happens to one that has ended, or that is not ours. Raises Unavailable.
        """
        for _ in range(AGAIN):
            try:
                pair = self.contacts.pair(contact_id)
            except NotFound:
                return
            if pair.contact.state is ContactState.ENDED:
                return
            now = self.clock()
            if self.contacts.keep(pair, finished(pair, self.wrap_up_s(pair), now), now):
                self.dispatcher.withdraw(pair, "caller_hung_up")
                return
        raise Unavailable

    def wrap_up_s(self, pair: Pair) -> int:
        """Seconds that the contact's group leaves for writing things down (B5)."""
        organisation = self.organisations.get(pair.contact.org)
        group = organisation.groups.get(pair.contact.group) if organisation else None
        return group.wrap_up_s if group else 0

    def distance_limit(self, pair: Pair) -> int:
        """So many calls in a row not answered log a distance agent out (B4)."""
        organisation = self.organisations.get(pair.contact.org)
        return organisation.distance_misses_limit if organisation else DISTANCE_MISSES_LIMIT
