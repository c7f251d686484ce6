"""An organisation (kund) and its groups (svarsgrupper): one aggregate, one item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

DISTANCE_MISSES_LIMIT = 4
CHATS_AT_ONCE = 3
MOST_CHATS_AT_ONCE = 10
DEFAULT_PAUSE_REASONS = ("lunch", "meeting", "education", "other")
DEFAULT_LANGUAGE = "sv"


OpeningHours = Mapping[str, tuple[tuple[str, str], ...]]
"""By weekday (`mon` …) spans of local time, `HH:MM`; a weekday that is not named is closed."""


class Media(StrEnum):
    """What a group's contacts are."""

    VOICE = "voice"
    CHAT = "chat"
    TELEMARKETING = "telemarketing"


class Channel(StrEnum):
    """How an agent is logged in."""

    DESKTOP = "desktop"
    MOBILE = "mobile"
    WEB = "web"
    DISTANCE = "distance"


class PasswordPolicy(StrEnum):
    """Which rules a new password must follow (P1, P2, P11)."""

    STANDARD = "standard"
    STRICT = "strict"
    MODERN = "modern"


# Chat needs the desktop client (D2, X3); telemarketing never goes to distance (X4, F11).
_STAFFABLE: Mapping[Channel, frozenset[Media]] = {
    Channel.DESKTOP: frozenset(Media),
    Channel.MOBILE: frozenset({Media.VOICE, Media.TELEMARKETING}),
    Channel.WEB: frozenset({Media.VOICE, Media.TELEMARKETING}),
    Channel.DISTANCE: frozenset({Media.VOICE}),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A response group: a queue that agents staff."""

    id: str
    name: str
    media: Media
    number: str | None = None
    """Its public number, E.164."""
    wrap_up_s: int = 0
    callback_after_s: int | None = None
    """After so much waiting callers are offered to be rung (X6); None: they never are."""
    callback_retry_s: int = 900
    """Who was not reached is tried again after so long …"""
    callback_attempts: int = 3
    """… and so often in all."""
    hours: OpeningHours | None = None
    """When it answers; None for always."""
    message_mail: str | None = None
    """Of a chat group: where a message goes that is left when nobody can chat …"""
    message_group: str | None = None
    """… and the voice group in which it becomes a callback, where a number was left."""
    preselected: int = 0
    """How many users it is preselected for (F8): while it is, it stays, and stays voice (F11)."""


@dataclass(frozen=True, slots=True)
class ConferenceRoom:
    """A bridge that can be rung, in which several talk (konferens)."""

    id: str
    name: str
    number: str
    """E.164."""
    pin: str = ""
    """Typed once the bridge answers: digits, `*`, `#`, and a comma for a pause of 0.75 s."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A customer of Jour: its rules and its groups."""

    id: str
    name: str
    groups: Mapping[str, Group] = field(default_factory=dict)
    password_policy: PasswordPolicy = PasswordPolicy.STANDARD
    require_mixed_case: bool = True
    pause_reasons: tuple[str, ...] = DEFAULT_PAUSE_REASONS
    distance_pin_required: bool = False
    """Whether a call to the service number has to be proven by a PIN (B7)."""
    switchboard_numbers: tuple[str, ...] = ()
    """Numbers that telephones behind a switchboard present: they tell nobody apart (F6); E.164."""
    distance_misses_limit: int = DISTANCE_MISSES_LIMIT
    """So many calls in a row not answered log a distance agent out (B4)."""
    conference_rooms: tuple[ConferenceRoom, ...] = ()
    language: str = DEFAULT_LANGUAGE
    """Of what customers hear, and of new users' mails until they have chosen: `sv` or `en`."""
    chats_at_once: int = CHATS_AT_ONCE
    """So many chats an agent has at a time (D2)."""
    chats_during_calls: bool = False
    """Whether somebody who is on a call may be offered a chat."""
    version: int = 1
    """Grows with every edit: of two administrators at once the second is told."""

    def room(self, id: str) -> ConferenceRoom | None:
        return next((room for room in self.conference_rooms if room.id == id), None)

    def staffable(self, channel: Channel, groups: Iterable[str]) -> tuple[str, ...]:
        """Those of the groups that exist and that the channel may staff, in their given order."""
        allowed = _STAFFABLE[channel]
        return tuple(g for g in groups if g in self.groups and self.groups[g].media in allowed)
