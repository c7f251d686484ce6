"""What administrators see to: who is here, what failed, whose password is void (B6, issue 9)."""

from dataclasses import replace

import boto3
import pytest

from functions.presence_log.handler import handler as log_handler
from jour.clock import DAY, HOUR, MINUTE
from jour.credential_order import OrderState
from jour.opening import day_span, local_day
from jour.organisation import PasswordPolicy
from jour.sms import SmsKind, SmsState, Word, asked_for_callback, concluded, missed_calls
from jour.sms_queue import SmsQueue
from jour.store.sms_outbox import opened
from jour.store.user_writes import new_credential
from tests.builders import PASSWORDS, colleague
from tests.handlers.conftest import Call, World
from tests.handlers.post import post_office
from tests.handlers.sockets import Stream, log_in


@pytest.fixture
def admin(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


def test_who_is_here_and_what_nobody_staffs(call: Call, world: World, admin: str) -> None:
    """B6: agents with channel and state, others by themselves, open groups without anybody."""
    log_in(call, groups=["support"])
    seen = call("GET", "/api/admin/present", cookie=admin).body
    (anna,) = seen["agents"]
    assert (anna["user"], anna["channel"], anna["state"]) == ("anna", "desktop", "available")
    assert [one["user"] for one in seen["others"]] == ["alva"]
    assert [group["id"] for group in seen["unstaffed"]] == ["vaxel", "chatt"]
    world.clock.advance(DAY)
    assert call("GET", "/api/admin/present", cookie=admin).body["agents"] == []


def test_users_come_a_page_at_a_time(call: Call, world: World, admin: str) -> None:
    """10,000 users: each page says where the next one begins, and none is told twice."""
    for user in ("bo", "cia"):
        world.services.users.add(colleague(user))
    first = call("GET", "/api/admin/users", query={"limit": "2"}, cookie=admin).body
    query = {"limit": "2", "after": first["after"]}
    second = call("GET", "/api/admin/users", query=query, cookie=admin).body
    pages = [[user["id"] for user in page["users"]] for page in (first, second)]
    assert pages == [["alva", "anna"], ["bo", "cia"]]
    assert second["after"] is None


def test_passwords_that_need_seeing_to_are_counted(call: Call, world: World, admin: str) -> None:
    """P7, P10: void, expired, and how many would have to change were the policy strict."""
    old = PASSWORDS.seal("x", world.clock() - 91 * DAY, policy=PasswordPolicy.STRICT)
    void = world.services.users
    void.add(colleague("ny", credential=None))
    void.add(colleague("olle", credential=old))
    void.add(colleague("borta", credential=None, disabled=True))
    told = call("GET", "/api/admin/survey", cookie=admin).body
    assert told == {
        "users": 4,
        "without_password": 1,
        "expired": 0,
        "must_change": 0,
        "not_strict": 2,
        "after": None,
    }
    path = "/api/admin/organisation"
    assert call("PATCH", path, {"password_policy": "strict"}, cookie=admin).status == 200
    told = call("GET", "/api/admin/survey", cookie=admin).body
    assert (told["expired"], told["must_change"]) == (1, 2)
    rows = call("GET", "/api/admin/users", cookie=admin).body["users"]
    assert {row["id"]: row["password"] for row in rows} == {
        "alva": "must_change",
        "anna": "must_change",
        "borta": "none",
        "ny": "none",
        "olle": "expired",
    }


def test_credentials_that_bounced_are_told_until_it_is_mended(
    call: Call, world: World, admin: str
) -> None:
    """P9: with the address; sent anew, or a password chosen since, they are told no more."""
    post = post_office(world)
    post.order()
    order = world.services.orders.get("anna")
    assert order
    world.services.orders.bounce(order.id, world.clock())
    (told,) = call("GET", "/api/admin/deliveries", cookie=admin).body["credentials"]
    assert (told["user"], told["email"], told["state"]) == ("anna", "anna@demo.example", "bounced")
    post.order()
    assert call("GET", "/api/admin/deliveries", cookie=admin).body["credentials"] == []
    again = world.services.orders.get("anna")
    assert again
    world.services.orders.close(again, OrderState.FAILED, world.clock())
    anna = world.services.users.get("anna")
    assert anna
    chosen = PASSWORDS.seal("ett-nytt", world.clock() + 1)
    world.services.table.transact([new_credential(anna, chosen)])
    assert call("GET", "/api/admin/deliveries", cookie=admin).body["credentials"] == []


def test_a_text_message_is_sent_again_or_seen_to(call: Call, world: World, admin: str) -> None:
    """F12: again as a message of its own, once; a callback's is not, since it went back."""
    url = boto3.client("sqs").create_queue(QueueName="sms")["QueueUrl"]
    world.services.__dict__["sms_queue"] = SmsQueue(boto3.client("sqs"), url)
    now, outbox = world.clock(), world.services.sms_outbox
    misses = missed_calls(SmsKind.MISSES, "c1", "demo", "anna", "+46701740605", 2, now)
    callback = asked_for_callback(
        "c2",
        1,
        "demo",
        "anna",
        "+46701740605",
        now,
        number="+46701740690",
        name=None,
        group="Support",
        asked_at=now,
    )
    for sms in (misses, callback, replace(misses, id="c3.misses", org="strikt")):
        world.services.table.transact([opened(sms)])
        mine = outbox.begin(sms, now)
        assert mine
        outbox.conclude(mine, concluded(mine, Word(SmsState.FAILED, "opted_out")), now)
    told = call("GET", "/api/admin/sms", cookie=admin).body["messages"]
    assert {one["id"]: one["repeatable"] for one in told} == {misses.id: True, callback.id: False}

    path = "/api/admin/sms/{}/again"
    refused = call("POST", path.format(callback.id), cookie=admin)
    assert (refused.status, refused.body["code"]) == (409, "sms_not_repeatable")
    assert call("POST", path.format("c3.misses"), cookie=admin).body["code"] == "unknown_sms"
    assert call("POST", path.format(misses.id), cookie=admin).status == 202
    assert call("POST", path.format(misses.id), cookie=admin).body["code"] == "unknown_sms"
    anew = outbox.get(f"{misses.id}.again")
    assert anew
    assert (anew.state, anew.values) == (SmsState.OPEN, misses.values)
    assert call("DELETE", f"/api/admin/sms/{callback.id}", cookie=admin).status == 204
    assert call("GET", "/api/admin/sms", cookie=admin).body["messages"] == []
    assert outbox.get("c3.misses")


def test_a_day_to_draw_knows_who_was_there_when_it_began(
    call: Call, world: World, admin: str
) -> None:
    """B6: an app's login lasts for days, with nothing to tell of it; its pause too."""
    stream = Stream(world)
    log_in(call, channel="mobile")
    log_handler({"Records": stream.records()}, None)
    began = world.clock()
    for days in (1, 5):
        world.clock.now = began + days * DAY
        day = call("GET", "/api/admin/presence-day", cookie=_again(call)).body
        begins, ends = day_span(local_day(world.clock()))
        assert ends - begins in (23 * HOUR, 24 * HOUR, 25 * HOUR)
        (before,) = day["before"]
        assert (before["user"], before["channel"], before["paused"]) == ("anna", "mobile", False)
        assert [entry for entry in day["entries"] if entry["user"] == "anna"] == []
    world.clock.advance(MINUTE)


def _again(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


def test_a_date_that_no_calendar_has_is_refused(call: Call, admin: str) -> None:
    """422, whatever the pattern lets through."""
    query = {"date": "2026-02-30"}
    answer = call("GET", "/api/admin/presence-day", query=query, cookie=admin)
    assert (answer.status, answer.body["code"]) == (422, "invalid_date")


@pytest.mark.parametrize(
    ("reasons", "place"),
    [(["lunch", " "], 1), (["Lunch", "lunch"], 1), (["no_answer"], 0), (["x" * 41], 0)],
)
def test_pause_reasons_are_each_something_to_choose(
    reasons: list[str], place: int, call: Call, admin: str
) -> None:
    """B5: told at the reason that is wrong; nothing is stored."""
    path = "/api/admin/organisation"
    answer = call("PATCH", path, {"pause_reasons": reasons}, cookie=admin)
    assert (answer.status, answer.body["code"]) == (422, "invalid_pause_reason")
    assert answer.body["field"] == f"pause_reasons.{place}"
    assert call("GET", path, cookie=admin).body["version"] == 1


def test_somebody_new_reads_the_organisations_language(
    call: Call, world: World, admin: str
) -> None:
    """B8: the organisation's language is the new user's, where nothing else is said."""
    post = post_office(world)
    path = "/api/admin/organisation"
    edit = {"language": "en", "pause_reasons": ["lunch", " Kund  på plats "]}
    done = call("PATCH", path, edit, cookie=admin).body
    assert (done["language"], done["pause_reasons"]) == ("en", ["lunch", "Kund på plats"])
    new = {"id": "kim", "name": "Kim Ek", "email": "kim@demo.example"}
    assert call("POST", "/api/admin/users", new, cookie=admin).body["language"] == "en"
    post.run()
    assert "welcome" in post.ses.texts()[0]
