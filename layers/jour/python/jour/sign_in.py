"""Logging in: from what somebody wrote on the login page to a login and its token."""

from dataclasses import dataclass, replace

from jour import token as tokens
from jour.authenticate import Gatekeeper, Proof
from jour.clock import Millis
from jour.errors import Conflict, Forbidden, Invalid, Unauthenticated, Unavailable
from jour.login_rules import replaced
from jour.organisation import Channel, Organisation
from jour.password_policy import PasswordState, password_state
from jour.phone import SOFTPHONE, PhoneRejected, parse
from jour.session import Login, Session
from jour.store.sessions import Sessions
from jour.store.user_writes import proven
from jour.store.users import Users
from jour.token import Bearer, Token
from jour.user import User


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody wrote on the login page."""

    user_id: str
    password: str
    as_agent: bool
    channel: Channel
    source: str
    """Where the request came from: failures are counted by it."""
    phone: str | None = None
    """As written, or `softphone`; None for the registered number."""
    groups: tuple[str, ...] | None = None
    """None for all that the channel may staff."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody logged in: all that a request may need to know of them."""

    user: User
    organisation: Organisation
    session: Session
    password: PasswordState


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A login that has just begun."""

    caller: Caller
    token: Token
    replaced: Login | None
    """The agent's login that this one pushed out (X1)."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Where users and logins are kept, and who checks passwords."""

    users: Users
    sessions: Sessions
    gate: Gatekeeper


_TRIES = 5


def sign_in(asked: SignIn, registry: Registry, now: Millis) -> SignedIn:
    """Exchange credentials for a login.

    Raises Unauthenticated `invalid_credentials` for every wrong pair, whatever is wrong with it,
    after exactly one Argon2 computation; TooMany; Forbidden `not_an_agent`; Invalid
    `invalid_phone`, `softphone_not_registered` or `invalid_group`. No login is stored unless it
    succeeds.
    """
    proof, knock = registry.gate.authenticate(asked.user_id, asked.password, asked.source, now)
    for _ in range(_TRIES):
        place = registry.sessions.place_of(proof.user.org, proof.user.id)
        wanted, token = _wanted(asked, proof, place.organisation, now)
        # User and credential have to be at the commit what they were.
        checks = [proven(proof.user, proof.credential), registry.gate.opened(knock, now)]
        try:
            before, session = registry.sessions.log_in(wanted.session, now, checks, place)
        except Conflict as changed:
            proof, knock = _look_again(proof, registry, changed), registry.gate.again(knock)
            continue
        return SignedIn(replace(wanted, session=session), token, replaced(before, now))
    raise Unavailable


def _wanted(
    asked: SignIn, proof: Proof, organisation: Organisation | None, now: Millis
) -> tuple[Caller, Token]:
    """The login as the user and the organisation are now, and its token."""
    user = proof.user
    if organisation is None:
        raise Unauthenticated("invalid_credentials")
    state = password_state(organisation, proof.credential, now, at_login=True)
    # A password that has to be changed leads to the change and to nothing else (P7): such a login
    # is plain, so it staffs nothing and replaces nobody.
    as_agent = asked.as_agent and not state.must_change
    session_id = tokens.new_session_id()
    token = tokens.issue(Bearer(user.org, user.id, None if as_agent else session_id))
    channel = asked.channel if as_agent else Channel.WEB
    session = Session(
        org=user.org,
        user=user.id,
        name=user.name,
        login=Login(session_id, token.digest, channel, now),
        version=1,
        plain_id=session_id,
        must_change=state.must_change,
        is_admin=user.is_admin,
        proven_at=proof.credential.set_at,
    )
    if as_agent:
        session = _staffing(session, asked, user, organisation)
    return Caller(user, organisation, session, state), token


def _look_again(proof: Proof, registry: Registry, changed: Conflict) -> Proof:
    """The same proof for the user as edited meanwhile; a credential that changed proves nothing."""
    user, latest = proof.user, registry.users.get(proof.user.id)
    if latest is None or latest.disabled or latest.org != user.org:
        raise Unauthenticated("invalid_credentials") from changed
    if (latest.credential, latest.temporary) != (user.credential, user.temporary):
        raise Unauthenticated("invalid_credentials") from changed
    return replace(proof, user=latest)


def staffed_groups(
    user: User, organisation: Organisation, channel: Channel, asked: tuple[str, ...] | None
) -> tuple[str, ...]:
    """The groups this login staffs: those asked for, or all that the channel may (X3, X4).

    Raises Invalid `invalid_group` for a group that is not the user's, or not this channel's.
    """
    possible = organisation.staffable(channel, user.groups)
    wanted = possible if asked is None else tuple(dict.fromkeys(asked))
    if not wanted:
        _refuse_group("nothing_to_staff" if asked is None else "none")
    foreign = [group for group in wanted if group not in user.groups]
    if foreign:
        _refuse_group("unknown", foreign)
    impossible = [group for group in wanted if group not in possible]
    if impossible:
        _refuse_group("channel", impossible)
    return wanted


def _staffing(session: Session, asked: SignIn, user: User, organisation: Organisation) -> Session:
    """The login as an agent's: with a number to ring and groups to staff."""
    if not user.is_agent:
        raise Forbidden("not_an_agent")
    return replace(
        session,
        plain_id=None,
        phone=_phone(asked.phone, user),
        connect_agent=_connect_agent(asked.phone, user),
        own_groups=user.groups,
        groups=staffed_groups(user, organisation, session.channel, asked.groups),
    )


def _phone(written: str | None, user: User) -> str:
    """The number to ring (D5, D6), IP telephony (D7), or the number registered for the agent."""
    if written == SOFTPHONE:
        return SOFTPHONE
    if written is not None:
        return parse(written)
    if user.distance is None:
        raise PhoneRejected("missing")
    return user.distance.number


def _connect_agent(written: str | None, user: User) -> str | None:
    """Whom Connect knows the agent as, where calls come by IP telephony (D7)."""
    if written != SOFTPHONE:
        return None
    if user.softphone is None:
        raise Invalid("softphone_not_registered", field="phone")
    return user.softphone.id


def _refuse_group(why: str, groups: list[str] | None = None) -> None:
    raise Invalid("invalid_group", f"invalid_group_{why}", groups=", ".join(groups or []))
