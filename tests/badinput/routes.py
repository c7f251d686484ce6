"""Every route with a body that it takes, and strategies for requests that it should not."""

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from docs.openapi import document, http_functions
from tests.badinput.corpora import CSV, TEXT, TEXTS, VALUE, spoiled
from tests.badinput.office import CUSTOMER, LIST
from tests.handlers.chats import OPENING
from tests.handlers.conftest import ORIGIN, http_event
from tests.handlers.test_push import wish

HOURS = {"mon": [["08:00", "12:00"], ["13:00", "17:00"]], "sun": []}
_USER = {
    "name": "Eva Ek",
    "email": "eva@demo.example",
    "roles": ["agent"],
    "groups": ["support", "chatt"],
    "language": "sv",
    "disabled": False,
    "distance": {
        "number": "070-174 06 07",
        "alternative_number": None,
        "preselected_groups": ["support"],
        "pin": "1234",
    },
    "softphone": {"connect_user": "anna"},
}
_GROUP = {
    "name": "Ny grupp",
    "media": "voice",
    "number": "08-465 004 12",
    "wrap_up_s": 30,
    "callback_after_s": 60,
    "callback_attempts": 3,
    "callback_retry_s": 300,
    "hours": HOURS,
    "message_group": "support",
    "message_mail": "chatt@demo.example",
}
_LIST = {"name": "Höst", "hours": HOURS, "results": [{"name": "Köpte"}], "active": True}
_ORGANISATION = {
    "name": "Demo AB",
    "password_policy": "strict",
    "require_mixed_case": True,
    "distance_pin_required": False,
    "distance_misses_limit": 3,
    "switchboard_numbers": ["08-465 004 00"],
    "pause_reasons": ["lunch", "rast"],
    "conference_rooms": [{"id": "rum", "name": "Rum", "number": "08-465 004 20", "pin": "12#"}],
    "chats_at_once": 3,
    "chats_during_calls": True,
    "language": "sv",
}
_NUMBERS = {"csv": "nummer;namn\n0701740688;Eva", "header": None, "first_line": 1, "file": "f-1"}
_LEFT = {**OPENING, "email": "karin@example.se", "phone": "0701740690"}
_MORE_USERS = {
    "csv": "id;namn;e-post\neva;Eva;eva@demo.example",
    "header": None,
    "first_line": 1,
    "update": True,
    "send": True,
}
GOOD: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/api/login"): {
        "user_id": "anna",
        "password": "demo-anna",
        "agent": True,
        "channel": "mobile",
        "phone": "070-174 06 05",
        "groups": ["support"],
    },
    ("PUT", "/api/session/language"): {"language": "en"},
    ("POST", "/api/password"): {"current_password": "demo-anna", "new_password": "demo-anna-2"},
    ("POST", "/api/password/check"): {"new_password": "demo-anna-2"},
    ("POST", "/api/password/forgotten"): {"user_id": "anna"},
    ("POST", "/api/push"): wish(),
    ("PUT", "/api/forwarding"): {"to": "070-174 06 09", "until": "2026-11-19T08:00:00+01:00"},
    ("POST", "/api/chats"): dict(OPENING),
    ("POST", "/api/chats/current/transcript"): {"email": "karin@example.se"},
    ("POST", "/api/chats/messages"): _LEFT,
    ("POST", "/api/calls/{contact}/conference"): {"room": "rum", "invite": ["070-174 06 08"]},
    ("POST", "/api/calls/{contact}/forward"): {"to": {"number": "070-174 06 09"}},
    ("POST", "/api/callbacks/{contact}/done"): {
        "result": "later",
        "note": "upptaget",
        "at": "2026-11-19T08:00:00Z",
    },
    ("PATCH", "/api/admin/users/{user_id}"): _USER,
    ("POST", "/api/admin/users"): {"id": "eva", **_USER},
    ("POST", "/api/admin/users/import"): _MORE_USERS,
    ("POST", "/api/admin/groups"): {"id": "ny", **_GROUP},
    ("PATCH", "/api/admin/groups/{group_id}"): _GROUP,
    ("PUT", "/api/admin/groups/{group}/answers"): {
        "answers": [{"title": "Hej", "text": "Hej, hej"}],
        "version": 1,
    },
    ("PATCH", "/api/admin/organisation"): _ORGANISATION,
    ("POST", "/api/admin/lists"): {"group": "kampanj", **_LIST},
    ("PATCH", "/api/admin/lists/{list_id}"): _LIST,
    ("POST", "/api/admin/lists/{list_id}/import"): _NUMBERS,
    ("POST", "/api/admin/do-not-call"): _NUMBERS,
    ("POST", "/api/admin/do-not-call/remove"): {"number": CUSTOMER},
    ("POST", "/api/admin/do-not-call/search"): {"search": "Eva", "after": CUSTOMER},
    ("POST", "/api/admin/phonebook"): _NUMBERS,
    ("POST", "/api/admin/phonebook/remove"): {"number": CUSTOMER},
    ("POST", "/api/admin/phonebook/search"): {"search": "Kund", "after": CUSTOMER},
}
KNOWN = {
    "user_id": ("anna", "bo", "cilla", "alva"),
    "group_id": ("support", "chatt", "kampanj"),
    "group": ("chatt", "support"),
    "organisation": ("demo",),
    "list_id": (LIST,),
    "sms_id": ("c1.misses",),
    "contact": ("call-1", "call-2", "asks.cb", "asked.cb", "$talking", "$waiting", "$ended"),
    "day": ("2026-11-18",),
    "date": ("2026-11-18",),
    "user": ("anna",),
    "after": ("0", "anna", ""),
    "limit": ("10",),
    "version": ("1",),
}
WHO = ("alva", "alva", "alva", "anna", "anna", "bo", "cilla", "nobody", "stranger")


@dataclass(frozen=True)
class Route:
    """One operation of the API, and which function answers it."""

    method: str
    path: str
    function: str
    query: tuple[str, ...]


@cache
def routes() -> tuple[Route, ...]:
    """Every operation in docs/openapi.json's source."""
    whole, found = document()["paths"], []
    for name in http_functions():
        app = importlib.import_module(f"functions.{name}.handler").app
        for path, operations in json.loads(app.get_openapi_json_schema())["paths"].items():
            for method in operations:
                parameters = whole[path][method].get("parameters", [])
                query = tuple(p["name"] for p in parameters if p["in"] == "query")
                found.append(Route(method.upper(), path, name, query))
    return tuple(found)


def handler_of(route: Route) -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """The Lambda handler of its function."""
    module = importlib.import_module(f"functions.{route.function}.handler")
    handler: Callable[[dict[str, Any], Any], dict[str, Any]] = module.handler
    return handler


@dataclass(frozen=True)
class Request:
    """What is sent, before the office fills in who sends it."""

    route: Route
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str | None
    who: str
    is_base64: bool = False


def event(request: Request, logins: dict[str, str], chats: list[str]) -> dict[str, Any]:
    """The same as API Gateway hands it over."""
    path = request.path
    for name, chat in zip(("$talking", "$waiting", "$ended"), chats, strict=True):
        path = path.replace(name, chat.partition(".")[0])
    cookie = logins.get(request.who, TEXTS[-3] if request.who == "stranger" else None)
    made = http_event(request.method, path, request.body, cookie, request.headers, request.query)
    customer = {"anna": chats[0], "bo": chats[1], "stranger": "chat-x"}.get(request.who)
    if customer:
        made["cookies"] = [*made["cookies"], f"__Host-jour-chat={customer}"]
    return made | {"isBase64Encoded": request.is_base64}


_HEADERS = st.dictionaries(
    st.sampled_from(
        ("accept-language", "content-type", "origin", "x-forwarded-for", "user-agent", "cookie")
    ),
    TEXT
    | st.sampled_from(
        (
            ORIGIN,
            "null",
            "application/json; charset=utf-16",
            "APPLICATION/JSON",
            "text/plain",
            "sv;q=x, en;q=9999999999",
            ",,,;;;",
            "*",
            "1.2.3.4, ::1",
            "999.1.1.1, x",
            "::ffff:1.2.3.4%eth0, 2001:db8::/200",
            "__Host-jour=; __Host-jour=x; =; ;;",
        )
    ),
    max_size=2,
)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """A request to some route: mostly nearly right."""
    route = draw(st.sampled_from(routes()))
    good = GOOD.get((route.method, route.path))
    path = route.path
    for name in parameters(path):
        path = path.replace(f"{{{name}}}", draw(_of(name)))
    given = [name for name in route.query if draw(st.integers(0, 3))]
    query = {name: draw(_of(name, quoted=False)) for name in given}
    body = draw(_body(route, good))
    return Request(
        route=route,
        method=draw(st.sampled_from((route.method,) * 15 + ("HEAD", "TRACE", "PATCH"))),
        path=path + draw(st.sampled_from(("",) * 20 + ("/", "//", "/x", "%00"))),
        query=query,
        headers=draw(_HEADERS) if draw(st.integers(0, 4)) == 4 else {},
        body=body,
        who=draw(st.sampled_from(WHO)),
        is_base64=draw(st.integers(0, 24)) == 24,
    )


def _body(route: Route, good: dict[str, Any] | None) -> st.SearchStrategy[str | None]:
    if good is None:
        return st.none() | spoiled({"x": 1})
    if "csv" in good:
        return spoiled(good) | st.builds(lambda csv: json.dumps({**good, "csv": csv}), CSV)
    return spoiled(good)


def parameters(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _of(name: str, *, quoted: bool = True) -> st.SearchStrategy[str]:
    """Known ids most of the time; hostile texts as an address carries them, decoded or not."""
    known = st.sampled_from(KNOWN.get(name, ("1",)))
    hostile = st.sampled_from(TEXTS) | VALUE.map(str_of)
    if quoted:
        hostile = hostile.map(lambda text: quote(text, safe="", errors="surrogatepass")) | hostile
    return st.integers(0, 3).flatmap(lambda n: hostile if n == 3 else known)


def str_of(value: Any) -> str:
    """Some text of a value; Python refuses to write numbers of thousands of digits."""
    try:
        return str(value)
    except ValueError:
        return "9" * 5_000
