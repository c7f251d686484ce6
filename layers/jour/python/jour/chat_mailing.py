"""Sends mails about chats, one message of the queue after the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from jour.chat import Message
from jour.chat_mail import ChatMail, ChatMailKind
from jour.chat_mail_texts import ChatWriter
from jour.clock import Clock
from jour.contact import ContactState
from jour.mail import Mailer
from jour.observe import tally
from jour.store.chat_mails import ChatMails
from jour.store.chats import Chats
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class ChatMailing:
    """Sends what is written down and not sent. Raises Unavailable: the message comes again."""

    mails: ChatMails
    chats: Chats
    contacts: Contacts
    organisations: Organisations
    mailer: Mailer
    client_url: str
    clock: Clock

    def send(self, mail_id: str) -> None:
        """Mail it, unless it has been, or is no more.

        The transcript of a chat that goes on waits for its end, which announces it again.
        """
        mail = self.mails.get(mail_id)
        if mail is None or mail.sent_at is not None:
            return
        organisation = self.organisations.get(mail.org)
        if organisation is None:
            return
        writer = ChatWriter(mail, organisation, self.client_url)
        if mail.kind is ChatMailKind.LEFT_MESSAGE:
            self.mailer.send(writer.left_message())
        elif self._is_over(mail):
            self.mailer.send(writer.transcript(self._messages(mail.contact)))
        else:
            return
        self.mails.sent(mail.id, self.clock())
        tally("ChatMailsSent")

    def _is_over(self, mail: ChatMail) -> bool:
        contact = self.contacts.get(mail.contact)
        return contact is not None and contact.state is ContactState.ENDED

    def _messages(self, contact: str) -> Iterator[Message]:
        after = 0
        while True:
            page = self.chats.messages(contact, after, _AT_A_TIME)
            yield from page
            if len(page) < _AT_A_TIME:
                return
            after = page[-1].number
