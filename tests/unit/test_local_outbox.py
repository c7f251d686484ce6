"""The local run's outbox: what the simulator's contract promises of mails."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.outbox import Outbox
from tests.asgi import ask

SENT = {
    "messages": {
        "000000000000": [
            {"To": ["b@x.example"], "Subject": "2", "BodyText": "two", "Timestamp": 2.5},
            {"To": ["a@x.example"], "Subject": "1", "BodyText": "one", "Timestamp": 1},
        ]
    }
}


async def emulator(_: Request) -> JSONResponse:
    return JSONResponse(SENT)


def test_mails_come_oldest_first() -> None:
    """Contract: `{to, subject, text, at}`, times in UTC."""
    far_side = Starlette(routes=[Route("/_ministack/ses/messages", emulator)])
    client = httpx.AsyncClient(transport=httpx.ASGITransport(far_side))
    outbox = Outbox(client, "http://127.0.0.1:1")
    answer = ask(Starlette(routes=[Route("/sim/mail", outbox.mail)]), "/sim/mail")
    assert answer.headers["cache-control"] == "no-store"
    assert httpx.Response(200, text=answer.text).json() == [
        {"to": "a@x.example", "subject": "1", "text": "one", "at": "1970-01-01T00:00:01.000Z"},
        {"to": "b@x.example", "subject": "2", "text": "two", "at": "1970-01-01T00:00:02.500Z"},
    ]


TEXTS = {
    "sms_messages": {
        "+46701740605": [
            {"PhoneNumber": "+46701740605", "MessageId": "1", "Message": "one"},
            {"PhoneNumber": "+46701740605", "MessageId": "2", "Message": "two"},
        ]
    }
}


def test_text_messages_are_shown_with_when_they_were_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """F12: `{to, text, at}`; a later look does not make an earlier message newer."""
    now = 0.0
    monkeypatch.setattr("local.outbox.time.time", lambda: now)

    async def emulator(_: Request) -> JSONResponse:
        return JSONResponse(TEXTS)

    far_side = Starlette(routes=[Route("/_ministack/sns/sms-messages", emulator)])
    client = httpx.AsyncClient(transport=httpx.ASGITransport(far_side))
    app = Starlette(routes=[Route("/sim/sms", Outbox(client, "http://127.0.0.1:1").sms)])
    first = ask(app, "/sim/sms").text
    now = 5.0
    assert ask(app, "/sim/sms").text == first
    assert httpx.Response(200, text=first).json() == [
        {"to": "+46701740605", "text": "one", "at": "1970-01-01T00:00:00.000Z"},
        {"to": "+46701740605", "text": "two", "at": "1970-01-01T00:00:00.000Z"},
    ]
