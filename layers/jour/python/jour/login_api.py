"""Bodies and answers of the login routes (contract): pydantic at the edge, the domain within."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictStr

from jour.clock import iso
from jour.http import Body
from jour.organisation import Channel
from jour.session import Login
from jour.settings import Settings
from jour.sign_in import Caller, SignedIn, SignIn
from jour.telephony import TelephonyView, telephony_view
from jour.user import User

Short = Annotated[StrictStr, Field(min_length=1, max_length=64)]


class LoginBody(Body):
    """What the login page sends."""

    user_id: Annotated[StrictStr, Field(min_length=1, max_length=128)]
    # NFKC can shorten as well as lengthen; the rule on length is the policy's, this bounds work.
    password: Annotated[StrictStr, Field(min_length=1, max_length=1024)]
    agent: bool = False
    channel: Literal["desktop", "mobile", "web"] = "web"
    phone: Annotated[StrictStr, Field(max_length=64)] | None = None
    groups: Annotated[list[Short], Field(max_length=200)] | None = None

    def asked(self, source: str) -> SignIn:
        """The same for the domain, with where it came from."""
        return SignIn(
            user_id=self.user_id,
            password=self.password,
            as_agent=self.agent,
            channel=Channel(self.channel),
            source=source,
            phone=self.phone,
            groups=None if self.groups is None else tuple(self.groups),
        )


class LanguageBody(Body):
    """In which language to speak to the caller, in clients, mails and calls."""

    language: Literal["sv", "en"] | None
    """null: clients speak as the browser asks, mails and calls as the organisation does."""


class MeView(BaseModel):
    """Who is logged in."""

    id: str
    name: str
    roles: list[str]
    language: str | None
    """Chosen for every client; null leaves it to the browser (B8)."""


class OrganisationView(BaseModel):
    """Where."""

    id: str
    name: str


class SessionView(BaseModel):
    """The agent's login."""

    channel: str
    phone: str
    groups: list[str]
    status: str
    reason: str | None
    since: str


class ReplacedView(BaseModel):
    """The agent's login that this one pushed out."""

    channel: str
    since: str


class PasswordView(BaseModel):
    """Whether the password must be changed before anything else, and when it runs out."""

    must_change: bool
    expires_at: str | None


class MyDistanceView(BaseModel):
    """How to log in and out by telephone: from which numbers to ring which one (F1)."""

    service_number: str | None
    numbers: list[str]
    preselected_groups: list[str]
    """None: all of the agent's voice groups (F8)."""


class SessionAnswer(BaseModel):
    """Who is logged in, and as what."""

    user: MeView
    organisation: OrganisationView
    session: SessionView | None
    replaced: ReplacedView | None
    password: PasswordView
    distance: MyDistanceView | None
    """null for somebody who cannot log in by telephone."""
    service_number: str | None
    """What agents ring to log in and out (F1); the same for everybody."""
    telephony: TelephonyView | None
    """null for a login without IP telephony (D7)."""


def session_answer(
    caller: Caller, settings: Settings, replaced: Login | None = None
) -> SessionAnswer:
    """What login and session answer."""
    user, organisation = caller.user, caller.organisation
    password = caller.password
    return SessionAnswer(
        user=_user_view(user),
        organisation=OrganisationView(id=organisation.id, name=organisation.name),
        session=_session_view(caller),
        replaced=ReplacedView(channel=replaced.channel, since=iso(replaced.at))
        if replaced
        else None,
        password=PasswordView(
            must_change=password.must_change,
            expires_at=None if password.expires_at is None else iso(password.expires_at),
        ),
        distance=_distance_view(user, settings.service_number),
        service_number=settings.service_number,
        telephony=telephony_view(caller.session, settings.ccp_url, settings.region),
    )


def _user_view(user: User) -> MeView:
    language = user.language if user.language_chosen else None
    return MeView(id=user.id, name=user.name, roles=sorted(user.roles), language=language)


def _distance_view(user: User, service_number: str | None) -> MyDistanceView | None:
    if user.distance is None or not user.is_agent:
        return None
    return MyDistanceView(
        service_number=service_number,
        numbers=list(user.distance.numbers),
        preselected_groups=list(user.distance.preselected_groups),
    )


def logged(done: SignedIn) -> dict[str, str | bool]:
    """What the log keeps of a login: who and how, nothing that proves anything."""
    session = done.caller.session
    return {
        "org": session.org,
        "user": session.user,
        "channel": session.channel.value,
        "agent": session.is_agent,
    }


def _session_view(caller: Caller) -> SessionView | None:
    session = caller.session
    if not session.is_agent or session.phone is None:
        return None
    return SessionView(
        channel=session.channel,
        phone=session.phone,
        groups=list(session.groups),
        status=session.status,
        reason=session.reason,
        since=iso(session.since),
    )
