"""What a customer does in their chat. Who they are has been proven by their token before."""

from dataclasses import dataclass

from jour.chat import Author, Conversation, Message, Opening, customer_name, message_text
from jour.chat_changes import GONE
from jour.chat_course import ChatCourse
from jour.clock import Clock
from jour.contact import Contact, ContactKind, ContactState, Side
from jour.dispatch import Dispatcher
from jour.errors import NotFound
from jour.opening import local_day
from jour.organisation import Media
from jour.store.chats import Chats
from jour.store.contacts import Contacts


@dataclass(frozen=True, slots=True)
class CustomerChat:
    """Keeps what customers do. Every method raises Unavailable."""

    course: ChatCourse
    chats: Chats
    contacts: Contacts
    dispatcher: Dispatcher
    clock: Clock

    def open(
        self,
        *,
        org: str,
        group: str,
        name: str,
        text: str,
        page: str,
        language: str,
        contact: str,
        token_digest: str,
    ) -> Contact:
        """Begin a chat under this contact's id; begun already, it is gone on with by this token.

        Raises Invalid `invalid_chat_name` or `invalid_chat_text`.
        """
        now = self.clock()
        called, first = customer_name(name), message_text(text)
        chat = Contact(
            id=contact,
            org=org,
            group=group,
            media=Media.CHAT,
            dialled="",
            caller=None,
            arrived_at=now,
            day=local_day(now),
            name=called,
            language=language,
            alive_until=now + GONE,
            kind=ContactKind.CHAT,
            chat=Opening(page, first),
        )
        head = Conversation(contact, org, language, token_digest, seen_at=now, window_since=now)
        # The opening's own client id is a secret of the customer's; agents see those of messages.
        line = Message(1, Author.CUSTOMER, called, first, now, contact)
        if not self.chats.open(chat, head, line):
            self.chats.replace_token(contact, token_digest)
        return self._contact(contact)

    def send(self, contact_id: str, text: str, client_id: str) -> Message:
        """A message to whoever answers; sent again under the same id, the same one.

        Raises Invalid `invalid_chat_text`; as `Chats.append`.
        """
        clean, contact = message_text(text), self._contact(contact_id)
        return self.chats.append(
            contact_id, Author.CUSTOMER, None, contact.name, clean, client_id, self.clock()
        )

    def mark_read(self, contact_id: str, number: int) -> None:
        """The customer has read so far."""
        self.chats.mark_read(contact_id, Author.CUSTOMER, number)

    def end(self, contact_id: str) -> None:
        """The customer ends it; ended again, it is."""
        self.course.end(contact_id, Side.CUSTOMER)

    def connect(self, contact_id: str, connection_id: str) -> str | None:
        """This is the customer's connection from now on; the one before.

        Raises NotFound `unknown_chat`.
        """
        now = self.clock()
        older = self.chats.customer_connected(contact_id, connection_id, now)
        self._go_on(self._contact(contact_id))
        return older

    def disconnect(self, contact_id: str, connection_id: str) -> None:
        """That connection is gone; the customer has some time to come back."""
        self.chats.customer_disconnected(contact_id, connection_id, self.clock())

    def alive(self, contact_id: str, connection_id: str) -> None:
        """The customer is there; one who waits is handed out, if somebody is free.

        Raises Conflict `taken_over` for a connection that is not the newest.
        """
        self.chats.customer_alive(contact_id, connection_id, self.clock())
        self._go_on(self._contact(contact_id))

    def state(self, contact_id: str) -> tuple[Contact, Conversation]:
        """The chat as it is. Raises NotFound `unknown_chat`."""
        head = self.chats.head(contact_id)
        if head is None:
            raise NotFound("unknown_chat")
        return self._contact(contact_id), head

    def _go_on(self, contact: Contact) -> None:
        """A sign of life: the ticket lives on, and what an agent has let lapse goes to the next."""
        if contact.state is ContactState.OFFERED and self.course.lapse(contact.id):
            contact = self._contact(contact.id)
        if contact.state is not ContactState.WAITING:
            return
        if self.contacts.alive(contact, self.clock() + GONE):
            self.dispatcher.dispatch(contact.org)

    def _contact(self, contact_id: str) -> Contact:
        found = self.contacts.get(contact_id)
        if found is None:
            raise NotFound("unknown_chat")
        return found
