"""One day of a call centre in which every kind of action happens once, each of them counted."""

import copy
import json
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import boto3

from bench.operations import Operations
from jour.clock import HOUR, MINUTE, SECOND
from jour.front import HEADER
from jour.organisation import Channel
from jour.session import Status
from tests.builders import ANNAS_NUMBER, colleague, new_session
from tests.connect import connect_event
from tests.handlers import chats
from tests.handlers.conftest import FRONT, ORIGIN, World
from tests.handlers.customers import CUSTOMER, SUPPORT
from tests.handlers.ledger import Ledger, item_size, table_items
from tests.handlers.sockets import METHOD_ARN, Socket, log_in

BOS_NUMBER = "+46701740606"
Did = dict[str, tuple[Operations, Operations]]
"""By action: what it did, and what the stream did because of it."""


@dataclass
class Day:
    """Acts, and writes down what each act cost."""

    world: World
    ledger: Ledger
    did: Did = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    frames: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._queues = {
            name: boto3.client("sqs").create_queue(QueueName=name)["QueueUrl"]
            for name in ("sweep_queue", "rotation_queue", "sms_queue", "push_queue")
        }
        self.world.services.settings.__dict__.update(self._queues)
        chats.make_mail_queue(self.world)
        boto3.client("sesv2").create_email_identity(EmailIdentity="no-reply@example.com")
        self.stream = _Stream(self.world)

    def act(self, name: str, act: Any) -> Any:
        """Do it, count it, and count what the stream makes of it, batch by batch."""
        with self.ledger.counting() as asked:
            done = act()
        told = Operations()
        for _ in range(10):
            records = self.stream.records()
            if not records:
                break
            with self.ledger.counting() as batch:
                self._deliver(records)
            told += batch
        else:
            raise AssertionError("the stream never comes to rest")
        assert name not in self.did, name
        self.did[name] = asked, told
        self.world.clock.advance(SECOND)
        return done

    def _deliver(self, records: list[dict[str, Any]]) -> None:
        from functions.presence_fanout import handler as fanout
        from functions.presence_log import handler as log

        quiet: dict[str, list[Any]] = {"batchItemFailures": []}
        assert fanout.handler({"Records": records}, None) == quiet
        logins = [one for one in records if "login" in one["dynamodb"]["NewImage"]]
        if logins:
            assert log.handler({"Records": logins}, None) == quiet

    def take(self, queue: str) -> dict[str, Any]:
        """The one message in a queue, as Lambda hands it over."""
        client, url = boto3.client("sqs"), self._queues[queue]
        (message,) = client.receive_message(QueueUrl=url)["Messages"]
        client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return {"Records": [{"messageId": message["MessageId"], "body": message["Body"]}]}

    def measure(self, name: str, sort_key: str) -> None:
        """Keep the size of the one item whose sort key begins so."""
        (size,) = {item_size(i) for (_, sk), i in table_items().items() if sk.startswith(sort_key)}
        self.items[name] = size

    def frame(self, kind: str) -> None:
        """Keep the size of the newest message of this kind that was pushed."""
        parts = [p for _, m in self.world.pusher.posted for p in m.get("messages", [m])]
        newest = [part for part in parts if part["type"] == kind][-1]
        self.frames[kind] = len(json.dumps(newest, ensure_ascii=False).encode())


class _Stream(chats.Stream):
    """Reads the table itself, which a client takes long to spell."""

    def _items(self) -> dict[tuple[str, str], Any]:
        return copy.deepcopy(table_items())


def watch(world: World, watchers: int) -> None:
    """So many colleagues who look on from their phones, each of them paused."""
    for number in range(watchers):
        user = f"watcher-{number:04d}"
        world.services.users.add(colleague(user, name="Karin Lindström"))
        session_id = "w" * 32
        session = new_session(session_id, Channel.MOBILE, user, world.clock.now)
        sessions = world.services.sessions
        sessions.log_in(replace(session, phone=BOS_NUMBER), world.clock.now)
        connection = f"connection-{number:04d}"
        sessions.connect(session.identity, connection, world.clock.now, takes_several=True)
        sessions.set_status(session.identity, Status.PAUSED, "lunch", world.clock.now)


def live_through(day: Day) -> None:
    """Every action, one after another."""
    cookie, socket = _logging_in(day)
    _calls(day, socket)
    _chats(day, socket)
    _phone(day)
    _credentials(day)
    _logging_out(day, cookie, socket)
    _sweep(day)


def _logging_in(day: Day) -> tuple[str, "Wire"]:
    call = day.ledger.call
    # The second login of a process: what it keeps for half a minute has been read.
    log_in(call, phone=ANNAS_NUMBER)
    day.world.clock.advance(SECOND)
    day.stream.records()
    wrong = {"user_id": "anna", "password": "wrong", "agent": False}
    day.act("wrong password", lambda: call("POST", "/api/login", wrong))
    day.world.clock.advance(MINUTE)
    cookie = day.act("login", lambda: log_in(call, phone=ANNAS_NUMBER))
    day.act("page loaded", lambda: call("GET", "/api/session", cookie=cookie))
    socket = Wire("annas-connection=", cookie)
    day.act("connect", socket.open)
    day.act("sync", lambda: socket.ask("sync"))
    day.act("ping", lambda: socket.ask("heartbeat"))
    day.act("status", lambda: socket.ask("status", status="paused", reason="lunch"))
    day.act("groups", lambda: socket.ask("groups", groups=["support", "chatt"]))
    day.act("back from a pause", lambda: socket.ask("status", status="available"))
    day.measure("login", "SESSION#agent#anna")
    day.measure("organisation", "ORGANISATION")
    return cookie, socket


def _calls(day: Day, socket: "Wire") -> None:
    first, second, third = (
        Caller(day, f"{n}a4e7f64-5a0e-4a3c-9d0e-{n}67017406{n}9") for n in (1, 2, 3)
    )
    day.act("call arrives, somebody is free", first.arrive)
    day.act("call answered", lambda: socket.ask("accept", contact=first.contact))
    day.act("call waits", second.arrive)
    day.measure("ticket", "TICKET#")
    for kind in ("presence", "offer", "call", "queue"):
        day.frame(kind)
    day.act("first of the waiting asks again", second.poll)
    third.arrive()
    day.stream.records()
    day.act("waiting call asks again", third.poll)
    third.hang_up()
    day.stream.records()
    day.act("call over", lambda: first.outcome("answered"))
    day.act("caller has hung up", first.hang_up)
    # With no wrap-up, the agent is free at once and has been given the one who waits.
    day.act("waiting call is sent to the agent", second.poll)
    day.act("call missed", lambda: second.outcome("no_answer"))
    day.act("waiting caller hangs up", second.hang_up)


def _chats(day: Day, socket: "Wire") -> None:
    call = day.ledger.call
    opened = day.act("chat opened", lambda: chats.opened_by(call))
    contact = opened.body["contact"]
    customer = Wire("customers-connection=", opened.cookie, side="customer")
    day.act("customer's page connects", customer.open)
    day.act("chat accepted", lambda: socket.ask("accept", contact=contact))
    line = "Ja, vi har öppet till klockan fem i dag."
    day.act(
        "chat message", lambda: socket.ask("chat", contact=contact, text=line, client_id="a" * 22)
    )
    day.act("customer's message", lambda: customer.ask("chat", text=line, client_id="b" * 22))
    day.act("customer's sign of life", lambda: customer.ask("heartbeat"))
    day.act("chat ended", lambda: socket.ask("chat_end", contact=contact))
    day.act("customer's page disconnects", customer.close)


def _phone(day: Day) -> None:
    from functions.distance_toggle import handler as toggle

    def ring(contact: str) -> Any:
        event = connect_event(contact, ANNAS_NUMBER, {"op": "toggle"})
        return toggle.handler(event, None)

    first, second = (f"{n}b4e7f64-5a0e-4a3c-9d0e-46701740605b" for n in (1, 2))
    day.act("toggle in", partial(ring, first))
    day.act("toggle out", partial(ring, second))
    day.act("toggle again for the same call", partial(ring, second))


def _credentials(day: Day) -> None:
    from functions.password_rotation import handler as rotation

    call = day.ledger.call
    body = {"user_id": "alva", "password": "demo-anna"}
    alva = call("POST", "/api/login", body).cookie
    day.stream.records()
    path = "/api/admin/users/anna/credentials"
    done = day.act("credentials ordered", lambda: call("POST", path, {}, cookie=alva))
    assert done.status == 202, done
    message = day.take("rotation_queue")
    day.act("credentials mailed", lambda: rotation.handler(message, None))


def _logging_out(day: Day, cookie: str, socket: "Wire") -> None:
    call = day.ledger.call
    body = {"user_id": "alva", "password": "demo-anna"}
    day.world.clock.advance(HOUR)
    plain = call("POST", "/api/login", body).cookie
    day.act("plain web logout", lambda: call("POST", "/api/logout", cookie=plain))
    day.world.services.users.add(colleague("bo", name="Bo Ek"))
    bos = log_in(call, "bo", phone=BOS_NUMBER)
    socket = Wire("bos-connection=", bos)
    socket.open()
    day.stream.records()
    day.act("disconnect", socket.close)
    socket.open()
    day.act("logout", lambda: call("POST", "/api/logout", cookie=bos))
    assert cookie


def _sweep(day: Day) -> None:
    from functions.sweep import handler as sweep

    day.act("sweep, started by the clock", lambda: sweep.handler({}, None))
    day.act("sweep", lambda: sweep.handler({"Records": []}, None))


@dataclass
class Caller:
    """A customer's call, as the flow asks."""

    day: Day
    contact: str
    offer: str = "0"

    def _ask(self, **parameters: str) -> dict[str, str]:
        from functions.call_routing import handler as routing

        answer = routing.handler(connect_event(self.contact, CUSTOMER, parameters, SUPPORT), None)
        self.offer = answer.get("offer", self.offer)
        return answer

    def arrive(self) -> dict[str, str]:
        return self._ask(op="arrive")

    def poll(self) -> dict[str, str]:
        return self._ask(op="poll")

    def outcome(self, result: str) -> dict[str, str]:
        return self._ask(op="outcome", result=result, offer=self.offer)

    def hang_up(self) -> None:
        from functions.contact_events import handler as events

        detail = {"eventType": "DISCONNECTED", "contactId": self.contact}
        events.handler({"source": "aws.connect", "detail": detail}, None)


class Wire(Socket):
    """A socket whose opening is one action: the authorizer and `$connect`."""

    def __init__(self, connection_id: str, cookie: str, side: str = "agent") -> None:
        super().__init__(connection_id, {})
        self._cookie, self._side = cookie, side

    def open(self) -> None:
        from functions.authorizer import handler as authorizer

        name = "__Host-jour-chat" if self._side == "customer" else "__Host-jour"
        event = {
            "type": "REQUEST",
            "methodArn": METHOD_ARN,
            "headers": {"Cookie": f"{name}={self._cookie}", "Origin": ORIGIN, HEADER: FRONT},
            "queryStringParameters": {"side": self._side, "several": "1"},
        }
        self.context = authorizer.handler(event, None)["context"]
        assert self.connect() == 200

    def close(self) -> None:
        assert self.disconnect() == 200
