"""Issue 8.1: messages that are left where nobody can chat, and transcripts, to their mails."""

from typing import Any

import boto3
import pytest

from jour.mail import Mailer
from tests.handlers.chats import (
    OPENING,
    Stream,
    announced,
    as_customer,
    customer_socket,
    make_mail_queue,
    opened_by,
)
from tests.handlers.conftest import Call, World
from tests.handlers.post import FakeSes
from tests.handlers.sockets import log_in, opened

LEFT = {key: value for key, value in OPENING.items() if key != "language"}
MAIL = "chatt@demo.example"


@pytest.fixture
def ses(world: World) -> FakeSes:
    """The queue of mails about chats, and a stand-in for SES."""
    make_mail_queue(world)
    sent = FakeSes()
    world.services.__dict__["mailer"] = Mailer(sent, "no-reply@example.com", "set")
    return sent


@pytest.fixture
def stream(world: World, ses: FakeSes) -> Stream:
    assert ses.sent == []
    return Stream(world)


def let_group_take(call: Call, world: World, **fields: Any) -> None:
    """What the administrator says of messages to the chat group."""
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    answer = call("PATCH", "/api/admin/groups/chatt", fields, cookie=cookie)
    assert answer.status == 200, answer
    world.clock.advance(31_000)


def leave(call: Call, **fields: Any) -> tuple[int, str | None]:
    answer = call("POST", "/api/chats/messages", {**LEFT, **fields})
    return answer.status, answer.body and answer.body["code"]


def mail(mail_ids: list[dict[str, Any]]) -> list[str]:
    """Let the function mail them; which of them come again."""
    from functions.chat_mail.handler import handler

    records = [
        {"messageId": one["chat_mail"], "body": f'{{"chat_mail": "{one["chat_mail"]}"}}'}
        for one in mail_ids
    ]
    return [
        one["itemIdentifier"] for one in handler({"Records": records}, None)["batchItemFailures"]
    ]


def test_a_message_with_a_number_becomes_a_callback(
    call: Call, world: World, stream: Stream
) -> None:
    """Issue 8.1, X6: in the queue of the voice group, with what was written; asked again, one."""
    let_group_take(call, world, message_group="support")
    assert leave(call, phone="070-174 06 90") == (202, None)
    assert leave(call, phone="070-174 06 90") == (202, None)
    (waiting,) = world.services.sessions.present("demo").waiting
    assert (waiting.group, waiting.kind, waiting.caller) == ("support", "callback", "+46701740690")
    assert waiting.chat is not None
    assert (waiting.name, waiting.chat.first_message) == ("Karin Ek", "Hej, är det öppet?")
    other = leave(call, phone="070-174 06 90", client_id="of-another-page-000001")
    assert other == (409, "callback_open_already")
    stream.settle()
    assert announced() == []


def test_a_message_without_a_number_is_mailed_once(
    call: Call, world: World, ses: FakeSes, stream: Stream
) -> None:
    """Issue 8.1: to the group's address, answers to the customer; then it is forgotten."""
    let_group_take(call, world, message_mail=MAIL, message_group="support")
    fields = {"email": "karin@kund.example", "message": "Rad ett\n<b>två</b>"}
    assert leave(call, **fields) == (202, None)
    assert leave(call, **fields) == (202, None)
    stream.settle()
    ids = announced()
    assert len(ids) == 1
    ses.refusals = 1
    assert mail(ids) == [ids[0]["chat_mail"]], "SES is away: it comes again"
    assert mail(ids) == mail(ids) == []
    (sent,) = ses.sent
    assert sent["Destination"] == {"ToAddresses": [MAIL]}
    assert sent["ReplyToAddresses"] == ["karin@kund.example"]
    body = sent["Content"]["Simple"]["Body"]
    assert "Rad ett\n<b>två</b>" in body["Text"]["Data"]
    assert "<b>två" not in body["Html"]["Data"]
    kept = str(boto3.client("dynamodb").scan(TableName="jour")["Items"])
    assert "karin@kund.example" not in kept
    assert "Rad ett" not in kept


@pytest.mark.parametrize(
    ("takes", "fields", "answer"),
    [
        ({}, {"phone": "070-174 06 90"}, (409, "chat_no_messages")),
        ({"message_mail": MAIL}, {}, (422, "message_needs_contact")),
        ({"message_group": "support"}, {"email": "k@kund.example"}, (422, "message_needs_phone")),
        ({"message_group": "support"}, {"phone": "112"}, (422, "invalid_phone")),
        ({"message_group": "support"}, {"phone": "+46846500410"}, (422, "invalid_phone")),
        ({"message_group": "support"}, {"phone": "0900-123 45 67"}, (422, "invalid_phone")),
        (
            {"message_mail": MAIL},
            {"email": "a@b.example\nBcc: c@d.example"},
            (422, "invalid_request"),
        ),
        (
            {"message_mail": MAIL},
            {"email": "k@kund.example", "name": ""},
            (422, "invalid_chat_name"),
        ),
        (
            {"message_mail": MAIL},
            {"email": "k@kund.example", "group": "nej"},
            (404, "unknown_group"),
        ),
    ],
)
def test_what_cannot_be_answered_is_refused(
    call: Call,
    world: World,
    stream: Stream,
    takes: dict[str, str],
    fields: dict[str, str],
    answer: tuple[int, str],
) -> None:
    """Bad input is refused whole and leaves nothing behind."""
    if takes:
        let_group_take(call, world, **takes)
    assert leave(call, **fields) == answer
    stream.settle()
    assert announced() == []
    assert list(world.services.sessions.present("demo").waiting) == []


def test_messages_are_counted_by_their_source(call: Call, world: World, stream: Stream) -> None:
    """Issue 8.1: ten an hour from one source."""
    let_group_take(call, world, message_mail=MAIL)
    ids = [f"client-of-a-message-{n:04d}" for n in range(11)]
    answers = [leave(call, email="k@kund.example", client_id=id) for id in ids]
    assert answers[:10] == [(202, None)] * 10
    assert answers[10] == (429, "too_many_chats")
    assert stream.records()


def test_a_transcript_is_mailed_once_it_is_over(
    call: Call, world: World, ses: FakeSes, stream: Stream
) -> None:
    """Issue 8.3: once, only after an agent has answered, in the customer's language, at the end."""
    agent = opened(log_in(call), "a1")
    begun = opened_by(call, language="en")
    headers, contact = as_customer(begun.cookie), begun.body["contact"]
    asked = {"email": "Karin@kund.example"}
    early = call("POST", "/api/chats/current/transcript", asked, headers=headers)
    assert (early.status, early.body["code"]) == (409, "chat_not_answered")
    stream.settle()
    customer_socket(begun.cookie)
    agent.ask("accept", contact=contact)
    assert call("POST", "/api/chats/current/transcript", asked, headers=headers).status == 202
    agent.ask("chat", contact=contact, text="Open\nuntil five <5", client_id="a")
    stream.settle()
    assert mail(announced()) == []
    assert ses.sent == [], "it goes on: it is mailed when it is over"
    agent.ask("chat_end", contact=contact)
    stream.settle()
    ids = announced()
    assert mail(ids) == mail(ids) == []
    (sent,) = ses.sent
    assert sent["Destination"] == {"ToAddresses": ["Karin@kund.example"]}
    simple = sent["Content"]["Simple"]
    assert simple["Subject"]["Data"] == "Your chat with Demo AB"
    text = simple["Body"]["Text"]["Data"]
    assert "Hej, är det öppet?" in text
    assert "Open\nuntil five <5" in text
    assert text.index("Hej, är") < text.index("Anna Lind has joined") < text.index("Open\n")
    assert "&lt;5" in simple["Body"]["Html"]["Data"]
    again = call("POST", "/api/chats/current/transcript", asked, headers=headers)
    assert again.status == 202, "the answer was lost: it is the same one"
    other = {"email": "other@kund.example"}
    refused = call("POST", "/api/chats/current/transcript", other, headers=headers)
    assert (refused.status, refused.body["code"]) == (409, "transcript_sent")
    stream.settle()
    assert mail(announced()) == []
    assert len(ses.sent) == 1


def test_nobody_without_a_chat_has_one_mailed(call: Call) -> None:
    """The cookie says whose it is."""
    answer = call("POST", "/api/chats/current/transcript", {"email": "k@kund.example"})
    assert (answer.status, answer.body["code"]) == (401, "no_chat")
    assert call("POST", "/api/chats/current/end").status == 401
