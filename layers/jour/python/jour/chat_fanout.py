"""Fan-out of chats: both sides of a conversation hear of it, each where they are now.

Messages, read marks and connections concern two people: whoever they are is read by their keys, and
not the organisation with all who are in it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jour.chat import Conversation
from jour.chat_frames import state_frame
from jour.chat_group_state import place
from jour.chat_mail import transcript_id
from jour.chat_mail_queue import ChatMailQueue
from jour.chat_news import (
    ChatChange,
    MailWritten,
    News,
    by_conversation,
    chats_in,
    has_ended,
    hears,
    to_agent,
    to_customer,
)
from jour.clock import SECOND, Clock, Millis
from jour.contact import Contact
from jour.myself import Myself
from jour.news import Change, ContactChange
from jour.push import Outcome, Pusher
from jour.session import Present, is_live
from jour.store.chat_reads import ChatReads
from jour.store.chats import Chats
from jour.store.sessions import Sessions
from jour.views import Message

_FRESH = 10 * SECOND
"""As for agents: a socket younger than this may not exist yet for posting."""


@dataclass(frozen=True, slots=True)
class ChatFanout:
    """Tells customers and their agents. Raises Unavailable."""

    sessions: Sessions
    chats: Chats
    reads: ChatReads
    myself: Myself
    pusher: Pusher
    mail_queue: Callable[[], ChatMailQueue]
    """Asked for only where there is something to mail."""
    clock: Clock

    def deliver(
        self, org: str, changes: Iterable[ChatChange], contacts: Iterable[ContactChange]
    ) -> None:
        """What was said and read, and mails to send."""
        changes = list(changes)
        self._tell_both_sides(org, by_conversation(changes))
        # Last: what waits for the queue keeps nobody from hearing what was said.
        self._have_mailed(changes, contacts)

    def _tell_both_sides(self, org: str, news: list[News]) -> None:
        if not news:
            return
        ids = [one.contact for one in news]
        heads, found = self.reads.heads(ids), self.reads.contacts(ids)
        agents = self._connections(org, map(hears, found.values()))
        for one in news:
            head = heads.get(one.contact)
            if head is None:
                continue  # erased meanwhile
            if head.connection_id is not None:
                self._post_to_customer(head, to_customer(one, head))
            agent = agents.get(hears(found.get(one.contact)) or "")
            if agent is not None:
                self.pusher.post_all((agent, frame) for frame in to_agent(one, head))

    def tell(
        self,
        present: Present,
        logins: Iterable[Change],
        contacts: Iterable[ContactChange],
        now: Millis,
    ) -> None:
        """Agents whose chats have changed, and customers whose chat stands elsewhere now."""
        for change in logins:
            after = change.after
            before = change.before.chats if change.before else ()
            if after is None or after.chats == before or not is_live(after, now):
                continue
            if after.connection_id is not None:
                me = self.myself.me(after, present.organisation, now)
                self.pusher.post(after.connection_id, {"type": "me", "me": me})
        self._tell_customers(present, chats_in(contacts), now)

    def _tell_customers(self, present: Present, changes: list[ContactChange], now: Millis) -> None:
        moved = {change.about.group for change in changes if change.moves_queue}
        waiting = {
            one.id: one for one in present.waiting if one.chat is not None and one.group in moved
        }
        changed = {one.about.id: one.after for one in changes if one.after is not None}
        shown: dict[str, Contact] = {**waiting, **changed}
        for id, head in self.reads.heads(shown).items():
            if head.connection_id is not None:
                frame = state_frame(shown[id], place(present, id, now))
                self._post_to_customer(head, [frame])

    def _have_mailed(self, changes: list[ChatChange], contacts: Iterable[ContactChange]) -> None:
        """What is written down; and the transcript of what has ended, if somebody wants it."""
        for change in changes:
            if isinstance(change, MailWritten):
                self.mail_queue().announce(change.id)
        for ended in filter(has_ended, chats_in(contacts)):
            self.mail_queue().announce(transcript_id(ended.about.id))

    def _connections(self, org: str, users: Iterable[str | None]) -> dict[str, str]:
        """The connections of these agents, as far as they are here."""
        now, found = self.clock(), {}
        for user in dict.fromkeys(user for user in users if user):
            session = self.sessions.get(org, user)
            if session is not None and session.connection_id and is_live(session, now):
                found[user] = session.connection_id
        return found

    def _post_to_customer(self, head: Conversation, frames: list[Message]) -> None:
        """A page that is not there any more is noted as gone: it says so itself when it is back."""
        connection, now = head.connection_id or "", self.clock()
        outcomes = self.pusher.post_all((connection, frame) for frame in frames)
        young = head.connected_at is not None and now - head.connected_at < _FRESH
        if Outcome.GONE in outcomes and not young:
            self.chats.customer_disconnected(head.contact, connection, now)
