"""The edge of every HTTP function: routing, refusing, answering. Problems follow RFC 9457."""

import json
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from pydantic import BaseModel, ConfigDict

from jour import errors, request, texts
from jour.admission import BODY_LIMIT_KB, refusal
from jour.callers import identify, identify_for_change, require_administrator
from jour.chat_token import ChatToken
from jour.clock import iso
from jour.errors import JourError
from jour.language import preferred_language
from jour.observe import logger, observed
from jour.password_policy import PasswordRejected, Violation
from jour.request import chat_token, headers_of, login_token, source_of
from jour.sign_in import Caller
from jour.token import Token
from jour.wiring import services

__all__ = [
    "ACCEPTED",
    "NO_CONTENT",
    "Api",
    "Body",
    "IfAnyQuery",
    "Response",
    "answer",
    "chat_cookie",
    "known",
    "login_cookie",
    "serve",
]

NO_CONTENT: dict[int, OpenAPIResponse] = {204: {"description": "Done"}}
Asker = TypeVar("Asker")
IfAnyQuery = Annotated[bool, Query()]
"""Whether nobody is an answer: a browser logs every 401 as an error, also one that was expected."""
ACCEPTED: dict[int, OpenAPIResponse] = {202: {"description": "Will be done"}}
"""For routes that answer without a body."""
_STATUS: dict[type[JourError], int] = {
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}

Event = dict[str, Any]
Handler = Callable[[Event, Any], dict[str, Any]]


class Body(BaseModel):
    """A request's body: what is unknown is refused, what has the wrong type is not converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Api(APIGatewayHttpResolver):
    """Routes of one function; what handlers raise becomes a problem."""

    def __init__(self) -> None:
        super().__init__(enable_validation=True)
        self.exception_handler(JourError)(self._refused)
        self.exception_handler(RequestValidationError)(self._invalid)
        self.exception_handler(NotFoundError)(self._unknown)
        self.exception_handler(Exception)(self._failed)

    @property
    def token(self) -> str | None:
        """The login token that came with the request."""
        return login_token(self.current_event.raw_event)

    @property
    def chat_token(self) -> str | None:
        """The token of the customer's chat that came with the request."""
        return chat_token(self.current_event.raw_event)

    def caller(self) -> Caller:
        """Who is calling; raises as `identify`. The log carries their id from then on."""
        return self._noted(identify(self.token, services().table, services().clock()))

    def caller_for_change(self) -> Caller:
        """The same for requests open to those who must change their password."""
        return self._noted(identify_for_change(self.token, services().table, services().clock()))

    def administrator(self) -> Caller:
        """The same for administrators alone."""
        return require_administrator(self.caller())

    def _noted(self, caller: Caller) -> Caller:
        logger.append_keys(org=caller.user.org, user=caller.user.id)
        return caller

    @property
    def source(self) -> str:
        """Where the request comes from, for counting attempts and for nothing else."""
        return source_of(self.current_event.raw_event)

    @property
    def language(self) -> str:
        return preferred_language(self.current_event.headers.get("accept-language"))

    def _refused(self, error: JourError) -> Response[str]:
        status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 500)
        logger.info("refused", extra={"code": error.code, "status": status})
        extra: dict[str, Any] = {"values": error.values}
        if "field" in error.values:
            extra["field"] = error.values["field"]
        if isinstance(error, errors.LoggedOut):
            extra |= {"reason": error.reason, "by": error.by, "at": iso(error.at)}
        if isinstance(error, PasswordRejected):
            extra["violations"] = [rule_view(v, self.language) for v in error.violations]
        refusal = problem(self.language, status, error.code, error.text, **extra)
        if isinstance(error, errors.TooMany):
            refusal.headers["Retry-After"] = str(error.retry_after_s)
        return refusal

    def _invalid(self, error: RequestValidationError) -> Response[str]:
        # Never `input` or the message's own quotation: they repeat what was sent, a password too.
        found = [
            {"field": ".".join(map(str, e["loc"][1:])), "rule": e["type"]} for e in error.errors()
        ]
        return problem(self.language, 422, "invalid_request", errors=found)

    def _unknown(self, _: NotFoundError) -> Response[str]:
        return problem(self.language, 404, "unknown_address")

    def _failed(self, _: Exception) -> Response[str]:
        logger.exception("failed")
        return problem(self.language, 500, "internal_error")


def problem(
    language: str, status: int, code: str, text: str | None = None, **extra: Any
) -> Response[str]:
    """An RFC 9457 answer: `code` is stable, `detail` is for people, in their language."""
    values = extra.pop("values", {})
    body = {
        "type": f"urn:jour:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": texts.sentence(text or code, language, **values),
        "code": code,
        **extra,
    }
    return Response(
        status,
        "application/problem+json",
        json.dumps(body, ensure_ascii=False),
        headers={"Cache-Control": "no-store"},
    )


def rule_view(rule: Violation, language: str) -> dict[str, str]:
    """A password rule as the contract writes it."""
    return {"rule": rule.rule, "message": texts.sentence(rule.text, language, **rule.values)}


def answer(body: Any, status: int = 200, cookie: Cookie | None = None) -> Response[Any]:
    """A JSON answer that no cache keeps; 202 and 204 carry none."""
    return Response(
        status,
        "application/json" if status not in (202, 204) else None,
        body,
        headers={"Cache-Control": "no-store"},
        cookies=[cookie] if cookie else None,
    )


def known(ask: Callable[[], Asker], *, if_any: bool) -> Asker | None:
    """Whoever asks; None for nobody where that is an answer. A login that was ended is none."""
    try:
        return ask()
    except (errors.Unauthenticated, errors.NotFound) as nobody:
        if not if_any or isinstance(nobody, errors.LoggedOut):
            raise
        return None


def login_cookie(token: Token | None) -> Cookie:
    """The cookie that carries the token; with None, the one that takes it away."""
    return Cookie(
        request.COOKIE,
        token.text if token else "",
        path="/",
        secure=True,
        http_only=True,
        same_site=SameSite.STRICT_MODE,
        max_age=request.LIFE_S if token else 0,
    )


def chat_cookie(token: ChatToken) -> Cookie:
    """The cookie of a customer's chat. It works in a frame on another site, and there alone: each
    site has its own (CHIPS).
    """
    return Cookie(
        request.CHAT_COOKIE,
        token.text,
        path="/",
        secure=True,
        http_only=True,
        same_site=SameSite.NONE_MODE,
        max_age=request.CHAT_LIFE_S,
        custom_attributes=["Partitioned"],
    )


def serve(app: Api) -> Handler:
    """The Lambda handler of these routes, behind the checks that every request passes."""

    @observed
    def handler(event: Event, context: Any) -> dict[str, Any]:
        answered = _refusal(event) or app.resolve(event, context)
        # 204: not every gateway takes null for an empty body.
        return answered | {"body": answered.get("body") or ""}

    return handler


def _refusal(event: Event) -> dict[str, Any] | None:
    """The answer to a request that is not even looked at; None for one that is."""
    try:
        found = refusal(event, services().secrets.front, services().settings.origins)
    except errors.Unavailable as silent:
        found = 503, silent.code
    if found is None:
        return None
    language = preferred_language(headers_of(event).get("accept-language"))
    response = problem(language, *found, values={"limit_kb": BODY_LIMIT_KB})
    return {
        "statusCode": response.status_code,
        "headers": {"Content-Type": response.content_type, "Cache-Control": "no-store"},
        "body": response.body,
        "isBase64Encoded": False,
    }
