"""Issue 10, point 4: what every function logs: enough to follow a request, nothing about a person
(ASVS 16.2.5). The main flows are walked once, failing where a service's refusal quotes somebody.
"""

import importlib
import json
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest

from jour.clock import MINUTE, SECOND
from local.settings import ROOT
from tests.builders import ANNA, ANNAS_NUMBER, ANNAS_PASSWORD
from tests.handlers.chats import (
    OPENING,
    SECRET,
    Stream,
    customer_socket,
    make_mail_queue,
    opened_by,
)
from tests.handlers.conftest import Call, World
from tests.handlers.customers import CUSTOMER, Customer
from tests.handlers.post import Post, post_office
from tests.handlers.sockets import log_in, opened
from tests.handlers.test_distance_toggle import PIN, Ring, require_pin, ring  # noqa: F401 - fixture
from tests.handlers.test_push import ENDPOINT, wish
from tests.handlers.test_sms import Texts, texts  # noqa: F401 - fixture

FOLDERS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
WRONG_PASSWORD = "typed-wr0ng-Secret"
NEW_PASSWORD = "Ny-hemlighet-77"
NEW_USER = {
    "id": "kajsa",
    "name": "Kajsa Nordenskiöld",
    "email": "kajsa.nordenskiold@demo.example",
    "roles": ["agent"],
    "groups": ["support"],
    "distance": {
        "number": "+46701740633",
        "alternative_number": None,
        "preselected_groups": ["support"],
        "pin": "482915",
    },
}
LISTED = "Nummer;Namn\n070-174 06 44;Börje Lagerkvist\n12;Torgny Felskriven\n"
CHAT_TEXT, CHAT_MAIL = "mitt kontonummer är hemligt", "karin.ek@kund.example"
SECRETS = {
    *(ANNAS_PASSWORD, WRONG_PASSWORD, NEW_PASSWORD, PIN, "7391", "482915", SECRET),
    *(ANNA.name, "Alva Ek", "Karin Ek", "Nordenski", "Börje", "Lagerkvist", "Torgny"),
    *("anna@demo.example", "kajsa.nordenskiold@", CHAT_MAIL, "bo@demo"),
    *(CHAT_TEXT, OPENING["message"], "lunch-med-chefen", ENDPOINT, wish()["keys"]["auth"]),
    *("192.0.2.1", "__Host-jour"),
}
NUMBERS = (ANNAS_NUMBER, CUSTOMER, "+46701740633", "+46701740644", "+46701740606", "+46701740699")


@pytest.fixture
def post(world: World) -> Post:
    return post_office(world)


def test_nothing_about_a_person_is_logged(
    call: Call,
    world: World,
    post: Post,
    ring: Ring,  # noqa: F811 - the fixture
    texts: Texts,  # noqa: F811 - the fixture
    logs: StringIO,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No number, name, address, text, token, password or PIN; ids of users and contacts there."""
    make_mail_queue(world)
    stream = Stream(world)
    tokens: list[str | None] = [_agents_and_administrators(call, world, post)]
    tokens += _customers(call, world, stream)
    _telephones(world, ring, texts, stream)
    written = logs.getvalue() + "".join(capsys.readouterr())
    for secret in (*SECRETS, *_spellings(), *filter(None, tokens), *post.ses.passwords()):
        assert secret not in written, secret
    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    assert {"anna", "alva"} <= {line.get("user") for line in lines}
    assert {"c1", "t1"} <= {line.get("contact") for line in lines}
    assert {"mail refused", "sms not sent", "toggled", "logged in"} <= {
        line["message"] for line in lines
    }


def _spellings() -> list[str]:
    """Numbers as people and machines write them, without the two digits that a log may hold."""
    national = ["0" + number[3:] for number in NUMBERS]
    return [*(number[:-2] for number in NUMBERS), *(number[:-2] for number in national)]


def _agents_and_administrators(call: Call, world: World, post: Post) -> str:
    call("POST", "/api/login", {"user_id": "anna", "password": WRONG_PASSWORD, "agent": False})
    call("POST", "/api/login", {"user_id": ANNA.email, "password": ANNAS_PASSWORD, "agent": False})
    call("POST", "/api/login", raw=f'{{"user_id": "{ANNA.name}')
    admin = call(
        "POST", "/api/login", {"user_id": "alva", "password": ANNAS_PASSWORD, "agent": False}
    ).cookie
    made = call("POST", "/api/admin/users", NEW_USER, cookie=admin)
    assert made.status == 201, made
    call("POST", "/api/admin/users", NEW_USER, cookie=admin)
    call("POST", "/api/admin/phonebook", {"csv": LISTED}, cookie=admin)
    call("POST", "/api/admin/phonebook/search", {"search": "Börje"}, cookie=admin)
    call("POST", "/api/password/forgotten", {"user_id": ANNA.email})
    change = {"current_password": WRONG_PASSWORD, "new_password": NEW_PASSWORD}
    call("POST", "/api/password", change, cookie=admin)
    post.ses.refusals = 1
    post.deliver(*post.bodies())
    world.clock.advance(MINUTE)
    return admin or ""


def _customers(call: Call, world: World, stream: Stream) -> list[str | None]:
    cookie = log_in(call)
    agent = opened(cookie, "a1")
    agent.ask("groups", groups=["support", "chatt"])
    agent.ask("status", status="paused", reason="lunch-med-chefen")
    agent.send(CHAT_TEXT)
    call("POST", "/api/push", wish(), cookie=cookie)
    call("POST", "/api/push", wish("https://evil.example/x"), cookie=cookie)
    begun = opened_by(call)
    assert begun.status == 201, begun
    token = str(begun.raw["cookies"][0]).partition(";")[0].partition("=")[2]
    customer = customer_socket(token)
    customer.ask("chat", text=CHAT_TEXT, client_id="m1")
    headers = {"cookie": f"__Host-jour-chat={token}"}
    call("POST", "/api/chats/current/transcript", {"email": CHAT_MAIL}, headers=headers)
    stream.settle()
    caller = Customer(world, "c1")
    caller.arrive()
    caller.poll()
    world.clock.advance(10 * SECOND)
    with pytest.raises(ValueError, match="no flow"):
        caller.ask(op="callback-me", number=CUSTOMER)
    caller.hang_up()
    stream.settle()
    return [cookie, token]


def _telephones(world: World, ring: Ring, texts: Texts, stream: Stream) -> None:  # noqa: F811
    require_pin(world)
    ring("t1")
    ring("t1", op="pin", attempt="1", pin="7391")
    ring("t1", op="pin", attempt="2", pin=PIN)
    ring("t2", "+46701740699")
    stream.settle()
    texts.refusal = "OptedOut"
    for contact in ("d1", "d2"):
        caller = Customer(world, contact)
        caller.arrive()
        caller.outcome("no_answer")
        caller.hang_up()
        world.clock.advance(2 * MINUTE)
    texts.run()
    world.services.sweep.run()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_function_is_observed(folder: str) -> None:
    """A function that forgot to would log no request id, and count figures for nobody."""
    handler = importlib.import_module(f"functions.{folder}.handler").handler
    assert getattr(handler, "__wrapped__", None), "neither @observed nor serve(app)"


def test_a_line_bears_its_request_and_nothing_of_the_one_before(
    world: World, logs: StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """Functions live on between requests; figures are written as CloudWatch reads them (EMF),
    with no dimension."""
    from functions.call_routing.handler import handler as routing
    from functions.contact_events.handler import handler as events
    from tests.connect import connect_event

    def call(handler: Any, event: Any, request: str) -> None:
        handler(event, SimpleNamespace(aws_request_id=request))

    from jour.observe import logger, tally

    call(routing, connect_event("c1", CUSTOMER, {"op": "arrive"}, "+46846500410"), "r1")
    logger.info("first")
    tally("LoginsFailed", 2)
    call(events, {"detail": {"eventType": "DISCONNECTED", "contactId": "c2"}}, "r2")
    logger.info("second")
    first, second = (json.loads(line) for line in logs.getvalue().splitlines()[-2:])
    assert (first["request_id"], first["contact"], first["org"]) == ("r1", "c1", "demo")
    assert (second["request_id"], second["contact"]) == ("r2", "c2")
    assert "org" not in second
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["LoginsFailed"] == [2.0]
    assert figures["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[]]
