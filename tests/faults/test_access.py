"""Fault 17: a user disabled, a group edited, an organisation deleted while people are connected."""

from dataclasses import dataclass

import pytest

from jour.clock import SECOND
from tests.builders import ANNAS_PASSWORD
from tests.faults.actions import asks
from tests.faults.cells import cell
from tests.faults.site import REFUSED, Site, connects
from tests.handlers.chats import OPENING, customer_socket
from tests.handlers.conftest import called
from tests.handlers.sockets import Socket, fan_out


@dataclass
class Day:
    """Anna and Bo at work; Alva can change things. Afterwards a second goes by."""

    site: Site
    cookie: str
    anna: Socket
    bo: Socket

    def patch(self, path: str, **fields: object) -> None:
        answer = called("PATCH", f"/api/admin/{path}", fields, cookie=self.site.administrator())
        assert answer.status == 200, answer

    def settled(self) -> None:
        """The commit's own news has been told; from a second later on nothing more may come."""
        self.site.advance(SECOND)
        self.site.gateway.posted.clear()

    def something_happens(self) -> None:
        """News of a colleague, and a call in a group."""
        stream = self.site.stream()
        self.bo.ask("status", status="paused", reason="lunch")
        asks("k1", op="arrive")
        assert fan_out(stream.records()) == []


@pytest.fixture
def day(site: Site) -> Day:
    cookie = site.log_in()
    connects(cookie, "c1")
    session = site.session()
    anna = Socket("c1", {"org": "demo", "user": "anna", "channel": "desktop", "language": "sv"})
    anna.context["session_id"] = session.login.session_id
    return Day(site, cookie, anna, site.opened("bo", "b1"))


@cell(17, "login", "logout", "connect", "status", "toggle", "dispatch", "fan-out", "credential")
def test_a_disabled_user(day: Day) -> None:
    """Told why and closed; from then on nothing is pushed, and nothing opens for them."""
    site, stream = day.site, day.site.stream()
    day.patch("users/anna", disabled=True)
    assert fan_out(stream.records()) == []
    assert site.gateway.to("c1")[-1]["reason"] == "disabled"
    assert site.gateway.closed == ["c1"]
    day.settled()
    day.something_happens()
    assert site.gateway.to("c1") == []
    assert day.anna.ask("status", status="available")["type"] == "logged_out"
    assert connects(day.cookie, "c2") == REFUSED
    body = {"user_id": "anna", "password": ANNAS_PASSWORD}
    assert called("POST", "/api/login", body).status == 401
    change = {"current_password": ANNAS_PASSWORD, "new_password": "nytt-lösen-1"}
    assert called("POST", "/api/password", change, cookie=day.cookie).status == 401
    assert "avstängt" in site.rings()
    assert called("POST", "/api/logout", cookie=day.cookie).status == 204
    assert asks("k2", op="arrive").get("agent") != "anna"
    assert not site.is_live()
    assert site.unsound() == []


@cell(17, "fan-out", "dispatch", "status")
def test_a_user_who_leaves_a_group(day: Day) -> None:
    """No call of the group from then on; their login's groups are told to everybody at once."""
    site, stream = day.site, day.site.stream()
    day.patch("users/anna", groups=["vaxel"])
    assert fan_out(stream.records()) == []
    (told,) = [m for m in site.gateway.to("b1") if m["type"] == "presence"]
    assert [agent["groups"] for agent in told["agents"]] == [["vaxel"]]
    day.settled()
    day.bo.ask("status", status="paused", reason="lunch")
    stream = site.stream()
    assert asks("k1", op="arrive")["next"] == "wait"
    assert fan_out(stream.records()) == []
    assert "offer" not in site.gateway.news_to("c1")
    assert day.anna.ask("groups", groups=["support"])["code"] == "invalid_group"


@cell(17, "dispatch", "outcome", "fan-out")
def test_a_deleted_group(day: Day) -> None:
    """Its number leads nowhere, its logins staff it no more, and nothing of it is pushed."""
    site, cookie = day.site, day.site.administrator()
    told = asks("k1", op="arrive")
    assert told["next"] == "dial"
    users = [f"/api/admin/users/{user}" for user in ("anna", "bo")]
    for path in users:
        assert called("PATCH", path, {"groups": ["vaxel"]}, cookie=cookie).status == 200
    assert called("DELETE", "/api/admin/groups/support", cookie=cookie).status == 204
    day.settled()
    site.advance(31 * SECOND)
    stream = site.stream()
    after = asks("k1", op="outcome", result="no_answer", offer=told["offer"])
    assert after["next"] == "end", "nobody waits for nobody"
    assert asks("k2", op="arrive")["next"] == "unknown"
    assert fan_out(stream.records()) == []
    shown = [m["groups"] for m in site.gateway.to("c1") if m["type"] == "queue"]
    assert [groups for groups in shown if groups.get("support")] == []
    assert site.unsound() == []


@cell(17, "login", "connect", "status", "toggle", "dispatch", "fan-out", "chat", "credential")
def test_a_deleted_organisation(day: Day) -> None:
    """Nothing is pushed to anybody; every door says no, and none breaks."""
    site, stream = day.site, day.site.stream()
    begun = called("POST", "/api/chats", OPENING)
    customer = customer_socket(begun.cookie, "k9")
    day.bo.ask("status", status="paused", reason="lunch")
    table = site.services.table
    table.delete_all([{"pk": "ORG#demo", "sk": "ORGANISATION"}])
    site.advance(31 * SECOND)
    site.gateway.posted.clear()
    assert fan_out(stream.records()) == []
    assert [m for to, m in site.gateway.posted if to in ("c1", "b1")] == []
    body = {"user_id": "anna", "password": ANNAS_PASSWORD}
    assert called("POST", "/api/login", body).status == 401
    assert called("GET", "/api/session", cookie=day.cookie).status == 401
    change = {"current_password": ANNAS_PASSWORD, "new_password": "nytt-lösen-1"}
    assert called("POST", "/api/password", change, cookie=day.cookie).status == 401
    assert connects(day.cookie, "c2") == REFUSED
    assert day.anna.ask("sync")["type"] == "error"
    assert day.anna.ask("status", status="paused", reason="lunch")["type"] == "error"
    assert "inte registrerat" in site.rings()
    assert asks("k1", op="arrive")["next"] == "unknown"
    assert customer.ask("sync", after=0)["type"] in ("chat", "error")
    site.sweep()


@cell(17, "chat")
def test_a_chat_of_a_disabled_agent_goes_on_elsewhere(day: Day) -> None:
    """The customer waits again, and what they write is not shown to who is gone (X3)."""
    site, stream = day.site, day.site.stream()
    begun = called("POST", "/api/chats", OPENING)
    customer = customer_socket(begun.cookie, "k9")
    stream.settle()
    contact = begun.body["contact"]
    mine = next(s for s in (day.anna, day.bo) if s.ask("accept", contact=contact)["type"] == "ok")
    user, other = ("anna", "b1") if mine is day.anna else ("bo", "c1")
    day.patch(f"users/{user}", disabled=True)
    stream.settle()
    day.settled()
    said = {"contact": contact, "text": "Hallå?", "client_id": "customers-line-000001"}
    assert customer.ask("chat", **said)["type"] != "error"
    stream.settle()
    assert site.gateway.to(mine.connection_id) == []
    assert other != mine.connection_id
    assert mine.ask("chat", **said)["type"] in ("logged_out", "error")
    assert site.unsound() == []
