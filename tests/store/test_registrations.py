"""Registrations under real concurrency: numbers, edits, logins and toggles at the same moment."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jour.authenticate import Gatekeeper
from jour.callers import require_administrator
from jour.edit_groups import edit_group
from jour.edit_user import remove_user
from jour.errors import Forbidden, JourError
from jour.organisation import Channel, Media
from jour.sign_in import Registry, SignedIn, SignIn, sign_in
from jour.store import keys
from jour.store.attempts import AttemptsStore
from jour.store.phones import owner_from_item
from jour.store.sessions import Place
from jour.store.table import Table
from jour.store.user_writes import owned
from jour.user import Role, User
from tests.builders import ANNAS_NUMBER, ANNAS_PASSWORD, PASSWORDS
from tests.store.at_once import at_once
from tests.store.office import FIRST, NOW, SECOND, Office, open_office


def logging_in(office: Office, table: Table) -> Callable[[], SignedIn]:
    """Anna logs in on the web, to staff all that she may."""
    desk = office.desk
    gate = Gatekeeper(desk.users, AttemptsStore(table), PASSWORDS)
    registry = Registry(desk.users, desk.sessions, gate)
    asked = SignIn("anna", ANNAS_PASSWORD, True, Channel.WEB, "192.0.2.1")
    return lambda: sign_in(asked, registry, NOW)


@pytest.fixture(params=range(5))
def office(request: pytest.FixtureRequest, table: Table) -> Office:
    """One for each round of a race."""
    return open_office(table)


def refusals(results: list[object]) -> list[str]:
    return sorted(result.code for result in results if isinstance(result, JourError))


def assert_numbers_are_their_owners(office: Office, *numbers: str) -> None:
    """Every user's number has an item that says so, and no other item says anything."""
    said = {
        number: owner_from_item(item).id
        for number in numbers
        if (item := office.table.get(keys.phone(number)))
    }
    had = {
        number: user
        for user in ("anna", "bo")
        for number, _ in owned(office.user(user))
        if number.startswith("+")
    }
    assert said == had


def test_one_number_saved_by_two_at_once(office: Office) -> None:
    """Issue 5, 4: one has it; the other is told, and nothing of theirs is stored."""
    before = office.user("bo"), office.user("anna")
    results = at_once(
        office.register("bo", number=FIRST), office.register("anna", alternative_number=FIRST)
    )
    assert refusals(results) == ["phone_taken"]
    after = office.user("bo"), office.user("anna")
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
    assert_numbers_are_their_owners(office, ANNAS_NUMBER, FIRST)


def test_numbers_that_change_hands_at_once(office: Office) -> None:
    """Each takes what the other has: nobody has both, and no number is lost."""
    office.register("bo", number=FIRST)()
    results = at_once(
        office.register("bo", number=ANNAS_NUMBER), office.register("anna", number=FIRST)
    )
    assert refusals(results) == ["phone_taken", "phone_taken"]
    assert_numbers_are_their_owners(office, ANNAS_NUMBER, FIRST)


def test_a_number_given_up_and_taken_at_once(office: Office) -> None:
    """The taker gets it or is told; it is never two's and never lost."""
    results = at_once(
        office.register("anna", number=SECOND), office.register("bo", number=ANNAS_NUMBER)
    )
    assert set(refusals(results)) <= {"phone_taken"}
    assert_numbers_are_their_owners(office, ANNAS_NUMBER, SECOND)


def test_a_registration_removed_while_its_phone_rings_in(office: Office) -> None:
    """Issue 5, 4: whichever commits first, no login outlives its registration."""
    results = at_once(office.edit("anna", distance=None), office.rings_in("anna"))
    assert not isinstance(results[0], JourError), results
    assert not office.living("anna")
    assert office.user("anna").distance is None


def test_a_number_changed_while_its_phone_rings_in(office: Office) -> None:
    """F5: a living login by distance rings the number that stands in the registration."""
    at_once(office.register("anna", number=FIRST), office.rings_in("anna"))
    if office.living("anna"):
        session = office.desk.sessions.get("demo", "anna")
        assert session
        assert session.phone == FIRST


def test_edits_that_race(office: Office) -> None:
    """Without a version both hold, in some order; with one, one of them."""
    results = at_once(office.edit("anna", name="Anna Ek"), office.edit("anna", language="en"))
    assert refusals(results) == []
    anna = office.user("anna")
    assert (anna.name, anna.language, anna.version) == ("Anna Ek", "en", 3)
    results = at_once(
        office.edit("anna", name="Anna Ed", version=3),
        office.edit("anna", language="sv", version=3),
    )
    assert refusals(results) == ["edited_meanwhile"]
    assert office.user("anna").version == 4


def test_a_group_changes_its_media_while_it_is_preselected(office: Office) -> None:
    """F11: never a preselected group that takes no calls."""
    caller = office.caller()
    group = replace(caller.organisation.groups["support"], media=Media.CHAT)
    results = at_once(
        lambda: edit_group(caller, group, None, office.desk, NOW),
        office.register("anna", preselected_groups=("support",)),
    )
    assert len(refusals(results)) == 1, results
    organisation, distance = office.desk.organisations.get("demo"), office.user("anna").distance
    assert organisation
    assert distance
    support = organisation.groups["support"]
    assert support.preselected == len(distance.preselected_groups)
    assert (support.media is Media.VOICE) == bool(distance.preselected_groups)


def test_preselections_are_counted_exactly(office: Office) -> None:
    """Two users at once, and one who goes: the count is that of the registrations."""
    results = at_once(
        office.register("anna", preselected_groups=("support", "vaxel")),
        office.register("bo", number=FIRST, preselected_groups=("support",)),
    )
    assert refusals(results) == []
    remove_user(office.caller(), "anna", office.desk, NOW)
    organisation = office.desk.organisations.get("demo")
    assert organisation
    assert [organisation.groups[g].preselected for g in ("support", "vaxel")] == [1, 0]


def test_two_administrators_who_put_each_other_out(office: Office) -> None:
    """One remains."""
    results = at_once(
        office.edit("stina", by="alva", disabled=True),
        office.edit("alva", by="stina", roles=frozenset({Role.AGENT})),
    )
    assert len([r for r in results if isinstance(r, JourError)]) == 1, results
    remaining = [u for u in map(office.user, ("alva", "stina")) if u.is_admin and not u.disabled]
    assert len(remaining) == 1


def test_who_was_put_out_puts_nobody_out(office: Office) -> None:
    """The caller is looked at again, not only when the request came in."""
    late = office.edit("stina", by="alva", disabled=True)
    office.edit("alva", by="stina", disabled=True)()
    with pytest.raises(Forbidden):
        late()
    assert require_administrator(office.caller("stina"))


def test_a_login_that_races_an_edit_is_made_of_what_is_there(office: Office, table: Table) -> None:
    """M2, D5: whichever commits first, the login staffs no group that was taken away."""
    log_in = logging_in(office, table)
    results = at_once(log_in, office.edit("anna", groups=("vaxel",)))
    assert refusals(results) == []
    session = office.desk.sessions.get("demo", "anna")
    assert session
    assert (session.groups, session.own_groups) == (("vaxel",), ("vaxel",))


def test_a_login_that_read_an_older_user_looks_again(office: Office, table: Table) -> None:
    """The edit commits between the password's check and the login's write."""
    log_in = logging_in(office, table)
    real, edit = office.desk.sessions.place_of, office.edit("anna", groups=("vaxel",))
    edited: list[User] = []

    def place_of(org: str, user: str) -> Place:
        found = real(org, user)
        if not edited:
            edited.append(office.user("anna"))
            edited.append(edit())
        return found

    office.desk.sessions.place_of = place_of  # type: ignore[method-assign] # the moment between
    assert log_in().caller.session.groups == ("vaxel",)
    assert edited
