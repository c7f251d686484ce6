"""Each condition behind hand-out is needed (as in test_conditions.py)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jour.clock import Millis, system_clock
from jour.contact import LEASE, Contact
from jour.contact_changes import told
from jour.handout import Pair, claimed, finished
from jour.organisation import Channel, Media
from jour.session import Ending, EndReason, Session
from jour.store import contacts as storage
from jour.store import session_writes as logins
from jour.store.contacts import Contacts
from jour.store.sessions import Sessions
from jour.store.table import Table
from tests.builders import identity, new_session

Guard = Callable[[Table, Millis], bool]


def waiting(table: Table, now: Millis, contact: str = "c1") -> Contact:
    return Contacts(table).add(
        Contact(
            id=contact,
            org="demo",
            group="support",
            media=Media.VOICE,
            dialled="+46846500410",
            caller=None,
            arrived_at=now,
            day="2026-11-24",
            alive_until=now + LEASE,
        )
    )


def anna(table: Table, now: Millis, channel: Channel = Channel.WEB) -> Session:
    return Sessions(table).log_in(new_session("s1", channel, at=now), now)[1]


def a_contact_is_changed_by_one(table: Table, now: Millis) -> bool:
    """Its end came first: that the agent was told of it brings it back to nobody."""
    contact, agent, store = waiting(table, now), anna(table, now), Contacts(table)
    store.keep(Pair(contact, agent), claimed(Pair(contact, agent), now), now, claims=True)
    read = store.pair("c1")
    store.keep(read, finished(read, 0, now), now)
    return not store.keep(Pair(read.contact), Pair(told(read.contact)), now)


def an_agent_gets_one_contact(table: Table, now: Millis) -> bool:
    """Two contacts, one agent as they were read: the second claim finds them changed."""
    first, second = waiting(table, now), waiting(table, now, "c2")
    agent, store = anna(table, now), Contacts(table)
    claims = [
        store.keep(Pair(one, agent), claimed(Pair(one, agent), now), now, claims=True)
        for one in (first, second)
    ]
    return claims == [True, False]


def who_lost_the_connection_gets_nothing(table: Table, now: Millis) -> bool:
    """D10: offers stop the moment that a desktop client is gone, which is no news."""
    contact, sessions = waiting(table, now), Sessions(table)
    anna(table, now, Channel.DESKTOP)
    sessions.connect(identity("s1"), "k1", now)
    agent = sessions.get("demo", "anna")
    sessions.disconnect(identity("s1"), "k1", now)
    pair = Pair(contact, agent)
    return not Contacts(table).keep(pair, claimed(pair, now), now, claims=True)


def a_ticket_that_is_gone_stays_gone(table: Table, now: Millis) -> bool:
    """A poll that comes late brings no ticket back that nobody would take away."""
    contact, store = waiting(table, now), Contacts(table)
    store.keep(Pair(contact), finished(Pair(contact), 0, now), now)
    alive = store.alive(contact, now + LEASE)
    return not alive and Sessions(table).present("demo").waiting == ()


GUARDS: dict[str, Guard] = {
    "SAME_CONTACT": a_contact_is_changed_by_one,
    "SAME_AGENT": an_agent_gets_one_contact,
    "CONNECTED": who_lost_the_connection_gets_nothing,
    "QUEUED": a_ticket_that_is_gone_stays_gone,
}


def test_every_condition_has_a_guard() -> None:
    """A condition added to the storage must be tried here too."""
    conditions = {
        name for name, value in vars(storage).items() if name.isupper() and isinstance(value, str)
    }
    assert conditions == GUARDS.keys()


@pytest.mark.parametrize("condition", GUARDS)
def test_with_the_condition_the_scenario_holds(condition: str, table: Table) -> None:
    """The deployed storage passes every scenario."""
    assert GUARDS[condition](table, system_clock())


@pytest.mark.parametrize("condition", GUARDS)
def test_without_the_condition_the_scenario_breaks(
    condition: str, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made always true, the condition is missed by its scenario."""
    original = getattr(storage, condition)
    always = f"({original}) OR attribute_exists(#pk) OR attribute_not_exists(#pk)"
    monkeypatch.setattr(storage, condition, always)
    assert not GUARDS[condition](table, system_clock())


@pytest.mark.parametrize("condition", ["NOT_ENDED", "LEASE_HOLDS"])
def test_a_claim_asks_that_the_login_lives(
    condition: str, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B2: a lease that passed since the look ends the login for the claim too."""
    now = system_clock()
    contact = waiting(table, now)
    anna(table, now, Channel.DESKTOP)
    Sessions(table).connect(identity("s1"), "k1", now)
    agent = Sessions(table).get("demo", "anna")
    assert agent
    later = now + 80_000
    if condition == "NOT_ENDED":
        over = Ending(EndReason.USER, "anna", now)
        agent = replace(Sessions(table).end(agent.identity, over), login=agent.login)
        later = now
    pair = Pair(contact, agent)
    assert not Contacts(table).keep(pair, claimed(pair, later), later, claims=True)
    original = getattr(logins, condition)
    monkeypatch.setattr(logins, condition, f"({original}) OR attribute_exists(#pk)")
    if condition == "NOT_ENDED":
        monkeypatch.setattr(storage, "CONNECTED", "attribute_exists(#pk)")
    assert Contacts(table).keep(pair, claimed(pair, later), later, claims=True)
