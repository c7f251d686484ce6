"""Contacts as clients are shown them: queue, today's calls, offers (contract). Pure.

A caller's number is shown to those who staff the group, whom it may ring, and to administrators.
"""

from collections.abc import Iterable

from jour.clock import SECOND, Millis, iso
from jour.contact import Attempt, Contact, ContactKind, ContactState, Outcome, is_waiting, state_now
from jour.hop import Hop, HopKind
from jour.next_hop import results
from jour.session import Present, Session
from jour.views import Message

_OPEN: dict[ContactState, str] = {
    ContactState.WAITING: "waiting",
    ContactState.OFFERED: "offered",
    ContactState.DIALLING: "dialling",
    ContactState.RINGING: "offered",
    ContactState.TALKING: "talking",
}


def sees(watcher: Session, group: str) -> bool:
    """Whether calls of this group are shown to the watcher at all (M10)."""
    return watcher.view is None or group in watcher.view


def may_know_callers(watcher: Session, group: str) -> bool:
    """Whether the watcher may see who calls this group."""
    return watcher.is_admin or group in watcher.groups


def queue_view(
    waiting: Iterable[Contact], groups: Iterable[str], watcher: Session, now: Millis
) -> dict[str, list[Message]]:
    """The whole queue of each of these groups that the watcher sees, in hand-out order."""
    ordered = sorted((one for one in waiting if is_waiting(one, now)), key=lambda one: one.order)
    return {
        group: [waiting_view(one, watcher) for one in ordered if one.group == group]
        for group in groups
        if sees(watcher, group)
    }


def calls_view(
    today: Iterable[Contact], present: Present, watcher: Session, now: Millis
) -> Message:
    """Who waits, and today's calls, newest first."""
    queues = queue_view(present.waiting, present.organisation.groups, watcher, now)
    return {
        "queue": [caller for queue in queues.values() for caller in queue],
        "calls_today": [call_view(one, watcher, now) for one in today if sees(watcher, one.group)],
    }


def waiting_view(contact: Contact, watcher: Session) -> Message:
    """Somebody in the queue."""
    return _who(contact, watcher) | {
        "since": iso(contact.arrived_at),
        "front": contact.front,
        "not_before": _iso(contact.not_before or None),
        "trouble": contact.trouble if watcher.is_admin else None,
    }


def call_view(contact: Contact, watcher: Session, now: Millis) -> Message:
    """One of today's calls, whole."""
    offer = contact.offer
    return _who(contact, watcher) | {
        "withheld": contact.caller is None,
        "at": iso(contact.arrived_at),
        "waited_s": _waited_s(contact),
        "agent": (offer.user or None) if offer else None,
        "agent_name": (offer.name or None) if offer else None,
        "answered_at": _iso(contact.answered_at),
        "ended_at": _iso(contact.ended_at),
        "talked_s": _talked_s(contact),
        "outcome": contact.outcome or _state(contact, now),
        "attempts": [attempt_view(attempt) for attempt in contact.attempts],
        "not_before": _iso(contact.not_before or None),
        "trouble": contact.trouble if watcher.is_admin else None,
        "next_hop": hop_view(contact.next_hop, None, watcher, contact),
        "hops": [hop_view(hop, hop.result, watcher, contact) for hop in results(contact, now)],
        "ended_by": contact.ended_by,
        "version": contact.version,
    }


def hop_view(
    hop: Hop | None, result: str | None, watcher: Session, contact: Contact
) -> Message | None:
    """Where it goes or went: to which number is for those who may know the caller's."""
    if hop is None:
        return None
    hidden = hop.kind is HopKind.NUMBER and not may_know_callers(watcher, contact.group)
    return {
        "kind": hop.kind.value,
        "to": None if hidden else hop.to,
        "name": hop.name,
        "by": hop.by,
        "by_name": hop.by_name,
        "at": iso(hop.began_at or hop.set_at),
        "result": result,
    }


def offer_view(contact: Contact, now: Millis) -> Message:
    """What the agent who gets the contact is told of it (D9)."""
    return {
        "id": contact.id,
        "kind": contact.kind.value,
        "state": _state(contact, now),
        "media": contact.media.value,
        "group": contact.group,
        "from": contact.caller,
        "name": contact.name,
        "waited_s": (now - contact.arrived_at) // SECOND,
        "calls_today": contact.calls_today,
        "requested_at": _iso(contact.requested_at),
        "not_before": _iso(contact.not_before or None),
        "attempts": [attempt_view(attempt) for attempt in contact.attempts],
        "list": _list_view(contact),
    } | chat_view(contact)


def chat_view(contact: Contact) -> Message:
    """Of a chat, or a callback that was asked for in writing: where, and what was said first."""
    opening = contact.chat
    if opening is None:
        return {}
    came = opening.came_from
    sent_by = {"user": came.user, "name": came.name, "why": came.why.value} if came else None
    return {
        "page": opening.page,
        "first_message": opening.first_message,
        "front": contact.front,
        "transferred_from": sent_by,
    }


def _list_view(contact: Contact) -> Message | None:
    """Of a number of a list: which, what it says of the number, and what a call can come to."""
    origin = contact.from_list
    if origin is None:
        return None
    results = [{"id": one.id, "name": one.name} for one in origin.results]
    return {"id": origin.id, "name": origin.name, "note": origin.note, "results": results}


def attempt_view(attempt: Attempt) -> Message:
    """Who rang them up when, and how it went."""
    return {
        "user": attempt.user,
        "name": attempt.name,
        "at": iso(attempt.at),
        "result": attempt.result.value,
        "note": attempt.note,
        "code": attempt.code or None,
    }


def offer_message(contact: Contact, now: Millis) -> Message:
    until = contact.offer.until if contact.offer else now
    return {"type": "offer", "contact": offer_view(contact, now), "until": iso(until)}


def withdrawn_message(contact_id: str, reason: str) -> Message:
    return {"type": "withdrawn", "contact": contact_id, "reason": reason}


def _who(contact: Contact, watcher: Session) -> Message:
    """Which contact, and who calls, as far as the watcher may know."""
    known = may_know_callers(watcher, contact.group)
    return {
        "contact": contact.id,
        "kind": contact.kind.value,
        "requested_at": _iso(contact.requested_at),
        "group": contact.group,
        "media": contact.media.value,
        "from": contact.caller if known else None,
        "name": contact.name if known else None,
    }


def _state(contact: Contact, now: Millis) -> str:
    """Where one stands that has not ended; the far end of a call that is made is not offered."""
    state = state_now(contact, now)
    if contact.kind is not ContactKind.CALL and state is ContactState.RINGING:
        return "ringing"
    return _OPEN.get(state, "ended")


def _waited_s(contact: Contact) -> int | None:
    """Until the answer, or until the caller gave up; None while it goes on."""
    end = contact.answered_at or contact.ended_at
    return None if end is None else (end - contact.arrived_at) // SECOND


def _talked_s(contact: Contact) -> int | None:
    if contact.outcome is not Outcome.ANSWERED:
        return None
    if contact.answered_at is None or contact.ended_at is None:
        return None
    return (contact.ended_at - contact.answered_at) // SECOND


def _iso(moment: Millis | None) -> str | None:
    return None if moment is None else iso(moment)
