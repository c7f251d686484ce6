"""What hand-out leaves behind when news gets lost: callers who are gone, agents who are free.

A caller who hangs up ends the flow silently. The event that says so may never come; so a waiting
contact lives only as long as its flow asks, and an offer only as long as it may be fetched.
"""

from dataclasses import dataclass

from jour.call_routing import CallRouting
from jour.clock import Clock, Millis
from jour.contact import is_waiting
from jour.dispatch import Dispatcher
from jour.errors import NotFound
from jour.handout import lapsed
from jour.occupation import Kind
from jour.session import Present, Session
from jour.store.contacts import Contacts
from jour.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class HandOutSweep:
    """Tidies one organisation up, and hands out what waits."""

    sessions: Sessions
    contacts: Contacts
    calls: CallRouting
    dispatcher: Dispatcher
    clock: Clock

    def run(self, org: str) -> None:
        """Raises Unavailable."""
        try:
            present = self.sessions.present(org)
        except NotFound:
            return
        now = self.clock()
        self._end_the_silent(present, now)
        for agent in present.sessions:
            if agent.occupied is not None:
                self._free(agent, now)
        if present.waiting:
            self.dispatcher.dispatch(org)

    def _end_the_silent(self, present: Present, now: Millis) -> None:
        """Callers whose flow has stopped asking have hung up."""
        for contact in present.waiting:
            if not is_waiting(contact, now):
                self.calls.end(contact.id)

    def _free(self, agent: Session, now: Millis) -> None:
        """Write down what time has done: wrap-up over, ringing answered, an offer forgotten."""
        occupied = agent.occupied
        assert occupied is not None, "asked for the occupied ones"
        if occupied.kind is Kind.OFFERED:
            if (occupied.until or now) <= now:
                self.calls.end(occupied.contact)
            return
        after = lapsed(agent, now)
        if after is not None:
            self.contacts.keep_agent(agent, after, now)
