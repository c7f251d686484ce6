"""A callback that is sent as a text message (F12): what became of the one decides the other.

Found by `make mutants`: no test noticed when these conditions were missing.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from jour.contact import Contact, ContactState
from jour.organisation import Channel
from jour.send_sms import SmsSending
from jour.sms import Sms, SmsState, Word, callback_sms_id, concluded
from jour.sms_sender import SmsSender
from jour.store.sms_outbox import SmsOutbox
from jour.store.table import Table
from jour.store.user_writes import removed
from jour.store.users import Users
from tests.builders import ANNA
from tests.store.test_callback_races import CB, Centre


@dataclass
class Sns:
    """Takes every message."""

    taken: list[str] = field(default_factory=list)

    def publish(self, **request: Any) -> Any:
        self.taken.append(request["PhoneNumber"])
        return {"MessageId": "m1"}


@dataclass
class Texted:
    """A callback that anna, logged in by distance, is to be sent."""

    centre: Centre
    sns: Sns = field(default_factory=Sns)

    def __post_init__(self) -> None:
        Users(self.centre.table).add(replace(ANNA, softphone=None, distance=None))
        self.centre.offered(Channel.DISTANCE)

    @property
    def sms(self) -> Sms:
        found = self.centre.outbox.get(callback_sms_id(CB, 1))
        assert found is not None
        return found

    @property
    def contact(self) -> Contact:
        return self.centre.contact

    def send(self, sms_id: str | None = None) -> None:
        """The function is handed the message's id."""
        c = self.centre
        sender = SmsSender(self.sns, "Jour")
        sending = SmsSending(c.outbox, Users(c.table), sender, c.hand_over, None, lambda: c.now)
        sending.send(sms_id or self.sms.id)


@pytest.fixture
def texted(table: Table) -> Texted:
    return Texted(Centre(table))


def test_it_is_hers_once_the_message_is_sent(texted: Texted) -> None:
    """F12: sent once, however often it is asked for; the callback is done with."""
    texted.send()
    texted.send()
    assert len(texted.sns.taken) == 1
    assert texted.contact.state is ContactState.ENDED
    assert texted.centre.anna.occupied is None


def test_who_logs_in_elsewhere_is_sent_nothing(texted: Texted) -> None:
    """B2: the very login that was given the callback has to be there; somebody else gets it."""
    texted.centre.log_in(Channel.WEB, "s2")
    texted.send()
    assert texted.sns.taken == []
    assert texted.contact.state is ContactState.WAITING


def test_what_has_been_decided_is_not_taken_back(texted: Texted) -> None:
    """Issue 7.7: its sender died on the way; though she has left, the message may be with her."""
    assert texted.centre.hand_over.may_send(texted.sms)
    texted.centre.log_in(Channel.WEB, "s2")
    assert texted.centre.hand_over.may_send(texted.sms)
    assert texted.contact.state is ContactState.DIALLING


def test_a_word_that_was_not_said_is_said_by_the_next(texted: Texted) -> None:
    """Issue 7.7: whoever sent it died before settling the callback."""
    assert texted.centre.hand_over.may_send(texted.sms)
    mine = texted.centre.outbox.begin(texted.sms, texted.centre.now)
    assert mine is not None
    after = concluded(mine, Word(SmsState.SENT))
    texted.centre.outbox.conclude(mine, after, texted.centre.now)
    assert not texted.contact.ended_at
    texted.send()
    assert texted.contact.state is ContactState.ENDED


def test_while_it_is_being_sent_nothing_is_settled(texted: Texted) -> None:
    """Nobody knows yet; nor does a message that is not there say anything."""
    assert texted.centre.hand_over.may_send(texted.sms)
    mine = texted.centre.outbox.begin(texted.sms, texted.centre.now)
    assert mine is not None
    texted.centre.hand_over.settle(mine)
    assert texted.contact.state is ContactState.DIALLING
    texted.send("nobody's")
    assert texted.sns.taken == []


def test_the_sweep_leaves_what_somebody_has_just_begun(
    texted: Texted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looked before; whoever sends it says what became of it."""
    monkeypatch.setattr(SmsOutbox, "begin", lambda *_: None)
    texted.centre.hand_over.look_after(texted.contact, is_over=True)
    assert texted.sms.state is SmsState.OPEN
    assert texted.contact.state is ContactState.OFFERED


def test_who_has_been_removed_is_sent_nothing(texted: Texted) -> None:
    """The callback goes to somebody else, and the administrator sees why."""
    assert texted.centre.hand_over.may_send(texted.sms)
    anna = Users(texted.centre.table).get("anna")
    assert anna is not None
    texted.centre.table.transact([removed(anna)])
    texted.send()
    assert texted.sns.taken == []
    assert (texted.sms.state, texted.sms.reason) == (SmsState.FAILED, "unknown_user")
    assert texted.contact.state is ContactState.WAITING
