"""What the table's changes say of the business, as metrics: counted once each, at the stream.

The stream brings a record again where a batch failed half-way: figures are for seeing and alarming,
not for invoicing. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from jour.contact import ContactKind
from jour.news import Change, ContactChange
from jour.organisation import Channel
from jour.session import EndReason

_BEGUN = {
    ContactKind.CALL: "CallsArrived",
    ContactKind.CHAT: "ChatsBegun",
    ContactKind.CALLBACK: "CallbacksAskedFor",
}
"""Numbers of lists are counted as they are offered."""


def figures(logins: Iterable[Change], contacts: Iterable[ContactChange]) -> Counter[str]:
    """How often what has happened, by the metric's name."""
    found = Counter(name for change in contacts for name in _of_contact(change))
    found.update(name for change in logins for name in _of_login(change))
    return found


def _of_contact(change: ContactChange) -> Iterator[str]:
    """`ContactsAnswered` and so on by how they ended; a conversation counts once it is over."""
    before, after = change.before, change.after
    if after is None:
        return
    if before is None and after.kind in _BEGUN:
        yield _BEGUN[after.kind]
    if after.outcome is not None and (before is None or before.outcome is None):
        words = after.outcome.value.split("_")
        yield f"Contacts{''.join(map(str.capitalize, words))}"


def _of_login(change: Change) -> Iterator[str]:
    """Calls not answered, and toggles by telephone (F9)."""
    before, after = change.before, change.after
    if after is None:
        return
    if before is not None and after.misses > before.misses:
        yield "OffersMissed"
    is_new = before is None or before.login.session_id != after.login.session_id
    if is_new and after.channel is Channel.DISTANCE:
        yield "TogglesIn"
    ended = after.login.ended
    was_ended = before is not None and not is_new and before.login.ended is not None
    if ended is not None and ended.reason is EndReason.TOGGLED and not was_ended:
        yield "TogglesOut"
