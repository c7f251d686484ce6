"""A waiting caller's flow asks every few seconds: wait on, or the number to dial (D9)."""

from dataclasses import dataclass

from jour import callback as callbacks
from jour import contact as rules
from jour import contact_changes as changes
from jour.call_replies import Reply, gone, reply, ring, routed
from jour.clock import SECOND, Clock, Millis
from jour.contact import Contact, ContactKind, ContactState, Outcome
from jour.dispatch import Dispatcher
from jour.errors import NotFound, Unavailable
from jour.handout import Pair, taken, withdrawn
from jour.organisation import Group
from jour.session import Present
from jour.speech import spoken
from jour.spoken_callback import offer
from jour.spoken_queue import SILENCE, place_sentence, sentence
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations
from jour.store.queues import Queues

AGAIN = 8
"""So often an operation looks again: each time somebody else has got on with the same contact."""
_TELL_EVERY = 30 * SECOND
_SILENCE = 12 * SECOND
"""Two polls, and a little."""
_POLL = 6 * SECOND
"""About every half minute the caller hears their place: at the poll that comes next."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Which flow asks, as far as it matters."""

    segment: str = ""
    """What Connect calls the contact there; empty where that is no news."""
    offer: str = ""
    """The offer that the caller was last sent to; only the flow in Connect's queues says it."""


NOBODY_NEW = Asker()


@dataclass(frozen=True, slots=True)
class QueuePoll:
    """Answers what becomes of a contact now."""

    contacts: Contacts
    queues: Queues
    organisations: Organisations
    dispatcher: Dispatcher
    clock: Clock

    def group(self, contact: Contact) -> Group | None:
        """The contact's group, as it was at most half a minute ago."""
        organisation = self.organisations.recent(contact.org, self.clock())
        return organisation.groups.get(contact.group) if organisation else None

    def poll(
        self, contact_id: str, asker: Asker = NOBODY_NEW, seen: Present | None = None
    ) -> Reply:
        """Wait on, dial, ring a softphone, or it is over. Raises Unavailable.

        `seen`: as for `Dispatcher.dispatch`, which an arrival has read.
        """
        for _ in range(AGAIN):
            try:
                pair = self.contacts.pair(contact_id)
            except NotFound:
                return gone()
            answer = self._step(pair, asker, seen, self.clock())
            if answer is not None:
                return answer
        raise Unavailable

    def place(self, contact: Contact, now: Millis) -> int:
        """Where it stands in its group's queue, from 1."""
        waiting = [
            one
            for one in self.queues.waiting(contact.org)
            if one.group == contact.group and rules.is_ready(one, now)
        ]
        return sum(one.order < contact.order for one in waiting) + 1

    def _step(self, pair: Pair, asker: Asker, seen: Present | None, now: Millis) -> Reply | None:
        """The answer to a poll; None to look again."""
        contact = pair.contact
        if _has_arrived(contact, asker):
            after = changes.reached(contact, asker.segment, now)
            self.contacts.keep(Pair(contact), Pair(after), now)
            return None
        match contact.state:
            case ContactState.WAITING:
                return self._wait(contact, seen, now)
            case ContactState.OFFERED:
                return self._take(pair, asker, now)
            case ContactState.RINGING:
                return ring(contact) if _rings_here(contact, asker) else routed(contact)
        return gone(contact.language)

    def _wait(self, contact: Contact, seen: Present | None, now: Millis) -> Reply | None:
        if self.group(contact) is None:
            # Nobody can answer for a group that is no more (fault 17).
            over = changes.ended(contact, Outcome.NOBODY, now)
            kept = self.contacts.keep(Pair(contact), Pair(over), now)
            return reply("end", sentence("sorry", contact.language)) if kept else None
        if contact.not_before > now:
            # Back from the keys: they may be given to somebody again.
            back = callbacks.waiting_on(contact, now)
            self.contacts.keep(Pair(contact), Pair(back), now)
            return None
        if not self.contacts.alive(contact, now + rules.LEASE):
            return None
        if seen is not None or self._leads(contact, now):
            self.dispatcher.dispatch(contact.org, seen)
        # The stream hands out at the same moment: who claimed it makes no difference to the caller.
        if self._is_claimed(contact.id):
            return None
        return self._waiting(contact, now)

    def _leads(self, contact: Contact, now: Millis) -> bool:
        """Whether it is for this caller's flow to have the queue handed out.

        Handing out reads everybody who is here, and serves all who wait: it is enough that one of
        each group asks for it, the first whose flow is heard of. The others learn what came of it.
        """
        heard = (one for one in self.queues.front(contact.org) if _is_heard(one, now))
        first = next((one for one in heard if one.group == contact.group), None)
        return first is None or first.id == contact.id

    def _waiting(self, contact: Contact, now: Millis) -> Reply:
        """Now and then the caller hears their place; and what 1 does, once it does something."""
        group = self.group(contact)
        waited = now - contact.arrived_at
        tell = waited >= _TELL_EVERY and waited % _TELL_EVERY < _POLL
        parts = [place_sentence(self.place(contact, now), contact.language)] if tell else []
        may_ask = callbacks.may_ask(contact, group, now)
        if may_ask and (tell or _is_new(waited, group)):
            parts.append(offer(contact.language))
        say = spoken(parts) if parts else SILENCE
        return reply("wait", say, contact.language) | {"callback": "yes" if may_ask else "no"}

    def _is_claimed(self, contact_id: str) -> bool:
        contact = self.contacts.get(contact_id)
        return contact is None or contact.state is not ContactState.WAITING

    def _take(self, pair: Pair, asker: Asker, now: Millis) -> Reply | None:
        """The number to dial, the agent's client told before (D9)."""
        told = self.dispatcher.tell(pair, now)
        after = taken(told, now)
        if after is None:
            # Replaced, logged out, or lapsed since the claim: they are not rung (B2).
            self.dispatcher.withdraw(pair, "logged_out")
            self.contacts.keep(told, withdrawn(told, now), now)
            return None
        if asker.offer and after.contact.offer and after.contact.offer.connect_agent:
            # From one of Connect's queues to another: what it calls the contact now will end.
            after = Pair(changes.moving(after.contact, now), after.agent)
        return routed(after.contact) if self.contacts.keep(told, after, now, claims=True) else None


def _is_heard(contact: Contact, now: Millis) -> bool:
    """Whether the contact's flow has asked a moment ago; one that missed two polls leads nobody."""
    asked_at = contact.alive_until - rules.LEASE
    return (
        contact.kind is ContactKind.CALL
        and rules.is_ready(contact, now)
        and now - asked_at <= _SILENCE
    )


def _has_arrived(contact: Contact, asker: Asker) -> bool:
    """Whether the caller has been moved since the contact was last asked for."""
    if not asker.segment or contact.state is ContactState.ENDED:
        return False
    moved = contact.segment != asker.segment
    return moved or (contact.moving_until > 0 and _rings_here(contact, asker))


def _rings_here(contact: Contact, asker: Asker) -> bool:
    """Whether the caller is in the queue of the agent whose softphone rings."""
    offer = contact.offer
    if contact.state is not ContactState.RINGING or offer is None or offer.connect_agent is None:
        return False
    return asker.offer == str(offer.number)


def _is_new(waited: Millis, group: Group | None) -> bool:
    """Whether the group's limit of waiting has passed since the poll before."""
    after_s = group.callback_after_s if group else None
    return after_s is not None and 0 <= waited - after_s * SECOND < _POLL
