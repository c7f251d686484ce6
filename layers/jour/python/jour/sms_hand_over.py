"""A callback that a distance agent is sent as a text message (F12): until it is settled.

The login is asked once more before the message goes out, at the commit; what became of the message
decides what becomes of the callback, however often and late the word comes.
"""

from dataclasses import dataclass

from jour import contact_changes as changes
from jour import sms as messages
from jour.clock import Clock, Millis
from jour.contact import Contact, ContactState
from jour.errors import NotFound, Unavailable
from jour.handout import Pair, is_theirs, withdrawn
from jour.outbound_call import given_up, handed_over, returned
from jour.session import is_live
from jour.sms import Sms, SmsKind, SmsState, Word, callback_sms_id
from jour.store.contacts import Contacts
from jour.store.sms_outbox import SmsOutbox

_AGAIN = 5
_UNDER_WAY = (ContactState.OFFERED, ContactState.DIALLING)


@dataclass(frozen=True, slots=True)
class SmsHandOver:
    """Settles callbacks by what became of their text messages."""

    contacts: Contacts
    outbox: SmsOutbox
    clock: Clock

    def may_send(self, sms: Sms) -> bool:
        """Whether the message still concerns its agent; the callback goes back where it does not.

        Raises Unavailable.
        """
        if sms.kind is not SmsKind.CALLBACK:
            return True
        for _ in range(_AGAIN):
            pair = self._under_way(sms)
            if pair is None:
                return False
            if pair.contact.state is ContactState.DIALLING:
                return True
            now, agent = self.clock(), pair.agent
            if agent is None or not is_theirs(pair.contact, agent, now) or not is_live(agent, now):
                self.contacts.keep(pair, withdrawn(pair, now), now)
                continue
            offer = pair.contact.offer
            assert offer is not None, "under way"
            sending = Pair(changes.dialling(pair.contact, offer.until), agent)
            if self.contacts.keep(pair, sending, now, claims=True):
                return True
        raise Unavailable

    def settle(self, sms: Sms) -> None:
        """The callback's end, or its way back. Raises Unavailable."""
        if sms.kind is not SmsKind.CALLBACK or sms.state in (SmsState.OPEN, SmsState.SENDING):
            return
        for _ in range(_AGAIN):
            pair = self._under_way(sms)
            if pair is None:
                return
            now = self.clock()
            if self.contacts.keep(pair, _settled(pair, sms, now), now):
                return
        raise Unavailable

    def look_after(self, contact: Contact, *, is_over: bool) -> None:
        """For the sweep: settle what has been decided; `is_over`: decide it, where nobody can be
        sending it any more."""
        assert contact.offer is not None, "handed to somebody"
        sms = self.outbox.get(callback_sms_id(contact.id, contact.offer.number))
        if sms is not None and sms.state is SmsState.OPEN and is_over:
            now = self.clock()
            mine = self.outbox.begin(sms, now)
            if mine is None:
                return
            sms = messages.concluded(mine, Word(SmsState.FAILED, "too_slow"))
            self.outbox.conclude(mine, sms, now)
        if sms is not None:
            self.settle(sms)

    def _under_way(self, sms: Sms) -> Pair | None:
        """The callback with its agent, as long as this message is what it waits for."""
        try:
            pair = self.contacts.pair(sms.contact or "")
        except NotFound:
            return None
        contact, offer = pair.contact, pair.contact.offer
        if contact.state not in _UNDER_WAY or offer is None or not offer.by_sms:
            return None
        return pair if callback_sms_id(contact.id, offer.number) == sms.id else None


def _settled(pair: Pair, sms: Sms, now: Millis) -> Pair:
    match sms.state:
        case SmsState.SENT:
            return handed_over(pair, now)
        case SmsState.UNKNOWN:
            return given_up(pair, "sms_unknown", now)
    return returned(pair, f"sms_{sms.reason or 'failed'}", now)
