"""Sample users, organisations and logins for tests."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from jour.clock import Millis
from jour.login_rules import logged_in
from jour.organisation import Channel, Group, Media, Organisation
from jour.password import CHEAPEST, Passwords, Peppers
from jour.session import Identity, Login, Session
from jour.user import Distance, Role, Softphone, User

PEPPERS = Peppers("1", {"1": b"pepper-of-the-tests"})
PASSWORDS = Passwords(PEPPERS, CHEAPEST)
ANNAS_PASSWORD = "demo-anna"
ANNAS_NUMBER = "+46701740605"
ANNAS_AGENT = "0a4e7f64-5a0e-4a3c-9d0e-46701740605a"
"""Her user in Amazon Connect."""
SET_AT = 1_794_900_000_000
"""Shortly before the handler tests' now."""
ALL_GROUPS = ("support", "vaxel", "chatt", "kampanj")

DEMO = Organisation(
    "demo",
    "Demo AB",
    {
        "support": Group("support", "Support", Media.VOICE, "+46846500410"),
        "vaxel": Group("vaxel", "Växel", Media.VOICE, "+46846500411"),
        "chatt": Group("chatt", "Chatt", Media.CHAT),
        "kampanj": Group("kampanj", "Kampanj", Media.TELEMARKETING),
    },
)

ANNA = User(
    id="anna",
    org="demo",
    name="Anna Lind",
    email="anna@demo.example",
    credential=PASSWORDS.seal(ANNAS_PASSWORD, SET_AT),
    groups=ALL_GROUPS,
    distance=Distance(ANNAS_NUMBER),
    softphone=Softphone("anna", ANNAS_AGENT),
)


def colleague(user_id: str, **fields: Any) -> User:
    """Somebody like Anna, with another id, a softphone of their own and no telephone."""
    own = {"distance": None, "softphone": Softphone(user_id, f"agent-of-{user_id}")}
    return replace(ANNA, id=user_id, **(own | fields))


def other_organisation(org: str, **fields: Any) -> Organisation:
    """An organisation like the demo, whose groups have no numbers."""
    groups = {group.id: replace(group, number=None) for group in DEMO.groups.values()}
    return replace(DEMO, id=org, groups=groups, **fields)


ALVA = replace(
    ANNA,
    id="alva",
    name="Alva Ek",
    roles=frozenset({Role.ADMIN}),
    groups=(),
    distance=None,
    softphone=None,
)


def login(
    session_id: str, channel: Channel = Channel.DESKTOP, at: Millis = 0, **fields: Any
) -> Login:
    """One act of logging in; its token's digest is `digest-of-<session id>`."""
    return Login(session_id, f"digest-of-{session_id}", channel, at, **fields)


def identity(session_id: str, channel: Channel = Channel.DESKTOP, user: str = "anna") -> Identity:
    """An agent's login speaking."""
    return Identity("demo", user, session_id, channel)


def new_session(
    session_id: str,
    channel: Channel = Channel.DESKTOP,
    user: str = "anna",
    at: Millis = 0,
    groups: Iterable[str] = ("support",),
) -> Session:
    """A login as it is handed to the storage."""
    return Session(
        org="demo",
        user=user,
        name=user.capitalize(),
        login=login(session_id, channel, at),
        version=1,
        phone=ANNAS_NUMBER,
        groups=tuple(groups),
        own_groups=ALL_GROUPS,
    )


def session(
    session_id: str = "s1",
    channel: Channel = Channel.DESKTOP,
    user: str = "anna",
    at: Millis = 0,
    **fields: Any,
) -> Session:
    """A login as it stands right after it was made, with fields changed."""
    return replace(logged_in(None, new_session(session_id, channel, user, at), at), **fields)
