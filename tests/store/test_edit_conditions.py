"""Each condition of an administrator's write is needed: without it its scenario breaks."""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from jour.errors import Conflict
from jour.organisation import Media
from jour.store import login_edits, organisations, phones, user_writes
from jour.store.table import Table
from tests.store.office import FIRST, NOW, Office, open_office


@pytest.fixture
def office(table: Table) -> Office:
    return open_office(table)


def an_older_edit_does_not_overwrite(office: Office) -> bool:
    before = office.user("anna")
    office.edit("anna", name="Anna Ek")()
    stale = user_writes.edited(before, replace(before, name="Anna Ed", version=before.version + 1))
    return _fails(office, stale)


def an_older_organisation_does_not_overwrite(office: Office) -> bool:
    before = office.caller().organisation
    office.desk.organisations.edit(before, replace(before, name="Nytt AB"))
    stale = replace(before, name="Annat AB")
    return _refused(lambda: office.desk.organisations.edit(before, stale))


def a_preselected_group_keeps_its_media(office: Office) -> bool:
    before = office.caller().organisation
    office.register("anna", preselected_groups=("support",))()
    group = replace(before.groups["support"], media=Media.CHAT)
    after = replace(before, groups={**before.groups, "support": group})
    return _refused(lambda: office.desk.organisations.edit(before, after))


def a_group_without_calls_is_not_preselected(office: Office) -> bool:
    return _fails(office, *organisations.preselection("demo", ["chatt"], []))


def a_login_that_moved_is_looked_at_again(office: Office) -> bool:
    office.rings_in("anna")()
    session = office.desk.sessions.get("demo", "anna")
    assert session
    office.desk.sessions.set_groups(session.identity, ("vaxel",), NOW)
    return _fails(office, login_edits.changed(session, replace(session, phone=FIRST), NOW))


def a_login_that_began_is_looked_at_again(office: Office) -> bool:
    absent = login_edits.unmoved("demo", "anna", None)
    office.rings_in("anna")()
    return _fails(office, absent)


def an_administrator_who_is_none_any_more_puts_nobody_out(office: Office) -> bool:
    return _fails(office, user_writes.administers("anna"))


def _fails(office: Office, *writes: phones.Write) -> bool:
    return _refused(lambda: phones.commit(office.table, writes, {}))


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Conflict:
        return True
    return False


GUARDS = {
    (user_writes, "AS_READ"): an_older_edit_does_not_overwrite,
    (user_writes, "MAY_ADMINISTER"): an_administrator_who_is_none_any_more_puts_nobody_out,
    (organisations, "UNEDITED"): an_older_organisation_does_not_overwrite,
    (organisations, "NOT_PRESELECTED"): a_preselected_group_keeps_its_media,
    (organisations, "IS_VOICE"): a_group_without_calls_is_not_preselected,
    (login_edits, "LOGIN_AS_READ"): a_login_that_moved_is_looked_at_again,
    (login_edits, "STILL_NO_LOGIN"): a_login_that_began_is_looked_at_again,
}


def test_every_condition_has_a_guard() -> None:
    """A condition added to these modules must be tried here too."""
    conditions = {
        (module, name)
        for module in (user_writes, organisations, login_edits)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    assert conditions == GUARDS.keys()


@pytest.mark.parametrize("condition", GUARDS, ids=lambda condition: condition[1])
@pytest.mark.parametrize("kept", [True, False], ids=["kept", "removed"])
def test_a_condition_is_needed(
    condition: tuple[ModuleType, str], kept: bool, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the condition the scenario holds, without it the scenario breaks."""
    module, name = condition
    if not kept:
        original = getattr(module, name)
        always = f"({original}) OR attribute_exists(#pk) OR attribute_not_exists(#pk)"
        monkeypatch.setattr(module, name, always)
    assert GUARDS[condition](office) is kept
