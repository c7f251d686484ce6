"""What is asked of a list once more when one of its numbers is rung, and of what is said of it."""

from dataclasses import dataclass

from jour.call_list import may_ring
from jour.clock import DAY, MINUTE, Millis
from jour.contact import AttemptResult, Contact
from jour.errors import Invalid, NotFound
from jour.outbound_call import Word
from jour.store.call_lists import CallLists
from jour.store.do_not_call import DoNotCall
from jour.store.organisations import Organisations

LATEST = 90 * DAY
"""So far ahead a call can be promised."""


@dataclass(frozen=True, slots=True)
class ListRules:
    """Asks the storage."""

    lists: CallLists
    do_not_call: DoNotCall
    organisations: Organisations

    def why_not(self, contact: Contact, now: Millis) -> str | None:
        """Why a number of a list may not be rung at this moment, as a code; None where it may, or
        where the contact is of no list. Raises Unavailable.
        """
        origin, number = contact.from_list, contact.caller
        if origin is None or number is None:
            return None
        if self.do_not_call.among(contact.org, [number]):
            return "number_barred"
        organisation = self.organisations.get(contact.org)
        try:
            call_list = self.lists.get(contact.org, origin.id)
        except NotFound:
            return "outside_calling_hours"
        may = organisation is not None and may_ring(call_list, organisation, now)
        return None if may else "outside_calling_hours"


def check_word(contact: Contact, word: Word, now: Millis) -> None:
    """Raises Invalid `unknown_result` or `invalid_call_time`."""
    known = [one.id for one in contact.from_list.results] if contact.from_list else []
    if word.code and (word.code not in known or word.result is not AttemptResult.DONE):
        raise Invalid("unknown_result", field="code")
    if word.again_at is None:
        return
    soon = now - MINUTE <= word.again_at <= now + LATEST
    if word.result is not AttemptResult.LATER or not soon:
        raise Invalid("invalid_call_time", field="at")
