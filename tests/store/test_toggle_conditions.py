"""Each condition behind a call to the service number is needed (as in test_conditions.py)."""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from jour.clock import Millis
from jour.notice import Notice, NoticeKind
from jour.organisation import Channel
from jour.session import Session
from jour.spoken import Answer
from jour.store import keys, phones
from jour.store import toggles as calls
from jour.store.expression import Update
from jour.store.phones import Owner, OwnerKind, released, still
from jour.store.sessions import Sessions
from jour.store.table import Table
from jour.store.toggles import Toggles
from jour.store.users import Users
from jour.toggle import Known, Toggled, toggled
from tests.builders import ANNA, DEMO, new_session
from tests.store.telephones import Telephones

ANNAS, ANNA_OWNS = "+46701740605", Owner(OwnerKind.AGENT, "demo", "anna")
SAID = Answer("<speak>Du är inloggad.</speak>", "sv")
OTHER = Answer("<speak>Du är utloggad.</speak>", "sv")

Guard = Callable[[Table, Millis], bool]


def a_call_is_answered_once(table: Table, now: Millis) -> bool:
    """B3: whoever asks again hears the first answer, and writes nothing."""
    store = Toggles(table)
    store.write([calls.answered("c1", SAID, now)])
    again = store.write([calls.answered("c1", OTHER, now)])
    return not again and store.settle("c1", OTHER, now) == SAID


def an_attempt_counts_once(table: Table, now: Millis) -> bool:
    """B7: the first attempt at the PIN, asked about twice."""
    store = Toggles(table)
    first = [store.write([_failure(1, now)]) for _ in range(2)]
    return first == [True, False]


def attempts_come_in_turn(table: Table, now: Millis) -> bool:
    """B7: the second is counted after the first, and once."""
    store = Toggles(table)
    early = store.write([_failure(2, now)])
    store.write([_failure(1, now)])
    second = [store.write([_failure(2, now)]) for _ in range(2)]
    return not early and second == [True, False]


def a_toggle_acts_on_the_login_that_it_read(table: Table, now: Millis) -> bool:
    """Fault 10: another login came first; the sentence would name the wrong one."""
    sessions = Sessions(table)
    sessions.log_in(new_session("s1", Channel.WEB, at=now), now)
    read = sessions.get("demo", "anna")
    sessions.log_in(new_session("s2", Channel.MOBILE, at=now), now)
    return not Toggles(table).write([calls.toggled_login(_toggle(read, now), now)])


def a_first_login_is_first(table: Table, now: Millis) -> bool:
    """Fault 10: there was no login when it was read."""
    Sessions(table).log_in(new_session("s1", Channel.WEB, at=now), now)
    return not Toggles(table).write([calls.toggled_login(_toggle(None, now), now)])


def an_edited_user_is_read_again(table: Table, now: Millis) -> bool:
    """Issue 5.4: a number or group that an administrator has just changed counts at the commit."""
    Users(table).add(ANNA)
    table.update(keys.user("anna"), Update().set(version=2))
    return not Toggles(table).write([calls.unchanged_user(ANNA)])


def a_disabled_user_does_not_log_in(table: Table, now: Millis) -> bool:
    """Fault 17: disabled between the look and the commit."""
    Users(table).add(replace(ANNA, disabled=True))
    return not Toggles(table).write([calls.unchanged_user(ANNA)])


def who_rings_too_often_is_told_once(table: Table, now: Millis) -> bool:
    """Of two calls at once one leaves a notice."""
    sessions = Sessions(table)
    _, session = sessions.log_in(new_session("s1", Channel.DISTANCE, at=now), now)
    table.update(keys.session("demo", "anna"), Update().set(toggles=60))
    told = calls.told_of_too_many(replace(session, toggles=60))
    notice = Notice("c1", NoticeKind.TOO_MANY_TOGGLES, "anna", "05", now)
    store = Toggles(table)
    once = store.write([calls.answered("c1", SAID, now, notice), told])
    return once and not store.write([calls.answered("c2", SAID, now, notice), told])


def a_number_that_changed_hands_does_not_toggle(table: Table, now: Millis) -> bool:
    """F4: the number is somebody else's by now; nor can it be given up by who lost it."""
    Telephones(table).registered("bo", ANNAS)
    store = Toggles(table)
    return not store.write([still(ANNAS, ANNA_OWNS)]) and not store.write(
        [released(ANNAS, ANNA_OWNS)]
    )


GUARDS: dict[tuple[ModuleType, str], Guard] = {
    (calls, "UNANSWERED"): a_call_is_answered_once,
    (calls, "FIRST_FAILURE"): an_attempt_counts_once,
    (calls, "NEXT_FAILURE"): attempts_come_in_turn,
    (calls, "SAME_LOGIN"): a_toggle_acts_on_the_login_that_it_read,
    (calls, "STILL_NO_LOGIN"): a_first_login_is_first,
    (calls, "UNEDITED"): an_edited_user_is_read_again,
    (calls, "NOT_DISABLED"): a_disabled_user_does_not_log_in,
    (calls, "NOT_TOLD"): who_rings_too_often_is_told_once,
    (phones, "OWNED"): a_number_that_changed_hands_does_not_toggle,
}
NAMES = [name for _, name in GUARDS]


def _failure(attempt: int, now: Millis) -> calls.Write:
    return calls.failed(calls.unanswered("c1", now), attempt, "sv")


def _toggle(before: Session | None, now: Millis) -> Toggled:
    return toggled(Known(ANNA, DEMO, before), "t1", now)


@pytest.mark.parametrize("module", [calls, phones])
def test_every_condition_has_a_guard(module: ModuleType) -> None:
    """A condition added to the storage must be tried here too."""
    conditions = {
        name for name, value in vars(module).items() if name.isupper() and isinstance(value, str)
    }
    assert conditions - {"SWEDISH"} == {name for owner, name in GUARDS if owner is module}


@pytest.mark.parametrize(("place", "guard"), GUARDS.items(), ids=NAMES)
def test_with_the_condition_the_scenario_holds(
    place: tuple[ModuleType, str], guard: Guard, table: Table
) -> None:
    """The deployed storage passes every scenario."""
    assert guard(table, Telephones(table).now)


@pytest.mark.parametrize(("place", "guard"), GUARDS.items(), ids=NAMES)
def test_without_the_condition_the_scenario_breaks(
    place: tuple[ModuleType, str], guard: Guard, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made always true, the condition is missed by its scenario."""
    module, condition = place
    original = getattr(module, condition)
    always = f"({original}) OR attribute_exists(#pk) OR attribute_not_exists(#pk)"
    monkeypatch.setattr(module, condition, always)
    assert not guard(table, Telephones(table).now)
