"""A number of a list, from its turn to its end: what becomes of it follows from its contact. Pure.

Each time that it is handed to somebody it is a contact of its own, whose id is made of list, place
and count. While the contact goes on the entry is offered; when the contact comes to anything, the
entry does so in the same transaction. So it is in exactly one state, and in nobody's hands twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jour import contact_changes as changes
from jour.call_list import CallList, EntryState, result_key
from jour.clock import DAY, Millis
from jour.contact import (
    Attempt,
    AttemptResult,
    Contact,
    ContactKind,
    ContactState,
    FromList,
    Outcome,
)
from jour.opening import local_day
from jour.organisation import Media

READY = (EntryState.OPEN, EntryState.LATER)
"""It may be handed to somebody, once it is due."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry."""

    org: str
    list_id: str
    number: str
    """E.164."""
    name: str
    note: str
    place: int
    """Its turn in the list."""
    state: EntryState = EntryState.OPEN
    due: Millis = 0
    """When to ring it; 0: when its turn comes."""
    contact: str | None = None
    """The contact that has it, or had it last."""
    offers: int = 0
    """How many times it has been handed to somebody."""
    attempts: tuple[Attempt, ...] = ()
    result: str | None = None
    """The id of the result code that the call came to."""
    version: int = 1


def to_offer(entry: ListEntry, call_list: CallList, shown: str, now: Millis) -> Contact:
    """The contact as which the entry is handed to somebody; `shown` is the number that rings."""
    return Contact(
        id=f"{entry.list_id}.{entry.place}.{entry.offers + 1}",
        org=entry.org,
        group=call_list.group,
        media=Media.TELEMARKETING,
        dialled=shown,
        caller=entry.number,
        arrived_at=now,
        day=local_day(now),
        name=entry.name or None,
        alive_until=now + DAY,
        kind=ContactKind.OUTBOUND,
        attempts=entry.attempts,
        from_list=FromList(call_list.id, call_list.name, entry.note, call_list.results),
    )


def offered(entry: ListEntry, contact: Contact) -> ListEntry:
    """Somebody has it."""
    return _changed(entry, state=EntryState.OFFERED, contact=contact.id, offers=entry.offers + 1)


def barred(entry: ListEntry) -> ListEntry:
    """The number is on the do-not-call list since it was imported."""
    return _changed(entry, state=EntryState.REFUSED)


def followed(entry: ListEntry, before: Contact, after: Contact) -> ListEntry:
    """The entry after its contact has changed; unchanged where that says nothing of it.

    `after` as the rules have it: a contact that waits (again) goes back to its list.
    """
    if entry.contact != after.id:
        return entry  # somebody else has it by now: a late word is about the past
    said = after.attempts != before.attempts
    put_off = after.not_before > before.not_before
    match after.state:
        case ContactState.WAITING if said or put_off:
            again = {"due": after.not_before, "attempts": after.attempts, "result": None}
            return _changed(entry, state=EntryState.LATER, **again)
        case ContactState.ENDED if said:
            return _concluded(entry, after)
        case ContactState.WAITING | ContactState.ENDED if entry.state is EntryState.OFFERED:
            return _changed(entry, state=EntryState.LATER if entry.due else EntryState.OPEN)
    return entry


def settled(before: Contact, after: Contact, now: Millis) -> Contact:
    """The contact as it is kept: one of a list never waits, since its number is in the list."""
    if after.kind is not ContactKind.OUTBOUND or after.state is not ContactState.WAITING:
        return after
    told = replace(before, attempts=after.attempts)
    if before.state is ContactState.ENDED:
        return replace(told, version=after.version)
    ended = changes.ended(told, _outcome(before, after), now)
    return replace(ended, trouble=after.trouble, version=after.version)


def tally_changes(
    entry: ListEntry, then: ListEntry, before: Contact, after: Contact
) -> Mapping[str, int]:
    """What a change of an entry and its contact changes of what the list counts."""
    counts: dict[str, int] = {}

    def add(name: str, by: int) -> None:
        counts[name] = counts.get(name, 0) + by

    for state, by in ((entry.state, -1), (then.state, 1)):
        if state is not EntryState.OPEN:
            add(state.value, by)
    for result, by in ((entry.result, -1), (then.result, 1)):
        if result is not None:
            add(result_key(result), by)
    if len(after.attempts) > len(before.attempts):
        missed = after.attempts[-1].result is AttemptResult.NOT_REACHED
        add("not_reached" if missed else "reached", 1)
    return {name: by for name, by in counts.items() if by}


def _concluded(entry: ListEntry, after: Contact) -> ListEntry:
    last = after.attempts[-1]
    if after.outcome is Outcome.FAILED:
        state = EntryState.FAILED
    elif last.result is AttemptResult.REFUSED:
        state = EntryState.REFUSED
    else:
        state = EntryState.DONE
    return _changed(entry, state=state, attempts=after.attempts, result=last.code or None)


def _outcome(before: Contact, after: Contact) -> Outcome:
    if len(after.attempts) == len(before.attempts):
        return Outcome.WITHDRAWN
    missed = after.attempts[-1].result is AttemptResult.NOT_REACHED
    return Outcome.NOT_REACHED if missed else Outcome.ANSWERED


def _changed(entry: ListEntry, **fields: object) -> ListEntry:
    return replace(entry, version=entry.version + 1, **fields)  # type: ignore[arg-type] # fields of ListEntry
