"""Every sentence that a server answer can carry, in Swedish and English, by its code."""

from typing import Any

from jour.call_texts import CALL_TEXTS
from jour.chat_texts import CHAT_TEXTS
from jour.gate_texts import GATE_TEXTS
from jour.language import ENGLISH
from jour.login_texts import LOGIN_TEXTS
from jour.password_texts import PASSWORD_TEXTS
from jour.phone_texts import PHONE_TEXTS
from jour.register_texts import REGISTER_TEXTS
from jour.registration_texts import REGISTRATION_TEXTS
from jour.request_texts import REQUEST_TEXTS
from jour.user_texts import USER_TEXTS

_TEXTS: dict[str, tuple[str, str]] = {
    **CALL_TEXTS,
    **CHAT_TEXTS,
    **GATE_TEXTS,
    **LOGIN_TEXTS,
    **PASSWORD_TEXTS,
    **PHONE_TEXTS,
    **REGISTER_TEXTS,
    **REGISTRATION_TEXTS,
    **REQUEST_TEXTS,
    **USER_TEXTS,
}


def codes() -> frozenset[str]:
    """The names of all sentences."""
    return frozenset(_TEXTS)


def sentence(text: str, language: str, **values: Any) -> str:
    """The named sentence in `sv` or `en`, with its values filled in."""
    swedish, english = _TEXTS[text]
    return (english if language == ENGLISH else swedish).format(**values)
