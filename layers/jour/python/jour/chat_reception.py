"""The reception of chats: what anybody on a website may ask and begin, without a login.

It is open to the whole world, so what it reads for strangers it reads once in a few seconds, for
all of them.
"""

from dataclasses import dataclass, field, replace

from jour.chat_group_state import MOST_WAITING, Answering, GroupState, group_state, place
from jour.clock import SECOND, Clock, Millis
from jour.contact import Contact
from jour.errors import Conflict, NotFound
from jour.organisation import Group, Media
from jour.session import Present
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions

SEEN_FOR = 5 * SECOND


@dataclass(slots=True)
class _Seen:
    """Who was there, and who waited, at a moment."""

    present: Present
    at: Millis
    opened: int = 0
    """Chats begun here since: they count as waiting."""


@dataclass(frozen=True, slots=True)
class Reception:
    """Says how chat groups stand, and who may begin."""

    organisations: Organisations
    sessions: Sessions
    clock: Clock
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def group(self, org: str, group: str) -> Group:
        """A chat group, as it was half a minute ago at most; raises NotFound `unknown_group`."""
        organisation = self.organisations.recent(org, self.clock())
        found = organisation.groups.get(group) if organisation else None
        if found is None or found.media is not Media.CHAT:
            raise NotFound("unknown_group")
        if organisation is None or found.message_group in organisation.groups:
            return found
        return replace(found, message_group=None)  # it was removed, and rings nobody

    def state(self, org: str, group: str) -> GroupState:
        """How it stands, as it was some seconds ago at most. Raises NotFound `unknown_group`."""
        found = self.group(org, group)
        return group_state(self._recently(org).present, found, self.clock())

    def let_in(self, org: str, group: str) -> None:
        """Raises Conflict `chat_closed`, `chat_nobody` or `chat_full` where no chat can begin, and
        NotFound `unknown_group`.
        """
        answering = self.state(org, group).answering
        seen = self._recently(org)
        if answering is Answering.CLOSED:
            raise Conflict("chat_closed")
        if answering is Answering.NOBODY:
            raise Conflict("chat_nobody")
        if answering is Answering.FULL or _waiting(seen) >= MOST_WAITING:
            raise Conflict("chat_full")
        seen.opened += 1

    def place(self, contact: Contact) -> int | None:
        """Which in the queue a chat is, as it was some seconds ago at most; None: not in it."""
        try:
            present = self._recently(contact.org, contact.arrived_at).present
        except NotFound:
            return None
        return place(present, contact.id, self.clock())

    def _recently(self, org: str, since: Millis = 0) -> _Seen:
        """What was seen some seconds ago at most, and after that moment."""
        now, seen = self.clock(), self._seen.get(org)
        if seen is None or now - seen.at >= SEEN_FOR or seen.at <= since:
            seen = self._seen[org] = _Seen(self.sessions.present(org), now)
        return seen


def _waiting(seen: _Seen) -> int:
    return seen.opened + sum(one.media is Media.CHAT for one in seen.present.waiting)
