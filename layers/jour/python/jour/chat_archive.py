"""Chats as agents and administrators read them afterwards, and how one is erased."""

from dataclasses import dataclass

from jour.chat import Conversation, Message
from jour.chat_frames import MOST_LINES, fitting
from jour.chat_mail import transcript_id
from jour.chat_token import is_chat_id
from jour.contact import Contact, ContactState
from jour.errors import Conflict, NotFound
from jour.observe import logger
from jour.sign_in import Caller
from jour.store.chat_mails import ChatMails
from jour.store.chat_reads import ChatReads
from jour.store.chats import Chats
from jour.store.contacts import Contacts

MOST_OF_A_DAY = 500
"""Chats in one answer: some 300 bytes each."""


@dataclass(frozen=True, slots=True)
class ChatArchive:
    """Reads and erases. Raises NotFound `unknown_chat` for what the caller may not know of."""

    chats: Chats
    reads: ChatReads
    contacts: Contacts
    mails: ChatMails

    def read(
        self, caller: Caller, contact_id: str, after: int
    ) -> tuple[Contact, Conversation, list[Message]]:
        """A conversation's messages after a number, as many as one answer holds."""
        contact, head = self._known(caller, contact_id), self.chats.head(contact_id)
        if head is None:
            raise NotFound("unknown_chat")
        return contact, head, fitting(self.chats.messages(contact_id, after, MOST_LINES))

    def of_day(self, org: str, day: str) -> tuple[list[tuple[Contact, Conversation | None]], bool]:
        """A day's newest chats, newest first, and whether there are more; None: erased."""
        found = self.reads.of_day(org, day, MOST_OF_A_DAY + 1)
        return found[:MOST_OF_A_DAY], len(found) > MOST_OF_A_DAY

    def erase(self, caller: Caller, contact_id: str) -> None:
        """What was said, who said it and where is no more; that there was a chat is not forgotten.

        Raises Conflict `chat_going_on`. Erased again it stays so.
        """
        contact = self._known(caller, contact_id)
        if contact.state is not ContactState.ENDED:
            raise Conflict("chat_going_on")
        self.mails.erase(transcript_id(contact_id))
        self.chats.erase(contact_id)
        logger.info("chat erased", extra={"contact": contact_id})

    def _known(self, caller: Caller, contact_id: str) -> Contact:
        """An administrator knows all of their organisation's, an agent those of their groups."""
        contact = self.contacts.get(contact_id) if is_chat_id(contact_id) else None
        if contact is None or contact.org != caller.user.org:
            raise NotFound("unknown_chat")
        staffs = caller.session.is_agent and contact.group in caller.session.groups
        if not caller.user.is_admin and not staffs:
            raise NotFound("unknown_chat")
        return contact
