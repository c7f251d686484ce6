"""Who may open a socket: a living login's cookie, or a chat's, from one of our own pages."""

from collections.abc import Collection
from typing import Any

from jour.callers import identify
from jour.chat_customer import Heads, identify_customer
from jour.clock import Millis
from jour.errors import Forbidden
from jour.front import FrontDoor
from jour.language import preferred_language
from jour.organisation import Channel
from jour.request import chat_token, headers_of, login_token
from jour.session import Identity, Session
from jour.store.table import Table

Context = dict[str, str]
_CUSTOMER = "customer"


def authorize(
    event: dict[str, Any],
    front: FrontDoor,
    origins: Collection[str],
    table: Table,
    chats: Heads,
    now: Millis,
) -> Context:
    """The context that every later message of this connection carries.

    `?side=customer` says which cookie is read, and proves nothing; `?several=1` that the page reads
    several messages in one. Raises a JourError for everybody else: past the front door, another
    page's Origin or none at all (a browser always sends it), no login or chat, a login that has
    ended, a password that has to be changed first.
    """
    headers = headers_of(event)
    front.require(headers)
    if headers.get("origin") not in origins:
        raise Forbidden("origin_not_allowed")
    language = preferred_language(headers.get("accept-language"))
    query = event.get("queryStringParameters") or {}
    if query.get("side") == _CUSTOMER:
        head = identify_customer(chat_token(event), chats)
        return {"user": "", "org": head.org, "contact": head.contact, "language": head.language}
    caller = identify(login_token(event), table, now)
    several = {"several": "1"} if query.get("several") == "1" else {}
    return _context(caller.session, language) | several


def customer(context: Context) -> str | None:
    """The chat that a connection's context speaks of; None for a login's."""
    return context.get("contact") or None


def policy(event: dict[str, Any], context: Context | None) -> dict[str, Any]:
    """API Gateway's answer: allow with a context, deny without one."""
    statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Deny" if context is None else "Allow",
        "Resource": event["methodArn"],
    }
    return {
        "principalId": _principal(context),
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": context or {},
    }


def _principal(context: Context | None) -> str:
    if context is None:
        return "nobody"
    return context["user"] or _CUSTOMER


def takes_several(context: Context) -> bool:
    """Whether this connection's page reads several messages in one."""
    return context.get("several") == "1"


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
