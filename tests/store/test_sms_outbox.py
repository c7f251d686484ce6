"""The outbox against a DynamoDB whose conditions are atomic: nothing is texted twice (7.7)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from jour.clock import Millis, system_clock
from jour.errors import Unavailable
from jour.send_sms import SmsSending
from jour.sms import FIRST_LOOK, NEXT_LOOK, SENDING, TRIES, Sms, SmsKind, SmsState, missed_calls
from jour.sms_hand_over import SmsHandOver
from jour.sms_sender import SmsSender
from jour.store import sms_outbox as storage
from jour.store.contacts import Contacts
from jour.store.sms_outbox import SmsOutbox, opened
from jour.store.table import Table
from jour.store.users import Users
from tests.builders import ANNA
from tests.store.at_once import at_once


def refused(code: str, status: int = 400) -> ClientError:
    told: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "Publish")


UNREACHABLE = EndpointConnectionError(endpoint_url="https://sns")
LOST_ANSWER = ReadTimeoutError(endpoint_url="https://sns")


@dataclass
class Sns:
    """Takes messages; fails before it has taken one, or after, as told."""

    before: list[Exception] = field(default_factory=list)
    after: list[Exception] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def publish(self, **request: Any) -> Any:
        with self.lock:
            if self.before:
                raise self.before.pop(0)
            self.taken.append(request["PhoneNumber"])
            if self.after:
                raise self.after.pop(0)
        return {"MessageId": "m1"}


@dataclass
class Office:
    """One message, its outbox, and those who send."""

    table: Table
    sns: Sns = field(default_factory=Sns)
    now: Millis = field(default_factory=system_clock)

    def __post_init__(self) -> None:
        Users(self.table).add(ANNA)
        self.outbox = SmsOutbox(self.table)
        self.sms = missed_calls(SmsKind.MISSES, "c1.1", "demo", "anna", "+46701740605", 2, self.now)
        self.table.transact([opened(self.sms)])

    def send(self) -> None:
        sender = SmsSender(self.sns, "Jour")

        def clock() -> Millis:
            return self.now

        hand_over = SmsHandOver(Contacts(self.table), self.outbox, clock)
        SmsSending(self.outbox, Users(self.table), sender, hand_over, None, clock).send(self.sms.id)

    def stored(self) -> Sms:
        found = self.outbox.get(self.sms.id)
        assert found is not None
        return found

    def sweep(self) -> list[str]:
        """What the sweep announces."""
        announced = []
        for sms in self.outbox.overdue(self.now):
            if sms.state is SmsState.SENDING:
                self.outbox.abandon(sms, self.now)
            elif self.outbox.look_later(sms, self.now):
                announced.append(sms.id)
        return announced


@pytest.fixture
def office(table: Table) -> Office:
    return Office(table)


@pytest.mark.parametrize("_round", range(4))
def test_many_senders_send_once(_round: int, office: Office) -> None:
    """Issue 7.7: a message announced several times, delivered to several functions at once."""
    at_once(*[office.send] * 6)
    assert office.sns.taken == ["+46701740605"]
    assert office.stored().state is SmsState.SENT
    office.now += SENDING
    assert office.sweep() == []


@pytest.mark.parametrize("error", [UNREACHABLE, refused("Throttled"), refused("Throttling", 429)])
def test_what_was_not_accepted_is_sent_later(error: Exception, office: Office) -> None:
    """Issue 7.3: the queue brings it again, and so does the sweep."""
    office.sns.before = [error]
    with pytest.raises(Unavailable):
        office.send()
    assert office.stored().state is SmsState.OPEN
    assert office.sweep() == []
    office.now += NEXT_LOOK
    assert office.sweep() == [office.sms.id]
    assert office.sweep() == [], "announced once at a time"
    at_once(*[office.send] * 4)
    assert len(office.sns.taken) == 1


@pytest.mark.parametrize("error", [LOST_ANSWER, refused("InternalError", 500)])
def test_what_may_have_been_accepted_is_not_sent_again(error: Exception, office: Office) -> None:
    """Issue 7.7: rather an unknown one that somebody sees than one that is sent twice."""
    office.sns.after = [error]
    office.send()
    at_once(*[office.send] * 3)
    office.now += SENDING
    assert office.sweep() == []
    assert office.stored().state is SmsState.UNKNOWN
    assert len(office.sns.taken) == 1
    assert [sms.id for sms in office.outbox.troubled("demo")] == [office.sms.id]


@pytest.mark.parametrize("has_sent", [False, True])
def test_a_sender_that_dies_leaves_it_unknown(has_sent: bool, office: Office) -> None:
    """Issue 7.7: killed just before or just after the call, nobody can tell which."""
    mine = office.outbox.begin(office.sms, office.now)
    assert mine is not None
    if has_sent:
        office.sns.publish(PhoneNumber=mine.to)
    office.send()
    office.now += SENDING
    assert office.sweep() == []
    office.send()
    assert (office.stored().state, office.stored().reason) == (SmsState.UNKNOWN, "interrupted")
    assert len(office.sns.taken) == int(has_sent)


def test_a_word_that_cannot_be_kept_sends_nothing_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 7.7: sent, and the table silent just then; the queue brings the message again."""

    def silent(*_: object) -> bool:
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(SmsOutbox, "conclude", silent)
        with pytest.raises(Unavailable):
            office.send()
    at_once(*[office.send] * 3)
    assert len(office.sns.taken) == 1
    office.now += SENDING
    office.sweep()
    assert office.stored().state is SmsState.UNKNOWN


def test_a_slow_sender_still_says_what_became_of_it(office: Office) -> None:
    """What was unknown is known then, and administrators are no longer told of it."""
    mine = office.outbox.begin(office.sms, office.now)
    assert mine
    office.now += SENDING
    office.sweep()
    assert [sms.state for sms in office.outbox.troubled("demo")] == [SmsState.UNKNOWN]
    assert office.outbox.conclude(mine, _as(mine, SmsState.SENT), office.now)
    assert list(office.outbox.troubled("demo")) == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (refused("InvalidParameter"), "invalid_number"),
        (refused("OptedOut"), "opted_out"),
        (refused("AuthorizationError", 403), "blocked"),
        (refused("Whatever"), "refused"),
    ],
)
def test_a_refusal_is_final_and_seen(error: Exception, reason: str, office: Office) -> None:
    """Issue 7.3: the administrator sees why."""
    office.sns.before = [error]
    office.send()
    office.send()
    (seen,) = office.outbox.troubled("demo")
    assert (seen.state, seen.reason) == (SmsState.FAILED, reason)
    assert office.sns.taken == []


def test_it_is_given_up_in_the_end(office: Office) -> None:
    """Issue 7.7: every message ends in exactly one known state."""
    office.sns.before = [UNREACHABLE] * TRIES
    for _ in range(TRIES - 1):
        with pytest.raises(Unavailable):
            office.send()
    office.send()
    assert (office.stored().state, office.stored().reason) == (SmsState.FAILED, "unreachable")


def test_an_old_message_is_not_sent(office: Office) -> None:
    """What it says is no longer so."""
    office.now += 61 * 60 * 1000
    office.send()
    assert (office.stored().state, office.stored().reason) == (SmsState.FAILED, "too_late")
    assert office.sns.taken == []


def one_begins(office: Office) -> bool:
    return [bool(office.outbox.begin(office.sms, office.now)) for _ in range(2)] == [True, False]


def one_sweep_announces(office: Office) -> bool:
    office.now += FIRST_LOOK
    looks = [office.outbox.look_later(office.sms, office.now) for _ in range(2)]
    return looks == [True, False]


def a_settled_one_stays_settled(office: Office) -> bool:
    """A word that comes twice, the second one another."""
    mine = office.outbox.begin(office.sms, office.now)
    assert mine
    sent, failed = (_as(mine, state) for state in (SmsState.SENT, SmsState.FAILED))
    office.outbox.conclude(mine, sent, office.now)
    return not office.outbox.conclude(mine, failed, office.now)


def an_unknown_one_is_not_opened_again(office: Office) -> bool:
    """Its sender was slow: administrators have read that it is unknown, and may have acted."""
    mine = office.outbox.begin(office.sms, office.now)
    assert mine
    office.now += SENDING
    office.outbox.abandon(mine, office.now)
    return not office.outbox.conclude(mine, _as(mine, SmsState.OPEN), office.now)


def what_is_under_way_is_not_seen_to(office: Office) -> bool:
    """An administrator forgets what has failed, not what somebody is sending right now."""
    office.outbox.begin(office.sms, office.now)
    return not office.outbox.dismiss(office.sms.org, office.sms.id)


def _as(sms: Sms, state: SmsState) -> Sms:
    return replace(sms, state=state)


GUARDS: dict[str, Callable[[Office], bool]] = {
    "STILL_OPEN": one_begins,
    "TO_BE_LOOKED_AT": one_sweep_announces,
    "BEGUN": a_settled_one_stays_settled,
    "STILL_SENDING": an_unknown_one_is_not_opened_again,
    "TROUBLED": what_is_under_way_is_not_seen_to,
}


def test_every_condition_has_a_guard() -> None:
    """A condition added to the storage must be tried here too."""
    conditions = {
        name for name, value in vars(storage).items() if name.isupper() and isinstance(value, str)
    }
    assert conditions == GUARDS.keys()


@pytest.mark.parametrize("condition", GUARDS)
def test_with_the_condition_the_scenario_holds(condition: str, office: Office) -> None:
    """The deployed storage passes every scenario."""
    assert GUARDS[condition](office)


@pytest.mark.parametrize("condition", GUARDS)
def test_without_the_condition_the_scenario_breaks(
    condition: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made always true, the condition is missed by its scenario."""
    original = getattr(storage, condition)
    monkeypatch.setattr(storage, condition, f"({original}) OR attribute_exists(#pk)")
    assert not GUARDS[condition](office)
