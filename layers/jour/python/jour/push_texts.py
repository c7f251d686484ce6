"""What push messages say, in Swedish and English. Pure.

They are shown on locked screens: who calls stands in one only where the login's user wants it, and
a number never beside a name.
"""

from dataclasses import dataclass
from typing import Any

from jour.clock import SECOND, Millis, iso
from jour.contact import Contact, ContactKind, Outcome
from jour.errors import LoggedOut
from jour.language import ENGLISH
from jour.organisation import Channel, Media
from jour.phone_display import shown
from jour.session import EndReason
from jour.texts import sentence

_TEXTS: dict[str, tuple[str, str]] = {
    "call": ("Samtal: {who} · {group}", "Call: {who} · {group}"),
    "chat": ("Chatt: {who} · {group}", "Chat: {who} · {group}"),
    "callback": ("Ring upp: {who} · {group}", "Call back: {who} · {group}"),
    "list": ("Att ringa: {who} · {group}", "To call: {who} · {group}"),
    "body": (
        "Har väntat {waited}. Öppna Jour för att svara.",
        "Has waited {waited}. Open Jour to answer.",
    ),
    "body_list": ("Öppna Jour för att ringa upp.", "Open Jour to make the call."),
    "somebody": ("någon", "somebody"),
    "withheld": ("dolt nummer", "withheld number"),
    "taken": ("Svarat: {who} · {group}", "Answered: {who} · {group}"),
    "gone": ("Inte längre till dig: {who} · {group}", "No longer for you: {who} · {group}"),
    "abandoned": ("Kunden lade på: {who} · {group}", "The caller hung up: {who} · {group}"),
    "logged_out": ("Du är utloggad från Jour", "You are logged out of Jour"),
    "replaced_desktop": ("Du loggade in med PC-klienten.", "You logged in with the PC client."),
    "replaced_mobile": ("Du loggade in med en mobil.", "You logged in with a mobile."),
    "replaced_web": ("Du loggade in på webben.", "You logged in on the web."),
    "replaced_distance": (
        "Du loggade in genom att ringa servicenumret.",
        "You logged in by ringing the service number.",
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One message as the client's service worker takes it."""

    tag: str
    """Replaces what bears the same on the screen, and what still waits at the push service."""
    title: str
    body: str = ""
    urgent: bool = False
    until: Millis | None = None
    """When it stops being true; None for what stays true."""

    def view(self) -> dict[str, Any]:
        """As it is sent."""
        until = iso(self.until) if self.until is not None else None
        return {
            "tag": self.tag,
            "title": self.title,
            "body": self.body,
            "urgent": self.urgent,
            "until": until,
        }


def offer_notice(
    contact: Contact, group: str, language: str, until: Millis, now: Millis, *, shows_caller: bool
) -> Notice:
    """Somebody is to be answered, or rung (D9)."""
    kind = _kind(contact)
    waited = _stopwatch(max(0, now - contact.arrived_at) // SECOND)
    body = "body_list" if kind == "list" else "body"
    return Notice(
        tag_of(contact.id),
        _say(kind, language, who=_who(contact, language, shows_caller), group=group),
        _say(body, language, waited=waited),
        urgent=True,
        until=until,
    )


def withdrawn_notice(
    contact: Contact, group: str, language: str, *, taken: bool, shows_caller: bool
) -> Notice:
    """Takes the offer's place: why there is nothing to answer any more."""
    gone = "abandoned" if contact.outcome is Outcome.ABANDONED else "gone"
    who = _who(contact, language, shows_caller)
    title = _say("taken" if taken else gone, language, who=who, group=group)
    return Notice(tag_of(contact.id), title)


def ended_notice(end: LoggedOut, language: str) -> Notice:
    """The login is over, by something else than its user's own word."""
    is_channel = end.reason == EndReason.REPLACED and end.by in {c.value for c in Channel}
    body = (
        _say(f"replaced_{end.by}", language)
        if is_channel
        else sentence(f"logged_out_{end.reason}", language)
    )
    return Notice("logged_out", _say("logged_out", language), body, urgent=True)


def tag_of(contact: str) -> str:
    """The client's own notifications of an offer bear the same (web/src/offer_attention.ts)."""
    return f"offer:{contact}"


def _kind(contact: Contact) -> str:
    if contact.from_list is not None:
        return "list"
    if contact.kind is not ContactKind.CALL:
        return "callback"
    return "chat" if contact.media is Media.CHAT else "call"


def _who(contact: Contact, language: str, shows_caller: bool) -> str:
    if not shows_caller:
        return _say("somebody", language)
    if contact.name:
        return contact.name
    return shown(contact.caller) if contact.caller else _say("withheld", language)


def _stopwatch(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _say(text: str, language: str, **values: str) -> str:
    swedish, english = _TEXTS[text]
    return (english if language == ENGLISH else swedish).format(**values)
