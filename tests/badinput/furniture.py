"""What stands in the office: people at work, calls, chats, lists and texts, made by handlers."""

import json
from dataclasses import replace
from typing import Any

from jour.call_list import CallList
from jour.callback import asked_for
from jour.contact import Contact, ContactState
from jour.contact import Outcome as CallOutcome
from jour.handout import Pair
from jour.number_rows import Entry, Reading
from jour.opening import local_day
from jour.organisation import ConferenceRoom, Media
from jour.sms import SmsKind, SmsState, Word, concluded, missed_calls
from jour.store.callbacks import Callbacks
from jour.store.sms_outbox import opened as opened_sms
from jour.user import Distance
from tests.badinput.office import BOS_NUMBER, CUSTOMER, LIST, SUPPORT, Office
from tests.builders import ALVA, ANNA, DEMO, colleague
from tests.connect import connect_event
from tests.handlers.conftest import http_event


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
