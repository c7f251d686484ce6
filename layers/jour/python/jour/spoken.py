"""What is said in a call to the service number (F10), as SSML. Short: the caller pays. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from jour.clock import MINUTE, SECOND, Millis
from jour.opening import is_open
from jour.organisation import Channel
from jour.password_policy import password_state
from jour.phone_display import shown
from jour.speech import Sentences, said, spoken
from jour.toggle import Known, Reason, Toggled

NAMED = 3
"""So many groups are called by name; of more, the rest is counted."""

_TEXTS: Sentences = {
    "in": (
        "Du är inloggad i {groups}. Samtal ringer {number}.",
        "You are logged in to {groups}. Calls ring {number}.",
    ),
    "in_replacing": (
        "Du är inloggad per telefon, och inte längre {channel}. {groups}. Samtal ringer {number}.",
        "You are logged in by telephone, and no longer {channel}. {groups}. Calls ring {number}.",
    ),
    "out": ("Du är utloggad.", "You are logged out."),
    "closed": (
        "Stängt just nu: inga samtal förrän det öppnar.",
        "Closed right now: no calls until it opens.",
    ),
    "expired": (
        "Ditt lösenord har gått ut. Byt det på webben.",
        "Your password has run out. Change it on the web.",
    ),
    "nothing": ("Inget är ändrat.", "Nothing was changed."),
    Reason.WITHHELD: (
        "Ditt nummer är hemligt. Ring igen med numret synligt.",
        "Your number is withheld. Ring again with it shown.",
    ),
    Reason.MALFORMED: (
        "Numret du ringer från går inte att läsa. Ring från din registrerade telefon.",
        "The number that you ring from cannot be read. Ring from your registered telephone.",
    ),
    Reason.UNKNOWN: (
        "{number} är inte registrerat för distansinloggning. Be din administratör om det.",
        "{number} is not registered for distance login. Ask your administrator.",
    ),
    Reason.SWITCHBOARD: (
        "Du ringer från ett växelnummer. Ring med ditt direktnummer synligt.",
        "You ring from a switchboard's number. Ring with your direct number shown.",
    ),
    Reason.DISABLED: (
        "Ditt konto är avstängt. Kontakta din administratör.",
        "Your account is disabled. Contact your administrator.",
    ),
    Reason.NOT_AN_AGENT: (
        "Du är inte handläggare. Kontakta din administratör.",
        "You are not an agent. Contact your administrator.",
    ),
    Reason.NOTHING_TO_STAFF: (
        "Ingen av dina svarsgrupper kan bemannas per telefon. Kontakta din administratör.",
        "None of your groups can be staffed by telephone. Contact your administrator.",
    ),
    Reason.TOO_MANY: (
        "Du har ringt för många gånger den senaste timmen. Vänta och ring igen.",
        "You have rung too often within the last hour. Wait and ring again.",
    ),
    Reason.NO_PIN: (
        "Det krävs en kod, och du har ingen. Be din administratör om en.",
        "A code is needed, and you have none. Ask your administrator for one.",
    ),
    Reason.PIN_WAIT: (
        "För många fel koder. Ring igen om {minutes} minuter.",
        "Too many wrong codes. Ring again in {minutes} minutes.",
    ),
    Reason.PIN_FAILED: ("Fel kod tre gånger.", "Wrong code three times."),
    "pin": ("Ange din kod och fyrkant.", "Enter your code and the hash key."),
    "pin_again": ("Fel kod. Försök igen.", "Wrong code. Try again."),
    "settled": ("Något gick fel. Ring igen.", "Something went wrong. Ring again."),
    "and": ("{first} och {last}", "{first} and {last}"),
    "more": ("{count} till", "{count} more"),
    f"on_{Channel.DESKTOP}": ("på datorn", "on the computer"),
    f"on_{Channel.MOBILE}": ("i appen", "in the app"),
    f"on_{Channel.WEB}": ("på webben", "on the web"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Connect is to say, in which language, and whether it then listens for a PIN."""

    say: str
    """SSML."""
    language: str
    asks_pin: bool = False

    def for_flow(self) -> dict[str, str]:
        """The flat map of strings that a flow reads as `$.External`."""
        next_step = "pin" if self.asks_pin else "end"
        return {"next": next_step, "say": self.say, "language": self.language}


def result(known: Known, done: Toggled, now: Millis) -> str:
    """What the agent now is: result, groups, the number that will be rung; P7's warning."""
    language = known.user.language
    parts = [_logged_in(known, done) if done.is_in else _say("out", language)]
    groups = [known.organisation.groups[group] for group in done.after.groups]
    if done.is_in and not any(is_open(group, now) for group in groups):
        parts.append(_say("closed", language))
    # Only a password that has run out: the telephone needs none, so nobody else is delayed.
    state = password_state(known.organisation, known.user.credential, now, at_login=False)
    if state.expires_at is not None and state.expires_at <= now:
        parts.append(_say("expired", language))
    return spoken(parts)


def refusal(reason: Reason, language: str, **values: str | int) -> str:
    """Why nothing was changed, and that nothing was."""
    return spoken([_say(reason, language, **_spoken(values)), _say("nothing", language)])


def settled(language: str) -> str:
    """Something went wrong, and the call is made sure to have changed nothing."""
    return spoken([_say("settled", language), _say("nothing", language)])


def pin_question(language: str, *, again: bool = False) -> str:
    return spoken([_say("pin_again" if again else "pin", language)])


def minutes(wait_s: int) -> int:
    """Seconds as whole minutes, at least one."""
    return max(1, -(-wait_s * SECOND // MINUTE))


def digits(e164: str) -> str:
    """SSML that reads a number digit by digit, in the groups in which people say it."""
    parts = re.split(r"[- ]", shown(e164))
    return " ".join(f'<say-as interpret-as="digits">{part}</say-as>' for part in parts)


def _logged_in(known: Known, done: Toggled) -> str:
    language = known.user.language
    names = [escape(known.organisation.groups[group].name) for group in done.after.groups]
    values = {"groups": _listed(names, language), "number": digits(done.after.phone or "")}
    if done.replaced is None:
        return _say("in", language, **values)
    channel = _say(f"on_{done.replaced.channel}", language)
    return _say("in_replacing", language, channel=channel, **values)


def _listed(names: Sequence[str], language: str) -> str:
    """`Support, Växel och Order`, or `Support, Växel, Order och 4 till`."""
    if len(names) > NAMED + 1:
        rest = _say("more", language, count=len(names) - NAMED)
        names = [*names[:NAMED], rest]
    if len(names) == 1:
        return names[0]
    return _say("and", language, first=", ".join(names[:-1]), last=names[-1])


def _spoken(values: dict[str, str | int]) -> dict[str, str | int]:
    return {k: digits(v) if k == "number" and isinstance(v, str) else v for k, v in values.items()}


def _say(text: str, language: str, **values: str | int) -> str:
    return said(_TEXTS, text, language, **values)
