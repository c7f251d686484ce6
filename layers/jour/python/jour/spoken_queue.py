"""What a waiting caller hears, as SSML: honest about the place and the time, or silent. Pure."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from jour.clock import HOUR, MINUTE, Millis
from jour.contact import Contact, ContactKind, Outcome
from jour.speech import Sentences, said, spoken

SILENCE = '<speak><break time="500ms"/></speak>'
"""Speakable, and says nothing."""
ENOUGH = 5
"""So many answered calls within the hour, and their waits are a figure worth telling."""

_TEXTS: Sentences = {
    "welcome": ("Välkommen till {group}.", "Welcome to {group}."),
    "next": ("Du är först i kön.", "You are first in the queue."),
    "place": ("Du är nummer {place} i kön.", "You are number {place} in the queue."),
    "soon": ("Vi svarar strax.", "We will answer shortly."),
    "estimate": (
        "Väntetiden är ungefär {minutes} minuter.",
        "The wait is about {minutes} minutes.",
    ),
    "closed": (
        "{group} har stängt just nu. Välkommen tillbaka.",
        "{group} is closed right now. Please ring again.",
    ),
    "nobody": (
        "Ingen på {group} kan svara just nu. Ring gärna igen senare.",
        "Nobody at {group} can answer right now. Please ring again later.",
    ),
    "unknown": ("Numret är inte i bruk.", "The number is not in use."),
    "missed": ("Handläggaren svarade inte.", "The agent did not answer."),
    "sent_on": ("Du kopplas vidare.", "You are being put through."),
    "invited": (
        "Du är inbjuden till en konferens. Tryck 1 för att vara med.",
        "You are invited to a conference. Press 1 to join.",
    ),
    "thanks": ("Tack för samtalet.", "Thank you for calling."),
    "gone": ("Samtalet är avslutat. Ring gärna igen.", "The call has ended. Please ring again."),
    "sorry": (
        "Något gick fel hos oss. Ring gärna igen.",
        "Something went wrong on our side. Please ring again.",
    ),
}


def greeting(group: str, place: int, wait: Millis | None, language: str) -> str:
    """On arrival: where the caller stands, and how long it takes where that is known."""
    parts = [_say("welcome", language, group=escape(group)), place_sentence(place, language)]
    if wait is not None:
        parts.append(_estimate(wait, language))
    return spoken(parts)


def after_miss(place: int, language: str, more: str = "") -> str:
    """The agent did not answer; others whom nobody answered may be further ahead (B4)."""
    parts = [_say("missed", language), place_sentence(place, language)]
    return spoken([*parts, more] if more else parts)


def sentence(text: str, language: str, group: str = "", more: str = "") -> str:
    """One of the fixed sentences, and perhaps one more."""
    said_first = _say(text, language, group=escape(group))
    return spoken([said_first, more] if more else [said_first])


def usual_wait(recent: Sequence[Contact], group: str, now: Millis) -> Millis | None:
    """The median wait of the group's calls that were answered within the hour; None for too few."""
    waits = sorted(
        one.answered_at - one.arrived_at
        for one in recent
        if one.group == group
        and one.kind is ContactKind.CALL
        and one.outcome is Outcome.ANSWERED
        and one.answered_at is not None
        and now - one.answered_at < HOUR
    )
    return waits[len(waits) // 2] if len(waits) >= ENOUGH else None


def place_sentence(place: int, language: str) -> str:
    return _say("next", language) if place <= 1 else _say("place", language, place=place)


def _estimate(wait: Millis, language: str) -> str:
    if wait < MINUTE:
        return _say("soon", language)
    return _say("estimate", language, minutes=-(-wait // MINUTE))


def _say(text: str, language: str, **values: str | int) -> str:
    return said(_TEXTS, text, language, **values)
