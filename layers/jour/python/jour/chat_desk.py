"""What an agent's client asks about chats over its socket, and what it is answered."""

from collections.abc import Callable
from dataclasses import dataclass

from jour.chat import Author
from jour.chat_frames import chat_frame, typing_frame
from jour.chat_token import is_chat_id
from jour.chat_work import ChatWork
from jour.contact import ContactState
from jour.customer_desk import TEXT_LIMIT, existing_head, synced
from jour.errors import Conflict, NotFound
from jour.handout import Pair
from jour.push import Pusher
from jour.session import Identity, Session
from jour.socket_message import ID_LIMIT, Message, contact_in, number_in, refuse, text_in
from jour.store.chats import Chats
from jour.store.contacts import Contacts

Worked = Callable[[Identity, Message], Session]
"""An action after which the agent has other chats, or none."""
Told = Callable[[Identity, Message], Message]
"""An action with an answer of its own."""


@dataclass(frozen=True, slots=True)
class ChatDesk:
    """Answers agents' clients. Raises as `ChatWork`; Invalid `invalid_message`."""

    work: ChatWork
    chats: Chats
    contacts: Contacts
    pusher: Pusher

    def worked(self, action: str, request: Message) -> Worked | None:
        """How an action on a chat changes what the agent is doing; None for other actions.

        Some actions are those of calls: then the contact's id tells that it is a chat.
        """
        if action in _OF_CALLS and not is_chat_id(str(request.get("contact"))):
            return None
        actions: dict[str, Worked] = {
            "accept": lambda who, asked: self.work.accept(who, contact_in(asked)),
            "decline": lambda who, asked: self.work.decline(who, contact_in(asked)),
            "chat_end": lambda who, asked: self.work.end(who, contact_in(asked)),
            "chat_transfer": self._transfer,
            "wrap_up_done": lambda who, asked: self.work.wrap_up_done(who, contact_in(asked)),
            "wrap_up_extend": lambda who, asked: self.work.wrap_up_extend(who, contact_in(asked)),
        }
        return actions.get(action)

    def told(self, action: str) -> Told | None:
        """How an action on a chat is answered; None for other actions."""
        actions: dict[str, Told] = {
            "chat": self._chat,
            "typing": self._typing,
            "read": self._read,
            "chat_sync": self._sync,
        }
        return actions.get(action)

    def _transfer(self, who: Identity, request: Message) -> Session:
        """To a colleague or to a group: one of them."""
        user, group = (
            text_in(request, to, ID_LIMIT) if request.get(to) is not None else None
            for to in ("user", "group")
        )
        if (user is None) == (group is None):
            refuse("user or group")
        return self.work.transfer(who, contact_in(request), user=user, group=group)

    def _chat(self, who: Identity, request: Message) -> Message:
        contact, client_id = contact_in(request), text_in(request, "client_id", ID_LIMIT)
        line = self.work.send(who, contact, text_in(request, "text", TEXT_LIMIT), client_id)
        return chat_frame(existing_head(self.chats, contact), [line], inside=True)

    def _typing(self, who: Identity, request: Message) -> Message:
        """Pushed to the customer and kept nowhere."""
        contact = self._theirs(who, contact_in(request)).contact
        head = self.chats.head(contact.id)
        if contact.state is ContactState.TALKING and head and head.connection_id:
            self.pusher.post(head.connection_id, typing_frame(contact.id, Author.AGENT.value))
        return {"type": "ok", "action": "typing"}

    def _read(self, who: Identity, request: Message) -> Message:
        self.work.mark_read(who, contact_in(request), number_in(request, "number"))
        return {"type": "ok", "action": "read"}

    def _sync(self, who: Identity, request: Message) -> Message:
        contact = self._theirs(who, contact_in(request)).contact
        return synced(self.chats, contact.id, number_in(request, "after"), inside=True)

    def _theirs(self, who: Identity, contact: str) -> Pair:
        """The chat with its agent, if that is the one who speaks; Conflict `not_your_contact`."""
        try:
            pair = self.contacts.pair(contact)
        except NotFound as unknown:
            raise Conflict("not_your_contact") from unknown
        offer, agent = pair.contact.offer, pair.agent
        if pair.contact.org != who.org or offer is None or offer.user != who.user:
            raise Conflict("not_your_contact")
        if agent is None or agent.login.session_id != who.session_id:
            raise Conflict("not_your_contact")
        return pair


_OF_CALLS = ("accept", "decline", "wrap_up_done", "wrap_up_extend")
