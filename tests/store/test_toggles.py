"""Calls to the service number against a DynamoDB whose conditions are atomic."""

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from jour.errors import Unavailable
from jour.organisation import Channel
from jour.session import Session, is_live
from jour.store.sessions import Sessions
from jour.store.table import Table
from jour.store.toggles import Toggles
from tests.builders import new_session
from tests.store.at_once import at_once
from tests.store.telephones import Telephones, numbers

ANNAS, ALTERNATIVE = "+46701740605", "+46846500420"
USERS, WORKERS = 100, 16
TOGGLES = int(os.environ.get("JOUR_TOGGLES", "300"))
"""`make proof` tries 10,000, which takes minutes."""
MOST_DELIVERIES = 4
"""Connect invokes once and retries up to three times."""


@pytest.fixture
def telephones(table: Table) -> Telephones:
    telephones = Telephones(table)
    telephones.registered("anna", ANNAS, ALTERNATIVE)
    return telephones


def current(table: Table, user: str = "anna") -> Session:
    session = Sessions(table).get("demo", user)
    assert session is not None
    return session


@pytest.mark.parametrize("_round", range(10))
def test_one_contact_four_times_at_once_toggles_once(_round: int, telephones: Telephones) -> None:
    """B3, fault 8: the same sentence for all."""
    heard = at_once(*[lambda: telephones.ring("c1", ANNAS)] * 4)
    assert len(set(heard)) == 1
    assert str(heard[0]).startswith("Du är inloggad")
    assert current(telephones.table).version == 1


@pytest.mark.parametrize("_round", range(10))
def test_two_calls_at_once_both_count(_round: int, telephones: Telephones) -> None:
    """Fault 10: from Nummer and from the alternative number; one hears in, the other out."""
    heard = at_once(
        lambda: telephones.ring("c1", ANNAS), lambda: telephones.ring("c2", ALTERNATIVE)
    )
    assert sorted(str(one)[:14] for one in heard) == ["Du är inloggad", "Du är utloggad"]
    assert current(telephones.table).login.ended is not None


@pytest.mark.parametrize("_round", range(10))
def test_a_call_racing_a_desktop_login_acts_on_the_state_at_its_commit(
    _round: int, telephones: Telephones
) -> None:
    """Faults 5 and 10: either replaced the other, and the sentence fits which."""
    sessions = Sessions(telephones.table)
    heard, _ = at_once(
        lambda: telephones.ring("c1", ANNAS),
        lambda: sessions.log_in(
            new_session("s1", Channel.DESKTOP, at=telephones.now), telephones.now
        ),
    )
    final = current(telephones.table)
    assert final.version == 2
    replaced_the_desktop = final.channel is Channel.DISTANCE
    assert ("inte längre på datorn" in str(heard)) is replaced_the_desktop
    assert final.login.ended is None


@pytest.mark.parametrize("_round", range(10))
def test_settling_racing_the_toggle_agrees_with_it(_round: int, telephones: Telephones) -> None:
    """It cannot lie: "nothing was changed" is said exactly where nothing was."""
    toggled, settled = at_once(
        lambda: telephones.ring("c1", ANNAS), lambda: telephones.ring("c1", ANNAS, op="settle")
    )
    assert toggled == settled
    logged_in = Sessions(telephones.table).get("demo", "anna") is not None
    assert ("Inget är ändrat." in str(settled)) is not logged_in


def test_ten_thousand_toggles_none_double_none_replayed_wrong(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 5.9: each delivered one to four times, concurrently, with crashes after the commit.

    Each agent's calls alternate in and out in the order of their commits: as many sentences of each
    kind as there were toggles, every delivery of a contact hears the same, and the login's version
    counts every toggle once.
    """
    telephones, number = Telephones(table), numbers()
    phones = {f"agent{n}": number() for n in range(USERS)}
    for user, own in phones.items():
        telephones.registered(user, own)
    deaths: list[str] = []
    real = Toggles.write
    chance = random.Random(5)

    def dying(self: Toggles, changes: object) -> bool:
        stored = real(self, changes)  # type: ignore[arg-type] # passed on as it came
        if stored and chance.random() < 0.15:
            deaths.append("after the commit")
            raise Unavailable
        return stored

    monkeypatch.setattr(Toggles, "write", dying)
    monkeypatch.setattr("jour.toggle.LIMIT", TOGGLES)
    deliveries = [
        (f"{user}-call{call}", own)
        for call in range(TOGGLES // USERS)
        for user, own in phones.items()
        for _ in range(chance.randint(1, MOST_DELIVERIES))
    ]
    heard: dict[str, set[str]] = {}

    def deliver(delivery: tuple[str, str]) -> tuple[str, str]:
        contact, own = delivery
        for _ in range(MOST_DELIVERIES):
            try:
                return contact, telephones.ring(contact, own)
            except Unavailable:
                continue
        return contact, telephones.ring(contact, own, op="settle")

    with ThreadPoolExecutor(WORKERS) as pool:
        for contact, sentence in pool.map(deliver, deliveries):
            heard.setdefault(contact, set()).add(sentence)
    _check(telephones, phones, heard)
    assert len(deaths) > TOGGLES // 20, "the crashes took place"


def _check(telephones: Telephones, phones: dict[str, str], heard: dict[str, set[str]]) -> None:
    assert len(heard) == TOGGLES
    differing = {contact: said for contact, said in heard.items() if len(said) > 1}
    assert not differing, "every try hears the same"
    for user in phones:
        calls = [s for c, (s,) in heard.items() if c.startswith(f"{user}-")]
        ins = sum(sentence.startswith("Du är inloggad") for sentence in calls)
        outs = sum(sentence == "Du är utloggad." for sentence in calls)
        session = current(telephones.table, user)
        assert ins + outs == len(calls) == session.version, "each call toggled once"
        assert ins - outs == (1 if is_live(session, telephones.now) else 0), "and in turn"
