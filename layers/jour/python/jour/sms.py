"""A text message: why it is sent, to whom, and how far it has come. The rules, pure.

It is created in the transaction of what caused it. Whoever sends it first marks it `sending`, once;
from then on nobody sends it again unless it certainly was not accepted. So nothing is sent twice:
what nobody can tell any more is `unknown`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from jour.clock import HOUR, MINUTE, SECOND, Millis

FIRST_LOOK = 30 * SECOND
"""An open message is announced again from then on, should its announcement have been lost."""
NEXT_LOOK = 3 * MINUTE
SENDING = 3 * MINUTE
"""A message that has been `sending` for longer has lost its sender."""
LATEST = HOUR
"""An older message would say what is no longer so."""
TRIES = 6
"""After so many, a message that the service does not take is a failed one."""


class SmsKind(StrEnum):
    """What it says."""

    MISSES = "misses"
    LOGGED_OUT = "logged_out"
    CALLBACK = "callback"


class SmsState(StrEnum):
    """How far it has come."""

    OPEN = "open"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sms:
    """One text message."""

    id: str
    """Follows from what caused it: the same cause makes the same message."""
    org: str
    kind: SmsKind
    to: str
    """E.164."""
    user: str
    """Who has that number."""
    at: Millis
    values: Mapping[str, str] = field(default_factory=dict)
    """What the text is filled in with, by kind: see `missed_calls` and `asked_for_callback`."""
    contact: str | None = None
    """The contact that it is about."""
    state: SmsState = SmsState.OPEN
    reason: str | None = None
    """Why it failed, is unknown, or was not taken the last time."""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """What became of one attempt; `open`: certainly not accepted, it may be tried again."""

    state: SmsState
    reason: str | None = None


def missed_calls(
    kind: SmsKind, cause: str, org: str, user: str, to: str, count: int, now: Millis
) -> Sms:
    """To a distance agent who has missed so many calls in a row, or was logged out for it (B4)."""
    return Sms(f"{cause}.{kind.value}", org, kind, to, user, now, {"count": str(count)})


def asked_for_callback(
    contact: str,
    offer: int,
    org: str,
    user: str,
    to: str,
    now: Millis,
    *,
    number: str,
    name: str | None,
    group: str,
    asked_at: Millis,
) -> Sms:
    """To a distance agent who gets a callback: whom to ring, for which group, asked when (F12)."""
    return Sms(
        id=callback_sms_id(contact, offer),
        org=org,
        kind=SmsKind.CALLBACK,
        to=to,
        user=user,
        at=now,
        values={
            "number": number,
            "name": name or "",
            "group": group,
            "asked_at": str(asked_at),
        },
        contact=contact,
    )


def callback_sms_id(contact: str, offer: int) -> str:
    """The id of the message by which a callback is handed over, in this offer of it."""
    return f"{contact}.{offer}.{SmsKind.CALLBACK.value}"


def is_too_late(sms: Sms, now: Millis) -> bool:
    return now - sms.at > LATEST


def begun(sms: Sms) -> Sms:
    """Somebody is about to send it: nobody else may."""
    return replace(sms, state=SmsState.SENDING, reason=None, tries=sms.tries + 1)


def concluded(sms: Sms, word: Word) -> Sms:
    """After an attempt; one that is not taken is given up in the end."""
    given_up = word.state is SmsState.OPEN and sms.tries >= TRIES
    return replace(sms, state=SmsState.FAILED if given_up else word.state, reason=word.reason)


def is_repeatable(sms: Sms) -> bool:
    """Whether an administrator may have it sent anew.

    A callback is not: when its message failed it went back to the queue, and is somebody else's.
    """
    return sms.kind is not SmsKind.CALLBACK and sms.state in (SmsState.FAILED, SmsState.UNKNOWN)


def repeated(sms: Sms, now: Millis) -> Sms:
    """The same said once more, as a message of its own."""
    return replace(sms, id=f"{sms.id}.again", at=now, state=SmsState.OPEN, reason=None, tries=0)


def abandoned(sms: Sms) -> Sms:
    """Whoever was sending it never said what became of it."""
    return replace(sms, state=SmsState.UNKNOWN, reason="interrupted")
