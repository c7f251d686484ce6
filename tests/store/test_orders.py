"""Orders of credentials under races, over conditions that are atomic."""

from dataclasses import replace

from jour.credential_order import Cause, CredentialOrder, OrderState, ordered
from jour.store.orders import Orders
from jour.store.table import Table
from jour.store.throttle import Throttle
from jour.store.user_writes import proven
from jour.store.users import Users
from tests.builders import ANNA, PASSWORDS
from tests.store.at_once import at_once

TEMPORARY = PASSWORDS.seal("Kfm7-Rtw3-Bhq9-Zdp4", 0, temporary=True)


def test_of_many_who_try_the_same_order_one_goes_on(table: Table) -> None:
    """Fault 12: the queue delivers twice; two passwords at once would leave one mail dead."""
    Users(table).add(ANNA)
    orders = Orders(table)
    order = ordered("anna", "demo", Cause.ADMIN, 0)
    orders.place(order)
    issued = at_once(*[lambda: orders.issue(order, TEMPORARY, 1)] * 8)
    assert sum(isinstance(found, CredentialOrder) for found in issued) == 1
    after = orders.get("anna")
    assert after
    assert after.tries == 1


def test_a_temporary_password_opens_once_however_many_try_at_once(table: Table) -> None:
    """P9: single use, also of two browsers with the same mail."""
    user = replace(ANNA, temporary=TEMPORARY)
    Users(table).add(user)
    spent = at_once(*[lambda: table.transact([proven(user, TEMPORARY)])] * 8)
    assert spent.count(None) == 1
    after = Users(table).get("anna")
    assert after
    assert after.credential is None
    assert after.history == (ANNA.credential,)


def test_sweeps_at_once_announce_an_order_once(table: Table) -> None:
    """A sweep that overtakes another sends no second message."""
    orders = Orders(table)
    order = ordered("anna", "demo", Cause.ADMIN, 0)
    orders.place(order)
    (found,) = orders.overdue(order.look_at)
    taken = at_once(*[lambda: orders.look_later(found, order.look_at)] * 8)
    assert taken.count(True) == 1
    assert list(orders.overdue(order.look_at)) == []


def test_a_bounce_outlasts_the_word_that_it_was_sent(table: Table) -> None:
    """A dead address can bounce before the second of two mails is sent."""
    orders = Orders(table)
    order = ordered("anna", "demo", Cause.ADMIN, 0)
    orders.place(order)
    assert orders.bounce(order.id, 1)
    assert not orders.close(order, OrderState.SENT, 2)
    after = orders.get("anna")
    assert after
    assert after.state is OrderState.BOUNCED
    assert list(orders.overdue(order.look_at)) == []


def test_a_limit_holds_under_parallel_requests(table: Table) -> None:
    """Issue 4: rate-limited by conditional writes, not by counting first."""
    throttle = Throttle(table)
    allowed = at_once(*[lambda: throttle.user_may("anna", 3, 1000, 5)] * 8)
    assert allowed.count(True) == 3
