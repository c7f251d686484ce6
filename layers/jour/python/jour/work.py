"""What an agent does with the contact that they have: answered, over, wrapped up."""

from collections.abc import Callable
from dataclasses import dataclass

from jour.clock import Clock, Millis
from jour.contact import ContactKind, ContactState
from jour.errors import Conflict, NotFound, Unavailable
from jour.handout import Pair, accepted, completed, extended, wrapped_up
from jour.outbound_call import FarEnd, concluded, terms
from jour.session import Identity, Session, require_current
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions

_AGAIN = 5
Change = Callable[[Session, Millis], Session | None]


@dataclass(frozen=True, slots=True)
class Work:
    """Keeps what agents say of their contacts.

    Raises LoggedOut or Unauthenticated for a login that has ended, Conflict `not_your_contact` or
    `not_wrapping_up` where there is nothing (any more) to say it of, and Unavailable.
    """

    contacts: Contacts
    sessions: Sessions
    organisations: Organisations
    clock: Clock

    def accept(self, who: Identity, contact: str) -> Session:
        """The agent has answered: busy at once, without waiting for the ringing to time out."""
        return self._concerning(who, contact, accepted)

    def hung_up(self, who: Identity, contact: str) -> Session:
        """The conversation is over; the customer's flow or event will say the same.

        Where the caller has been sent on, the flow alone says so: it goes on with them.
        """

        def over(pair: Pair, now: Millis) -> Pair | None:
            if pair.contact.next_hop is not None:
                return None
            if pair.contact.state not in (ContactState.RINGING, ContactState.TALKING):
                return None
            laid_down = terms(self.organisations.group(pair.contact.org, pair.contact.group))
            if pair.contact.kind is ContactKind.CALL:
                return completed(pair, laid_down.wrap_up_s, now)
            return concluded(pair, FarEnd.HUNG_UP, laid_down, now)

        return self._concerning(who, contact, over)

    def wrap_up_done(self, who: Identity) -> Session:
        """Ready for the next one (B5)."""
        return self._own(who, wrapped_up)

    def wrap_up_extend(self, who: Identity) -> Session:
        """One more minute."""
        return self._own(who, extended)

    def _concerning(
        self, who: Identity, contact: str, change: Callable[[Pair, Millis], Pair | None]
    ) -> Session:
        for _ in range(_AGAIN):
            now = self.clock()
            pair = self._theirs(who, contact)
            agent = require_current(pair.agent, who.session_id, now)
            after = change(pair, now)
            if after is None or after.agent is None:
                return agent  # it is so already
            if self.contacts.keep(pair, after, now):
                return self.sessions.get(who.org, who.user) or agent
        raise Unavailable

    def _theirs(self, who: Identity, contact: str) -> Pair:
        """The contact with its agent, if that is the one who speaks."""
        try:
            pair = self.contacts.pair(contact)
        except NotFound as unknown:
            raise Conflict("not_your_contact") from unknown
        offer = pair.contact.offer
        is_chat = pair.contact.kind is ContactKind.CHAT
        if is_chat or pair.contact.org != who.org or offer is None or offer.user != who.user:
            raise Conflict("not_your_contact")
        return pair

    def _own(self, who: Identity, change: Change) -> Session:
        for _ in range(_AGAIN):
            now = self.clock()
            before = require_current(self.sessions.get(who.org, who.user), who.session_id, now)
            after = change(before, now)
            if after is None:
                raise Conflict("not_wrapping_up")
            kept = self.contacts.keep_agent(before, after, now)
            if kept is not None:
                return kept
        raise Unavailable
