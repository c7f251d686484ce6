"""What a call to the service number does (F9, X5): the rules, pure.

Every call toggles its own agent's login: a living distance login ends, anything else becomes one.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from jour.clock import HOUR, Millis
from jour.login_rules import ended, logged_in, replaced
from jour.organisation import Channel, Organisation
from jour.session import Ending, EndReason, Login, Session, is_live
from jour.user import User

LIMIT = 60
"""Toggles of one agent within an hour. More is a fault or mischief with a forged caller ID, which
identifies but does not prove; the agent is told by mail."""


class Reason(StrEnum):
    """Why a call changes nothing; each has its own sentence (`jour.spoken`)."""

    WITHHELD = "withheld"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    SWITCHBOARD = "switchboard"
    DISABLED = "disabled"
    NOT_AN_AGENT = "not_an_agent"
    NOTHING_TO_STAFF = "nothing_to_staff"
    TOO_MANY = "too_many"
    NO_PIN = "no_pin"
    PIN_WAIT = "pin_wait"
    PIN_FAILED = "pin_failed"


class Refused(Exception):
    """The call changes nothing."""

    def __init__(self, reason: Reason, **values: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Known:
    """Who rings: all that a toggle needs, as it was read."""

    user: User
    organisation: Organisation
    session: Session | None
    """The agent's login item, living or not."""


@dataclass(frozen=True, slots=True)
class Toggled:
    """What the call brings about, before it is stored."""

    before: Session | None
    after: Session
    replaced: Login | None = None
    """The login on another channel that it pushes out (X1)."""

    @property
    def is_in(self) -> bool:
        return self.after.login.ended is None


def toggled(known: Known, session_id: str, now: Millis) -> Toggled:
    """The other state. `session_id` is for a new login. Raises Refused."""
    user, before = known.user, known.session
    _require_agent(user)
    if toggles_in_window(before, now) >= LIMIT:
        raise Refused(Reason.TOO_MANY)
    if before is not None and is_live(before, now) and before.channel is Channel.DISTANCE:
        over = ended(before, Ending(EndReason.TOGGLED, user.id, now))
        return Toggled(before, _counted(over, before, now))
    after = logged_in(before, _new_login(known, session_id, now), now)
    return Toggled(before, _counted(after, before, now), replaced(before, now))


def distance_groups(user: User, organisation: Organisation) -> tuple[str, ...]:
    """The groups that a call logs in to (F8): the preselected ones, or all of the agent's.

    Voice groups alone (F11), whatever has been registered. Where preselected groups are gone, the
    others do not take their place: nobody is to get calls that they were not meant to get.
    """
    own = user.groups
    preselected = user.distance.preselected_groups if user.distance else ()
    wanted = [group for group in own if group in preselected] if preselected else own
    return organisation.staffable(Channel.DISTANCE, wanted)


def toggles_in_window(session: Session | None, now: Millis) -> int:
    """How often this agent has toggled in the hour that counts now."""
    if session is None or now - session.toggles_since >= HOUR:
        return 0
    return session.toggles


def _require_agent(user: User) -> None:
    if user.disabled:
        raise Refused(Reason.DISABLED)
    if not user.is_agent or user.distance is None:
        raise Refused(Reason.NOT_AN_AGENT)


def _new_login(known: Known, session_id: str, now: Millis) -> Session:
    user = known.user
    groups = distance_groups(user, known.organisation)
    if not groups:
        raise Refused(Reason.NOTHING_TO_STAFF)
    return Session(
        org=user.org,
        user=user.id,
        name=user.name,
        # No token: nobody speaks for this login but the telephone.
        login=Login(session_id, "", Channel.DISTANCE, now),
        version=1,
        # 'Nummer', also when the alternative number called (F5, F7).
        phone=user.distance.number if user.distance else None,
        groups=groups,
        own_groups=user.groups,
    )


def _counted(after: Session, before: Session | None, now: Millis) -> Session:
    count = toggles_in_window(before, now)
    since = before.toggles_since if before and count else now
    return replace(after, toggles_since=since, toggles=count + 1)
