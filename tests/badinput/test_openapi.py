"""Issue 11, point 8: Schemathesis on docs/openapi.json, which a test keeps true.

It makes requests that the document allows and others that it forbids, and holds the answers to it.
"""

import json
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import requests
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter
from schemathesis import GenerationMode
from schemathesis.core import NotSet
from urllib3 import HTTPResponse

from docs.openapi import TARGET
from tests.badinput.conftest import cases
from tests.badinput.judge import Log, judge_http
from tests.badinput.office import Office
from tests.badinput.routes import WHO, Request, event, handler_of, routes

Case = Any
"""Schemathesis's own, which its package does not name for users."""


@cache
def operations() -> dict[tuple[str, str], Any]:
    """Every operation of the document, as Schemathesis reads it."""
    schema = schemathesis.openapi.from_dict(json.loads(TARGET.read_text()))
    results: list[Any] = list(schema.get_all_operations())
    found = [result.ok() for result in results]  # an Err has no `ok`: the document is broken
    return {(operation.method.upper(), operation.path): operation for operation in found}


@cache
def _strategy(place: tuple[str, str], mode: GenerationMode) -> st.SearchStrategy[Case]:
    strategy: st.SearchStrategy[Case] = operations()[place].as_strategy(generation_mode=mode)
    return strategy


@st.composite
def attempts(draw: st.DrawFn) -> tuple[Case, str]:
    """A request that the document allows, or one that it forbids, and who sends it."""
    place = draw(st.sampled_from(sorted(operations())))
    modes = [GenerationMode.POSITIVE]
    if _can_be_wrong(place):
        modes.append(GenerationMode.NEGATIVE)
    case = draw(_strategy(place, draw(st.sampled_from(modes))))
    return case, draw(st.sampled_from(WHO))


def _can_be_wrong(place: tuple[str, str]) -> bool:
    operation = operations()[place]
    return bool(operation.body or operation.query)


def test_schemathesis_knows_every_route() -> None:
    """The document and the functions have the same operations."""
    assert set(operations()) == {(route.method, route.path) for route in routes()}


@cases(250)
@given(attempt=attempts())
def test_answers_are_as_the_document_says(
    attempt: tuple[Case, str], office: Office, log: Log
) -> None:
    """Allowed or not: no 5xx, the answer fits the document, a refusal has changed nothing."""
    office.anew()
    case, who = attempt
    request = _request(case, who)
    before = office.stored()
    office.tries += 1
    answer = handler_of(request.route)(event(request, office.logins, office.chats), None)
    judge_http(answer, office, before)
    if answer["statusCode"] != 204:  # which has no content that the document could describe
        case.operation.validate_response(_response(answer), case=case)
    office.settle()
    log.sound()


def _request(case: Case, who: str) -> Request:
    place = (case.method.upper(), case.operation.path)
    route = next(route for route in routes() if (route.method, route.path) == place)
    query = {name: _written(value) for name, value in (case.query or {}).items()}
    return Request(route, route.method, case.formatted_path, query, {}, _body(case.body), who)


def _body(body: Any) -> str | None:
    if isinstance(body, NotSet):
        return None
    return body.decode("latin-1") if isinstance(body, bytes) else json.dumps(body)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else urlencode({"x": value}, doseq=True)[2:]


def _response(answer: dict[str, Any]) -> requests.Response:
    """The answer as a client of HTTP would hold it."""
    asked = requests.Request("GET", "http://127.0.0.1/").prepare()
    body, headers = BytesIO(answer["body"].encode()), answer["headers"]
    raw = HTTPResponse(body, headers, answer["statusCode"], preload_content=False)
    return HTTPAdapter().build_response(asked, raw)
