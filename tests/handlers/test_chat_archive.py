"""Issue 8.3: chats read afterwards, erased; canned answers; what administrators choose."""

from typing import Any

import pytest

from tests.builders import colleague, other_organisation
from tests.handlers.chats import as_customer, opened_by
from tests.handlers.conftest import Answer, Call, World
from tests.handlers.sockets import log_in, opened

NONE: dict[str, Any] = {"answers": [], "version": 0}
HELLO = {"title": "Hälsning", "text": "Hej!\nVad gäller det?"}
ANSWERS = "/api/admin/groups/chatt/answers"


@pytest.fixture
def anna(call: Call) -> str:
    """An agent on desktop; her cookie."""
    cookie = log_in(call)
    opened(cookie, "a1")
    return cookie


@pytest.fixture
def alva(call: Call) -> str:
    """An administrator's cookie."""
    return call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie or ""


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def test_canned_answers_are_edited_and_read(call: Call, anna: str, alva: str) -> None:
    """Per group; of two administrators at once the second is told; agents get their own groups'."""
    assert call("GET", ANSWERS, cookie=alva).body == NONE
    first = call("PUT", ANSWERS, {"answers": [HELLO], "version": 0}, cookie=alva)
    assert first.body == {"answers": [HELLO], "version": 1}
    late = call("PUT", ANSWERS, {"answers": [], "version": 0}, cookie=alva)
    assert refused(late) == (409, "edited_meanwhile")
    assert call("GET", "/api/chats/answers", cookie=anna).body == {"answers": {"chatt": [HELLO]}}
    assert call("PUT", ANSWERS, {"answers": [], "version": 1}, cookie=alva).body["version"] == 2


def test_canned_answers_have_limits_and_owners(call: Call, anna: str, alva: str) -> None:
    """Bad input is refused; agents edit nothing; a plain login has no groups."""
    bad: list[dict[str, Any]] = [
        {"answers": [HELLO] * 51, "version": 0},
        {"answers": [{"title": "x" * 61, "text": "y"}], "version": 0},
        {"answers": [{"title": "x", "text": "y" * 2001}], "version": 0},
        {"answers": [{"title": " ", "text": "y"}], "version": 0},
        {"answers": []},
    ]
    for body in bad:
        assert refused(call("PUT", ANSWERS, body, cookie=alva)) == (422, "invalid_request")
    body = {"answers": [HELLO], "version": 0}
    assert refused(call("PUT", ANSWERS, body, cookie=anna)) == (403, "not_an_administrator")
    voice = "/api/admin/groups/support/answers"
    assert refused(call("PUT", voice, body, cookie=alva)) == (422, "not_a_chat_group")
    nowhere = "/api/admin/groups/nej/answers"
    assert refused(call("GET", nowhere, cookie=alva)) == (404, "unknown_group")
    assert refused(call("GET", "/api/chats/answers", cookie=alva)) == (403, "not_an_agent")
    assert call("GET", ANSWERS, cookie=alva).body == NONE


def test_a_days_chats_and_one_of_them(call: Call, anna: str, alva: str, world: World) -> None:
    """Administrators read a day; whoever staffs the group reads one; nobody else knows of it."""
    contact = opened_by(call).body["contact"]
    day = world.services.contacts.pair(contact).contact.day
    (chat,) = call("GET", "/api/admin/chats", query={"day": day}, cookie=alva).body["chats"]
    assert (chat["contact"], chat["name"], chat["messages"]) == (contact, "Karin Ek", 1)
    assert (chat["page"], chat["erased"]) == ("https://www.example.se/kontakt", False)
    other_day = call("GET", "/api/admin/chats", query={"day": "2020-01-01"}, cookie=alva)
    assert other_day.body == {"chats": [], "more": False}
    for cookie in (anna, alva):
        read = call("GET", f"/api/chats/{contact}", cookie=cookie)
        assert [line["text"] for line in read.body["messages"]] == ["Hej, är det öppet?"]
    after = call("GET", f"/api/chats/{contact}", query={"after": "1"}, cookie=alva)
    assert (after.body["messages"], after.body["last"]) == ([], 1)

    world.services.organisations.add(other_organisation("annan"))
    world.services.users.add(colleague("eva", org="annan"))
    world.services.users.add(colleague("bo", groups=("support",)))
    for user in ("eva", "bo"):
        theirs = log_in(call, user=user)
        answer = call("GET", f"/api/chats/{contact}", cookie=theirs)
        assert refused(answer) == (404, "unknown_chat")
    assert call("GET", f"/api/chats/{contact}").status == 401
    forbidden = call("GET", "/api/admin/chats", query={"day": day}, cookie=anna)
    assert refused(forbidden) == (403, "not_an_administrator")


def test_a_chat_is_erased(call: Call, anna: str, alva: str, world: World) -> None:
    """Messages, name and page are gone, for the customer too; that there was a chat is not."""
    begun = opened_by(call)
    contact = begun.body["contact"]
    address = f"/api/admin/chats/{contact}"
    assert refused(call("DELETE", address, cookie=alva)) == (409, "chat_going_on")
    assert call("POST", "/api/chats/current/end", headers=as_customer(begun.cookie)).status == 204
    assert refused(call("DELETE", address, cookie=anna)) == (403, "not_an_administrator")
    assert call("DELETE", address, cookie=alva).status == 204
    assert call("DELETE", address, cookie=alva).status == 204
    assert refused(call("GET", f"/api/chats/{contact}", cookie=alva)) == (404, "unknown_chat")
    gone = call("GET", "/api/chats/current", headers=as_customer(begun.cookie))
    assert refused(gone) == (401, "no_chat")
    day = world.services.contacts.pair(contact).contact.day
    (chat,) = call("GET", "/api/admin/chats", query={"day": day}, cookie=alva).body["chats"]
    assert (chat["erased"], chat["name"], chat["page"]) == (True, None, None)


def test_an_organisation_chooses_how_many_chats(call: Call, alva: str) -> None:
    """Issue 8.2: 1 to 10 at once, and whether on a call; a group says who gets messages."""
    edit = {"chats_at_once": 5, "chats_during_calls": True}
    answer = call("PATCH", "/api/admin/organisation", edit, cookie=alva)
    assert edit.items() <= answer.body.items()
    for bad in (0, 11):
        wrong = call("PATCH", "/api/admin/organisation", {"chats_at_once": bad}, cookie=alva)
        assert refused(wrong) == (422, "invalid_request")
    takes = {"message_mail": "chatt@demo.example", "message_group": "support"}
    group = call("PATCH", "/api/admin/groups/chatt", takes, cookie=alva)
    assert takes.items() <= group.body.items()
    for name in ("kampanj", "nej"):
        wrong = call("PATCH", "/api/admin/groups/chatt", {"message_group": name}, cookie=alva)
        assert refused(wrong) == (422, "invalid_message_group")
    none = {"message_mail": None, "message_group": None}
    assert none.items() <= call("PATCH", "/api/admin/groups/chatt", none, cookie=alva).body.items()
