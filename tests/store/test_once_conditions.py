"""What is good once, or for one holder, is not good again (found by `make mutants`)."""

from dataclasses import replace

import pytest

from jour.clock import Millis, system_clock
from jour.credential_order import Cause, CredentialOrder, ordered
from jour.errors import Conflict
from jour.organisation import Channel
from jour.session import Ending, EndReason
from jour.sms import SmsKind, missed_calls
from jour.store import session_writes as logins
from jour.store.lease import LEASE, alone
from jour.store.orders import Orders
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions
from jour.store.sms_outbox import SmsOutbox, opened
from jour.store.table import ConditionFailed, Table
from jour.store.user_writes import new_credential, proven
from jour.store.users import Users
from jour.token import Bearer, issue
from tests.builders import ANNA, DEMO, PASSWORDS, identity, new_session

KEY = {"pk": "ORG#demo", "sk": "LEASE"}


@pytest.fixture
def now() -> Millis:
    return system_clock()


def test_who_is_late_does_not_end_anothers_turn(table: Table, now: Millis) -> None:
    """A lease that ran out is somebody else's by then."""
    first, second = alone(table, KEY, "busy", now), alone(table, KEY, "busy", now + LEASE + 1)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    with pytest.raises(Conflict), alone(table, KEY, "busy", now + LEASE + 2):
        raise AssertionError("two at a time")
    second.__exit__(None, None, None)


def test_a_bounce_of_an_older_order_is_not_the_newer_ones(table: Table, now: Millis) -> None:
    """The newer one was placed between the look and the write."""
    Users(table).add(ANNA)
    older, newer = (ordered("anna", "demo", Cause.ADMIN, now + n) for n in range(2))

    class Meanwhile(Orders):
        def get(self, user_id: str) -> CredentialOrder | None:
            found = super().get(user_id)
            self.place(newer)
            return found

    Orders(table).place(older)
    assert Meanwhile(table).bounce(older.id, now) is None
    assert Orders(table).get("anna") == newer


def test_an_organisation_is_not_added_over_another(table: Table) -> None:
    """Whose id is taken is told."""
    with pytest.raises(Conflict):
        Organisations(table).add(replace(DEMO, name="Annan AB", groups={}))
    found = Organisations(table).get("demo")
    assert found is not None
    assert found.name == DEMO.name


def test_a_password_opens_while_it_is_the_users(table: Table, now: Millis) -> None:
    """A login is stored with the credential that was proven, not with one that it replaced."""
    users = Users(table)
    users.add(ANNA)
    assert ANNA.credential is not None
    other = PASSWORDS.seal("annat-lösen", now)
    assert users.replace_credential("anna", ANNA.credential, other)
    assert not users.replace_credential("anna", ANNA.credential, other)
    with pytest.raises(ConditionFailed):
        table.transact([proven(ANNA, ANNA.credential)])


def test_a_mailed_password_opens_once(table: Table, now: Millis) -> None:
    """P9: of two logins with one mail the second finds it used."""
    sealed = PASSWORDS.seal("Tillfälligt-1", now, temporary=True)
    user = replace(ANNA, credential=None, temporary=sealed)
    Users(table).add(user)
    table.transact([proven(user, sealed)])
    with pytest.raises(ConditionFailed):
        table.transact([proven(user, sealed)])


def test_a_replaced_login_is_neither_ended_nor_renewed(table: Table, now: Millis) -> None:
    """X1: a transaction on the older login leaves the newer one alone."""
    sessions = Sessions(table)
    for session_id in ("s1", "s2"):
        sessions.log_in(new_session(session_id, Channel.WEB, at=now), now)
    before, older = sessions.get("demo", "anna"), identity("s1", Channel.WEB)
    for write in (
        logins.ended(older, Ending(EndReason.ADMIN, "alva", now)),
        logins.renewed_token(older, issue(Bearer("demo", "anna", None)), now),
    ):
        with pytest.raises(ConditionFailed):
            table.transact([write])
    assert sessions.get("demo", "anna") == before


def test_a_cause_makes_one_text_message(table: Table, now: Millis) -> None:
    """Told twice it is one; and nobody gives up on one whose sender has time left."""
    outbox = SmsOutbox(table)
    sms = missed_calls(SmsKind.MISSES, "c1.1", "demo", "anna", "+46701740605", 2, now)
    table.transact([opened(sms)])
    mine = outbox.begin(sms, now)
    assert mine is not None
    with pytest.raises(ConditionFailed):
        table.transact([opened(sms)])
    assert outbox.abandon(mine, now) is None
    assert outbox.get(sms.id) == mine


def test_a_first_password_is_not_set_twice(table: Table, now: Millis) -> None:
    """P8: of two who choose one at once the second was checked against an older history."""
    user = replace(ANNA, credential=None)
    Users(table).add(user)
    table.transact([new_credential(user, PASSWORDS.seal("ett-lösen-1", now))])
    with pytest.raises(ConditionFailed):
        table.transact([new_credential(user, PASSWORDS.seal("ett-lösen-2", now))])
