"""The course of a chat: each change of contact and agent kept with the line that tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jour import chat_handout as rules
from jour.chat import Author, Conversation, Event, Message
from jour.chat_capacity import holds_chats
from jour.chat_changes import is_given_up
from jour.clock import Clock, Millis
from jour.contact import Contact, ContactKind, ContactState, Side
from jour.dispatch import Dispatcher
from jour.errors import NotFound, Unavailable
from jour.handout import Pair
from jour.store.chats import Chats, still_silent, system_line
from jour.store.contacts import Contacts, Write
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
            before = self._pair(contact_id)
            if before is None:
                return None
            now = self.clock()
            after = become(before, now)
            if after is None:
                return None
            if self._keep(before, after, tells, now):
                return after
        raise Unavailable

    def end(self, contact_id: str, by: Side) -> None:
        """It is over; whoever was offered it hears so. Nothing changes where it was over."""
        taken: list[Pair] = []

        def become(before: Pair, now: Millis) -> Pair | None:
            taken[:] = [before]
            return rules.ended(before, by, self._wrap_up_s(before.contact), now)

        if self.change(contact_id, become, _END[by]) is not None:
            self._withdraw(taken[0], "caller_hung_up")

    def give_up(self, seen: Contact) -> bool:
        """Its customer has left without a word. False where they have come back, or it has moved
        on in any way, since it was seen: the next sweep looks again.
        """
        # What may bring the customer back comes first: the write asks whether it is still so.
        head, now = self.chats.head(seen.id), self.clock()
        before = self._pair(seen.id)
        if before is None or before.contact.version != seen.version:
            return False
        after = rules.ended(before, Side.SYSTEM, self._wrap_up_s(seen), now)
        if after is None or not is_given_up(seen, head, now):
            return False
        also = self._line(head, Event.CUSTOMER_LEFT, before, after, now)
        if head is not None:
            also = still_silent(head, also)
        return self.contacts.keep(before, after, now, also=also)

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

    def hand_back(self, contact_id: str) -> None:
        """Its agent has no desktop login: back to the front. Where they have one, it is theirs."""

        def become(before: Pair, now: Millis) -> Pair | None:
            if holds_chats(before.agent, now):
                return None
            return rules.handed_back(before, now)

        found = self.change(contact_id, become, Event.RETURNED)
        if found is not None:
            self.dispatcher.dispatch(found.contact.org)

    def _keep(self, before: Pair, after: Pair, tells: Event | None, now: Millis) -> bool:
        """False, and nothing changed, where chat, agent or conversation moved on."""
        also: Sequence[Write] = ()
        if tells is not None:
            head = self.chats.head(before.contact.id)
            also = self._line(head, tells, before, after, now)
        return self.contacts.keep(before, after, now, also=also)

    def _line(
        self, head: Conversation | None, tells: Event, before: Pair, after: Pair, now: Millis
    ) -> Sequence[Write]:
        if head is None or not has_line(before.contact, after.contact):
            return ()
        return system_line(head, line(tells, before.contact, after.contact, now))

    def _pair(self, contact_id: str) -> Pair | None:
        try:
            found = self.contacts.pair(contact_id)
        except NotFound:
            return None
        return found if found.contact.kind is ContactKind.CHAT else None

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


def has_line(before: Contact, after: Contact) -> bool:
    """Whether the conversation tells of the change: of what never was one there is nothing to tell,
    nor of an offer that went elsewhere.
    """
    is_over = after.state is ContactState.ENDED and after.answered_at is not None
    return is_over or talked(before) or talked(after)


def line(event: Event, before: Contact, after: Contact, now: Millis) -> Message:
    """What the conversation says of the change; its agent is the one who leaves or comes."""
    its_agents = (one.offer for one in (before, after) if talked(one))
    about = next(its_agents, None)
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
