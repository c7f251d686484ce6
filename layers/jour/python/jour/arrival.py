"""A customer's call arrives: whose number it rang, whether anybody answers there, its place."""

from dataclasses import dataclass, replace

from jour import contact as rules
from jour import contact_changes as changes
from jour.call_replies import Reply, reply
from jour.callback import may_ask as may_ask_for_callback
from jour.clock import Clock, Millis
from jour.connect_event import ConnectCall
from jour.contact import Contact, Outcome
from jour.errors import NotFound
from jour.language import SWEDISH
from jour.observe import logger
from jour.opening import is_open, local_day
from jour.organisation import Group
from jour.queue_poll import QueuePoll
from jour.session import Present
from jour.spoken_callback import offer_unserved
from jour.spoken_queue import greeting, sentence, usual_wait
from jour.staffed import somebody_staffs
from jour.store.contacts import RECENT, Contacts
from jour.store.phone_book import PhoneBook
from jour.store.phones import Owner, OwnerKind, Phones
from jour.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Registers calls in the queue of the group whose number was dialled."""

    phones: Phones
    contacts: Contacts
    sessions: Sessions
    phone_book: PhoneBook
    polls: QueuePoll
    clock: Clock

    def arrive(self, call: ConnectCall) -> Reply:
        """The answer to `arrive`: the same for a retried one. Raises Unavailable."""
        owner = self.phones.get(call.dialled)
        if owner is None or owner.kind is not OwnerKind.GROUP:
            return reply("unknown", sentence("unknown", SWEDISH))
        try:
            present = self.sessions.present(owner.org)
        except NotFound:
            return reply("unknown", sentence("unknown", SWEDISH))
        group = present.organisation.groups.get(owner.id)
        if group is None:
            return reply("unknown", sentence("unknown", SWEDISH))
        now = self.clock()
        contact = self._registered(call, owner, group, present, now)
        logger.append_keys(org=contact.org)
        if contact.outcome in (Outcome.CLOSED, Outcome.NOBODY):
            return _unserved(contact, contact.outcome.value, group, now)
        # Where somebody is free the caller is connected at once.
        answer = self.polls.poll(contact.id, seen=_with(present, contact))
        if answer["next"] in ("dial", "softphone"):
            return answer | {"say": sentence("welcome", contact.language, group.name)}
        if answer["next"] == "wait":
            return answer | {"say": self._greeting(contact, group, present, now)}
        return answer

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
            language=present.organisation.language,
        )
        if not is_open(group, now):
            contact = changes.ended(contact, Outcome.CLOSED, now)
        elif not somebody_staffs(present, owner.id, now):
            contact = changes.ended(contact, Outcome.NOBODY, now)
        return self.contacts.add(contact)

    def _greeting(self, contact: Contact, group: Group, present: Present, now: Millis) -> str:
        ahead = [
            one
            for one in present.waiting
            if one.group == contact.group
            and one.id != contact.id
            and rules.is_ready(one, now)
            and one.order < contact.order
        ]
        recent = list(self.contacts.of_day(contact.org, contact.day, RECENT))
        wait = usual_wait(recent, contact.group, now)
        return greeting(group.name, len(ahead) + 1, wait, contact.language)


def _with(present: Present, contact: Contact) -> Present:
    """Who was here a moment before the contact came, and the contact.

    Somebody who became free in between is not among them; the news of the contact, which the stream
    brings, has those handed out who were.
    """
    others = (one for one in present.waiting if one.id != contact.id)
    return replace(present, waiting=(*others, contact))


def _unserved(contact: Contact, code: str, group: Group, now: Millis) -> Reply:
    """Closed, or nobody there: said honestly, and to be rung offered where the group wants it."""
    may_ask = may_ask_for_callback(contact, group, now)
    more = offer_unserved(code, contact.language) if may_ask else ""
    say = sentence(code, contact.language, group.name, more)
    return reply(code, say, contact.language) | {"callback": "yes" if may_ask else "no"}
