"""A login: who is here, on which channel, in which state. The rules, without storage or clock.

An agent has ONE login (X1); the newest wins. Plain web logins (not as agent) may be many and staff
nothing. A login is an item whose `version` only grows, also across logging out and in again, so the
order of what others see never depends on a clock.

Times are `Millis`. `lease_until` exists on desktop alone (D10, X2): a login whose lease has passed
IS logged out for every reader from that moment, whether or not anybody has written it down yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jour.clock import DAY, Millis
from jour.contact import Contact
from jour.errors import Conflict, LoggedOut, Unauthenticated
from jour.occupation import Occupation
from jour.organisation import Channel, Organisation

TOMBSTONE = 400 * DAY
"""An ended login is kept this long, for its version and its user's view."""
SYSTEM = "system"
NO_ANSWER = "no_answer"
"""The reason of the pause that the system sets after two calls not answered (B4)."""
CONFERENCE = "conference"
"""The reason of the pause that the system sets for whoever sends a call to a conference (W2)."""


class Status(StrEnum):
    """What the agent says of themselves."""

    AVAILABLE = "available"
    PAUSED = "paused"


class EndReason(StrEnum):
    """Why a login ended (contract)."""

    USER = "user"
    REPLACED = "replaced"
    CONNECTION_LOST = "connection_lost"
    ADMIN = "admin"
    TOGGLED = "toggled"
    DISABLED = "disabled"
    PASSWORD_CHANGED = "password_changed"
    NO_ANSWER = "no_answer"
    """A distance agent has missed as many calls in a row as the organisation allows (B4)."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a login ended."""

    reason: EndReason
    by: str
    """A user id, a channel (replaced) or `system`."""
    at: Millis


@dataclass(frozen=True, slots=True)
class Login:
    """One act of logging in, and how it ended if it has."""

    session_id: str
    token_digest: str
    channel: Channel
    at: Millis
    ended: Ending | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which login is speaking: what a proven token, or a connection's context, says."""

    org: str
    user: str
    session_id: str
    channel: Channel
    plain_id: str | None = None
    """Set for a plain web login; None for the agent's."""

    @property
    def is_agent(self) -> bool:
        return self.plain_id is None

    @property
    def is_leased(self) -> bool:
        """Whether this login follows its connection (D10); the others stay (M7, W4)."""
        return self.channel is Channel.DESKTOP


@dataclass(frozen=True, slots=True)
class Session:
    """The state of one login item; `login` is the newest, `earlier` those it replaced."""

    org: str
    user: str
    name: str
    login: Login
    version: int
    plain_id: str | None = None
    """Set for a plain web login; None for the agent's."""
    earlier: tuple[Login, ...] = ()
    phone: str | None = None
    """E.164, or `softphone`; None for a plain web login."""
    connect_agent: str | None = None
    """With IP telephony: the id of the agent's user in Amazon Connect."""
    groups: tuple[str, ...] = ()
    """Those that this login staffs."""
    own_groups: tuple[str, ...] = ()
    """All that the agent belongs to; which of them the channel may staff is the organisation's."""
    status: Status = Status.AVAILABLE
    reason: str | None = None
    since: Millis = 0
    """When status, reason or login last changed."""
    changed_at: Millis = 0
    """When others last had reason to hear of it."""
    view: tuple[str, ...] | None = None
    """The groups this user wants to see (M10); None for all. Kept across logins."""
    must_change: bool = False
    """The password has to be changed before anything else (P7)."""
    proven_at: Millis = 0
    """When the password that opened this login was set; 0 where none was asked for."""
    connection_id: str | None = None
    connected_at: Millis | None = None
    takes_several: bool = False
    """The page at this connection reads several messages in one."""
    lease_until: Millis | None = None
    misses: int = 0
    """Calls in a row that the agent did not answer (B4)."""
    occupied: Occupation | None = None
    """The contact that the agent has, in whichever login it was offered."""
    chats: tuple[Occupation, ...] = ()
    """Those that the agent has, beside what occupies them; kept across logins, too."""
    freed_at: Millis = 0
    """When the agent last became free of a contact."""
    is_admin: bool = False
    """Whether the user administered the organisation when logging in."""
    toggles_since: Millis = 0
    """When the hour began in which calls to the service number are being counted."""
    toggles: int = 0
    """How many there were in it."""
    pushes: bool = False
    """Whether this login's browser takes push messages while the client is closed."""
    forwarding_until: Millis | None = None
    """Until when calls that colleagues send to the user go elsewhere. Kept across logins."""

    @property
    def is_agent(self) -> bool:
        return self.plain_id is None

    @property
    def channel(self) -> Channel:
        return self.login.channel

    @property
    def identity(self) -> Identity:
        login = self.login
        return Identity(self.org, self.user, login.session_id, login.channel, self.plain_id)


@dataclass(frozen=True, slots=True)
class Outside:
    """A call that was sent on to a number, where no agent's login has it (W2)."""

    contact: str
    user: str
    """Whose number it is; empty for nobody of the organisation."""
    since: Millis


@dataclass(frozen=True, slots=True)
class Present:
    """What one query on an organisation's partition finds: the rules and every login item."""

    organisation: Organisation
    sessions: tuple[Session, ...]
    """Ended and expired ones included: `is_live` tells."""
    waiting: tuple[Contact, ...] = ()
    """In the order in which they are handed out; some may have hung up: `is_waiting` tells."""
    outside: tuple[Outside, ...] = ()


def is_live(session: Session, now: Millis) -> bool:
    """Whether this login counts, for every reader (design: expiry is true on read)."""
    return ending(session, now) is None


def ending(session: Session, now: Millis) -> Ending | None:
    """How the newest login ended, written down or not; None while it lives."""
    if session.login.ended:
        return session.login.ended
    if session.lease_until is not None and session.lease_until <= now:
        return Ending(EndReason.CONNECTION_LOST, SYSTEM, session.lease_until)
    return None


def idle_since(agent: Session) -> Millis:
    """Since when the agent has had nothing to do."""
    return max(agent.since, agent.freed_at)


def require_current(session: Session | None, session_id: str, now: Millis) -> Session:
    """The session, if `session_id` is its living login.

    Raises LoggedOut with reason, by and at where that is still known, else Unauthenticated.
    """
    if session is None:
        raise Unauthenticated("not_logged_in")
    for login, end in _chain(session, now):
        if login.session_id == session_id:
            if end is None:
                return session
            if end.reason is EndReason.USER:
                raise Unauthenticated("not_logged_in")
            raise LoggedOut(end.reason, end.by, end.at)
    raise Unauthenticated("not_logged_in")


def logins(session: Session) -> tuple[Login, ...]:
    """The newest login and those that it and its predecessors replaced, newest first."""
    return (session.login, *session.earlier)


def require_connection(
    session: Session, session_id: str, connection_id: str, now: Millis
) -> Session:
    """The session, if this is the living login's own connection; else Conflict `taken_over`."""
    require_current(session, session_id, now)
    if session.connection_id != connection_id:
        raise Conflict("taken_over")
    return session


def _chain(session: Session, now: Millis) -> Iterator[tuple[Login, Ending | None]]:
    """Each known login with its end; an earlier one without an end was replaced by the next."""
    yield session.login, ending(session, now)
    successor = session.login
    for login in session.earlier:
        yield (
            login,
            login.ended or Ending(EndReason.REPLACED, successor.channel, successor.at),
        )
        successor = login
