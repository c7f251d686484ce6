"""The actions that faults concern: each is prepared, then done as often as a test likes.

Doing one calls the deployed function as AWS would and tells how it ended: `done`, `refused` so that
one may try again, or the code of another answer.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.builders import ANNAS_PASSWORD
from tests.connect import connect_event
from tests.faults.portrait import NEW_PASSWORD, portrait
from tests.faults.site import (
    DONE,
    REFUSED,
    Site,
    by_flow,
    connects,
    outcome_of,
    outcome_of_frame,
)
from tests.handlers.chats import OPENING, customer_socket
from tests.handlers.conftest import called
from tests.handlers.customers import CUSTOMER, SUPPORT
from tests.handlers.sockets import fan_out

Do = Callable[[], str]
COLUMNS = (
    "login",
    "logout",
    "connect",
    "disconnect",
    "status",
    "toggle",
    "dispatch",
    "outcome",
    "credential",
    "fan-out",
    "chat",
)
"""As `docs/reliability.md` shows them."""


@dataclass(frozen=True)
class Action:
    """One thing that somebody does."""

    name: str
    column: str
    prepare: Callable[[Site], Do]
    seen: Callable[[Site], object] = portrait
    """What has become of it, in the table and for clients."""
    in_steps: bool = False
    """Of several commits, between which the table is sound: a refusal may come after any."""
    again: tuple[str, ...] = ()
    """How else it may end when it is done once more although it has been done."""
    writes: bool = True
    patience_s: float = 10
    """The function's time limit (infra/)."""

    def __str__(self) -> str:
        return self.name


def _login(site: Site) -> Do:
    site.log_in(channel="mobile")
    asked = {"user_id": "anna", "password": ANNAS_PASSWORD, "agent": True, "channel": "desktop"}
    return lambda: outcome_of(called("POST", "/api/login", asked))


def _logout(site: Site) -> Do:
    cookie = site.log_in()
    return lambda: outcome_of(called("POST", "/api/logout", cookie=cookie))


def _connect(site: Site) -> Do:
    cookie = site.log_in()
    return lambda: connects(cookie, "c1")


def _disconnect(site: Site) -> Do:
    socket = site.opened("anna", "c1")
    ends = {200: DONE, 503: REFUSED}

    def do() -> str:
        status = socket.disconnect()
        return ends.get(status, str(status))

    return do


def _status(site: Site) -> Do:
    socket = site.opened("anna", "c1")
    return lambda: outcome_of_frame(socket.ask("status", status="paused", reason="lunch"))


def _groups(site: Site) -> Do:
    socket = site.opened("anna", "c1")
    return lambda: outcome_of_frame(socket.ask("groups", groups=["vaxel"]))


def _heartbeat(site: Site) -> Do:
    socket = site.opened("anna", "c1")
    return lambda: outcome_of_frame(socket.ask("heartbeat"))


def _toggle(site: Site) -> Do:
    site.log_in(channel="web")
    return lambda: by_flow(lambda: site.rings("c1"))


def asks(contact: str, **parameters: str) -> dict[str, str]:
    """What the flow of a customer's call asks."""
    from functions.call_routing.handler import handler

    return handler(connect_event(contact, CUSTOMER, parameters, SUPPORT), None)


def _dispatch(site: Site) -> Do:
    socket = site.opened("anna", "c1", "mobile")
    socket.ask("status", status="paused", reason="lunch")
    assert asks("k1", op="arrive")["next"] == "wait"
    socket.ask("status", status="available")

    def poll() -> None:
        assert asks("k1", op="poll")["next"] == "dial"

    return lambda: by_flow(poll)


def _outcome(site: Site) -> Do:
    site.opened("anna", "c1", "mobile")
    answer = asks("k1", op="arrive")
    assert answer["next"] == "dial"

    def told() -> None:
        after = asks("k1", op="outcome", result="no_answer", offer=answer["offer"])
        assert after["next"] == "wait"

    return lambda: by_flow(told)


def _order(site: Site) -> Do:
    site.opened("anna", "c1")
    cookie = site.administrator()
    return lambda: outcome_of(called("POST", "/api/admin/users/anna/credentials", cookie=cookie))


def _password(site: Site) -> Do:
    site.log_in(channel="mobile")
    body = {"user_id": "anna", "password": ANNAS_PASSWORD}
    cookie = called("POST", "/api/login", body).cookie
    change = {"current_password": ANNAS_PASSWORD, "new_password": NEW_PASSWORD}
    return lambda: outcome_of(called("POST", "/api/password", change, cookie=cookie))


def _fan_out(site: Site) -> Do:
    site.opened("bo", "b1")
    socket = site.opened("anna", "c1")
    stream = site.stream()
    socket.ask("status", status="paused", reason="lunch")
    records = stream.records()
    return lambda: REFUSED if fan_out(records) else DONE


def told(site: Site) -> object:
    """Who has been told what, however often: clients drop what is not newer."""
    heard = {(to, message["type"]) for to, message in site.gateway.posted}
    return portrait(site), frozenset(heard)


def _chat(site: Site) -> Do:
    anna = site.opened("anna", "c1")
    stream = site.stream()
    begun = called("POST", "/api/chats", OPENING)
    assert begun.status == 201, begun
    customer_socket(begun.cookie)
    stream.settle()
    contact = begun.body["contact"]
    assert anna.ask("accept", contact=contact)["type"] == "ok"
    said = {"contact": contact, "text": "Hej Karin", "client_id": "annas-first-line-0001"}
    return lambda: outcome_of_frame(anna.ask("chat", **said))


ACTIONS = (
    Action("login", "login", _login),
    Action("logout", "logout", _logout),
    Action("connect", "connect", _connect),
    # Of a connection that has been noted as gone.
    Action("disconnect", "disconnect", _disconnect, again=("403",)),
    Action("heartbeat", "connect", _heartbeat),
    Action("status", "status", _status),
    Action("groups", "status", _groups),
    Action("toggle", "toggle", _toggle, patience_s=7),
    Action("dispatch", "dispatch", _dispatch, in_steps=True, patience_s=7),
    Action("outcome", "outcome", _outcome, in_steps=True, patience_s=7),
    Action("order", "credential", _order),
    # The answer with the new cookie was lost: the old one has ended with the old password.
    Action("password", "credential", _password, again=("401 logged_out", "401 not_logged_in")),
    Action("fan-out", "fan-out", _fan_out, told, in_steps=True, writes=False, patience_s=60),
    Action("chat", "chat", _chat),
)
BY_NAME = {action.name: action for action in ACTIONS}
assert {action.column for action in ACTIONS} == set(COLUMNS)
