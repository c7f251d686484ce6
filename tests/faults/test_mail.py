"""Fault 12: the mail or the text message is not sent after what it tells of has been committed."""

import json
from io import StringIO

import pytest

from functions.password_rotation.handler import handler as rotation
from jour.clock import HOUR
from jour.organisation import Channel
from jour.sms import SmsState
from jour.store.expression import Update
from jour.store.keys import organisation
from jour.store.sms_outbox import SmsOutbox
from tests.builders import ANNAS_PASSWORD
from tests.faults.actions import asks
from tests.faults.boundary import Died, Fault, Plan
from tests.faults.cells import cell
from tests.faults.site import Site
from tests.handlers.conftest import called
from tests.handlers.post import SHAPE

SILENCES = (Fault.UNREACHED, Fault.FAILING, Fault.THROTTLED, Fault.UNANSWERED)


def order(site: Site) -> str:
    """An administrator's order; her cookie."""
    cookie = site.administrator()
    assert called("POST", "/api/admin/users/anna/credentials", cookie=cookie).status == 202
    return cookie


def deliver(bodies: list[str]) -> list[str]:
    """Hand messages to the mailing function; those that it wants again."""
    records = [{"messageId": body, "body": body} for body in bodies]
    answer = rotation({"Records": records}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def login(password: str) -> int:
    return called("POST", "/api/login", {"user_id": "anna", "password": password}).status


def troubled(cookie: str) -> list[str]:
    """What the administrator sees of mails that did not arrive."""
    body = called("GET", "/api/admin/deliveries", cookie=cookie).body
    return [one["state"] for one in body["credentials"]]


@cell(12, "credential")
@pytest.mark.parametrize("fault", SILENCES)
def test_credentials_while_mail_is_refused(fault: Fault, site: Site, logs: StringIO) -> None:
    """The old password is dead; the mail is tried again and in the end shown as not delivered;
    no secret stands in a log or a queue.
    """
    site.log_in()
    cookie = order(site)
    assert login(ANNAS_PASSWORD) == 401
    assert not site.is_live()
    (message,) = site.queued()
    site.boundary.goes_wrong(Plan(fault, times=None, service="sesv2"))
    rounds = 0
    while deliver([message]):
        rounds += 1
        assert rounds < 10, "bounded"
        site.advance(HOUR)
    assert rounds > 1
    assert troubled(cookie) == ["failed"]
    assert login(ANNAS_PASSWORD) == 401
    tried = {found for mail in site.mailed() for found in SHAPE.findall(json.dumps(mail))}
    assert tried, "passwords were on their way"
    written = logs.getvalue() + "".join(site.queued())
    assert [password for password in tried if password in written] == []
    assert site.unsound() == []


@cell(12, "credential")
def test_a_mail_is_sent_when_the_service_is_back(site: Site) -> None:
    """Retried with another password: of the two that may have been read the last one opens."""
    order(site)
    (message,) = site.queued()
    site.boundary.goes_wrong(Plan(Fault.UNANSWERED, times=None, service="sesv2"))
    assert deliver([message]) == [message]
    site.boundary.is_well()
    site.advance(HOUR)
    assert deliver([message]) == []
    mails = [json.dumps(mail) for mail in site.mailed()]
    (first,), (last,) = set(SHAPE.findall(mails[0])), set(SHAPE.findall(mails[-1]))
    assert first != last
    assert login(first) == 401
    assert login(last) == 200


@cell(12, "credential")
def test_an_order_that_nobody_announced_is_found(site: Site) -> None:
    """The function dies between the commit and the queue: the sweep announces it."""
    cookie = site.administrator()
    mark = len(site.boundary.requests)
    path = "/api/admin/users/anna/credentials"
    site.boundary.goes_wrong(Plan(Fault.UNREACHED, times=None, service="sqs"))
    assert called("POST", path, cookie=cookie).status == 202
    site.boundary.is_well()
    assert login(ANNAS_PASSWORD) == 401
    mark = len(site.boundary.requests)
    site.advance(HOUR)
    site.sweep()
    (message,) = [body for body in site.queued(mark) if "order" in body]
    assert deliver([message]) == []
    assert len(site.mailed()) == 1


def missed_for_good(site: Site) -> str:
    """A distance agent who misses is logged out, and a text message tells them; its id."""
    site.services.table.update(organisation("demo"), Update().set(distance_misses_limit=1))
    site.present("anna", Channel.DISTANCE)
    told = asks("k1", op="arrive")
    asks("k1", op="outcome", result="no_answer", offer=told["offer"])
    assert not site.is_live()
    (message,) = site.queued()
    return str(json.loads(message)["sms"])


def send(sms: str) -> list[str]:
    from functions.sms.handler import handler

    records = [{"messageId": sms, "body": json.dumps({"sms": sms})}]
    return [
        one["itemIdentifier"] for one in handler({"Records": records}, None)["batchItemFailures"]
    ]


@cell(12, "outcome")
@pytest.mark.parametrize("fault", [Fault.THROTTLED, Fault.UNREACHED, Fault.UNANSWERED, Fault.DEATH])
def test_a_text_message_that_fails(fault: Fault, site: Site, logs: StringIO) -> None:
    """The logout stands; it is never sent twice; administrators see what is not known as sent."""
    sms, outbox = missed_for_good(site), SmsOutbox(site.services.table)
    site.boundary.goes_wrong(Plan(fault, times=None, service="sns"))
    for _ in range(12):
        try:
            failed = send(sms)
        except Died:
            failed = [sms]
        if not failed:
            break
        site.advance(HOUR)
        site.sweep()
    site.boundary.is_well()
    site.advance(HOUR)
    site.sweep()
    found = outbox.get(sms)
    assert found is not None
    assert found.state in (SmsState.FAILED, SmsState.UNKNOWN)
    assert [one.id for one in outbox.troubled("demo")] == [sms]
    carried_out = [r for r in site.boundary.requests if r.operation == "Publish"]
    if fault in (Fault.UNANSWERED, Fault.DEATH):
        assert len(carried_out) == 1, "it may have arrived, so it is not sent again"
    assert found.to not in logs.getvalue()
    assert site.session().login.ended is not None
