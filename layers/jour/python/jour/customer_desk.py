"""What a customer's page asks over its socket, and what it is answered.

The same answers as an agent's desk gives: each action has one, a refusal too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jour import texts
from jour.chat import Author, Conversation
from jour.chat_frames import MOST_LINES, chat_frame, fitting, state_frame, typing_frame
from jour.chat_reception import Reception
from jour.contact import Contact, ContactState
from jour.customer_chat import CustomerChat
from jour.errors import Invalid, JourError, NotFound
from jour.push import Pusher
from jour.socket_message import ID_LIMIT, Message, number_in, parse, text_in
from jour.store.chats import Chats
from jour.store.contacts import Contacts

TEXT_LIMIT = 20_000
"""Characters as they come: the rules of a message say how many are too many, in a sentence."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One connection of a customer: whose chat it is, and in which language they read."""

    contact: str
    connection_id: str
    language: str


@dataclass(frozen=True, slots=True)
class CustomerDesk:
    """Answers customers."""

    chat: CustomerChat
    chats: Chats
    contacts: Contacts
    reception: Reception
    pusher: Pusher

    def connect(self, customer: Customer) -> None:
        """This connection is the chat's from now on; an older one is told so and closed.

        Raises NotFound `unknown_chat` where it has been erased since the authorizer looked.
        """
        older = self.chat.connect(customer.contact, customer.connection_id)
        if older and older != customer.connection_id:
            self.pusher.post(older, {"type": "taken_over"})
            self.pusher.close(older)

    def disconnect(self, customer: Customer) -> None:
        """The connection is gone; nothing changes where it was an older one."""
        self.chat.disconnect(customer.contact, customer.connection_id)

    def answer(self, customer: Customer, text: str) -> Message:
        """The answer to one message; refusals are answers too."""
        request: Message = {}
        try:
            request = parse(text)
            answer = self._action(request["action"])(customer, request)
        except JourError as refusal:
            word = "chat_taken_over" if refusal.text == "taken_over" else refusal.text
            message = texts.sentence(word, customer.language, **refusal.values)
            answer = {"type": "error", "code": refusal.code, "message": message}
        return answer | ({"id": request["id"]} if "id" in request else {})

    def _action(self, name: str) -> Callable[[Customer, Message], Message]:
        actions = {
            "heartbeat": self._heartbeat,
            "sync": self._sync,
            "chat": self._chat,
            "typing": self._typing,
            "read": self._read,
            "end": self._end,
        }
        if name not in actions:
            raise Invalid("unknown_action")
        return actions[name]

    def _heartbeat(self, customer: Customer, _: Message) -> Message:
        self.chat.alive(customer.contact, customer.connection_id)
        return _done("heartbeat")

    def _sync(self, customer: Customer, request: Message) -> Message:
        """Messages from a number on; how the chat stands goes before them."""
        after = number_in(request, "after")
        contact = self._contact(customer)
        place = None
        if contact.state is not ContactState.ENDED:
            place = self.reception.place(contact)
        self.pusher.post(customer.connection_id, state_frame(contact, place))
        return synced(self.chats, customer.contact, after)

    def _chat(self, customer: Customer, request: Message) -> Message:
        client_id = text_in(request, "client_id", ID_LIMIT)
        text = text_in(request, "text", TEXT_LIMIT)
        line = self.chat.send(customer.contact, text, client_id)
        return chat_frame(existing_head(self.chats, customer.contact), [line])

    def _typing(self, customer: Customer, _: Message) -> Message:
        """Pushed to the agent and kept nowhere."""
        pair = self.contacts.pair(customer.contact)
        agent = pair.agent
        if pair.contact.state is ContactState.TALKING and agent and agent.connection_id:
            frame = typing_frame(customer.contact, Author.CUSTOMER.value)
            self.pusher.post(agent.connection_id, frame)
        return _done("typing")

    def _read(self, customer: Customer, request: Message) -> Message:
        self.chat.mark_read(customer.contact, number_in(request, "number"))
        return _done("read")

    def _end(self, customer: Customer, _: Message) -> Message:
        self.chat.end(customer.contact)
        return _done("end")

    def _contact(self, customer: Customer) -> Contact:
        found = self.contacts.get(customer.contact)
        if found is None:
            raise NotFound("unknown_chat")
        return found


def synced(chats: Chats, contact: str, after: int, *, inside: bool = False) -> Message:
    """The frame that answers a client which has everything up to a number."""
    lines = chats.messages(contact, after, MOST_LINES)
    # Read afterwards: what has come meanwhile shows as a gap, which the client asks for.
    return chat_frame(existing_head(chats, contact), fitting(lines), inside=inside)


def existing_head(chats: Chats, contact: str) -> Conversation:
    """The conversation; raises NotFound `unknown_chat` where it has been erased."""
    head = chats.head(contact)
    if head is None:
        raise NotFound("unknown_chat")
    return head


def _done(action: str) -> Message:
    return {"type": "ok", "action": action}
