"""What a client is shown of its own user's login: who they are, and all that they are doing."""

from dataclasses import dataclass

from jour.call_views import offer_view
from jour.chat_views import my_chats
from jour.clock import Millis
from jour.occupation import engaged
from jour.organisation import Organisation
from jour.session import Session
from jour.store.chat_reads import ChatReads
from jour.views import Message, me_view


@dataclass(frozen=True, slots=True)
class Myself:
    """Reads what a login is engaged in."""

    chats: ChatReads

    def me(self, session: Session, organisation: Organisation, now: Millis) -> Message:
        """The login, whole: with its contact and its chats."""
        return me_view(session, organisation, now) | self.engaged_in(session, organisation, now)

    def engaged_in(self, session: Session, organisation: Organisation, now: Millis) -> Message:
        """The contact that they have, their chats, and how many they may have."""
        occupied = engaged(session.occupied, now)
        theirs = [chat.contact for chat in session.chats]
        contacts = self.chats.contacts([*theirs, *([occupied.contact] if occupied else [])])
        heads = self.chats.heads(theirs)
        mine = contacts.get(occupied.contact) if occupied else None
        return {
            "contact": offer_view(mine, now) if mine else None,
            "chats": my_chats(session, contacts, heads, now),
            "chats_at_once": organisation.chats_at_once,
            "chats_during_calls": organisation.chats_during_calls,
        }
