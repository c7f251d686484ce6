"""A callback (återuppringning, X6): who may ask for one, and what asking does. The rules, pure.

It is a contact of its own with the place of the call that asked for it; its id follows from that
call's, so that asking again finds it.
"""

from dataclasses import replace

from jour import contact as contacts
from jour import contact_changes as changes
from jour.clock import DAY, MINUTE, SECOND, Millis
from jour.contact import Contact, ContactKind, ContactState, Outcome
from jour.handout import Pair
from jour.organisation import Group

KEPT_OPEN = 7 * DAY
"""Whom nobody has rung by then is not rung any more: shown as failed."""
DIALOGUE = 2 * MINUTE
"""So long a caller may be busy with the keys before anything is asked again."""
_UNSERVED = (Outcome.CLOSED, Outcome.NOBODY)


def callback_id(call: str) -> str:
    """The id of the callback that this call asks for."""
    return f"{call}.cb"


def may_ask(call: Contact, group: Group | None, now: Millis) -> bool:
    """Whether the caller is offered it: after long waiting, a miss, or where nobody answers."""
    if group is None or group.callback_after_s is None or call.kind is not ContactKind.CALL:
        return False
    if call.state is ContactState.ENDED:
        return call.outcome in _UNSERVED
    waited = now - call.arrived_at >= group.callback_after_s * SECOND
    return call.state is ContactState.WAITING and (waited or bool(call.missed))


def asking(call: Contact, now: Millis) -> Contact:
    """The caller is busy with the keys: they keep their place, and nobody is given them."""
    return changes.held_back(call, now + DIALOGUE)


def waiting_on(call: Contact, now: Millis) -> Contact:
    """The caller would rather wait."""
    back = changes.held_back(call, now)
    return replace(back, alive_until=now + contacts.LEASE)


def asked_for(call: Contact, number: str, name: str | None, now: Millis) -> Contact:
    """The callback, at the call's place in the queue."""
    return Contact(
        id=callback_id(call.id),
        org=call.org,
        group=call.group,
        media=call.media,
        dialled=call.dialled,
        caller=number,
        arrived_at=call.arrived_at,
        day=call.day,
        name=name,
        calls_today=call.calls_today,
        language=call.language,
        front=call.front,
        alive_until=now + KEPT_OPEN,
        kind=ContactKind.CALLBACK,
        requested_at=now,
    )


def left(call: Contact, now: Millis) -> Pair:
    """The call, over: its caller will be rung."""
    return Pair(changes.ended(call, Outcome.CALLBACK, call.ended_at or now))
