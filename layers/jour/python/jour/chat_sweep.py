"""What chats leave behind when news gets lost: offers nobody took, agents and customers gone."""

from collections.abc import Iterable
from dataclasses import dataclass

from jour.chat_changes import SILENT, is_silent
from jour.chat_course import ChatCourse
from jour.chat_handout import lapsed, lost_chats
from jour.clock import Clock, Millis
from jour.contact import Contact, ContactKind
from jour.occupation import Kind, Occupation
from jour.session import Present, Session
from jour.store.chats import Chats
from jour.store.contacts import Contacts


@dataclass(frozen=True, slots=True)
class ChatSweep:
    """Tidies an organisation's chats up."""

    course: ChatCourse
    chats: Chats
    contacts: Contacts
    clock: Clock

    def run(self, present: Present) -> None:
        """Raises Unavailable."""
        now = self.clock()
        self._end_the_silent(present.waiting, now)
        self.hand_back(present.sessions)
        for agent in present.sessions:
            for chat in agent.chats:
                self._look_after(chat, now)
            after = lapsed(agent, now)
            if after is not None:
                self.contacts.keep_agent(agent, after, now)

    def hand_back(self, agents: Iterable[Session | None]) -> None:
        """Chats of those who can have none any more go to others (X3). Raises Unavailable."""
        for contact in list(lost_chats(agents, self.clock())):
            self.course.hand_back(contact)

    def _end_the_silent(self, waiting: Iterable[Contact], now: Millis) -> None:
        """Customers who wait no more: nobody has heard of them for long."""
        for contact in waiting:
            if contact.kind is ContactKind.CHAT and contact.alive_until <= now:
                self.course.give_up(contact)

    def _look_after(self, chat: Occupation, now: Millis) -> None:
        if chat.kind is Kind.OFFERED and (chat.until or now) <= now:
            self.course.lapse(chat.contact)
        elif chat.kind is Kind.TALKING:
            silent = is_silent(self.chats.head(chat.contact), SILENT, now)
            contact = self.contacts.get(chat.contact) if silent else None
            if contact is not None:
                self.course.give_up(contact)
