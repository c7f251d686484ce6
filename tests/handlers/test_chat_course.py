"""Issue 8.2: what becomes of chats when word comes late, twice, or of what is there no more."""

from typing import Any

import boto3
import pytest

from jour.chat_changes import GONE
from jour.contact import Contact, ContactState
from jour.occupation import ACCEPT
from jour.store import keys
from tests.builders import colleague
from tests.handlers.chats import (
    Stream,
    as_customer,
    customer_socket,
    make_mail_queue,
    opened_by,
)
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import Socket, fan_out, log_in, opened


@pytest.fixture
def cookie(call: Call, world: World) -> str:
    """Anna's, on the desktop. The chat group has a wrap-up time."""
    alva = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    edit = {"wrap_up_s": 20}
    assert call("PATCH", "/api/admin/groups/chatt", edit, cookie=alva).status == 200
    make_mail_queue(world)
    return log_in(call)


@pytest.fixture
def anna(cookie: str) -> Socket:
    return opened(cookie, "a1")


@pytest.fixture
def stream(world: World, anna: Socket) -> Stream:
    """From Anna's login on."""
    assert anna.connection_id
    return Stream(world)


def offered(call: Call, stream: Stream, **fields: Any) -> tuple[str, str]:
    """A chat that has been offered to whoever is there: the customer's cookie, and its id."""
    begun = opened_by(call, **fields)
    stream.settle()
    return begun.cookie or "", begun.body["contact"]


def accepted(call: Call, stream: Stream, agent: Socket) -> tuple[str, str]:
    """One in which the agent talks."""
    customer, chat = offered(call, stream)
    assert agent.ask("accept", contact=chat)["type"] == "ok"
    stream.settle()
    return customer, chat


def found(world: World, chat: str) -> Contact:
    return world.services.contacts.pair(chat).contact


def lines(world: World, chat: str) -> list[str]:
    """The conversation: texts, and what it says of its course."""
    messages = world.services.chats.messages(chat, 0, 50)
    return [line.text or str(line.event) for line in messages]


def test_late_word_of_an_old_login_takes_no_chat_from_the_new_one(
    call: Call, world: World, anna: Socket, stream: Stream, cookie: str
) -> None:
    """X3: whoever has logged in on the desktop again keeps their chats."""
    _, chat = accepted(call, stream, anna)
    assert call("POST", "/api/logout", cookie=cookie).status == 204
    late = stream.records()
    again = opened(log_in(call), "a2")
    assert fan_out(late) == []
    assert found(world, chat).state is ContactState.TALKING
    assert [one["contact"]["id"] for one in again.ask("sync")["me"]["chats"]] == [chat]
    assert lines(world, chat) == ["Hej, är det öppet?", "agent_joined"]


def test_who_logs_out_while_wrapping_up_brings_no_customer_back(
    call: Call, world: World, anna: Socket, stream: Stream, cookie: str
) -> None:
    """X3, B5: what is over stays over, and is nobody's next chat."""
    _, chat = accepted(call, stream, anna)
    assert anna.ask("chat_end", contact=chat)["me"]["chats"][0]["state"] == "wrap_up"
    stream.settle()
    assert call("POST", "/api/logout", cookie=cookie).status == 204
    stream.settle()
    assert found(world, chat).state is ContactState.ENDED
    assert list(world.services.sessions.present("demo").waiting) == []


def test_an_offer_that_went_elsewhere_is_not_told(
    call: Call, world: World, anna: Socket, stream: Stream, cookie: str
) -> None:
    """X3: an agent who was offered it and left was never in the conversation."""
    assert anna.connection_id
    customer, chat = offered(call, stream)
    assert call("POST", "/api/logout", cookie=cookie).status == 204
    stream.settle()
    assert found(world, chat).state is ContactState.WAITING
    assert lines(world, chat) == ["Hej, är det öppet?"]
    assert call("POST", "/api/chats/current/end", headers=as_customer(customer)).status == 204
    assert lines(world, chat) == ["Hej, är det öppet?"]


def test_a_contact_that_is_gone_already_is_no_error(
    call: Call, world: World, anna: Socket, stream: Stream
) -> None:
    """Issue 8.3: contacts are kept 90 days; DynamoDB deletes a chat's items in any order."""
    customer, chat = accepted(call, stream, anna)
    key = {name: {"S": value} for name, value in keys.contact(chat).items()}
    boto3.client("dynamodb").delete_item(TableName=world.services.settings.table, Key=key)
    assert call("POST", "/api/chats/current/end", headers=as_customer(customer)).status == 204
    anna.disconnect()
    world.clock.advance(GONE)
    world.services.chat_sweep.run(world.services.sessions.present("demo"))


def test_a_customer_who_is_back_is_not_given_up(
    call: Call, world: World, anna: Socket, stream: Stream
) -> None:
    """Issue 8.1: the sweep comes between their sign of life and its mark on the queue."""
    anna.disconnect()
    _, chat = offered(call, stream)
    world.clock.advance(GONE)
    world.services.chats.customer_connected(chat, "k1", world.clock())
    world.services.chat_sweep.run(world.services.sessions.present("demo"))
    assert found(world, chat).state is ContactState.WAITING


def test_a_chat_that_was_taken_meanwhile_is_not_given_up(
    call: Call, world: World, anna: Socket, stream: Stream
) -> None:
    """Issue 8.1: the sweep saw it wait; who talks has longer to be silent than who waits."""
    world.services.users.add(colleague("bo"))
    _, chat = offered(call, stream)
    anna.ask("decline", contact=chat)
    (seen,) = world.services.sessions.present("demo").waiting
    bo = opened(log_in(call, "bo"), "b1")
    stream.settle()
    assert bo.ask("accept", contact=chat)["type"] == "ok"
    world.clock.advance(GONE)
    assert not world.services.chat_course.give_up(seen)
    assert found(world, chat).state is ContactState.TALKING


def test_a_customers_sign_of_life_takes_no_offer_away(
    call: Call, world: World, anna: Socket, stream: Stream
) -> None:
    """Issue 8.2: it looks whether an agent has let the offer lapse; until then it stands, and the
    agent's client is told nothing else. Then it is withdrawn, and goes to the next one."""
    customer, chat = offered(call, stream)
    page = customer_socket(customer)
    world.clock.advance(ACCEPT - 1)
    assert page.ask("heartbeat")["type"] == "ok"
    assert found(world, chat).state is ContactState.OFFERED
    assert "withdrawn" not in [frame["type"] for frame in world.pusher.to("a1")]
    world.clock.advance(1)
    assert page.ask("heartbeat")["type"] == "ok"
    assert found(world, chat).state is ContactState.WAITING
    assert "withdrawn" in [frame["type"] for frame in world.pusher.to("a1")]
