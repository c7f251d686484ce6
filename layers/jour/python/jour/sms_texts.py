"""What text messages say, in Swedish and English, in the GSM alphabet and one part (160). Pure.

A letter outside of that alphabet would make the whole message one of 70 letters a part: names are
written without their foreign accents, and cut where nothing else helps.
"""

import unicodedata
from collections.abc import Mapping

from jour.language import ENGLISH
from jour.opening import local_clock
from jour.phone_display import shown
from jour.sms import Sms, SmsKind

PART = 160
"""Septets of a message that is sent in one part (GSM 03.38)."""
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
"""Two septets each."""
_REPLACED = str.maketrans("‘’´`“”„–—…łŁđĐ", "''''\"\"\"--.lLdD")
_SHORTEST = 12
"""Of a name that had to be cut."""

_TEXTS: dict[str, tuple[str, str]] = {
    "misses": (
        "Du har missat {count} samtal i rad. Du är kvar i kön. "
        "Ring {service_number} för att logga ut.",
        "You have missed {count} calls in a row. You are still in the queue. "
        "Ring {service_number} to log out.",
    ),
    "logged_out": (
        "Du har loggats ut efter {count} missade samtal i rad. "
        "Ring {service_number} för att logga in igen.",
        "You have been logged out after {count} missed calls in a row. "
        "Ring {service_number} to log in again.",
    ),
    "callback": (
        "Ring upp {name}{number}. {group}, bad om att bli uppringd kl {asked_at}.",
        "Please ring {name}{number}. {group}, asked to be called back at {asked_at}.",
    ),
    "service_number": ("servicenumret", "the service number"),
}


def text_of(sms: Sms, language: str, service_number: str | None) -> str:
    """The message as it is sent."""
    values = dict(sms.values)
    if sms.kind is SmsKind.CALLBACK:
        values["number"] = shown(values["number"])
        values["asked_at"] = local_clock(int(values["asked_at"]))
    else:
        values["service_number"] = (
            shown(service_number) if service_number else _say("service_number", language)
        )
    return _fitted(sms.kind, language, {name: gsm(value) for name, value in values.items()})


def gsm(text: str) -> str:
    """The text in the GSM alphabet: without foreign accents, `?` for what has no likeness."""
    return "".join(map(_letter, text.translate(_REPLACED)))


def septets(text: str) -> int:
    """How long a text in the GSM alphabet is. Raises ValueError for one that is not."""
    if not set(text) <= _BASIC | _EXTENDED:
        raise ValueError("not in the GSM alphabet")
    return len(text) + sum(letter in _EXTENDED for letter in text)


def _letter(letter: str) -> str:
    if letter in _BASIC or letter in _EXTENDED:
        return letter
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if plain in _BASIC else "?"


def _fitted(kind: SmsKind, language: str, values: Mapping[str, str]) -> str:
    """In one part: the caller's name is cut first, then the group's; the number never."""
    told = dict(values)
    text = _say(kind.value, language, **_joined(told))
    for name in ("name", "group"):
        excess = septets(text) - PART
        if excess > 0 and name in told:
            told[name] = told[name][: max(len(told[name]) - excess, _SHORTEST)].rstrip()
            text = _say(kind.value, language, **_joined(told))
    return text


def _joined(values: Mapping[str, str]) -> dict[str, str]:
    name = values.get("name")
    return {**values, "name": f"{name}, " if name else ""}


def _say(text: str, language: str, **values: str) -> str:
    swedish, english = _TEXTS[text]
    return (english if language == ENGLISH else swedish).format(**values)
