"""In whose name an operator acts: as an administrator of the organisation who is nobody in it."""

from jour.clock import Millis
from jour.organisation import Channel, Organisation
from jour.password_policy import PasswordState
from jour.session import SYSTEM, Login, Session
from jour.sign_in import Caller
from jour.user import Role, User


def operator(organisation: Organisation, now: Millis) -> Caller:
    """An administrator by the name of the system: what is logged says so."""
    user = User(SYSTEM, organisation.id, "Operator", "", None, frozenset({Role.ADMIN}))
    return caller_of(user, organisation, now)


def caller_of(user: User, organisation: Organisation, now: Millis) -> Caller:
    """The same in the name of somebody who is registered."""
    login = Login("", "", Channel.WEB, now)
    session = Session(user.org, user.id, user.name, login, version=0, plain_id="")
    return Caller(user, organisation, session, PasswordState(must_change=False, expires_at=None))
