"""What an agent does with a call that they make: rings up, and says how it went."""

from collections.abc import Callable
from dataclasses import dataclass

from jour import contact_changes as changes
from jour.clock import Clock, Millis
from jour.contact import Contact, ContactKind, ContactState, Offer
from jour.errors import Conflict, Forbidden, NotFound, Unavailable
from jour.handout import Pair, is_theirs
from jour.list_rules import ListRules, check_word
from jour.observe import tally
from jour.outbound_call import (
    Terms,
    Word,
    dialled,
    is_by_softphone,
    put_back,
    reported,
    returned,
    terms,
)
from jour.outbound_voice import NotDialled, OutboundVoice
from jour.session import Identity, require_current
from jour.store.callbacks import Callbacks
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions

_AGAIN = 5
Change = Callable[[Pair, Terms, Millis], Pair | None]


@dataclass(frozen=True, slots=True)
class OutboundCalls:
    """Keeps what agents do with the calls that they make.

    Raises Forbidden `not_an_agent` for a plain login, LoggedOut or Unauthenticated for one that has
    ended, Conflict `not_your_contact` where it is not (any more) theirs, and Unavailable.
    """

    contacts: Contacts
    callbacks: Callbacks
    sessions: Sessions
    organisations: Organisations
    voice: OutboundVoice | None
    """None where no instance of Amazon Connect is known."""
    list_rules: ListRules
    clock: Clock

    def dial(self, who: Identity, contact_id: str) -> None:
        """'Ring upp': their telephone rings, once however often they press; with IP telephony the
        customer's does.

        Raises also NotDialled; then others are offered it. Where Connect did not answer in time
        the offer stands for a while: pressed again it is the same call, and if nothing ever rings,
        the sweep puts the contact back. A number of a list that may not be rung now (any more) goes
        back to it: Conflict `outside_calling_hours` or `number_barred`.
        """
        self._unless_barred(who, contact_id)
        pair = self._changed(who, contact_id, lambda pair, _, now: dialled(pair, now))
        offer = pair.contact.offer
        assert offer is not None, "theirs"
        if pair.contact.rung_as is not None:
            return
        try:
            segment = self._ring(pair.contact, offer)
        except NotDialled as refusal:
            why = refusal.code
            self._changed(who, contact_id, lambda pair, _, now: returned(pair, why, now))
            raise
        self._note(contact_id, offer.number, segment)
        tally("CallsMade")

    def report(self, who: Identity, contact_id: str, word: Word) -> None:
        """'Klar', 'Försök senare', 'Vill inte', with a note; of a number of a list also its result
        code. Raises also Invalid `unknown_result` or `invalid_call_time`.
        """

        def change(pair: Pair, terms: Terms, now: Millis) -> Pair | None:
            check_word(pair.contact, word, now)
            after = reported(pair, word, terms, now)
            return after and self._unless_asked_anew(pair.contact, after)

        self._changed(who, contact_id, change)

    def requeue(self, org: str, contact_id: str) -> None:
        """An administrator puts one that failed back. Raises Conflict `not_failed`, NotFound."""
        for _ in range(_AGAIN):
            contact = self.contacts.get(contact_id)
            if contact is None or contact.org != org:
                raise NotFound("unknown_contact")
            ended = contact.state is ContactState.ENDED
            if contact.kind is not ContactKind.CALLBACK or not ended or self._asked_anew(contact):
                raise Conflict("not_failed")
            now = self.clock()
            if self.contacts.keep(Pair(contact), Pair(put_back(contact, now)), now):
                return
        raise Unavailable

    def _unless_barred(self, who: Identity, contact_id: str) -> None:
        """What held when the number was offered still holds (X4)."""
        contact = self.contacts.get(contact_id)
        if contact is None or contact.state is not ContactState.OFFERED:
            return
        why = self.list_rules.why_not(contact, self.clock())
        if why is not None:
            self._changed(who, contact_id, lambda pair, _, now: _given_back(pair, why, now))
            raise Conflict(why)

    def _ring(self, contact: Contact, offer: Offer) -> str:
        if is_by_softphone(contact):
            to = contact.caller or ""
            return self._voice.ring_customer(to, contact.dialled, contact.id, offer.number)
        return self._voice.ring(offer.phone, contact.dialled, contact.id, offer.number)

    @property
    def _voice(self) -> OutboundVoice:
        if self.voice is None:
            raise NotDialled
        return self.voice

    def _changed(self, who: Identity, contact_id: str, change: Change) -> Pair:
        """Keep a change of the speaker's own contact; the pair after it."""
        for _ in range(_AGAIN):
            now = self.clock()
            pair = self._theirs(who, contact_id, now)
            group = self.organisations.group(pair.contact.org, pair.contact.group)
            after = change(pair, terms(group), now)
            if after is None and _same(pair, self._theirs(who, contact_id, now)):
                raise Conflict("not_your_contact")
            if after is None:
                continue  # contact and agent were read at two moments
            if after is pair or self.contacts.keep(pair, after, now):
                return after
        raise Unavailable

    def _theirs(self, who: Identity, contact_id: str, now: Millis) -> Pair:
        if not who.is_agent:
            raise Forbidden("not_an_agent")
        contact = self.contacts.get(contact_id)
        agent = require_current(self.sessions.get(who.org, who.user), who.session_id, now)
        if contact is None or contact.org != who.org:
            raise Conflict("not_your_contact")
        return Pair(contact, agent)

    def _note(self, contact_id: str, offer: int, segment: str) -> None:
        """Remember Connect's id; where the flow was faster, it has been."""
        for _ in range(_AGAIN):
            contact = self.contacts.get(contact_id)
            if (
                contact is None
                or contact.state is not ContactState.DIALLING
                or contact.rung_as is not None
                or contact.offer is None
                or contact.offer.number != offer
            ):
                return
            after = Pair(changes.placed(contact, segment))
            if self.contacts.keep(Pair(contact), after, self.clock()):
                return

    def _unless_asked_anew(self, before: Contact, after: Pair) -> Pair:
        """A number is rung for one callback at a time: a newer one takes this one's place."""
        reopens = before.state is ContactState.ENDED and after.contact.state is not before.state
        if not reopens or not self._asked_anew(before):
            return after
        attempts = after.contact.attempts
        return Pair(changes.with_attempts(before, attempts), after.agent)

    def _asked_anew(self, contact: Contact) -> bool:
        if contact.kind is not ContactKind.CALLBACK or contact.caller is None:
            return False
        return self.callbacks.open_one(contact.org, contact.group, contact.caller) is not None


def _given_back(pair: Pair, why: str, now: Millis) -> Pair | None:
    """None where it is not (any more) offered to the speaker."""
    offered = pair.contact.state is ContactState.OFFERED
    return (
        returned(pair, why, now) if offered and is_theirs(pair.contact, pair.agent, now) else None
    )


def _same(before: Pair, after: Pair) -> bool:
    """Whether neither has been changed between two looks."""
    return _versions(before) == _versions(after)


def _versions(pair: Pair) -> tuple[int, int]:
    return pair.contact.version, pair.agent.version if pair.agent else 0
