"""An organisation in full swing, in memory: what bad input is thrown at."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import boto3
from botocore.validate import ParamValidator

from jour.call_list import CallList
from jour.callback import asked_for
from jour.conference_invites import ConferenceInvites
from jour.connect_users import ConnectUsers
from jour.contact import Contact, ContactState
from jour.contact import Outcome as CallOutcome
from jour.front import FrontDoor, FrontSecret
from jour.handout import Pair
from jour.kept_secret import KeptSecret
from jour.my_push import MyPush
from jour.number_rows import Entry, Reading
from jour.opening import local_day
from jour.organisation import ConferenceRoom, Media
from jour.outbound_voice import OutboundVoice
from jour.password import CHEAPEST, Passwords
from jour.push import Outcome
from jour.settings import Settings
from jour.sms import SmsKind, SmsState, Word, concluded, missed_calls
from jour.store.callbacks import Callbacks
from jour.store.keys import CHAT_HEAD, CHAT_MAIL, MESSAGE, SESSION
from jour.store.sms_outbox import opened as opened_sms
from jour.store.table import Table
from jour.user import Distance
from jour.vapid import VapidKeys
from jour.wiring import Services
from tests.builders import ALVA, ANNA, DEMO, PEPPERS, colleague
from tests.connect import SERVICE_NUMBER, connect_event
from tests.handlers.conftest import FRONT, ORIGIN, FakeClock, http_event
from tests.memory.dynamodb import MemoryDynamoDB, Place
from tests.memory.expression import Item

SUPPORT = "+46846500410"
CUSTOMER, BOS_NUMBER = "+46701740633", "+46701740606"
LIST = "0123456789ab"
KEYS = VapidKeys("1", {"1": b"seed"})
_COUNTED = re.compile(r"(ATTEMPTS|PIN|ORDER|SOURCE|CHATS)#")
_SETTINGS = {
    "TABLE": "jour",
    "ORIGINS": ORIGIN,
    "SWEEP_QUEUE": "queue-url",
    "ROTATION_QUEUE": "queue-url",
    "SMS_QUEUE": "queue-url",
    "PUSH_QUEUE": "queue-url",
    "CHAT_MAIL_QUEUE": "queue-url",
    "SENDER": "no-reply@example.com",
    "CONFIGURATION_SET": "set",
    "SMS_SENDER_ID": "Jour",
    "SERVICE_NUMBER": SERVICE_NUMBER,
}


class Validated:
    """A client of AWS that does nothing, but takes only what botocore's own would take."""

    def __init__(self, service: str, answers: Mapping[str, Any]) -> None:
        self._model = boto3.client(service, region_name="eu-central-1").meta.service_model
        self._answers = answers

    def __getattr__(self, method: str) -> Callable[..., Any]:
        name = "".join(part.capitalize() for part in method.split("_"))
        shape = self._model.operation_model(name).input_shape

        def called(**request: Any) -> Any:
            report = ParamValidator().validate(request, shape)
            assert not report.has_errors(), report.generate_report()
            json.dumps(request, ensure_ascii=False).encode()
            return self._answers[method]

        return called


@dataclass
class WirePusher:
    """Posts nothing, but every message has to be one that can be sent."""

    def post(self, _: str, message: Any) -> Outcome:
        json.dumps(message, ensure_ascii=False, allow_nan=False).encode()
        return Outcome.DELIVERED

    def post_all(self, posts: Any) -> list[Outcome]:
        return [self.post(*post) for post in posts]

    def close(self, _: str) -> Outcome:
        return Outcome.DELIVERED


@dataclass
class Office:
    """The table as furnished, who is there, and fresh services over it for each try."""

    database: MemoryDynamoDB = field(default_factory=MemoryDynamoDB)
    clock: FakeClock = field(default_factory=FakeClock)
    services: Services = field(init=False)
    logins: dict[str, str] = field(default_factory=dict)
    """Cookies, by user."""
    chats: list[str] = field(default_factory=list)
    """Cookies of customers: talking, waiting, one whose chat has ended."""
    connections: list[str] = field(default_factory=list)
    """Theirs, in the same order."""
    changes: list[tuple[Place, Item | None, Item | None]] = field(default_factory=list)
    furnished: dict[Place, Item] = field(default_factory=dict)
    tries: int = 0
    """How much has been thrown at it."""
    _sequence: int = 0

    def __post_init__(self) -> None:
        self.database.heard = lambda *change: self.changes.append(change)
        self._connect = Validated(
            "connect",
            {
                "start_outbound_voice_contact": {"ContactId": "outbound-1"},
                "search_users": {"Users": [{"Username": "anna", "Id": "agent-1"}]},
            },
        )
        self._queue = Validated("sqs", {"send_message": {}, "send_message_batch": {}})
        self._passwords = Passwords(PEPPERS, CHEAPEST)
        self.serve()

    def serve(self) -> None:
        """Services that remember nothing of before."""
        settings = Settings({f"JOUR_{name}": value for name, value in _SETTINGS.items()})
        self.services = Services(settings, self.clock)
        s = self.services.__dict__
        s["table"] = Table(self.database, "jour")  # type: ignore[arg-type]  # what it uses of it
        secrets = self.services.secrets.__dict__
        secrets["passwords"] = self._passwords
        secrets["front"] = FrontDoor(KeptSecret.of(FrontSecret((FRONT,))))
        s["pusher"] = WirePusher()
        s["queue"] = self._queue
        s["outbound_voice"] = OutboundVoice(self._connect, "i" * 36, "f" * 36, "s" * 36)
        s["invitations"] = ConferenceInvites(self._connect, "i" * 36, "f" * 36)
        s["connect_users"] = ConnectUsers(self._connect, "i" * 36)
        s["my_push"] = MyPush(
            self.services.push_subscriptions, KeptSecret.of(KEYS), None, self.clock
        )

    def anew(self) -> None:
        """As furnished."""
        self.database.restore(self.furnished)
        self.changes.clear()
        self.serve()

    def stored(self) -> dict[Place, Item]:
        """Before a try and after it: all that a refusal may not change. What counts attempts is
        written on purpose.
        """
        return {
            place: item for place, item in self.database.items.items() if not _is_counter(place)
        }

    def news(self) -> list[dict[str, Any]]:
        """What the table's stream would bring of the changes so far, as records."""
        found = [self._record(*change) for change in self.changes if _is_news(*change)]
        self.changes.clear()
        return found

    def _record(self, place: Place, old: Item | None, new: Item | None) -> dict[str, Any]:
        self._sequence += 1
        images = {"OldImage": old, "NewImage": new}
        return {
            "eventName": "REMOVE" if new is None else "MODIFY" if old else "INSERT",
            "dynamodb": {
                "SequenceNumber": str(self._sequence),
                "Keys": {"pk": {"S": place[0]}, "sk": {"S": place[1]}},
                **{name: image for name, image in images.items() if image is not None},
            },
        }

    def settle(self) -> None:
        """The stream's functions take all that has been written; nothing may be poison to them."""
        from functions.presence_fanout.handler import handler as fanout
        from functions.presence_log.handler import handler as log

        for _ in range(10):
            records = self.news()
            if not records:
                return
            assert fanout({"Records": records}, None) == {"batchItemFailures": []}
            logins = [r for r in records if r["dynamodb"]["Keys"]["sk"]["S"].startswith(SESSION)]
            assert log({"Records": logins}, None) == {"batchItemFailures": []}
        raise AssertionError("the stream never comes to rest")


def _is_counter(place: Place) -> bool:
    pk, sk = place
    lock = sk == "LEASE"
    return lock or (_COUNTED.match(pk) is not None and (sk == "ATTEMPTS" or "THROTTLE" in sk))


def _is_news(place: Place, old: Item | None, new: Item | None) -> bool:
    """As infra/stream.py has it."""
    sk = place[1]
    if sk.startswith(SESSION) or sk == CHAT_HEAD:
        gone = new is None and sk.startswith(SESSION)
        return gone or (new is not None and new.get("beat") != {"BOOL": True})
    if sk == "CONTACT":
        return new is not None
    return old is None and (sk.startswith(MESSAGE) or sk == CHAT_MAIL)


def furnished(office: Office) -> Office:
    """Anna at her desk with a chat and a call, Bo on his mobile, Alva administers; one of nearly
    everything else. The handlers have to ask this office's services by now.
    """
    s = office.services
    rooms = (ConferenceRoom("rum", "Rummet", "+46846500420", "1234#"),)
    chats = replace(DEMO.groups["chatt"], message_mail="chatt@demo.example")
    groups = {**DEMO.groups, "chatt": chats}
    s.organisations.add(replace(DEMO, conference_rooms=rooms, groups=groups))
    bo = colleague("bo", distance=Distance(BOS_NUMBER))
    people = (ANNA, ALVA, bo, colleague("cilla"), colleague("dag"))
    for one in people:
        s.users.add(one)
    for user, channel, phone in (
        ("anna", "desktop", "softphone"),
        ("bo", "mobile", BOS_NUMBER),
        ("cilla", "web", "070-174 06 07"),
    ):
        asked = {"agent": True, "channel": channel, "phone": phone}
        office.logins[user] = _log_in(user, asked)
    office.logins["alva"] = _log_in("alva", {})
    _connected(office)
    _lists(office)
    _chats(office)
    _calls(office)
    _texts(office)
    office.settle()
    office.furnished = office.database.snapshot()
    return office


def _log_in(user: str, fields: dict[str, Any]) -> str:
    from functions.login.handler import handler

    body = {"user_id": user, "password": "demo-anna", **fields}
    answer = handler(http_event("POST", "/api/login", json.dumps(body), None, {}, {}), None)
    assert answer["statusCode"] == 200, answer
    return str(answer["cookies"][0].partition(";")[0].partition("=")[2])


def _connected(office: Office) -> None:
    from tests.handlers.sockets import opened

    for user, cookie in office.logins.items():
        opened(cookie, f"{user}s")


def _lists(office: Office) -> None:
    s, now = office.services, office.clock()
    reading = Reading((Entry(CUSTOMER, "Kund", 1), Entry("+46701740634", "Två", 2)), ())
    s.call_lists.add(CallList(LIST, "demo", "Lista", "kampanj", now))
    s.call_lists.take_in("demo", LIST, reading, None, now)
    s.phone_book.keep("demo", reading, None, now)
    barred = Reading((Entry("+46701740699", "Spärrad", 1),), ())
    s.do_not_call.keep("demo", barred, None, now)


def _calls(office: Office) -> None:
    """Two ring, one has asked to be rung and is Cilla's, another of that kind has failed."""
    from functions.call_routing.handler import handler

    def told(contact: str, **parameters: str) -> dict[str, str]:
        return handler(connect_event(contact, CUSTOMER, parameters, SUPPORT), None)

    told("call-1", op="arrive")
    told("call-1", op="poll")
    told("call-2", op="arrive")
    _callback(office, "asks")
    office.services.dispatcher.dispatch("demo")
    _callback(office, "asked")
    s, now = office.services, office.clock()
    failed = s.contacts.pair("asked.cb")
    over = replace(
        failed.contact, state=ContactState.ENDED, outcome=CallOutcome.FAILED, ended_at=now
    )
    assert s.contacts.keep(Pair(failed.contact), Pair(replace(over)), now)


def _callback(office: Office, contact: str) -> None:
    s, now = office.services, office.clock()
    day, number = local_day(now), f"+467017406{len(contact)}5"
    asks = Pair(Contact(contact, "demo", "support", Media.VOICE, SUPPORT, number, now, day))
    s.contacts.add(asks.contact)
    back = asked_for(asks.contact, number, None, now)
    over = replace(asks.contact, state=ContactState.ENDED, ended_at=now, version=2)
    Callbacks(s.table).ask(asks, Pair(over), back, now)


def _chats(office: Office) -> None:
    from functions.chat.handler import handler
    from tests.handlers.chats import OPENING, authorize_customer, customer_socket
    from tests.handlers.sockets import Socket, authorize

    for number in range(3):
        body = json.dumps({**OPENING, "client_id": f"client-{number}-" + "x" * 20})
        answer = handler(http_event("POST", "/api/chats", body, None, {}, {}), None)
        assert answer["statusCode"] == 201, answer
        cookie = answer["cookies"][0].partition(";")[0].partition("=")[2]
        customer_socket(cookie, f"k{number}")
        office.chats.append(cookie)
        office.connections.append(f"k{number}")
        office.settle()
    anna = Socket("annas", authorize(office.logins["anna"])["context"])
    answer = anna.ask("accept", contact=office.chats[0].partition(".")[0])
    assert answer["type"] == "ok", answer
    Socket("k2", authorize_customer(office.chats[2])["context"]).ask("end")


def _texts(office: Office) -> None:
    """A text message that failed, canned answers, credentials under way."""
    s, now = office.services, office.clock()
    sms = missed_calls(SmsKind.MISSES, "c1", "demo", "anna", CUSTOMER, 2, now)
    s.table.transact([opened_sms(sms)])
    begun = s.sms_outbox.begin(sms, now)
    assert begun is not None
    s.sms_outbox.conclude(begun, concluded(begun, Word(SmsState.FAILED, "opted_out")), now)
    admin = office.logins["alva"]
    from functions.admin.handler import handler as admin_handler
    from functions.chat.handler import handler as chat_handler

    answers = {"answers": [{"title": "Hej", "text": "Hej och välkommen"}], "version": 0}
    put = http_event("PUT", "/api/admin/groups/chatt/answers", json.dumps(answers), admin, {}, {})
    assert chat_handler(put, None)["statusCode"] == 200
    path = "/api/admin/users/dag/credentials"
    assert admin_handler(http_event("POST", path, None, admin, {}, {}), None)["statusCode"] == 202
