"""How a user's password stands, as administrators are told it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from jour.clock import Millis
from jour.organisation import Organisation, PasswordPolicy
from jour.password_policy import password_state
from jour.temporary_password import is_usable
from jour.user import User


class Standing(StrEnum):
    """What the user can do with the password that they have."""

    CHOSEN = "chosen"
    TEMPORARY = "temporary"
    """One was mailed, and can still be used once."""
    NONE = "none"
    """There is none that opens anything: new credentials have to be sent."""
    MUST_CHANGE = "must_change"
    """It opens nothing but the change, since it was chosen under other rules (P10)."""
    EXPIRED = "expired"
    """The same, since its time is over (P7)."""


@dataclass(frozen=True, slots=True)
class Survey:
    """So many of some users, disabled ones left out."""

    users: int
    without_password: int
    expired: int
    must_change: int
    not_strict: int
    """Would have to change at the next login, were the policy strict (P10)."""


def standing(user: User, organisation: Organisation, now: Millis) -> Standing:
    """How the user's password stands under the organisation's policy."""
    if user.credential is None:
        temporary = user.temporary
        good = temporary is not None and is_usable(temporary, now)
        return Standing.TEMPORARY if good else Standing.NONE
    state = password_state(organisation, user.credential, now, at_login=True)
    if not state.must_change:
        return Standing.CHOSEN
    over = state.expires_at is not None and state.expires_at <= now
    return Standing.EXPIRED if over else Standing.MUST_CHANGE


def survey(users: Iterable[User], organisation: Organisation, now: Millis) -> Survey:
    """Counts what administrators should see to."""
    active = [user for user in users if not user.disabled]
    found = [standing(user, organisation, now) for user in active]
    return Survey(
        users=len(active),
        without_password=found.count(Standing.NONE),
        expired=found.count(Standing.EXPIRED),
        must_change=found.count(Standing.MUST_CHANGE),
        not_strict=sum(map(_would_have_to_change, active)),
    )


def _would_have_to_change(user: User) -> bool:
    chosen = user.credential
    return chosen is not None and chosen.policy is not PasswordPolicy.STRICT
