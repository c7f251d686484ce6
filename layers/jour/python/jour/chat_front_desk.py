"""What a customer's page does over HTTP: looks, begins a chat or leaves a message, and ends it."""

from dataclasses import dataclass

from jour import chat_token as tokens
from jour.attempts import hashed
from jour.chat import Conversation, Message
from jour.chat_customer import identify_customer
from jour.chat_frames import MOST_LINES, newest_fitting
from jour.chat_group_state import GroupState
from jour.chat_mail import ChatMail, ChatMailKind, transcript_id
from jour.chat_reception import Reception
from jour.chat_throttle import ChatThrottle, Doing
from jour.chat_token import ChatToken, chat_id
from jour.clock import Clock
from jour.contact import Contact, ContactState
from jour.customer_chat import CustomerChat
from jour.errors import Conflict, Unauthenticated
from jour.left_messages import LeftMessage, LeftMessages
from jour.store.chat_mails import ChatMails
from jour.store.chats import Chats
from jour.store.contacts import Contacts


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chat that somebody asks for, as they wrote it."""

    org: str
    group: str
    name: str
    text: str
    page: str
    client_id: str
    language: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A chat as its customer is shown it."""

    contact: Contact
    head: Conversation
    lines: list[Message]
    """The newest."""
    place: int | None


@dataclass(frozen=True, slots=True)
class ChatFrontDesk:
    """Serves customers."""

    throttle: ChatThrottle
    reception: Reception
    chat: CustomerChat
    chats: Chats
    contacts: Contacts
    mails: ChatMails
    messages: LeftMessages
    clock: Clock

    def look(self, org: str, group: str, source: str) -> GroupState:
        """Whether a chat can begin. Raises NotFound `unknown_group`; TooMany."""
        self.throttle.count(Doing.LOOK, source)
        return self.reception.state(org, group)

    def begin(self, wanted: Wanted, source: str) -> tuple[Shown, ChatToken]:
        """A new chat; asked again, the same one with a fresh token.

        Raises as `Reception.let_in`; TooMany; Invalid for the name or the message.
        """
        self.throttle.count(Doing.OPEN, source)
        contact = chat_id(wanted.org, wanted.group, wanted.client_id)
        if self.chats.head(contact) is None:
            self.reception.let_in(wanted.org, wanted.group)
        token = tokens.issue(contact)
        self.chat.open(
            org=wanted.org,
            group=wanted.group,
            name=wanted.name,
            text=wanted.text,
            page=wanted.page,
            language=wanted.language,
            contact=contact,
            token_digest=token.digest,
        )
        return self.shown(token.text), token

    def shown(self, token: str | None) -> Shown:
        """The chat that the token is for; raises Unauthenticated `no_chat`."""
        head, contact = self._theirs(token)
        lines = newest_fitting(self.chats.newest(head.contact, MOST_LINES))
        waits = contact.state is ContactState.WAITING
        place = self.reception.place(contact) if waits else None
        return Shown(contact, head, lines, place)

    def end(self, token: str | None) -> None:
        """The customer ends it; one that has ended stays so. Raises Unauthenticated `no_chat`."""
        self.chat.end(identify_customer(token, self.chats).contact)

    def send_transcript(self, token: str | None, email: str) -> None:
        """Have the conversation mailed once it is over: to one address, once.

        Raises Unauthenticated `no_chat`; Conflict `chat_not_answered` or `transcript_sent`.
        """
        head, contact = self._theirs(token)
        if contact.answered_at is None:
            raise Conflict("chat_not_answered")
        asked = ChatMail(
            id=transcript_id(contact.id),
            kind=ChatMailKind.TRANSCRIPT,
            org=contact.org,
            group=contact.group,
            to=email,
            to_digest=hashed(email.casefold()),
            language=head.language,
            at=self.clock(),
            contact=contact.id,
            name=contact.name or "",
        )
        if self.mails.add(asked).to_digest != asked.to_digest:
            raise Conflict("transcript_sent")

    def leave_message(self, org: str, group: str, message: LeftMessage, source: str) -> None:
        """Raises as `LeftMessages.leave`; NotFound `unknown_group`; TooMany."""
        self.throttle.count(Doing.LEAVE_MESSAGE, source)
        self.messages.leave(org, self.reception.group(org, group), message)

    def _theirs(self, token: str | None) -> tuple[Conversation, Contact]:
        head = identify_customer(token, self.chats)
        contact = self.contacts.get(head.contact)
        if contact is None:
            raise Unauthenticated("no_chat")
        return head, contact
