"""The course of a chat: each change of contact and agent kept with the line that tells of it."""

from collections.abc import Callable
from dataclasses import dataclass

from jour import chat_handout as rules
from jour.chat import Author, Event, Message
from jour.chat_capacity import holds_chats
from jour.clock import Clock, Millis
from jour.contact import Contact, ContactKind, ContactState, Side
from jour.dispatch import Dispatcher
from jour.errors import NotFound, Unavailable
from jour.handout import Pair
from jour.store.chats import Chats, system_line
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations

AGAIN = 8
Change = Callable[[Pair, Millis], Pair | None]


@dataclass(frozen=True, slots=True)
class ChatCourse:
    """Keeps what becomes of chats, whoever brings word of it. Every method raises Unavailable."""

    contacts: Contacts
    chats: Chats
    organisations: Organisations
    dispatcher: Dispatcher
    clock: Clock

    def change(self, contact_id: str, become: Change, tells: Event | None = None) -> Pair | None:
        """Keep what `become` makes of the chat, on what nobody has changed since it was read.

        The pair as it is then; None where there is no such chat, or nothing to change.
        """
        for _ in range(AGAIN):
            try:
                before = self.contacts.pair(contact_id)
            except NotFound:
                return None
            now = self.clock()
            if before.contact.kind is not ContactKind.CHAT:
                return None
            after = become(before, now)
            if after is None:
                return None
            if self._keep(before, after, tells, now):
                return after
        raise Unavailable

    def end(self, contact_id: str, by: Side) -> bool:
        """It is over; whoever was offered it hears so. False where it was over already."""
        taken: list[Pair] = []

        def become(before: Pair, now: Millis) -> Pair | None:
            taken[:] = [before]
            return rules.ended(before, by, self._wrap_up_s(before.contact), now)

        if self.change(contact_id, become, _END[by]) is None:
            return False
        self._withdraw(taken[0], "caller_hung_up")
        return True

    def give_up(self, waiting: Contact) -> bool:
        """Its customer has left without a word; False where it has moved on since it was seen."""

        def become(before: Pair, now: Millis) -> Pair | None:
            if before.contact.version != waiting.version:
                return None
            return rules.ended(before, Side.CUSTOMER, 0, now)

        return self.change(waiting.id, become) is not None

    def lapse(self, contact_id: str) -> bool:
        """The time to accept it has passed: to the next one. False where it has not."""
        taken: list[Pair] = []

        def become(before: Pair, now: Millis) -> Pair | None:
            taken[:] = [before]
            return rules.missed(before, now) if rules.is_lapsed(before.contact, now) else None

        if self.change(contact_id, become) is None:
            return False
        self._withdraw(taken[0], "no_answer")
        return True

    def hand_back(self, contact_id: str) -> bool:
        """Its agent has no desktop login: back to the front. False where they have one."""

        def become(before: Pair, now: Millis) -> Pair | None:
            if holds_chats(before.agent, now):
                return None
            return rules.handed_back(before, now)

        found = self.change(contact_id, become, Event.RETURNED)
        if found is not None:
            self.dispatcher.dispatch(found.contact.org)
        return found is not None

    def _keep(self, before: Pair, after: Pair, tells: Event | None, now: Millis) -> bool:
        """False, and nothing changed, where chat, agent or conversation moved on."""
        also = []
        # Of what never was a conversation there is nothing to tell.
        if tells is not None and (talked(before.contact) or talked(after.contact)):
            head = self.chats.head(before.contact.id)
            if head is not None:
                also = list(system_line(head, line(tells, before.contact, after.contact, now)))
        return self.contacts.keep(before, after, now, also=also)

    def _wrap_up_s(self, contact: Contact) -> int:
        organisation = self.organisations.recent(contact.org, self.clock())
        group = organisation.groups.get(contact.group) if organisation else None
        return group.wrap_up_s if group else 0

    def _withdraw(self, before: Pair, reason: str) -> None:
        self.dispatcher.withdraw(before, reason)


_END = {
    Side.CUSTOMER: Event.ENDED_BY_CUSTOMER,
    Side.AGENT: Event.ENDED_BY_AGENT,
    Side.SYSTEM: Event.CUSTOMER_LEFT,
}


def talked(contact: Contact) -> bool:
    """Whether an agent is in the conversation."""
    return contact.state is ContactState.TALKING


def line(event: Event, before: Contact, after: Contact, now: Millis) -> Message:
    """What the conversation says of the change; its agent is the one who leaves or comes."""
    about = before.offer if talked(before) else after.offer
    return Message(
        number=0,
        author=Author.SYSTEM,
        name=about.name if about else None,
        text="",
        at=now,
        # One change, one line: a version is reached once.
        client_id=f"{event.value}-{after.version}",
        user=about.user if about else None,
        event=event,
    )
