"""Who may open a socket: a living login's cookie, from one of our own pages."""

from collections.abc import Collection
from typing import Any

from jour import texts
from jour.callers import identify
from jour.clock import Millis
from jour.errors import Forbidden
from jour.organisation import Channel
from jour.request import headers_of, login_token
from jour.session import Identity, Session
from jour.store.table import Table

Context = dict[str, str]


def authorize(
    event: dict[str, Any], origins: Collection[str], table: Table, now: Millis
) -> Context:
    """The context that every later message of this connection carries.

    Raises a JourError for everybody else: another page's Origin or none at all (a browser always
    sends it), no login, a login that has ended, a password that has to be changed first.
    """
    headers = headers_of(event)
    if headers.get("origin") not in origins:
        raise Forbidden("origin_not_allowed")
    caller = identify(login_token(event), table, now)
    return _context(caller.session, texts.preferred_language(headers.get("accept-language")))


def policy(event: dict[str, Any], context: Context | None) -> dict[str, Any]:
    """API Gateway's answer: allow with a context, deny without one."""
    statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Deny" if context is None else "Allow",
        "Resource": event["methodArn"],
    }
    return {
        "principalId": context["user"] if context else "nobody",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": context or {},
    }


def identity(context: Context) -> Identity:
    """The login that a connection's context speaks of."""
    return Identity(
        org=context["org"],
        user=context["user"],
        session_id=context["session_id"],
        channel=Channel(context["channel"]),
        plain_id=context.get("plain_id") or None,
    )


def _context(session: Session, language: str) -> Context:
    who = session.identity
    return {
        "org": who.org,
        "user": who.user,
        "session_id": who.session_id,
        "channel": who.channel.value,
        "plain_id": who.plain_id or "",
        "language": language,
    }
