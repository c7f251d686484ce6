"""What is said about callbacks: to those who ask for one, and to the agent who rings up. Pure."""

from xml.sax.saxutils import escape

from jour.contact import Contact, Outcome
from jour.speech import Sentences, said, spoken
from jour.spoken import digits

_TEXTS: Sentences = {
    "offer": ("Tryck 1 så ringer vi upp dig.", "Press 1 and we will ring you back."),
    "offer_closed": (
        "Tryck 1 så ringer vi upp dig när vi har öppnat.",
        "Press 1 and we will ring you when we have opened.",
    ),
    "offer_nobody": (
        "Tryck 1 så ringer vi upp dig när någon är på plats.",
        "Press 1 and we will ring you when somebody is here.",
    ),
    "confirm": (
        "Vi ringer upp dig på {number}. Tryck 1 om det stämmer, eller 2 för ett annat nummer.",
        "We will ring you on {number}. Press 1 if that is right, or 2 for another number.",
    ),
    "type": (
        "Slå ditt telefonnummer med riktnummer, och sedan fyrkant.",
        "Enter your telephone number with its area code, and then the hash key.",
    ),
    "rejected": ("Det numret kan vi inte ringa.", "We cannot ring that number."),
    "kept": ("Du är kvar i kön.", "You are still in the queue."),
    "done": (
        "Tack. Du har kvar din plats, och vi ringer upp dig på {number}.",
        "Thank you. You keep your place, and we will ring you on {number}.",
    ),
    "done_closed": (
        "Tack. Vi ringer upp dig på {number} när vi har öppnat.",
        "Thank you. We will ring you on {number} when we have opened.",
    ),
    "done_nobody": (
        "Tack. Vi ringer upp dig på {number} när någon är på plats.",
        "Thank you. We will ring you on {number} when somebody is here.",
    ),
    "already": (
        "Du står redan på tur att bli uppringd på {number}. Du behöver inte göra något mer.",
        "We are already going to ring you on {number}. You need do nothing more.",
    ),
    "bye": ("Välkommen tillbaka.", "Please ring again."),
    "ringing_up": ("{group}. Vi ringer {who}.", "{group}. Ringing {who}."),
    "greeting": (
        "Hej, det är {group} som ringer upp. Ett ögonblick.",
        "Hello, this is {group} ringing you back. One moment.",
    ),
    "again_soon": (
        "Vi kan tyvärr inte koppla samtalet just nu. Vi ringer upp igen.",
        "We are sorry that we cannot connect the call right now. We will ring you again.",
    ),
    "not_any_more": (
        "Uppringningen är inte längre din. Ingen har blivit uppringd.",
        "This call is no longer yours. Nobody has been rung.",
    ),
    "not_reached": (
        "Ingen svarade. Vi försöker igen senare.",
        "There was no answer. We will try again later.",
    ),
    "failed": (
        "Ingen svarade, och det var sista försöket.",
        "There was no answer, and that was the last try.",
    ),
    "over": ("Samtalet är slut.", "The call is over."),
}
_OF_ENDED = {Outcome.CLOSED: "closed", Outcome.NOBODY: "nobody"}


def offer(language: str) -> str:
    """To somebody who waits."""
    return _say("offer", language)


def offer_unserved(outcome: str, language: str) -> str:
    """To somebody whom nobody can answer now: `closed` or `nobody`."""
    return _say(f"offer_{outcome}", language)


def confirm(number: str, language: str) -> str:
    """The number read back digit by digit."""
    return spoken([_say("confirm", language, number=digits(number))])


def ask_for_number(language: str, *, after_refusal: bool = False) -> str:
    refusal = [_say("rejected", language)] if after_refusal else []
    return spoken([*refusal, _say("type", language)])


def kept_in_queue(language: str) -> str:
    return spoken([_say("kept", language)])


def goodbye(language: str) -> str:
    return spoken([_say("bye", language)])


def confirmed(before: Contact, number: str, language: str) -> str:
    """What was promised, and honestly when: `before` is the call as it was when they asked."""
    when = _OF_ENDED.get(before.outcome) if before.outcome else None
    return spoken([_say(f"done_{when}" if when else "done", language, number=digits(number))])


def open_already(number: str, language: str) -> str:
    return spoken([_say("already", language, number=digits(number))])


def ringing_up(group: str, contact: Contact, language: str) -> str:
    """To the agent who has picked up: for which group, and whom."""
    who = escape(contact.name) if contact.name else digits(contact.caller or "")
    return spoken([_say("ringing_up", language, group=escape(group), who=who)])


def greeting(group: str, language: str) -> str:
    """To whom an agent with a softphone rings up, and who has answered."""
    return spoken([_say("greeting", language, group=escape(group))])


def again_soon(language: str) -> str:
    """To the same, where the agent has not answered."""
    return spoken([_say("again_soon", language)])


def to_agent(text: str, language: str) -> str:
    """`not_any_more`, `not_reached`, `failed` or `over`."""
    return spoken([_say(text, language)])


def _say(text: str, language: str, **values: str) -> str:
    return said(_TEXTS, text, language, **values)
