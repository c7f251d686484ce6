"""A caller asks to be rung up (X6): presses 1, confirms their number or types another.

Every operation may be asked again by Connect: the callback that it made is found by its id. Who
hangs up on the way has asked for nothing.
"""

from dataclasses import dataclass

from jour import callback as rules
from jour import phone
from jour.call_replies import Reply, gone, reply
from jour.clock import Clock
from jour.contact import Contact, ContactState, Outcome
from jour.errors import Unavailable
from jour.handout import Pair
from jour.observe import logger
from jour.phone import PhoneRejected
from jour.queue_poll import AGAIN, QueuePoll
from jour.spoken_callback import (
    ask_for_number,
    confirm,
    confirmed,
    goodbye,
    kept_in_queue,
    open_already,
)
from jour.store.callbacks import Asked, Callbacks
from jour.store.contacts import Contacts
from jour.store.phone_book import PhoneBook
from jour.store.phones import OwnerKind, Phones

OTHER = "other"
_NOTHING = ("none", "", "Timeout")
"""No key; and what Connect stores where nothing was typed."""


@dataclass(frozen=True, slots=True)
class CallbackRequests:
    """Answers the part of the customers' flow in which they ask to be rung up."""

    contacts: Contacts
    callbacks: Callbacks
    phones: Phones
    phone_book: PhoneBook
    polls: QueuePoll
    clock: Clock

    def begin(self, call_id: str) -> Reply:
        """1 was pressed. Where it means nothing, or somebody has just become free, the call goes
        on as it would have. Raises Unavailable."""
        call = self.contacts.get(call_id)
        if call is None:
            return gone()
        if _has_asked(call):
            return self._again(call)
        if not rules.may_ask(call, self.polls.group(call), self.clock()):
            return self.polls.poll(call_id)
        if not self._is_held_back(call):
            return self.polls.poll(call_id)
        own = call.caller
        if own is None or not self._can_be_rung(own):
            return _ask_for_number(call)
        return _confirm(call, own)

    def typed(self, call_id: str, digits: str) -> Reply:
        """A number was typed, `other` one wanted, or nothing: read back, or asked for again."""
        call = self.contacts.get(call_id)
        if call is None:
            return gone()
        if _has_asked(call):
            return self._again(call)
        if digits in _NOTHING:
            return self._stay(call)
        if not self._is_held_back(call):
            return self.polls.poll(call_id)
        if digits == OTHER:
            return _ask_for_number(call)
        try:
            number = phone.parse(digits)
        except PhoneRejected:
            return _ask_for_number(call, after_refusal=True)
        if not self._can_be_rung(number):
            return _ask_for_number(call, after_refusal=True)
        return _confirm(call, number)

    def confirmed(self, call_id: str, number: str) -> Reply:
        """The number is right. Raises Unavailable; ValueError for a number never read back."""
        if phone.parse(number) != number:
            raise ValueError("not a number that was read back")
        for _ in range(AGAIN):
            call = self.contacts.get(call_id)
            if call is None:
                return gone()
            if _has_asked(call):
                return self._again(call)
            if not _can_still_ask(call):
                return self.polls.poll(call_id)
            answer = self._asked(call, number)
            if answer is not None:
                return answer
        raise Unavailable

    def _asked(self, call: Contact, number: str) -> Reply | None:
        """Make the callback; None to look again."""
        now = self.clock()
        after = rules.left(call, now)
        name = self.phone_book.name_of(call.org, number)
        made = rules.asked_for(call, number, name, now)
        match self.callbacks.ask(Pair(call), after, made, now):
            case Asked.MADE:
                logger.info("callback asked for", extra={"contact": made.id})
                return _done(call, confirmed(call, number, call.language))
            case Asked.OPEN_ALREADY if self.contacts.keep(Pair(call), after, now):
                return _done(call, open_already(number, call.language))
        return None

    def _again(self, call: Contact) -> Reply:
        """The same answer to the same question, asked again by Connect."""
        made = self.contacts.get(rules.callback_id(call.id))
        if made is None:
            return _done(call, open_already(call.caller or "", call.language))
        return _done(call, confirmed(call, made.caller or "", call.language))

    def _is_held_back(self, call: Contact) -> bool:
        """Nobody is given the caller meanwhile; False where somebody has been."""
        if call.state is ContactState.ENDED:
            return _can_still_ask(call)
        if call.state is not ContactState.WAITING:
            return False
        now = self.clock()
        return self.contacts.keep(Pair(call), Pair(rules.asking(call, now)), now)

    def _stay(self, call: Contact) -> Reply:
        """They would rather wait; who cannot wait is told goodbye."""
        if call.state is ContactState.ENDED:
            return reply("end", goodbye(call.language), call.language)
        answer = self.polls.poll(call.id)
        return (
            answer | {"say": kept_in_queue(call.language)} if answer["next"] == "wait" else answer
        )

    def _can_be_rung(self, number: str) -> bool:
        """A number of the public network that costs no more than a call, and is not our own."""
        try:
            if phone.parse(number) != number or phone.is_premium(number):
                return False
        except PhoneRejected:
            return False
        owner = self.phones.get(number)
        return owner is None or owner.kind is not OwnerKind.GROUP


def _confirm(call: Contact, number: str) -> Reply:
    return reply("callback_ask", confirm(number, call.language), call.language) | {"number": number}


def _ask_for_number(call: Contact, *, after_refusal: bool = False) -> Reply:
    say = ask_for_number(call.language, after_refusal=after_refusal)
    return reply("callback_number", say, call.language)


def _done(call: Contact, say: str) -> Reply:
    return reply("callback_done", say, call.language)


def _has_asked(call: Contact) -> bool:
    return call.outcome is Outcome.CALLBACK


def _can_still_ask(call: Contact) -> bool:
    if call.state is ContactState.ENDED:
        return call.outcome in (Outcome.CLOSED, Outcome.NOBODY)
    return call.state is ContactState.WAITING
