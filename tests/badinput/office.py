"""An organisation in full swing, in memory: what bad input is thrown at."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.validate import ParamValidator

from jour.conference_invites import ConferenceInvites
from jour.connect_users import ConnectUsers
from jour.front import FrontDoor, FrontSecret
from jour.kept_secret import KeptSecret
from jour.my_push import MyPush
from jour.outbound_voice import OutboundVoice
from jour.password import CHEAPEST, Passwords
from jour.push import Outcome
from jour.settings import Settings
from jour.store.keys import CHAT_HEAD, CHAT_MAIL, MESSAGE, SESSION
from jour.store.table import Table
from jour.vapid import VapidKeys
from jour.wiring import Services
from tests.builders import PEPPERS
from tests.connect import SERVICE_NUMBER
from tests.handlers.conftest import FRONT, ORIGIN, FakeClock
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
