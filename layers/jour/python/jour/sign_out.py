"""Logging out: the login that a token was issued for ends, and no other."""

from jour.clock import Millis
from jour.errors import Unavailable
from jour.observe import logger
from jour.session import Ending, EndReason
from jour.store.sessions import Sessions
from jour.token import read


def sign_out(token_text: str | None, sessions: Sessions, now: Millis) -> None:
    """End this login; nothing happens where it has ended or never was. Raises Unavailable."""
    token = read(token_text or "")
    if token:
        sessions.log_out(token, Ending(EndReason.USER, token.bearer.user, now))


def leave_behind(token_text: str | None, sessions: Sessions, now: Millis) -> None:
    """End the plain login whose cookie a new login takes the place of: nobody could end it later.

    An agent's login stays until it is ended or replaced (W4, X1): plain logins replace nothing.
    The new login stands already, so trouble here is only noted.
    """
    token = read(token_text or "")
    if token is None or token.bearer.plain_id is None:
        return
    try:
        sign_out(token_text, sessions, now)
    except Unavailable:
        logger.warning("the login of an overwritten cookie was not ended")
