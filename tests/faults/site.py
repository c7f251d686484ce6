"""A whole installation whose functions are called as AWS calls them, over a real boundary."""

from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from jour.clock import Millis
from jour.errors import Unavailable
from jour.organisation import Channel
from jour.session import Session, is_live
from jour.wiring import Services
from ops.examine import examine
from tests.builders import ANNAS_NUMBER, ANNAS_PASSWORD, new_session
from tests.connect import connect_event
from tests.faults.boundary import Boundary
from tests.faults.gateway import Gateway
from tests.handlers.chats import Stream
from tests.handlers.conftest import Answer, FakeClock, called
from tests.handlers.sockets import Socket, authorize, log_in, opened

DONE, REFUSED = "done", "refused"


@dataclass
class Site:
    """Functions over the emulated DynamoDB, SQS and SES; clients behind a gateway of our own."""

    services: Services
    clock: FakeClock
    boundary: Boundary
    gateway: Gateway

    def log_in(self, user: str = "anna", channel: str = "desktop", **fields: Any) -> str:
        """As an agent, by the login page; the cookie."""
        return log_in(called, user, channel, **({"phone": ANNAS_NUMBER} | fields))

    def opened(self, user: str, connection_id: str, channel: str = "desktop") -> Socket:
        """A socket of somebody who has just logged in."""
        return opened(self.log_in(user, channel), connection_id)

    def present(self, user: str, channel: Channel = Channel.MOBILE, *groups: str) -> Session:
        """A login as storage makes it, without password and page."""
        new = new_session(f"s-{user}", channel, user, self.clock.now, groups or ("support",))
        return self.services.sessions.log_in(replace(new, phone=ANNAS_NUMBER), self.clock.now)[1]

    def administrator(self) -> str:
        """Alva's cookie."""
        body = {"user_id": "alva", "password": ANNAS_PASSWORD}
        cookie = called("POST", "/api/login", body).cookie
        assert cookie
        return cookie

    def session(self, user: str = "anna") -> Session:
        found = self.services.sessions.get("demo", user)
        assert found is not None
        return found

    def is_live(self, user: str = "anna") -> bool:
        found = self.services.sessions.get("demo", user)
        return found is not None and is_live(found, self.clock.now)

    def stream(self) -> Stream:
        """The table's stream from now on."""
        return Stream(self)

    def sweep(self) -> None:
        """As every ten seconds."""
        from functions.sweep.handler import handler

        handler({"Records": []}, None)

    def rings(self, contact: str = "c1", caller: str = ANNAS_NUMBER, op: str = "toggle") -> str:
        """A call to the service number; what is said. Raises Unavailable."""
        from functions.distance_toggle.handler import handler

        answer = handler(connect_event(contact, caller, {"op": op}), None)
        return "".join(ET.fromstring(answer["say"]).itertext())

    def unsound(self) -> list[str]:
        """What does not hold in the table, as the operator's `verify` sees it."""
        found = examine(self.services.table, self.clock, lambda _: None)
        return [f"{one.rule}: {one.subject} {one.says}" for one in found]

    def mailed(self, mark: int = 0) -> list[dict[str, Any]]:
        """Mails that SES was asked to send."""
        return [r.body for r in self.boundary.since(mark) if r.operation == "SendEmail"]

    def queued(self, mark: int = 0) -> list[str]:
        """Messages that were put into queues."""
        sent = [r for r in self.boundary.since(mark) if r.operation == "SendMessage"]
        return [request.body["MessageBody"] for request in sent]

    def advance(self, millis: Millis) -> None:
        self.clock.advance(millis)


def outcome_of(answer: Answer) -> str:
    """Of an HTTP answer: done, refused so that one may try again, or its status and code."""
    if answer.status < 300:
        return DONE
    code = (answer.body or {}).get("code")
    assert answer.status < 500 or (answer.status, code) == (503, "temporarily_unavailable")
    return REFUSED if answer.status == 503 else f"{answer.status} {code}"


def outcome_of_frame(frame: dict[str, Any]) -> str:
    """Of an answer over a socket."""
    if frame["type"] == "error":
        return REFUSED if frame["code"] == "temporarily_unavailable" else frame["code"]
    return DONE


def connects(cookie: str, connection_id: str) -> str:
    """A handshake: the authorizer, then $connect, as API Gateway calls them."""
    answer = authorize(cookie)
    if answer["policyDocument"]["Statement"][0]["Effect"] != "Allow":
        return REFUSED
    status = Socket(connection_id, answer["context"]).connect()
    return {200: DONE, 503: REFUSED}.get(status, str(status))


def by_flow(ask: Any) -> str:
    """Of a function that Connect calls: an error makes the flow ask again."""
    try:
        ask()
    except Unavailable:
        return REFUSED
    return DONE
