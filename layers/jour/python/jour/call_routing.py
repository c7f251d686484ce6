"""A customer's call, from its arrival to the number that is dialled: what the flow asks for.

Every operation may be asked again by Connect: a contact arrives once, a poll that has been answered
with a number answers with it again, and a miss counts for the offer that it is about and no other.
"""

from dataclasses import dataclass

from jour import contact as rules
from jour.clock import SECOND, Clock, Millis
from jour.connect_event import ConnectCall
from jour.contact import Contact, ContactState, Outcome
from jour.dispatch import Dispatcher
from jour.errors import NotFound, Unavailable
from jour.handout import MISSES, Pair, completed, finished, missed, taken, withdrawn
from jour.observe import logger, metrics
from jour.opening import is_open, local_day
from jour.organisation import Group, Organisation
from jour.session import Present, Session, is_live
from jour.spoken_queue import (
    SILENCE,
    after_miss,
    greeting,
    place_in_queue,
    sentence,
    usual_wait,
)
from jour.store.contacts import RECENT, Contacts
from jour.store.organisations import Organisations
from jour.store.phone_book import PhoneBook
from jour.store.phones import Owner, OwnerKind, Phones
from jour.store.sessions import Sessions
from jour.texts import SWEDISH

_AGAIN = 8
"""So often an operation looks again: each time somebody else has got on with the same contact."""
_TELL_EVERY = 30 * SECOND
_POLL = 6 * SECOND
"""About every half minute the caller hears their place: at the poll that comes next."""

Reply = dict[str, str]


@dataclass(frozen=True, slots=True)
class CallRouting:
    """Answers the customers' flow."""

    phones: Phones
    contacts: Contacts
    sessions: Sessions
    organisations: Organisations
    phone_book: PhoneBook
    dispatcher: Dispatcher
    clock: Clock

    def answer(self, call: ConnectCall) -> Reply:
        """The flat map that the flow reads. Raises ValueError for a request that no flow makes;
        Unavailable where the table does not answer.
        """
        match call.parameters:
            case {"op": "arrive"}:
                return self._arrive(call)
            case {"op": "poll"}:
                return self._poll(call.contact)
            case {"op": "outcome", "result": str(result), "offer": str(offer)}:
                return self._outcome(call.contact, result, int(offer))
            case {"op": "leave"}:
                return self._leave(call.contact)
        raise ValueError("a request that no flow of ours makes")

    def _arrive(self, call: ConnectCall) -> Reply:
        owner = self.phones.get(call.dialled)
        if owner is None or owner.kind is not OwnerKind.GROUP:
            return _reply("unknown", sentence("unknown", SWEDISH))
        try:
            present = self.sessions.present(owner.org)
        except NotFound:
            return _reply("unknown", sentence("unknown", SWEDISH))
        group = present.organisation.groups.get(owner.id)
        if group is None:
            return _reply("unknown", sentence("unknown", SWEDISH))
        now = self.clock()
        contact = self._registered(call, owner, group, present, now)
        logger.append_keys(org=contact.org)
        metrics.add_metric("ContactsArrived", "Count", 1)
        if contact.outcome in (Outcome.CLOSED, Outcome.NOBODY):
            code = contact.outcome.value
            return _reply(code, sentence(code, contact.language, group.name))
        # Where somebody is free the caller is connected at once.
        reply = self._poll(contact.id)
        if reply["next"] == "dial":
            return reply | {"say": sentence("welcome", contact.language, group.name)}
        if reply["next"] == "wait":
            return reply | {"say": self._greeting(contact, group, present, now)}
        return reply

    def _registered(
        self, call: ConnectCall, owner: Owner, group: Group, present: Present, now: Millis
    ) -> Contact:
        """The contact as it is stored: a retried arrival finds the first one's."""
        day, caller = local_day(now), call.caller.number
        count = 1
        if caller is not None:
            count = self.contacts.calls_today(owner.org, caller, day, call.contact, now)
        contact = Contact(
            id=call.contact,
            org=owner.org,
            group=owner.id,
            media=group.media,
            dialled=call.dialled,
            caller=caller,
            name=self.phone_book.name_of(owner.org, caller),
            arrived_at=now,
            day=day,
            calls_today=count,
            alive_until=now + rules.LEASE,
        )
        if not is_open(group, now):
            contact = rules.ended(contact, Outcome.CLOSED, now)
        elif not _somebody(present, owner.id, present.organisation, now):
            contact = rules.ended(contact, Outcome.NOBODY, now)
        return self.contacts.add(contact)

    def _greeting(self, contact: Contact, group: Group, present: Present, now: Millis) -> str:
        ahead = [
            one
            for one in present.waiting
            if one.group == contact.group
            and one.id != contact.id
            and rules.is_waiting(one, now)
            and one.order < contact.order
        ]
        recent = list(self.contacts.of_day(contact.org, contact.day, RECENT))
        wait = usual_wait(recent, contact.group, now)
        return greeting(group.name, len(ahead) + 1, wait, contact.language)

    def _poll(self, contact_id: str) -> Reply:
        for _ in range(_AGAIN):
            try:
                pair = self.contacts.pair(contact_id)
            except NotFound:
                return _reply("end", sentence("gone", SWEDISH))
            reply = self._step(pair, self.clock())
            if reply is not None:
                return reply
        raise Unavailable

    def _step(self, pair: Pair, now: Millis) -> Reply | None:
        """The answer to a poll; None to look again."""
        contact = pair.contact
        match contact.state:
            case ContactState.WAITING:
                return self._wait(contact, now)
            case ContactState.OFFERED:
                return self._take(pair, now)
            case ContactState.RINGING:
                return _dial(contact)
        return _reply("end", sentence("gone", contact.language))

    def _wait(self, contact: Contact, now: Millis) -> Reply | None:
        if not self.contacts.alive(contact, now + rules.LEASE):
            return None
        self.dispatcher.dispatch(contact.org)
        # The stream hands out at the same moment: who claimed it makes no difference to the caller.
        if self._is_claimed(contact.id):
            return None
        waited = now - contact.arrived_at
        tell = waited >= _TELL_EVERY and waited % _TELL_EVERY < _POLL
        return _reply("wait", self._told_place(contact, now) if tell else SILENCE)

    def _is_claimed(self, contact_id: str) -> bool:
        contact = self.contacts.get(contact_id)
        return contact is not None and contact.state is not ContactState.WAITING

    def _told_place(self, contact: Contact, now: Millis) -> str:
        return place_in_queue(self._place(contact, now), contact.language)

    def _place(self, contact: Contact, now: Millis) -> int:
        waiting = [
            one
            for one in self.sessions.present(contact.org).waiting
            if one.group == contact.group and rules.is_waiting(one, now)
        ]
        return sum(one.order < contact.order for one in waiting) + 1

    def _take(self, pair: Pair, now: Millis) -> Reply | None:
        """The number to dial, the agent's client told before (D9)."""
        told = self.dispatcher.tell(pair, now)
        after = taken(told, now)
        if after is None:
            # Replaced, logged out, or lapsed since the claim: they are not rung (B2).
            self.dispatcher.withdraw(pair, "logged_out")
            self.contacts.keep(told, withdrawn(told, now), now)
            return None
        return _dial(after.contact) if self.contacts.keep(told, after, now, claims=True) else None

    def _outcome(self, contact_id: str, result: str, offer: int) -> Reply:
        for _ in range(_AGAIN):
            try:
                pair = self.contacts.pair(contact_id)
            except NotFound:
                return _reply("end", sentence("gone", SWEDISH))
            if not _is_about(pair.contact, offer):
                return self._poll(contact_id)
            if self._concluded(pair, result, self.clock()):
                break
        else:
            raise Unavailable
        if result == "answered":
            return _reply("end", sentence("thanks", pair.contact.language))
        return self._after_miss(contact_id)

    def _concluded(self, pair: Pair, result: str, now: Millis) -> bool:
        """Keep what became of the ringing; False to look again."""
        if result == "answered":
            return self.contacts.keep(pair, completed(pair, self._wrap_up_s(pair), now), now)
        after = missed(pair, now)
        if not self.contacts.keep(pair, after, now):
            return False
        self.dispatcher.withdraw(pair, "no_answer")
        if after.agent is not None and after.agent.misses >= MISSES:
            logger.info("missed again", extra={"user": after.agent.user})
        return True

    def _after_miss(self, contact_id: str) -> Reply:
        reply = self._poll(contact_id)
        contact = self.contacts.get(contact_id) if reply["next"] == "wait" else None
        if contact is None:
            return reply
        place = self._place(contact, self.clock())
        return reply | {"say": after_miss(place, contact.language)}

    def _leave(self, contact_id: str) -> Reply:
        """The flow gives up: the contact ends, and whoever had it is free."""
        self.end(contact_id)
        return _reply("end", sentence("sorry", SWEDISH))

    def end(self, contact_id: str) -> None:
        """The call is over (DISCONNECTED, a lease that passed, a flow that gave up).

        Nothing happens to one that has ended, or that is not ours. Raises Unavailable.
        """
        for _ in range(_AGAIN):
            try:
                pair = self.contacts.pair(contact_id)
            except NotFound:
                return
            if pair.contact.state is ContactState.ENDED:
                return
            now = self.clock()
            if self.contacts.keep(pair, finished(pair, self._wrap_up_s(pair), now), now):
                self.dispatcher.withdraw(pair, "caller_hung_up")
                return
        raise Unavailable

    def _wrap_up_s(self, pair: Pair) -> int:
        organisation = self.organisations.get(pair.contact.org)
        group = organisation.groups.get(pair.contact.group) if organisation else None
        return group.wrap_up_s if group else 0


def _is_about(contact: Contact, offer: int) -> bool:
    """Whether a word about this offer still counts: a late one about an earlier offer does not."""
    current = contact.offer is not None and contact.offer.number == offer
    return current and contact.state in (ContactState.RINGING, ContactState.TALKING)


def _somebody(present: Present, group: str, organisation: Organisation, now: Millis) -> bool:
    """Whether anybody is logged in who staffs the group, free or not."""
    return any(_staffs(s, group, organisation, now) for s in present.sessions)


def _staffs(session: Session, group: str, organisation: Organisation, now: Millis) -> bool:
    may = group in organisation.staffable(session.channel, session.groups)
    return session.is_agent and is_live(session, now) and may


def _dial(contact: Contact) -> Reply:
    assert contact.offer is not None, "ringing"
    return {
        **_reply("dial", SILENCE, contact.language),
        "number": contact.offer.phone,
        "offer": str(contact.offer.number),
    }


def _reply(next_step: str, say: str, language: str = SWEDISH) -> Reply:
    return {"next": next_step, "say": say, "language": language}
