"""The end of a contact, whoever brings word of it: an event, a lease that passed, its flow."""

from dataclasses import dataclass

from jour.clock import Clock, Millis
from jour.contact import Contact, ContactKind, ContactState, is_over_with
from jour.contact_event import Ended
from jour.dispatch import Dispatcher
from jour.errors import NotFound, Unavailable
from jour.handout import Pair, completed, finished, has
from jour.organisation import DISTANCE_MISSES_LIMIT
from jour.outbound_call import FarEnd, concluded, is_by_softphone, over, terms
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

    def ended(self, told: Ended) -> None:
        """Connect says that a call is over, or its segment, which a move ends too: where the caller
        is moved on, leases find out what became of it. Or one that was made for an agent is over,
        which Connect knows by an id of its own. Raises Unavailable.
        """
        made = self.contacts.of_segment(told.segment)
        self._end(made.id if made else told.contact, told)

    def end(self, contact_id: str) -> None:
        """It is over (a time that passed, a flow that gave up).

        Nothing happens to one that has ended, or that is not ours. Raises Unavailable.
        """
        self._end(contact_id, None)

    def _end(self, contact_id: str, told: Ended | None) -> None:
        for _ in range(AGAIN):
            try:
                pair = self.contacts.pair(contact_id)
            except NotFound:
                return
            contact, now = pair.contact, self.clock()
            if contact.state is ContactState.ENDED or contact.kind is ContactKind.CHAT:
                return  # a chat has no telephone that could say so
            if told is not None and not is_over_with(contact, told.segment, now):
                return
            talked = told is not None and told.talked and contact.state is ContactState.RINGING
            after = self._over(pair, now, told)
            if self.contacts.keep(pair, after, now):
                if not talked and not _rests(after, now):
                    self.dispatcher.withdraw(pair, _why(contact))
                return
        raise Unavailable

    def _over(self, pair: Pair, now: Millis, told: Ended | None) -> Pair:
        # The word that a softphone answered may be the later of the two.
        rings = told is not None and pair.contact.state is ContactState.RINGING
        talked = rings and told is not None and told.talked
        if pair.contact.kind is ContactKind.CALL:
            ended = completed if talked else finished
            return ended(pair, self.wrap_up_s(pair), now)
        group = self.organisations.group(pair.contact.org, pair.contact.group)
        if rings and is_by_softphone(pair.contact):
            # However long ago it rang: Connect says whether it was answered.
            end = FarEnd.HUNG_UP if talked else FarEnd.NO_ANSWER
            return concluded(pair, end, terms(group), now)
        return over(pair, terms(group), now)

    def wrap_up_s(self, pair: Pair) -> int:
        """Seconds that the contact's group leaves for writing things down (B5)."""
        group = self.organisations.group(pair.contact.org, pair.contact.group)
        return group.wrap_up_s if group else 0

    def distance_limit(self, pair: Pair) -> int:
        """So many calls in a row not answered log a distance agent out (B4)."""
        organisation = self.organisations.get(pair.contact.org)
        return organisation.distance_misses_limit if organisation else DISTANCE_MISSES_LIMIT


def _rests(after: Pair, now: Millis) -> bool:
    """Whether the agent has it still: to write it up, or to say how it went."""
    return has(after.agent, after.contact.id, now)


def _why(contact: Contact) -> str:
    """What the client of an agent who was offered it is told."""
    return "caller_hung_up" if contact.kind is ContactKind.CALL else "no_answer"
