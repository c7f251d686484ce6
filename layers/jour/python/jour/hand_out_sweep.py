"""What hand-out leaves behind when news gets lost: callers who are gone, agents who are free.

A caller who hangs up ends the flow silently. The event that says so may never come; so a waiting
contact lives only as long as its flow asks, and an offer only as long as it may be fetched.
"""

from dataclasses import dataclass

from jour.chat_sweep import ChatSweep
from jour.clock import MINUTE, SECOND, Clock, Millis
from jour.contact import Contact, ContactKind, ContactState, Offer, is_over_with, is_waiting
from jour.contact_end import ContactEnds
from jour.contact_lookup import ContactLookup
from jour.dispatch import Dispatcher
from jour.errors import NotFound
from jour.handout import lapsed
from jour.list_call import idle
from jour.occupation import Kind, Occupation, engaged
from jour.outbound_call import is_by_softphone
from jour.session import Present, Session, is_live
from jour.sms_hand_over import SmsHandOver
from jour.standing import Standing, standing
from jour.store.contacts import Contacts
from jour.store.sessions import Sessions

LONG = MINUTE
"""A conversation that has lasted so long may be one whose end nobody told us of."""
ASKED_A_TIME = 2
"""Amazon Connect describes two contacts a second; the sweep runs every six."""
TURN = 6 * SECOND


@dataclass(frozen=True, slots=True)
class HandOutSweep:
    """Tidies one organisation up, and hands out what waits."""

    sessions: Sessions
    contacts: Contacts
    ends: ContactEnds
    dispatcher: Dispatcher
    hand_over: SmsHandOver
    chats: ChatSweep
    lookup: ContactLookup | None
    """None where no instance is known: nobody can be asked then."""
    clock: Clock

    def run(self, org: str) -> Standing:
        """How the organisation stood when the sweep came. Raises Unavailable."""
        try:
            return self.tidy(self.sessions.present(org))
        except NotFound:
            return Standing()

    def tidy(self, present: Present) -> Standing:
        """The same for what has just been read."""
        org, now = present.organisation.id, self.clock()
        self._end_the_silent(present, now)
        self.chats.run(present)
        for agent in present.sessions:
            if agent.occupied is not None:
                self._free(agent, now)
        self._ask_for_the_long(present, now)
        if present.waiting or any(idle(present.sessions, present.organisation, now)):
            self.dispatcher.dispatch(org)
        return standing(present, now)

    def _end_the_silent(self, present: Present, now: Millis) -> None:
        """Callers whose flow has stopped asking have hung up."""
        for contact in present.waiting:
            if contact.kind is not ContactKind.CHAT and not is_waiting(contact, now):
                self.ends.end(contact.id)

    def _free(self, agent: Session, now: Millis) -> None:
        """Write down what time has done: wrap-up over, ringing answered, an offer forgotten."""
        occupied = agent.occupied
        assert occupied is not None, "asked for the occupied ones"
        if occupied.kind in (Kind.OFFERED, Kind.DIALLING):
            self._look_after(agent, occupied, now)
            return
        after = lapsed(agent, now)
        if after is not None:
            self.contacts.keep_agent(agent, after, now)

    def _look_after(self, agent: Session, occupied: Occupation, now: Millis) -> None:
        """What was offered and not taken in time comes to its end, or back."""
        is_over = (occupied.until or now) <= now
        contact = self.contacts.get(occupied.contact)
        if contact is not None and contact.offer is not None:
            is_over = is_over or self._is_lost(contact, contact.offer, agent, now)
            if contact.offer.by_sms:
                self.hand_over.look_after(contact, is_over=is_over)
                return
        if is_over:
            self.ends.end(occupied.contact)

    def _is_lost(self, contact: Contact, offer: Offer, agent: Session, now: Millis) -> bool:
        """Whether a call that is to be made will not be: its agent has logged out or in anew, or
        their telephone was not answered and nobody told us."""
        if contact.kind is ContactKind.CALL:
            return False
        # A customer who is being rung for a softphone is not given to another agent meanwhile.
        waits = contact.state is ContactState.DIALLING and is_by_softphone(contact)
        if not waits and (offer.session_id != agent.login.session_id or not is_live(agent, now)):
            return True
        rung = contact.state is ContactState.DIALLING and contact.rung_as
        return bool(rung and self.lookup and self.lookup.is_over(rung))

    def _ask_for_the_long(self, present: Present, now: Millis) -> None:
        """Whether conversations that seem to go on are over; a few at a time, in turn."""
        if self.lookup is None:
            return
        talks = [
            s.occupied.contact
            for s in present.sessions
            if s.occupied and (e := engaged(s.occupied, now)) and _long(e, now)
        ]
        talks += [one.contact for one in present.outside if now - one.since >= LONG]
        turn = now // TURN
        for number, talk in enumerate(talks):
            asked = (number - turn) % len(talks) < ASKED_A_TIME
            if asked and self._is_over(talk, self.lookup, now):
                self.ends.end(talk)

    def _is_over(self, contact_id: str, lookup: ContactLookup, now: Millis) -> bool:
        """Whether Connect says so of what it calls the contact now; a move is no end."""
        contact = self.contacts.get(contact_id)
        if contact is None or not is_over_with(contact, contact.segment, now):
            return False
        return lookup.is_over(contact.segment)


def _long(occupied: Occupation, now: Millis) -> bool:
    return occupied.kind is Kind.TALKING and now - occupied.since >= LONG
