"""Who is calling: from a token to a caller, in one read."""

from dataclasses import replace

from jour import token as tokens
from jour.clock import Millis
from jour.errors import Forbidden, LoggedOut, Unauthenticated
from jour.organisation import Organisation
from jour.password_policy import password_state
from jour.session import SYSTEM, EndReason, Session, logins, require_current
from jour.sign_in import Caller
from jour.store import keys
from jour.store.organisations import organisation_from_item
from jour.store.session_items import session_from_item
from jour.store.table import Table
from jour.store.user_items import user_from_item
from jour.token import Bearer, Token
from jour.user import User


def identify(token_text: str | None, table: Table, now: Millis) -> Caller:
    """Whose request this is.

    Raises LoggedOut with who, how and when where something else than its user ended the login;
    Unauthenticated `not_logged_in` for nobody; Forbidden `password_change_required` (P7).
    """
    caller = identify_for_change(token_text, table, now)
    if caller.password.must_change:
        raise Forbidden("password_change_required")
    return caller


def identify_for_change(token_text: str | None, table: Table, now: Millis) -> Caller:
    """The same for the few requests that somebody who must change their password may make."""
    token = _readable(token_text)
    bearer = token.bearer
    wanted = (
        _session_key(bearer),
        keys.user(bearer.user),
        keys.organisation(bearer.org),
    )
    found = {item["pk"] + item["sk"]: item for item in table.get_all(wanted)}
    session, user, organisation = (found.get(key["pk"] + key["sk"]) for key in wanted)
    if session is None or user is None or organisation is None:
        raise Unauthenticated("not_logged_in")
    current = prove(session_from_item(session), token, now)
    return _caller(user_from_item(user), organisation_from_item(organisation), current, now)


def _caller(user: User, organisation: Organisation, session: Session, now: Millis) -> Caller:
    if user.disabled:
        raise LoggedOut(EndReason.DISABLED, SYSTEM, now)
    credential = user.shown_to_change
    if credential and 0 < session.proven_at < credential.set_at:
        # Opened with a password that has been changed, whether or not anybody has ended it yet.
        raise LoggedOut(EndReason.PASSWORD_CHANGED, user.id, credential.set_at)
    state = password_state(organisation, credential, now, at_login=False)
    required = state.must_change or session.must_change
    return Caller(user, organisation, session, replace(state, must_change=required))


def prove(session: Session, token: Token, now: Millis) -> Session:
    """The session, if the token was issued for its living login."""
    for login in logins(session):
        if token.proves(login.token_digest):
            return require_current(session, login.session_id, now)
    raise Unauthenticated("not_logged_in")


def require_administrator(caller: Caller) -> Caller:
    """Raises Forbidden `not_an_administrator` for everybody else."""
    if not caller.user.is_admin:
        raise Forbidden("not_an_administrator")
    return caller


def _readable(token_text: str | None) -> Token:
    token = tokens.read(token_text or "")
    if token is None:
        raise Unauthenticated("not_logged_in")
    return token


def _session_key(bearer: Bearer) -> keys.Key:
    return keys.session(bearer.org, bearer.user, bearer.plain_id)
