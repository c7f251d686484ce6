"""Issue 8: a chat from both sides, over HTTP, sockets and the table's stream."""

from typing import Any

import pytest

from tests.builders import colleague, other_organisation
from tests.handlers.chats import (
    OPENING,
    SECRET,
    Stream,
    as_customer,
    authorize_customer,
    customer_socket,
    make_mail_queue,
    opened_by,
)
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import Socket, allowed, log_in, opened


@pytest.fixture
def agent(call: Call) -> Socket:
    """Anna on desktop, connected: she may have chats."""
    return opened(log_in(call), "a1")


@pytest.fixture
def stream(world: World, agent: Socket) -> Stream:
    """From the agent's login on."""
    assert agent.connection_id
    make_mail_queue(world)
    return Stream(world)


def last(world: World, connection: str, kind: str) -> dict[str, Any]:
    """The newest message of this kind that the connection was sent."""
    message: dict[str, Any] = [m for m in world.pusher.to(connection) if m["type"] == kind][-1]
    return message


def talking(call: Call, stream: Stream, agent: Socket) -> tuple[str, Socket]:
    """A chat that the agent has accepted: its cookie, and the customer's socket."""
    begun = opened_by(call)
    stream.settle()
    socket = customer_socket(begun.cookie)
    answer = agent.ask("accept", contact=begun.body["contact"])
    assert answer["type"] == "ok", answer
    stream.settle()
    return begun.cookie or "", socket


def test_a_chat_from_its_opening_to_its_end(
    call: Call, world: World, agent: Socket, stream: Stream
) -> None:
    """Issue 8.2, 8.3, D9: offered first, accepted, said on both sides, ended, wrapped up."""
    begun = opened_by(call)
    assert begun.status == 201, begun
    contact = begun.body["contact"]
    assert (begun.body["state"], begun.body["name"]) == ("waiting", "Karin Ek")
    assert [line["text"] for line in begun.body["messages"]] == ["Hej, är det öppet?"]
    stream.settle()
    customer = customer_socket(begun.cookie)
    offer = last(world, "a1", "offer")["contact"]
    assert (offer["id"], offer["media"], offer["name"]) == (contact, "chat", "Karin Ek")
    assert offer["first_message"] == "Hej, är det öppet?"
    assert offer["page"] == "https://www.example.se/kontakt"

    answer = agent.ask("accept", contact=contact)
    (mine,) = answer["me"]["chats"]
    assert (mine["state"], mine["contact"]["id"]) == ("talking", contact)
    assert answer["me"]["chats_at_once"] == 3
    stream.settle()
    state = last(world, "k1", "chat_state")
    assert (state["state"], state["agent"], state["place"]) == ("talking", "Anna Lind", None)
    assert last(world, "k1", "chat")["messages"][-1]["event"] == "agent_joined"

    sent = agent.ask("chat", contact=contact, text="Ja, till fem.", client_id="a", id="a")
    assert (sent["type"], sent["id"], sent["messages"][0]["number"]) == ("chat", "a", 3)
    assert sent["messages"][0]["user"] == "anna"
    stream.settle()
    heard = last(world, "k1", "chat")["messages"][0]
    assert (heard["text"], heard["name"]) == ("Ja, till fem.", "Anna Lind")
    assert "user" not in heard, "customers know names alone"
    customer.ask("chat", text="Tack!", client_id="b")
    stream.settle()
    assert last(world, "a1", "chat")["messages"][0]["text"] == "Tack!"

    assert agent.ask("chat_end", contact=contact)["type"] == "ok"
    stream.settle()
    ended = last(world, "k1", "chat_state")
    assert (ended["state"], ended["ended_by"]) == ("ended", "agent")
    refused = customer.ask("chat", text="En sak till", client_id="c")
    assert (refused["type"], refused["code"]) == ("error", "chat_over")


def test_an_opening_whose_answer_was_lost_is_the_same_chat(
    call: Call, world: World, stream: Stream
) -> None:
    """Issue 8.3: the same client id again: one chat, one first message, and a fresh cookie that
    takes the place of the old one."""
    first, again = opened_by(call), opened_by(call)
    assert first.body["contact"] == again.body["contact"]
    assert len(again.body["messages"]) == 1
    assert first.cookie != again.cookie
    assert call("GET", "/api/chats/current", headers=as_customer(again.cookie)).status == 200
    old = call("GET", "/api/chats/current", headers=as_customer(first.cookie))
    assert (old.status, old.body["code"]) == (401, "no_chat")
    stream.settle()
    assert SECRET not in str(world.pusher.posted), "the client's id is a secret of the customer's"


def test_the_cookie_is_for_frames_and_nobody_elses_eyes(call: Call, agent: Socket) -> None:
    """Issue 8.1: works in an iframe on another site, each site apart (CHIPS)."""
    assert agent.connection_id
    cookie = opened_by(call).raw["cookies"][0]
    for part in (
        "__Host-jour-chat=",
        "HttpOnly",
        "Secure",
        "SameSite=None",
        "Partitioned",
        "Path=/",
    ):
        assert part in cookie


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"organisation": "nowhere"}, 404, "unknown_group"),
        ({"group": "support"}, 404, "unknown_group"),
        ({"name": "  "}, 422, "invalid_chat_name"),
        ({"name": "\u202e"}, 422, "invalid_chat_name"),
        ({"message": "\u0000 "}, 422, "invalid_chat_text"),
        ({"message": "x" * 4001}, 422, "invalid_chat_text"),
        ({"message": "\ud800"}, 422, "invalid_request"),
        ({"page": "javascript:alert(1)"}, 422, "invalid_page"),
        ({"page": "https://a.example/?token=1"}, 422, "invalid_page"),
        ({"client_id": "short"}, 422, "invalid_request"),
        ({"language": "de"}, 422, "invalid_request"),
        ({"more": 1}, 422, "invalid_request"),
    ],
)
def test_bad_openings_are_refused_whole(
    call: Call, world: World, fields: dict[str, Any], status: int, code: str
) -> None:
    """Bad input leaves nothing behind: no chat, no cookie."""
    answer = opened_by(call, **fields)
    assert (answer.status, answer.body["code"], answer.cookie) == (status, code, None)
    assert list(world.services.sessions.present("demo").waiting) == []


def test_another_sites_page_opens_nothing(call: Call, agent: Socket) -> None:
    """The widget runs in a frame of our own origin: Origin is checked there as anywhere."""
    assert agent.connection_id
    headers = {"origin": "https://evil.example"}
    answer = call("POST", "/api/chats", {}, headers=headers)
    assert (answer.status, answer.body["code"]) == (403, "origin_not_allowed")


def test_nobody_there_is_said_honestly(call: Call, world: World) -> None:
    """Issue 8.1, X3: an agent on the web staffs no chat."""
    log_in(call, channel="web")
    shown = call("GET", "/api/chats/groups/demo/chatt")
    assert (shown.status, shown.body["state"]) == (200, "nobody")
    assert opened_by(call).body["code"] == "chat_nobody"
    log_in(call)
    world.clock.advance(5_000)
    shown = call("GET", "/api/chats/groups/demo/chatt")
    assert (shown.body["state"], shown.body["waiting"], shown.body["name"]) == ("open", 0, "Chatt")


def test_closed_hours_are_said_with_when_it_opens(call: Call, world: World, agent: Socket) -> None:
    """Issue 8.1: closed, and until when."""
    assert agent.connection_id
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    edit = {"hours": {"mon": [["08:00", "09:00"]]}}
    assert call("PATCH", "/api/admin/groups/chatt", edit, cookie=cookie).status == 200
    world.clock.advance(31_000)
    shown = call("GET", "/api/chats/groups/demo/chatt").body
    assert shown["state"] == "closed"
    assert shown["opens_at"].endswith("07:00:00.000Z")
    assert opened_by(call).body["code"] == "chat_closed"


def test_a_flood_is_counted_by_its_source(call: Call, world: World, agent: Socket) -> None:
    """Issue 8.1: 20 openings in ten minutes from one source, good or bad; another source may."""
    assert agent.connection_id
    answers = [opened_by(call, name=" ") for _ in range(20)]
    assert {answer.body["code"] for answer in answers} == {"invalid_chat_name"}
    refused = opened_by(call)
    assert (refused.status, refused.body["code"]) == (429, "too_many_chats")
    assert int(refused.raw["headers"]["Retry-After"]) > 0
    headers = {"x-forwarded-for": "203.0.113.9, 198.51.100.1"}
    assert call("POST", "/api/chats", OPENING, headers=headers).status == 201
    world.clock.advance(600_000)
    assert opened_by(call).status != 429


def test_a_customer_hears_their_place_and_of_every_step(
    call: Call, world: World, agent: Socket, stream: Stream
) -> None:
    """Issue 8.1: place in the queue, told again when it moves; an offer is not shown."""
    assert agent.connection_id
    cookies = []
    for n in range(5):
        world.clock.advance(1_000)
        cookies.append(opened_by(call, client_id=f"client-of-a-customer-{n:04d}").cookie)
    sockets = [customer_socket(cookie, f"k{n}") for n, cookie in enumerate(cookies)]
    stream.settle()
    # Three were offered to the one agent; two wait for real, and all of them wait as they see it.
    world.pusher.posted.clear()
    answer = sockets[4].ask("sync", after=0)
    assert (answer["type"], answer["last"]) == ("chat", 1)
    state = last(world, "k4", "chat_state")
    assert (state["state"], state["place"]) == ("waiting", 2)
    sockets[3].ask("end")
    stream.settle()
    assert last(world, "k4", "chat_state")["place"] == 1
    assert last(world, "k3", "chat_state")["state"] == "ended"


def test_sent_again_it_is_the_same_message(call: Call, agent: Socket, stream: Stream) -> None:
    """Issue 8.3: each message once, however often either side retries."""
    cookie, customer = talking(call, stream, agent)
    first = customer.ask("chat", text="En gång", client_id="same")
    again = customer.ask("chat", text="En gång", client_id="same")
    assert first["messages"] == again["messages"]
    contact = first["contact"]
    one = agent.ask("chat", contact=contact, text="Ja", client_id="same")
    two = agent.ask("chat", contact=contact, text="Ja", client_id="same")
    assert one["messages"] == two["messages"]
    shown = call("GET", "/api/chats/current", headers=as_customer(cookie)).body
    assert [line["text"] for line in shown["messages"] if line["text"]] == [
        "Hej, är det öppet?",
        "En gång",
        "Ja",
    ]
    assert [line["number"] for line in shown["messages"]] == [1, 2, 3, 4]


def test_what_was_missed_is_asked_for(
    call: Call, world: World, agent: Socket, stream: Stream
) -> None:
    """Issue 8.3: complete after a reconnect, on both sides."""
    cookie, customer = talking(call, stream, agent)
    contact = customer.ask("sync", after=0)["contact"]
    customer.disconnect()
    stream.settle()
    assert last(world, "a1", "chat_customer") == {
        "type": "chat_customer",
        "contact": contact,
        "connected": False,
    }
    for n in range(3):
        agent.ask("chat", contact=contact, text=f"rad {n}", client_id=f"a{n}")
    back = customer_socket(cookie, "k2")
    assert [m["text"] for m in back.ask("sync", after=2)["messages"]] == ["rad 0", "rad 1", "rad 2"]
    assert agent.ask("chat_sync", contact=contact, after=5)["messages"] == []
    assert [m["number"] for m in agent.ask("chat_sync", contact=contact, after=3)["messages"]] == [
        4,
        5,
    ]


def test_read_marks_and_typing_reach_the_other_side(
    call: Call, world: World, agent: Socket, stream: Stream
) -> None:
    """Issue 8.3: read marks by the stream, typing at once and kept nowhere."""
    _, customer = talking(call, stream, agent)
    contact = customer.ask("sync", after=0)["contact"]
    agent.ask("chat", contact=contact, text="Hej", client_id="a")
    stream.settle()
    assert customer.ask("read", number=3) == {"type": "ok", "action": "read"}
    stream.settle()
    mark = {"type": "read", "contact": contact, "author": "customer", "number": 3}
    assert last(world, "a1", "read") == mark
    assert customer.ask("typing")["type"] == "ok"
    assert last(world, "a1", "typing")["author"] == "customer"
    assert agent.ask("typing", contact=contact)["type"] == "ok"
    assert last(world, "k1", "typing")["author"] == "agent"
    assert stream.records() == []


def test_a_second_tab_takes_the_chat_over(
    call: Call, world: World, agent: Socket, stream: Stream
) -> None:
    """One connection a chat: the older page is told, and its heartbeat does not take it back."""
    cookie, customer = talking(call, stream, agent)
    customer_socket(cookie, "k2")
    assert last(world, "k1", "taken_over")
    assert "k1" in world.pusher.closed
    assert customer.ask("heartbeat")["code"] == "taken_over"


@pytest.mark.parametrize("origin", ["https://evil.example", None])
def test_only_our_own_pages_connect(call: Call, agent: Socket, origin: str | None) -> None:
    """4.4.2: the widget's frame has our origin; a browser always sends one."""
    assert agent.connection_id
    cookie = opened_by(call).cookie
    assert allowed(authorize_customer(cookie))
    assert not allowed(authorize_customer(cookie, origin))


def test_cookies_open_their_own_side_alone(call: Call, agent: Socket) -> None:
    """`side` says which cookie is read, and proves nothing: a login opens no chat, a chat no login,
    a forged or foreign one nothing."""
    assert agent.connection_id
    login, chat = log_in(call), opened_by(call).cookie
    assert chat
    assert not allowed(authorize_customer(login))
    assert not allowed(authorize_customer(None))
    assert not allowed(authorize_customer(chat[:-1] + ("a" if chat[-1] != "a" else "b")))
    other = opened_by(call, client_id="of-another-customer-1").cookie or ""
    mixed = chat.partition(".")[0] + "." + other.partition(".")[2]
    assert not allowed(authorize_customer(mixed))
    assert call("GET", "/api/session", cookie=chat).status == 401
    assert call("GET", "/api/chats/current", cookie=login).status == 401


def test_agents_do_nothing_with_chats_that_are_not_theirs(
    call: Call, world: World, agent: Socket, stream: Stream
) -> None:
    """Another agent, and one of another organisation: refused, and nothing changed. They are told
    that it is not theirs, which is no reason to log in again."""
    _, customer = talking(call, stream, agent)
    contact = customer.ask("sync", after=0)["contact"]
    world.services.organisations.add(other_organisation("annan"))
    for user, org in (("bo", "demo"), ("eva", "annan")):
        world.services.users.add(colleague(user, org=org))
        theirs = opened(log_in(call, user=user), f"of-{user}")
        for action, fields in (
            ("chat", {"text": "Hej", "client_id": "x"}),
            ("typing", {}),
            ("read", {"number": 1}),
            ("chat_sync", {"after": 0}),
            ("chat_end", {}),
            ("chat_transfer", {"group": "chatt"}),
            ("accept", {}),
        ):
            answer = theirs.ask(action, contact=contact, **fields)
            told = answer["type"], answer.get("code")
            assert told == ("error", "not_your_contact"), (user, action, answer)
            assert "messages" not in answer
    assert customer.ask("sync", after=0)["last"] == 2


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("chat", {"text": "Hej"}),
        ("chat", {"text": 1, "client_id": "x"}),
        ("chat", {"text": "x" * 20_001, "client_id": "x"}),
        ("sync", {}),
        ("sync", {"after": -1}),
        ("sync", {"after": True}),
        ("read", {"number": "1"}),
        ("accept", {"contact": "x"}),
        ("", {}),
    ],
)
def test_what_a_customer_may_not_say_is_answered_with_an_error(
    call: Call, agent: Socket, stream: Stream, action: str, fields: dict[str, Any]
) -> None:
    """Bad input is refused with a code, a sentence and the message's id."""
    assert agent.connection_id
    socket = customer_socket(opened_by(call).cookie)
    stream.settle()
    answer = socket.ask(action, id="7", **fields)
    assert (answer["type"], answer["id"]) == ("error", "7")
    assert answer["code"] in ("invalid_message", "unknown_action")
    assert answer["message"].endswith(".")


def test_an_agents_client_hears_of_its_chats_without_asking(
    call: Call, world: World, agent: Socket, stream: Stream
) -> None:
    """The customer ends it: `me` tells the agent's client, whole."""
    cookie, _ = talking(call, stream, agent)
    world.pusher.posted.clear()
    assert call("POST", "/api/chats/current/end", headers=as_customer(cookie)).status == 204
    stream.settle()
    assert call("POST", "/api/chats/current/end", headers=as_customer(cookie)).status == 204
    me = last(world, "a1", "me")["me"]
    assert me["chats"] == []
    assert me["user"] == "anna"
    assert last(world, "a1", "chat")["messages"][-1]["event"] == "ended_by_customer"


def test_what_is_said_does_not_read_the_whole_organisation(
    call: Call, agent: Socket, stream: Stream, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chat-only batches read two people by their keys, however many are in the organisation."""
    _, customer = talking(call, stream, agent)
    contact = customer.ask("chat", text="Hej", client_id="b")["contact"]

    def forbidden(_: str) -> None:
        raise AssertionError("the whole organisation was read")

    monkeypatch.setattr(world.services.sessions, "present", forbidden)
    stream.settle()
    assert last(world, "a1", "chat")["contact"] == contact
