"""Issue 8.2: what agents do with their chats over their sockets, and what they may not."""

from typing import Any

import pytest

from jour.clock import MINUTE, SECOND, iso
from jour.contact import Contact, ContactState, Side
from jour.occupation import ACCEPT
from tests.builders import colleague
from tests.handlers.chats import Stream, as_customer, make_mail_queue, opened_by
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import Socket, log_in, opened

WRAP_UP_S = 20


@pytest.fixture
def anna(call: Call, world: World) -> Socket:
    """On the desktop. The chat group has a wrap-up time, and there is another chat group."""
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    groups, shop = "/api/admin/groups", {"name": "Butik", "media": "chat"}
    edit = {"wrap_up_s": WRAP_UP_S}
    assert call("PATCH", f"{groups}/chatt", edit, cookie=cookie).status == 200
    assert call("POST", groups, shop, cookie=cookie).body["id"] == "butik"
    make_mail_queue(world)
    return opened(log_in(call), "a1")


@pytest.fixture
def stream(world: World, anna: Socket) -> Stream:
    """From Anna's login on."""
    assert anna.connection_id
    return Stream(world)


@pytest.fixture
def customer(call: Call, stream: Stream) -> str:
    """Of a chat that has been offered to Anna: the customer's cookie."""
    begun = opened_by(call)
    stream.settle()
    return begun.cookie or ""


@pytest.fixture
def offered(customer: str) -> str:
    """The id of that chat."""
    return customer.partition(".")[0]


@pytest.fixture
def chat(offered: str, anna: Socket, stream: Stream) -> str:
    """Anna has accepted it."""
    assert did(anna, "accept", offered) == "ok"
    stream.settle()
    return offered


def did(agent: Socket, action: str, contact: str, **fields: Any) -> str:
    """`ok`, or the code of the refusal."""
    answer = agent.ask(action, contact=contact, **fields)
    return str(answer.get("code", answer["type"]))


def found(world: World, contact: str) -> Contact:
    return world.services.contacts.pair(contact).contact


def told(world: World, contact: str) -> list[str]:
    """What the conversation says of its course."""
    lines = world.services.chats.messages(contact, 0, 50)
    return [line.event.value for line in lines if line.event]


def had_by(agent: Socket) -> list[tuple[str, str | None]]:
    """The agent's chats as their client shows them: how far, and until when."""
    chats = agent.ask("sync")["me"]["chats"]
    return [(chat["state"], chat["until"]) for chat in chats]


def comes(world: World, call: Call, user: str, channel: str, *groups: str) -> Socket:
    """A colleague logs in."""
    world.services.users.add(colleague(user, groups=groups))
    return opened(log_in(call, user, channel), f"of-{user}")


def test_accepted_again_it_has_begun(world: World, anna: Socket, chat: str) -> None:
    """Issue 8.2: whose answer was lost asks again, and is not told that it is too late."""
    assert did(anna, "accept", chat) == "ok"
    assert told(world, chat) == ["agent_joined"]


def test_accepted_too_late_is_said(world: World, anna: Socket, offered: str) -> None:
    """Issue 8.2: 30 s; then it is for the next one, though the sweep has not been there yet."""
    world.clock.advance(ACCEPT)
    assert did(anna, "accept", offered) == "offer_lapsed"
    assert told(world, offered) == []


def test_accepted_when_the_customer_has_left_is_said(
    call: Call, world: World, anna: Socket, customer: str, offered: str
) -> None:
    """Issue 8.2: of an end and an acceptance at once the end stands; the offer is taken back."""
    assert call("POST", "/api/chats/current/end", headers=as_customer(customer)).status == 204
    gone = {"type": "withdrawn", "contact": offered, "reason": "caller_hung_up"}
    assert gone in world.pusher.to("a1")
    assert did(anna, "accept", offered) == "offer_lapsed"
    assert found(world, offered).state is ContactState.ENDED


def test_declined_after_all_it_goes_on(world: World, anna: Socket, chat: str) -> None:
    """B4: a late 'No' of another page takes no conversation away, and is no miss."""
    assert did(anna, "decline", chat) == "ok"
    assert had_by(anna) == [("talking", None)]
    agent = world.services.contacts.pair(chat).agent
    assert agent is not None
    assert agent.misses == 0


def test_a_colleague_is_sent_the_conversation(
    call: Call, world: World, anna: Socket, chat: str, stream: Stream
) -> None:
    """Issue 8.2: to one who need not staff the group; they are told whose it was (D9)."""
    bo = comes(world, call, "bo", "desktop", "support")
    assert did(anna, "chat_transfer", chat, user="bo") == "ok"
    assert had_by(anna) == []
    (offer,) = [m["contact"] for m in world.pusher.to("of-bo") if m["type"] == "offer"]
    sent_by = {"user": "anna", "name": "Anna Lind", "why": "transferred"}
    assert (offer["id"], offer["transferred_from"]) == (chat, sent_by)
    assert did(bo, "accept", chat) == "ok"
    assert told(world, chat) == ["agent_joined", "transferred", "agent_joined"]
    assert did(anna, "chat", chat, text="Hej", client_id="x") == "not_your_contact"
    assert did(bo, "chat", chat, text="Hej", client_id="x") == "chat"


def test_another_group_is_sent_the_conversation(
    call: Call, world: World, anna: Socket, chat: str
) -> None:
    """Issue 8.2: to its front, for those who staff it."""
    bo = comes(world, call, "bo", "desktop", "butik")
    assert did(anna, "chat_transfer", chat, group="butik") == "ok"
    contact = found(world, chat)
    assert (contact.group, contact.front) == ("butik", True)
    assert had_by(anna) == []
    assert [state for state, _ in had_by(bo)] == ["offered"]


@pytest.mark.parametrize(
    ("to", "channel", "code"),
    [
        ({"user": "bo"}, "mobile", "chat_colleague_away"),
        ({"user": "bo"}, "web", "chat_colleague_away"),
        ({"user": "eva"}, "desktop", "chat_colleague_away"),
        ({"user": "anna"}, "desktop", "chat_colleague_away"),
        ({"group": "support"}, "desktop", "invalid_group"),
        ({"group": "nowhere"}, "desktop", "invalid_group"),
    ],
)
def test_where_nobody_can_write_nothing_is_sent(
    call: Call, world: World, anna: Socket, chat: str, to: dict[str, str], channel: str, code: str
) -> None:
    """X3: to no telephone, no group of calls, nobody who is away, nor to oneself: it stays."""
    comes(world, call, "bo", channel, "support", "chatt")
    assert did(anna, "chat_transfer", chat, **to) == code
    assert had_by(anna) == [("talking", None)]
    assert told(world, chat) == ["agent_joined"]


def test_an_offer_is_not_sent_on(call: Call, world: World, anna: Socket, offered: str) -> None:
    """Issue 8.2: who has not accepted it has no conversation to send; the customer is not told
    that there was one."""
    bo = comes(world, call, "bo", "desktop", "support")
    did(anna, "chat_transfer", offered, user="bo")
    assert found(world, offered).state is ContactState.OFFERED
    assert ([state for state, _ in had_by(anna)], had_by(bo)) == (["offered"], [])
    assert told(world, offered) == []


def test_what_is_over_is_neither_sent_on_nor_ended_again(
    call: Call, world: World, anna: Socket, customer: str, chat: str
) -> None:
    """Issue 8.2: the customer was faster: no refusal, and it was the customer who ended it."""
    comes(world, call, "bo", "desktop", "chatt")
    assert call("POST", "/api/chats/current/end", headers=as_customer(customer)).status == 204
    assert did(anna, "chat_transfer", chat, user="bo") == "ok"
    assert did(anna, "chat_end", chat) == "ok"
    assert did(anna, "wrap_up_done", chat) == "ok"
    assert did(anna, "chat_end", chat) == "ok", "nor is it a stranger's afterwards"
    contact = found(world, chat)
    assert (contact.state, contact.ended_by) == (ContactState.ENDED, Side.CUSTOMER)
    assert told(world, chat) == ["agent_joined", "ended_by_customer"]


def test_wrap_up_is_extended_and_ended(world: World, anna: Socket, chat: str) -> None:
    """B5: the group's time, a minute more at a press, and done before it has passed."""
    assert did(anna, "chat_end", chat) == "ok"
    until = world.clock() + WRAP_UP_S * SECOND
    assert had_by(anna) == [("wrap_up", iso(until))]
    assert did(anna, "wrap_up_extend", chat) == "ok"
    assert had_by(anna) == [("wrap_up", iso(until + MINUTE))]
    assert did(anna, "wrap_up_done", chat) == "ok"
    assert had_by(anna) == []


@pytest.mark.parametrize("action", ["wrap_up_done", "wrap_up_extend"])
def test_who_does_not_wrap_up_is_told_so(
    world: World, anna: Socket, chat: str, action: str
) -> None:
    """B5: a conversation is not ended by it, and what has passed does not come back."""
    assert did(anna, action, chat) == "not_wrapping_up"
    assert had_by(anna) == [("talking", None)]
    did(anna, "chat_end", chat)
    world.clock.advance(WRAP_UP_S * SECOND)
    assert did(anna, action, chat) == "not_wrapping_up"
    assert had_by(anna) == []
