"""A call that is made, as its flow asks: the agent has picked up, the other end has or has not.

Every operation may be asked again by Connect: the same offer is answered with the same number, and
the far end's result counts once.
"""

from dataclasses import dataclass

from jour.call_replies import Reply, reply
from jour.clock import Clock
from jour.connect_event import ConnectCall
from jour.contact import Contact, ContactState, Outcome
from jour.customer_first import agent_missed, customer_answered, not_connected
from jour.errors import NotFound, Unavailable
from jour.handout import Pair
from jour.language import SWEDISH
from jour.observe import logger
from jour.outbound_call import (
    FarEnd,
    concluded,
    is_about,
    picked_up,
    terms,
)
from jour.queue_poll import AGAIN
from jour.spoken_callback import again_soon, greeting, ringing_up, to_agent
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations
from jour.store.users import Users


@dataclass(frozen=True, slots=True)
class CallbackRouting:
    """Answers the flow of calls that are made for agents."""

    contacts: Contacts
    organisations: Organisations
    users: Users
    clock: Clock

    def answer(self, call: ConnectCall) -> Reply:
        """The flat map that the flow reads. Raises ValueError for a request that no flow makes;
        Unavailable where the table does not answer.
        """
        match call.parameters:
            case {"op": "agent_answered", "contact": str(contact), "offer": str(offer)}:
                return self._agent_answered(contact, int(offer), call.contact)
            case {"op": "customer", "contact": str(contact), "offer": str(offer), "result": r}:
                return self._customer(contact, int(offer), FarEnd(r))
            case {"op": "customer_answered", "contact": str(contact), "offer": str(offer)}:
                return self._customer_answered(contact, int(offer), call.contact)
            case {"op": "agent_missed", "contact": str(contact), "offer": str(offer), "result": r}:
                return self._agent_missed(contact, int(offer), FarEnd(r))
        raise ValueError("a request that no flow of ours makes")

    def _customer_answered(self, contact_id: str, offer: int, segment: str) -> Reply:
        """Whose softphone; or that it is nobody's any more, and the customer is rung again."""
        for _ in range(AGAIN):
            pair = self._pair(contact_id)
            if pair is None:
                return _again_soon(SWEDISH)
            if _rings_already(pair.contact, offer, segment):
                return self._softphone(pair.contact)
            now = self.clock()
            after = customer_answered(pair, offer, segment, now)
            if after is None:
                return _again_soon(pair.contact.language)
            if self.contacts.keep(pair, after, now):
                return self._softphone(after.contact)
        raise Unavailable

    def _agent_missed(self, contact_id: str, offer: int, result: FarEnd) -> Reply:
        """The softphone was not answered, or `failed`: the customer could not be led to it."""
        missed = not_connected if result is FarEnd.FAILED else agent_missed
        for _ in range(AGAIN):
            pair = self._pair(contact_id)
            if pair is None:
                return _again_soon(SWEDISH)
            contact = pair.contact
            if contact.state is not ContactState.RINGING or not is_about(contact, offer):
                return _again_soon(contact.language)
            now = self.clock()
            if self.contacts.keep(pair, missed(pair, now), now):
                logger.info("rung up", extra={"contact": contact_id, "agent": result.value})
                return _again_soon(contact.language)
        raise Unavailable

    def _agent_answered(self, contact_id: str, offer: int, segment: str) -> Reply:
        """The number to dial; or that it is not the agent's any more, and nobody is rung (B2)."""
        for _ in range(AGAIN):
            pair = self._pair(contact_id)
            if pair is None:
                return _not_any_more(SWEDISH)
            language = self._language(pair.contact)
            if _rings_already(pair.contact, offer, segment):
                return self._dial(pair.contact, language)
            now = self.clock()
            after = picked_up(pair, offer, segment, now)
            if after is None:
                return _not_any_more(language)
            if self.contacts.keep(pair, after, now):
                return self._dial(after.contact, language)
        raise Unavailable

    def _customer(self, contact_id: str, offer: int, result: FarEnd) -> Reply:
        for _ in range(AGAIN):
            pair = self._pair(contact_id)
            if pair is None or not _is_under_way(pair.contact, offer):
                return reply("end", to_agent("over", SWEDISH))
            language, now = self._language(pair.contact), self.clock()
            group = self.organisations.group(pair.contact.org, pair.contact.group)
            after = concluded(pair, result, terms(group), now)
            if self.contacts.keep(pair, after, now):
                logger.info("rung up", extra={"contact": contact_id, "result": result.value})
                return reply("end", to_agent(_told(after.contact), language), language)
        raise Unavailable

    def _dial(self, contact: Contact, language: str) -> Reply:
        group = self.organisations.group(contact.org, contact.group)
        say = ringing_up(group.name if group else "", contact, language)
        return reply("dial", say, language) | {"number": contact.caller or ""}

    def _softphone(self, contact: Contact) -> Reply:
        assert contact.offer is not None, "ringing"
        group = self.organisations.group(contact.org, contact.group)
        say = greeting(group.name if group else "", contact.language)
        agent = contact.offer.connect_agent or ""
        return reply("softphone", say, contact.language) | {"agent": agent}

    def _pair(self, contact_id: str) -> Pair | None:
        try:
            return self.contacts.pair(contact_id)
        except NotFound:
            return None

    def _language(self, contact: Contact) -> str:
        user = self.users.get(contact.offer.user) if contact.offer else None
        return user.language if user else SWEDISH


def _rings_already(contact: Contact, offer: int, segment: str) -> bool:
    ringing = contact.state is ContactState.RINGING and is_about(contact, offer)
    return ringing and contact.rung_as == segment


def _is_under_way(contact: Contact, offer: int) -> bool:
    states = (ContactState.RINGING, ContactState.TALKING)
    return contact.state in states and is_about(contact, offer)


def _told(after: Contact) -> str:
    if after.state is ContactState.WAITING:
        return "not_reached"
    return "failed" if after.outcome is Outcome.FAILED else "over"


def _again_soon(language: str) -> Reply:
    return reply("end", again_soon(language), language)


def _not_any_more(language: str) -> Reply:
    return reply("end", to_agent("not_any_more", language), language)
