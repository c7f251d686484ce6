"""What keeps an agent from the next contact: an offer, a conversation, wrap-up time. Pure.

A flow of Amazon Connect does not say when a third party answers. It says when one did not; so a
telephone that has rung longer than it may, and of which nobody said so, has been answered.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from jour.clock import MINUTE, SECOND, Millis

TAKE = 30 * SECOND
"""The flow fetches the number to dial within this time (it polls every 5 s), or its caller has gone
and the sweep ends the contact. Until then the offer stands: nobody is free who may be rung yet."""
ACCEPT = 30 * SECOND
"""So long an agent has to accept a chat."""
RING_S = 20
"""So long a telephone rings; below the time after which voicemail usually answers."""
RING = (RING_S + 5) * SECOND
"""With the time that the network needs to set a call up, and the news to arrive."""
RING_SOFTPHONE = 35 * SECOND
"""Connect lets a softphone ring 20 s; its caller's flow in the queue says after 25 s that nobody
answered, and may have to say so twice."""
PRESS = 60 * SECOND
"""So long an agent has to press 'Ring upp', or a text message to be accepted."""
PICK_UP_S = 20
"""So long the agent's own telephone rings when they ring somebody up."""
PICK_UP = (PICK_UP_S + 25) * SECOND
"""With the time that Amazon Connect needs to begin, and the flow to ask."""
CUSTOMER_RING_S = 30
"""So long a customer's telephone rings who is rung up for a softphone: nobody's voice is kept
waiting, so longer than an agent's."""
CUSTOMER_PICK_UP = (CUSTOMER_RING_S + 25) * SECOND
"""Likewise with the time to begin and to ask."""
LONGEST_WRAP_UP = 10 * MINUTE
EXTENSION = MINUTE


class Kind(StrEnum):
    """How far the contact has come."""

    OFFERED = "offered"
    DIALLING = "dialling"
    """Their own telephone rings, so that they can ring somebody up; or, for a softphone, the
    telephone of whom they ring up."""
    RINGING = "ringing"
    TALKING = "talking"
    WRAP_UP = "wrap_up"


@dataclass(frozen=True, slots=True)
class Occupation:
    """One contact that an agent has."""

    contact: str
    group: str
    kind: Kind
    since: Millis
    until: Millis | None = None
    """When it ends, or turns into the next kind, by itself; None for a conversation."""


def engaged(occupation: Occupation | None, now: Millis) -> Occupation | None:
    """What occupies the agent at this moment, whether or not anybody has written it down."""
    if occupation is None or occupation.until is None or occupation.until > now:
        return occupation
    if occupation.kind in (Kind.OFFERED, Kind.DIALLING):
        return occupation
    if occupation.kind is Kind.RINGING:
        return replace(occupation, kind=Kind.TALKING, since=occupation.until, until=None)
    return None


def offered(contact: str, group: str, now: Millis, take: Millis = TAKE) -> Occupation:
    return Occupation(contact, group, Kind.OFFERED, now, now + take)


def dialling(occupation: Occupation, now: Millis, pick_up: Millis = PICK_UP) -> Occupation:
    return replace(occupation, kind=Kind.DIALLING, since=now, until=now + pick_up)


def ringing(occupation: Occupation, now: Millis, ring: Millis = RING) -> Occupation:
    return replace(occupation, kind=Kind.RINGING, since=now, until=now + ring)


def talking(occupation: Occupation, now: Millis) -> Occupation:
    return replace(occupation, kind=Kind.TALKING, since=now, until=None)


def wrap_up(occupation: Occupation, wrap_up_s: int, now: Millis) -> Occupation | None:
    """The group's time for writing things down (B5); None where it has none."""
    if wrap_up_s <= 0:
        return None
    until = now + wrap_up_s * SECOND
    return replace(occupation, kind=Kind.WRAP_UP, since=now, until=until)


def extended(occupation: Occupation, now: Millis) -> Occupation:
    """One more minute of wrap-up, up to ten in all."""
    until = min((occupation.until or now) + EXTENSION, occupation.since + LONGEST_WRAP_UP)
    return replace(occupation, until=until)
