"""Hand-out as it happens: who is there, who waits, a claim, and the agent told first (D9)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from jour import chat_handout
from jour import contact_changes as changes
from jour.call_views import offer_message, withdrawn_message
from jour.clock import Clock, Millis
from jour.contact import Contact, ContactKind, ContactState
from jour.errors import NotFound
from jour.handout import Pair, claimed, matches
from jour.list_feed import ListFeed
from jour.observe import logger, tally
from jour.organisation import Organisation
from jour.push import Pusher
from jour.session import Present, Session
from jour.sms import Sms, asked_for_callback
from jour.sms_queue import SmsQueue
from jour.store.contacts import Contacts
from jour.store.sessions import Sessions

_ROUNDS = 4
"""A claim that somebody else was faster with leaves somebody free: look again, a few times."""


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Hands the waiting contacts of an organisation to its free agents, then numbers of lists."""

    sessions: Sessions
    contacts: Contacts
    pusher: Pusher
    sms_queue: Callable[[], SmsQueue]
    """Asked for only where a callback goes to a distance agent."""
    lists: ListFeed
    clock: Clock

    def dispatch(self, org: str, seen: Present | None = None) -> int:
        """Claim for every contact that somebody may have; how many were claimed.

        Each claim is one transaction on ticket, contact and agent. Whoever is free then gets a
        number of a list, if one is rung. Raises Unavailable.

        `seen` saves the first read. It has to have been read after whatever gave reason to hand
        out: of an agent and a contact that come at the same moment, the later one's hand-out then
        sees both. What has moved on since is no harm: its claim fails, and all is read again.
        """
        count = 0
        for _ in range(_ROUNDS):
            try:
                present, seen = seen or self.sessions.present(org), None
            except NotFound:
                break
            claims, lost = self._round(present)
            count += claims
            if not lost:
                break
        return count

    def _round(self, present: Present) -> tuple[int, int]:
        now, claims, lost = self.clock(), 0, 0
        tried: set[str] = set()
        agents = [session for session in present.sessions if session.is_agent]
        for pair in matches(present.waiting, agents, present.organisation, now):
            is_chat = pair.contact.kind is ContactKind.CHAT
            after = chat_handout.claimed(pair, now) if is_chat else claimed(pair, now)
            tried.add(after.agent.user if after.agent else "")
            sms = _text_message(after.contact, present.organisation, now)
            if self.contacts.keep(pair, after, now, claims=True, sms=sms):
                claims += 1
                self.tell(after, now)
                if sms is not None:
                    self.sms_queue().announce(sms)
            else:
                lost += 1
        tally("ContactsClaimed", claims)
        if lost:
            return claims, lost
        return claims + self._from_lists(present, tried, now), 0

    def _from_lists(self, present: Present, tried: set[str], now: Millis) -> int:
        """Callers first: whoever has just been given one gets no number."""
        others = tuple(one for one in present.sessions if one.user not in tried)
        count = 0
        for pair in self.lists.feed(replace(present, sessions=others), now):
            self.tell(pair, now)
            count += 1
        return count

    def tell(self, pair: Pair, now: Millis) -> Pair:
        """Give the offer to the agent's client, then note that it has it.

        Where there is no client, or it cannot be reached, the telephone rings all the same: mobile,
        web and distance stay logged in whatever their connection does (M7, W4).
        """
        contact, agent = pair.contact, pair.agent
        if contact.offer is None or contact.offer.is_told or contact.offer.by_sms:
            return pair
        if agent is not None and agent.connection_id is not None:
            outcome = self.pusher.post(agent.connection_id, offer_message(contact, now))
            logger.info("offered", extra={"contact": contact.id, "outcome": outcome.value})
        if contact.kind is ContactKind.CHAT:
            return pair  # nothing rings, so nothing waits for the client to know
        after = Pair(changes.told(contact))
        # Somebody else told them at the same moment, or the contact moved on: either is fine.
        return (
            Pair(after.contact, agent) if self.contacts.keep(pair_of(contact), after, now) else pair
        )

    def withdraw(self, before: Pair, reason: str) -> None:
        """Tell the client of an agent who was offered the contact that it rings no more."""
        agent = before.agent
        if agent is None or agent.connection_id is None or not _was_offered(before.contact, agent):
            return
        self.pusher.post(agent.connection_id, withdrawn_message(before.contact.id, reason))


def _text_message(contact: Contact, organisation: Organisation, now: Millis) -> Sms | None:
    """What a distance agent is sent of a callback (F12); None for what is offered otherwise."""
    offer = contact.offer
    if offer is None or not offer.by_sms:
        return None
    return asked_for_callback(
        contact.id,
        offer.number,
        contact.org,
        offer.user,
        offer.phone,
        now,
        number=contact.caller or "",
        name=contact.name,
        group=organisation.groups[contact.group].name,
        asked_at=contact.requested_at or contact.arrived_at,
    )


def pair_of(contact: Contact) -> Pair:
    """The contact alone: what is done to it does not concern its agent."""
    return Pair(contact)


def _was_offered(contact: Contact, agent: Session) -> bool:
    rings = ContactState.RINGING if contact.kind is ContactKind.CALL else ContactState.DIALLING
    pending = contact.state in (ContactState.OFFERED, rings)
    return pending and contact.offer is not None and contact.offer.user == agent.user
