"""What is good once, or for one holder, is not good again (found by `make mutants`)."""

from dataclasses import replace

import pytest

from jour.clock import Millis, system_clock
from jour.credential_order import Cause, CredentialOrder, ordered
from jour.errors import Conflict
from jour.store.lease import LEASE, alone
from jour.store.orders import Orders
from jour.store.organisations import Organisations
from jour.store.table import ConditionFailed, Table
from jour.store.users import Users, proven
from tests.builders import ANNA, DEMO, PASSWORDS

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
    assert users.replace_credential("anna", ANNA.credential, PASSWORDS.seal("annat-lösen", now))
    with pytest.raises(ConditionFailed):
        table.transact([proven(ANNA, ANNA.credential)])


def test_a_mailed_password_opens_once(table: Table, now: Millis) -> None:
    """P9: of two logins with one mail the second finds it used."""
    sealed = PASSWORDS.seal("Tillfälligt-1", now, temporary=True)
    user = replace(ANNA, temporary=sealed)
    Users(table).add(user)
    table.transact([proven(user, sealed)])
    with pytest.raises(ConditionFailed):
        table.transact([proven(user, sealed)])
