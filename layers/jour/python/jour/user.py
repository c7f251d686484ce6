"""A user: who they are, what they may do, and how they prove it."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from jour.clock import Millis
from jour.organisation import PasswordPolicy

_USER_ID = re.compile(r"[a-z0-9åäöéü][a-z0-9åäöéü._@+-]{0,63}")


class Role(StrEnum):
    """What a user may do beyond logging in."""

    AGENT = "agent"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Credential:
    """How the user's password is kept: never the password itself."""

    password_hash: str
    pepper: str
    """Which pepper of the secret was used."""
    set_at: Millis
    temporary: bool = False
    """Mailed, not chosen: good for one login, which leads to the change alone."""
    policy: PasswordPolicy = PasswordPolicy.STANDARD
    """The policy under which it was chosen (P10)."""
    used: bool = False
    """Whether a temporary password has had its login."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How an agent logs in and out by ringing the service number (F4-F8)."""

    number: str
    """Rung when a call is assigned, and may ring the service number (Nummer); E.164."""
    alternative_number: str | None = None
    """May ring the service number too, and is never rung (F7); E.164."""
    preselected_groups: tuple[str, ...] = ()
    """The queues that a call logs in to; none means all of the agent's voice groups (F8)."""
    pin: Credential | None = None
    """Four to six digits, kept as a password is."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that identifies the agent."""
        return (self.number, *filter(None, [self.alternative_number]))


@dataclass(frozen=True, slots=True)
class Softphone:
    """IP telephony (D7): who the agent is in Amazon Connect."""

    connect_user: str
    """The user name there, as administrators know it."""
    id: str
    """Of the user there: what a call is sent to."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody registered. The id is unique in the whole installation."""

    id: str
    org: str
    name: str
    email: str
    credential: Credential | None
    """The chosen password; None where there is none (yet), or none that is valid any more."""
    roles: frozenset[Role] = frozenset({Role.AGENT})
    groups: tuple[str, ...] = ()
    disabled: bool = False
    history: tuple[Credential, ...] = ()
    """Earlier credentials, newest first, as many as the rule on history needs (P8)."""
    distance: Distance | None = None
    """None for somebody who cannot log in by telephone."""
    softphone: Softphone | None = None
    """None for somebody without IP telephony."""
    temporary: Credential | None = None
    """The temporary password that was mailed last; gone once a password is chosen."""
    language: str = "sv"
    """Of mails and of what is spoken to them: `sv` or `en`."""
    language_chosen: bool = False
    """By the user, or for them: then clients speak it, too, whatever the browser asks for."""
    version: int = 1
    """Grows with every edit by an administrator."""

    @property
    def shown_to_change(self) -> Credential | None:
        """What changing the password asks for: the chosen one, or the temporary one just used."""
        return self.credential or self.temporary

    @property
    def is_agent(self) -> bool:
        return Role.AGENT in self.roles

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles


def canonical_id(written: str) -> str | None:
    """The user id as stored, or None where nobody can be called that.

    Phones capitalise the first letter and paste brings spaces: neither makes another user.
    """
    folded = unicodedata.normalize("NFKC", written).strip().casefold()
    return folded if _USER_ID.fullmatch(folded) else None
