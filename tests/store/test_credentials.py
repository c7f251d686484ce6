"""Passwords under real concurrency: changes, logins and guesses at the same moment."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jour.attempts import FREE
from jour.authenticate import Gatekeeper
from jour.callers import identify
from jour.change_password import NewPassword, change_password
from jour.errors import Conflict, JourError, LoggedOut, TooMany, Unauthenticated
from jour.organisation import Channel, PasswordPolicy
from jour.sign_in import Caller, Registry, SignedIn, SignIn, sign_in
from jour.store.attempts import AttemptsStore
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions
from jour.store.table import Table
from jour.store.user_writes import edited, new_credential, removed
from jour.store.users import Users
from tests.builders import PASSWORDS, colleague, other_organisation
from tests.store.at_once import at_once

NOW = 1_795_000_000_000
OLD, HOME = "Demo-sara1", "192.0.2.1"


@pytest.fixture
def registry(table: Table) -> Registry:
    """The organisation `strikt` with sara, whose password is a day old."""
    organisations, users = Organisations(table), Users(table)
    organisations.add(other_organisation("strikt", password_policy=PasswordPolicy.STRICT))
    sealed = PASSWORDS.seal(OLD, NOW - 86_400_000, policy=PasswordPolicy.STRICT)
    users.add(colleague("sara", org="strikt", credential=sealed))
    gate = Gatekeeper(users, AttemptsStore(table), PASSWORDS)
    return Registry(users, Sessions(table), gate)


def log_in(registry: Registry, password: str = OLD, source: str = HOME) -> SignedIn:
    asked = SignIn("sara", password, as_agent=False, channel=Channel.WEB, source=source)
    return sign_in(asked, registry, NOW)


def changing(registry: Registry, caller: Caller, table: Table, new: str) -> Callable[[], object]:
    asked = NewPassword(OLD, new, HOME)
    return lambda: change_password(caller, asked, registry.gate, table, NOW)


@pytest.mark.parametrize("_round", range(5))
def test_of_two_changes_at_once_one_passes(_round: int, registry: Registry, table: Table) -> None:
    """P8: each was checked against a history that the other changes."""
    first, second = log_in(registry).caller, log_in(registry).caller
    results = at_once(
        changing(registry, first, table, "Ny-kod-11a"),
        changing(registry, second, table, "Ny-kod-22b"),
    )
    refused = [result for result in results if isinstance(result, JourError)]
    assert len(refused) == 1, results
    user = registry.users.get("sara")
    assert user
    assert len(user.history) == 1


@pytest.mark.parametrize("_round", range(5))
def test_no_login_outlives_the_password_that_opened_it(
    _round: int, registry: Registry, table: Table
) -> None:
    """A login racing a change either ends with it or is refused; nothing is left behind."""
    caller = log_in(registry).caller
    change, *logins = at_once(
        changing(registry, caller, table, "Ny-kod-11a"),
        *([lambda: log_in(registry)] * 4),
    )
    for login in logins:
        if isinstance(login, SignedIn):
            with pytest.raises(Unauthenticated):
                identify(login.token.text, table, NOW)
        else:
            assert isinstance(login, Unauthenticated | TooMany)
    assert not isinstance(change, JourError)
    living = [s for s in registry.sessions.of_user("strikt", "sara") if not s.login.ended]
    assert [s.identity for s in living] == [caller.session.identity]


def test_a_login_of_an_older_password_is_refused_before_anybody_has_ended_it(
    registry: Registry, table: Table
) -> None:
    """Fault 9: the change committed and its process died; the old login's token opens nothing."""
    done = log_in(registry)
    changed = PASSWORDS.seal("Ny-kod-11a", NOW, policy=PasswordPolicy.STRICT)
    table.transact([new_credential(done.caller.user, changed)])
    with pytest.raises(LoggedOut) as told:
        identify(done.token.text, table, NOW)
    assert told.value.reason == "password_changed"
    assert identify(log_in(registry, "Ny-kod-11a").token.text, table, NOW).user.id == "sara"


@pytest.mark.parametrize("_round", range(3))
def test_of_guesses_at_once_at_most_one_is_told(_round: int, registry: Registry) -> None:
    """B7: ten guesses at the same moment, the right one among them, are worth one."""
    guesses = [f"guess-{number}" for number in range(9)] + [OLD]
    results = at_once(*(lambda g=guess: log_in(registry, g, "203.0.113.9") for guess in guesses))
    told = [r for r in results if not isinstance(r, TooMany)]
    # Those that came one after the other have the free tries; no more than that is learnt.
    assert len(told) <= FREE + 1, results


def test_honest_logins_at_once_all_succeed(registry: Registry) -> None:
    """Two devices and an impatient finger: no conflict among logins is shown to anybody."""
    log_in(registry)
    results = at_once(*([lambda: log_in(registry)] * 8))
    assert all(isinstance(result, SignedIn) for result in results), results


def test_an_attack_elsewhere_does_not_disturb_an_honest_login(registry: Registry) -> None:
    """Failures at other sources change the same item, and are looked past."""
    log_in(registry)
    results = at_once(
        lambda: log_in(registry),
        *(lambda n=number: log_in(registry, "wrong", f"198.51.100.{n}") for number in range(6)),
    )
    assert isinstance(results[0], SignedIn), results
    assert not [r for r in results if isinstance(r, Conflict)]


def disable(registry: Registry, table: Table) -> None:
    sara = registry.users.get("sara")
    assert sara is not None
    table.transact([edited(sara, replace(sara, disabled=True, version=sara.version + 1))])


def test_a_disabled_users_password_is_as_wrong_as_any(registry: Registry, table: Table) -> None:
    """B7: and it is counted as a guess."""
    disable(registry, table)
    with pytest.raises(Unauthenticated):
        registry.gate.authenticate("sara", OLD, HOME, NOW)
    assert AttemptsStore(table).get("sara").sources


@pytest.mark.parametrize("change", ["disabled", "removed"])
def test_who_is_put_out_between_proof_and_commit_is_not_let_in(
    change: str, registry: Registry, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B6: the password was right, and the answer is that of a wrong one."""
    begin = Sessions.log_in

    def late(sessions: Sessions, *asked: Any) -> Any:
        monkeypatch.setattr(Sessions, "log_in", begin)
        if change == "disabled":
            disable(registry, table)
        else:
            sara = registry.users.get("sara")
            assert sara is not None
            table.transact([removed(sara)])
        return begin(sessions, *asked)

    monkeypatch.setattr(Sessions, "log_in", late)
    with pytest.raises(Unauthenticated):
        log_in(registry)
    assert list(Sessions(table).of_user("strikt", "sara")) == []
