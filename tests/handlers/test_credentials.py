"""From an order to a mail to a login (P9): over moto, with a stand-in for SES."""

import json
from dataclasses import replace
from io import StringIO
from typing import Any

import boto3
import pytest

from functions.notifications.handler import handler as notifications
from functions.sweep.handler import handler as sweep
from jour.clock import DAY, MINUTE
from jour.credential_order import TRIES, OrderState
from jour.errors import Unavailable
from jour.forgotten import SOURCE_LIMIT, USER_LIMIT, ask
from jour.order_credentials import order_for
from jour.organisation import PasswordPolicy
from jour.password_policy import PasswordState
from jour.rotation_queue import RotationQueue
from jour.sign_in import Caller
from jour.store import keys
from jour.store.expression import Update
from jour.store.user_writes import edited, removed
from tests.builders import (
    ANNA,
    ANNAS_PASSWORD,
    DEMO,
    PASSWORDS,
    colleague,
    other_organisation,
    session,
)
from tests.handlers.conftest import Answer, Call, World
from tests.handlers.post import SHAPE, Post, post_office


@pytest.fixture
def post(world: World) -> Post:
    """The mailing function, and a second, strict organisation."""
    world.services.organisations.add(
        other_organisation("strikt", password_policy=PasswordPolicy.STRICT)
    )
    return post_office(world)


def log_in(call: Call, password: str, user: str = "anna", **fields: Any) -> Answer:
    return call("POST", "/api/login", {"user_id": user, "password": password, **fields})


def test_the_old_password_is_dead_from_the_order_on(call: Call, post: Post) -> None:
    """P9, fault 12: before any mail is sent, and every login of the user has ended."""
    before = log_in(call, ANNAS_PASSWORD)
    post.order()
    assert log_in(call, ANNAS_PASSWORD).status == 401
    told = call("GET", "/api/session", cookie=before.cookie)
    assert (told.status, told.body["reason"], told.body["by"]) == (401, "password_changed", "alva")
    assert post.ses.sent == []


def test_the_mailed_password_opens_the_change_once(call: Call, post: Post) -> None:
    """P9: single use, and good for the change alone; one mail in standard mode."""
    post.order()
    post.run()
    (password,) = post.ses.passwords()
    assert "anna" in post.ses.texts()[0]
    first = log_in(call, password, agent=True, channel="desktop", phone="softphone")
    assert (first.status, first.body["password"]["must_change"]) == (200, True)
    assert first.body["session"] is None
    assert log_in(call, password).status == 401
    assert post.state() == "sent"


def test_what_was_void_is_not_forgotten(post: Post) -> None:
    """P8: an order does not make an earlier password new again."""
    post.order()
    user = post.world.services.users.get("anna")
    assert user
    assert user.credential is None
    assert user.history == (ANNA.credential,)


def test_it_is_valid_for_a_day(call: Call, post: Post) -> None:
    """ASVS 6.4.1: 24 hours, told by nothing but the refusal."""
    post.order()
    post.run()
    (password,) = post.ses.passwords()
    post.world.clock.advance(DAY)
    assert log_in(call, password).body["code"] == "invalid_credentials"


def test_strict_organisations_get_two_mails(post: Post) -> None:
    """P9: user id and password apart, each marked with the order and with nothing personal."""
    post.world.services.users.add(colleague("sara", org="strikt", email="s@x.example"))
    post.order("sara")
    post.run()
    user_id, password = post.ses.texts()
    assert "sara" in user_id
    assert not SHAPE.search(user_id)
    assert SHAPE.search(password)
    assert "sara" not in password
    order = post.world.services.orders.get("sara")
    assert order
    for mail in post.ses.sent:
        assert mail["EmailTags"] == [{"Name": "order", "Value": order.id}]
        assert mail["Destination"] == {"ToAddresses": ["s@x.example"]}


def test_a_refused_mail_is_tried_again_with_another_password(call: Call, post: Post) -> None:
    """Fault 12: retried with a fresh password; the one that may have leaked is void."""
    post.order()
    (body,) = post.bodies()
    post.ses.refusals = 2
    for _ in range(2):
        assert post.deliver(body) == [body]
        assert post.state() == "ordered"
        post.world.clock.advance(MINUTE)
    first = post.world.services.users.get("anna")
    assert post.deliver(body) == []
    last = post.world.services.users.get("anna")
    assert first
    assert last
    assert first.temporary != last.temporary
    (password,) = post.ses.passwords()
    assert log_in(call, password).status == 200


def test_after_the_last_try_the_administrator_sees_it(post: Post) -> None:
    """Fault 12: "not delivered"; the message is done, so that nothing lies in dead letters."""
    post.order()
    (body,) = post.bodies()
    post.ses.refusals = 100
    for _ in range(TRIES - 1):
        assert post.deliver(body) == [body]
        post.world.clock.advance(MINUTE)
    assert post.deliver(body) == []
    assert post.state() == "failed"
    assert list(post.world.services.orders.overdue(post.world.clock() + DAY)) == []


@pytest.mark.parametrize("gone", ["removed", "disabled", "elsewhere"])
def test_nothing_is_mailed_to_who_may_not_have_it_any_more(gone: str, post: Post) -> None:
    """P9: removed, disabled or moved since the order; the administrator sees that it failed."""
    post.order()
    users = post.world.services.users
    anna = users.get("anna")
    assert anna is not None
    writes = {
        "removed": removed(anna),
        "disabled": edited(anna, replace(anna, disabled=True, version=anna.version + 1)),
        "elsewhere": (keys.user("anna"), Update().set(org="strikt")),
    }
    post.world.services.table.transact([writes[gone]])
    post.run()
    assert (post.ses.sent, post.state()) == ([], "failed")
    left = users.get("anna")
    assert left is None or left.temporary is None


def test_a_message_delivered_twice_mails_once(post: Post) -> None:
    """SQS delivers at least once: while somebody tries, and after it is sent, nothing happens."""
    post.order()
    (body,) = post.bodies()
    post.deliver(body, body)
    post.world.clock.advance(MINUTE)
    post.deliver(body)
    assert len(post.ses.sent) == 1


def test_only_the_newest_order_is_fulfilled(call: Call, post: Post) -> None:
    """Two orders in a row: the first one's message mails nothing."""
    post.order()
    post.order()
    older, newer = sorted(post.bodies(), key=_is_newest(post))
    assert post.deliver(older) == []
    assert post.ses.sent == []
    post.deliver(newer)
    assert log_in(call, post.ses.passwords()[0]).status == 200


def _is_newest(post: Post) -> Any:
    order = post.world.services.orders.get("anna")
    return lambda body: order is not None and order.id in body


def test_a_lost_message_is_made_up_for_by_the_sweep(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 12: the process died between the order and its message; found through the index."""

    def lost(*_: Any) -> None:
        raise Unavailable

    with monkeypatch.context() as patch:
        patch.setattr(RotationQueue, "mail", lost)
        post.order()
    event: dict[str, list[Any]] = {"Records": []}
    sweep(event, None)
    assert post.bodies() == []
    post.world.clock.advance(31_000)
    sweep(event, None)
    sweep(event, None)
    (body,) = post.bodies()
    post.deliver(body)
    assert post.state() == "sent"


@pytest.mark.parametrize("poison", ["{", "[]", '{"user": 1}', '{"order": "x"}', "null"])
def test_poison_is_reported_and_the_rest_goes_on(poison: str, post: Post) -> None:
    """Fault 13: to the dead letters, without taking others along."""
    post.order()
    (body,) = post.bodies()
    assert post.deliver(poison, body) == [poison]
    assert post.state() == "sent"


def test_no_password_is_written_anywhere_but_in_the_mail(
    call: Call, post: Post, logs: StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """Issue 4: not in the table, a message or a log; nor the address of whom it is for."""
    post.order()
    bodies = post.bodies()
    post.ses.refusals = 1
    post.deliver(*bodies)
    post.world.clock.advance(MINUTE)
    post.deliver(*bodies)
    (password,) = post.ses.passwords()
    log_in(call, password)
    metrics = capsys.readouterr().out
    everything = [
        json.dumps(boto3.client("dynamodb").scan(TableName="jour")["Items"], default=str),
        *bodies,
        logs.getvalue(),
        metrics,
    ]
    for text in everything:
        assert not SHAPE.search(text)
    assert ANNA.email not in logs.getvalue() + metrics
    assert "MessageRejected" in logs.getvalue()
    assert "CredentialsSent" in metrics


def test_a_forgotten_password_goes_on_working_until_the_new_one_is_used(
    call: Call, post: Post
) -> None:
    """Nobody is locked out by a stranger who asks in their name."""
    ask(" Anna", "192.0.2.1", post.world.services.rotation_queue)
    post.run()
    (password,) = post.ses.passwords()
    assert log_in(call, ANNAS_PASSWORD).status == 200
    assert log_in(call, password).body["password"]["must_change"] is True
    assert log_in(call, ANNAS_PASSWORD).status == 401


@pytest.mark.parametrize("user", ["nobody", "\x00", ""])
def test_forgotten_tells_nobody_who_exists(user: str, post: Post) -> None:
    """ASVS 6.3.8: the same message is sent for everybody; strangers get no mail."""
    ask(user, "192.0.2.1", post.world.services.rotation_queue)
    ask("anna", "192.0.2.1", post.world.services.rotation_queue)
    bodies = post.bodies()
    kinds = [sorted(json.loads(body)) for body in bodies]
    assert kinds == [["forgotten", "source"]] * 2
    assert post.deliver(*bodies) == []
    post.run()
    assert [mail["Destination"]["ToAddresses"] for mail in post.ses.sent] == [[ANNA.email]]


def test_forgotten_is_bounded_per_user_and_source(post: Post) -> None:
    """Issue 4: nobody's mailbox is flooded, and nobody tries through a list of names."""
    queue = post.world.services.rotation_queue
    for number in range(USER_LIMIT + 2):
        ask("anna", f"192.0.2.{number}", queue)
        post.run()
    assert len(post.ses.sent) == USER_LIMIT
    users = [f"u{number}" for number in range(SOURCE_LIMIT + 2)]
    for user in users:
        post.world.services.users.add(colleague(user))
        ask(user, "2001:db8::1", queue)
        post.run()
    ordered = [user for user in users if post.state(user)]
    assert len(ordered) == SOURCE_LIMIT
    post.world.clock.advance(DAY)
    ask("anna", "192.0.2.1", queue)
    post.run()
    assert len(post.ses.sent) == USER_LIMIT + SOURCE_LIMIT + 1


def _event(post: Post, kind: str, **bounce: str) -> dict[str, Any]:
    order = post.world.services.orders.get("anna")
    assert order
    told = {
        "eventType": kind,
        "mail": {"tags": {"order": [order.id]}, "destination": [ANNA.email]},
        "bounce": bounce,
    }
    return {"source": "aws.ses", "detail": told}


@pytest.mark.parametrize(
    ("kind", "bounce", "state"),
    [
        ("Bounce", {"bounceType": "Permanent", "bounceSubType": "NoEmail"}, "bounced"),
        ("Bounce", {"bounceType": "Transient", "bounceSubType": "MailboxFull"}, "bounced"),
        ("Bounce", {"bounceType": "Transient", "bounceSubType": "General"}, "sent"),
        ("Complaint", {}, "bounced"),
        ("Delivery", {}, "sent"),
    ],
)
def test_a_bounce_is_shown_to_the_administrator(
    kind: str, bounce: dict[str, str], state: str, post: Post
) -> None:
    """Issue 4: bounces and complaints mark the order; an out-of-office reply does not."""
    post.order()
    post.run()
    notifications(_event(post, kind, **bounce), None)
    assert post.state() == state


def test_a_late_bounce_does_not_touch_a_newer_order(post: Post) -> None:
    """What came back is of yesterday; today's mail is on its way."""
    post.order()
    post.run()
    event = _event(post, "Bounce", bounceType="Permanent")
    post.order()
    notifications(event, None)
    assert post.state() == "ordered"


def test_orders_of_many_users_are_read_together(post: Post) -> None:
    """What the administrator's list of users asks."""
    post.order()
    found = post.world.services.orders.of_users(["anna", "alva", *map(str, range(150))])
    assert {user: order.state for user, order in found.items()} == {"anna": OrderState.ORDERED}


def test_reminders_go_out_once_however_often_the_schedule_runs(post: Post) -> None:
    """P7: 14, 7 and 1 days ahead, to strict users alone."""
    sealed = PASSWORDS.seal("Demo-sara1", post.world.clock(), policy=PasswordPolicy.STRICT)
    sara = colleague("sara", org="strikt", credential=sealed)
    for user in (sara, replace(sara, id="gone", disabled=True, softphone=None)):
        post.world.services.users.add(user)
    post.world.clock.advance(70 * DAY)
    for _ in range(20):
        for _ in range(2):
            post.deliver('{"reminders": true}')
            post.run()
        post.world.clock.advance(DAY)
    subjects = [mail["Content"]["Simple"]["Subject"]["Data"] for mail in post.ses.sent]
    assert len(subjects) == 3
    assert [part for text in subjects for part in ("14", "7", "dygn") if part in text] == [
        "14",
        "7",
        "dygn",
    ]


def test_a_reminder_that_could_not_be_sent_is_sent_later(post: Post) -> None:
    """The mark is taken back: refused today, sent by the next try."""
    sealed = PASSWORDS.seal("Demo-sara1", post.world.clock(), policy=PasswordPolicy.STRICT)
    post.world.services.users.add(colleague("sara", org="strikt", credential=sealed))
    post.world.clock.advance(80 * DAY)
    post.ses.refusals = 1
    message = '{"reminders": "strikt"}'
    assert post.deliver(message) == [message]
    assert post.deliver(message, message) == []
    assert len(post.ses.sent) == 1


def test_an_administrator_orders_for_their_own_users(call: Call, post: Post) -> None:
    """Contract: 202; anybody else's user is as unknown as nobody's; agents may not."""
    alva = log_in(call, ANNAS_PASSWORD, "alva").cookie
    anna = log_in(call, ANNAS_PASSWORD).cookie
    path = "/api/admin/users/{}/credentials"
    post.world.services.users.add(colleague("sara", org="strikt"))
    assert call("POST", path.format("alva"), cookie=anna).status == 403
    for user in ("sara", "nobody"):
        assert call("POST", path.format(user), cookie=alva).body["code"] == "unknown_user"
    assert call("POST", path.format("anna"), cookie=alva).status == 202
    assert (post.state(), post.state("sara")) == ("ordered", None)
    rows = {row["id"]: row for row in call("GET", "/api/admin/users", cookie=alva).body["users"]}
    assert rows["anna"]["credentials"]["state"] == "ordered"


def test_a_new_user_is_welcomed(post: Post) -> None:
    """Contract: also for a new user, who has no password yet."""
    new = colleague("ny", credential=None, language="en")
    post.world.services.users.add(new)
    alva = post.world.services.users.get("alva")
    assert alva
    caller = Caller(alva, DEMO, session(user="alva"), PasswordState(False, None))
    order_for(caller, "ny", post.world.services.ordering, post.world.clock())
    post.run()
    assert "welcome" in post.ses.texts()[0]
