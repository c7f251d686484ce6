"""What an agent does with their chats."""

from collections.abc import Callable
from dataclasses import dataclass

from jour import chat_handout as rules
from jour.chat import Author, Event, Message, message_text
from jour.chat_capacity import holds_chats
from jour.chat_course import ChatCourse
from jour.clock import Clock, Millis
from jour.contact import ContactKind, ContactState, Side
from jour.errors import Conflict, Invalid, NotFound, Unavailable
from jour.handout import Pair
from jour.organisation import Media
from jour.session import Identity, Session, require_current
from jour.store.chats import Chats
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions

_AGAIN = 5


@dataclass(frozen=True, slots=True)
class ChatWork:
    """Keeps what agents do.

    Raises LoggedOut or Unauthenticated for a login that has ended, Conflict `not_your_contact` or
    `not_wrapping_up` where there is nothing (any more) to do it with, and Unavailable.
    """

    course: ChatCourse
    chats: Chats
    contacts: Contacts
    sessions: Sessions
    organisations: Organisations
    clock: Clock

    def accept(self, who: Identity, contact: str) -> Session:
        """The conversation begins. Accepted again, it has. Conflict `offer_lapsed` too late."""

        def become(pair: Pair, now: Millis) -> Pair | None:
            if pair.contact.state is ContactState.TALKING:
                return None
            after = rules.accepted(pair, now)
            if after is None:
                raise Conflict("offer_lapsed")
            return after

        return self._act(who, contact, become, Event.AGENT_JOINED)

    def decline(self, who: Identity, contact: str) -> Session:
        """To the next one; a miss as any other (B4)."""
        return self._act(who, contact, rules.missed, None)

    def send(self, who: Identity, contact: str, text: str, client_id: str) -> Message:
        """A message to the customer; sent again under the same id, the same one.

        Raises Invalid `invalid_chat_text`.
        """
        clean = message_text(text)
        agent = self._current(who)
        name = agent.name
        now = self.clock()
        return self.chats.append(contact, Author.AGENT, who.user, name, clean, client_id, now)

    def mark_read(self, who: Identity, contact: str, number: int) -> None:
        """The agent has read so far."""
        self._theirs(who, contact)
        self.chats.mark_read(contact, Author.AGENT, number)

    def end(self, who: Identity, contact: str) -> Session:
        """The conversation is over; its agent may wrap up. Ended again, it is."""
        self._theirs(who, contact)
        self.course.end(contact, Side.AGENT)
        return self._current(who)

    def transfer(
        self, who: Identity, contact: str, user: str | None = None, group: str | None = None
    ) -> Session:
        """To a colleague, or to another chat group: the same conversation goes on there.

        Raises Invalid `invalid_group` for what is no chat group, `chat_colleague_away` for somebody
        who cannot have a chat at all.
        """
        pair = self._theirs(who, contact)
        to_group = self._to_group(who, group or pair.contact.group)
        if user is not None and not self._can_chat(who, user):
            raise Invalid("chat_colleague_away")
        asks = (user,) if user is not None else ()

        def become(found: Pair, now: Millis) -> Pair | None:
            return rules.transferred(found, to_group, asks, now)

        session = self._act(who, contact, become, Event.TRANSFERRED)
        self.course.dispatcher.dispatch(who.org)
        return session

    def wrap_up_done(self, who: Identity, contact: str) -> Session:
        """Ready for another (B5)."""
        return self._own(who, lambda agent, now: rules.wrapped_up(agent, contact, now))

    def wrap_up_extend(self, who: Identity, contact: str) -> Session:
        """One more minute."""
        return self._own(who, lambda agent, now: rules.extended(agent, contact, now))

    def _act(
        self,
        who: Identity,
        contact: str,
        become: Callable[[Pair, Millis], Pair | None],
        tells: Event | None,
    ) -> Session:
        def theirs(pair: Pair, now: Millis) -> Pair | None:
            self._require_theirs(who, pair, now)
            return become(pair, now)

        self._theirs(who, contact)
        self.course.change(contact, theirs, tells)
        return self._current(who)

    def _theirs(self, who: Identity, contact: str) -> Pair:
        try:
            pair = self.contacts.pair(contact)
        except NotFound as unknown:
            raise Conflict("not_your_contact") from unknown
        self._require_theirs(who, pair, self.clock())
        return pair

    def _require_theirs(self, who: Identity, pair: Pair, now: Millis) -> None:
        contact, agent = pair.contact, pair.agent
        is_chat = contact.kind is ContactKind.CHAT and contact.org == who.org
        if not is_chat or contact.offer is None or contact.offer.user != who.user:
            raise Conflict("not_your_contact")
        require_current(agent, who.session_id, now)

    def _current(self, who: Identity) -> Session:
        return require_current(self.sessions.get(who.org, who.user), who.session_id, self.clock())

    def _to_group(self, who: Identity, group: str) -> str:
        organisation = self.organisations.recent(who.org, self.clock())
        found = organisation.groups.get(group) if organisation else None
        if found is None or found.media is not Media.CHAT:
            raise Invalid("invalid_group", "invalid_group_unknown", groups=group)
        return group

    def _can_chat(self, who: Identity, user: str) -> bool:
        return user != who.user and holds_chats(self.sessions.get(who.org, user), self.clock())

    def _own(self, who: Identity, change: Callable[[Session, Millis], Session | None]) -> Session:
        for _ in range(_AGAIN):
            now, before = self.clock(), self._current(who)
            after = change(before, now)
            if after is None:
                raise Conflict("not_wrapping_up")
            kept = self.contacts.keep_agent(before, after, now)
            if kept is not None:
                return kept
        raise Unavailable
