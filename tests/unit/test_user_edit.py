"""An administrator's edit of a user, and what it means for a living login: the rules."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jour.errors import Conflict, Invalid, JourError
from jour.group_edit import with_group, without_group
from jour.login_edit import fitted, followed
from jour.organisation import Channel, Media, Organisation
from jour.phone import receives_sms
from jour.readable_id import id_for
from jour.session import Ending, EndReason, Session
from jour.user import Distance, Role, User
from jour.user_edit import DistanceEdit, UserEdit, applied, checked_pin, forbid_own_harm
from tests.builders import ALVA, ANNA, DEMO, session

BY_DISTANCE = session(channel=Channel.DISTANCE, groups=("support", "vaxel"), name=ANNA.name)
REGISTERED = replace(ANNA, distance=Distance("+46701740605", None, ("support", "vaxel")))


def preselected(organisation: Organisation, group: str, users: int = 1) -> Organisation:
    counted = replace(organisation.groups[group], preselected=users)
    return replace(organisation, groups={**organisation.groups, group: counted})


def test_an_edit_that_names_nothing_changes_nothing_but_the_version() -> None:
    """PATCH edits what it names."""
    assert applied(UserEdit(), ANNA, DEMO, None) == replace(ANNA, version=2)


@given(
    groups=st.none() | st.lists(st.sampled_from([*DEMO.groups, "nix"])).map(tuple),
    roles=st.none() | st.frozensets(st.sampled_from(Role)),
    chosen=st.none() | st.lists(st.sampled_from([*DEMO.groups, "nix"])).map(tuple),
    registered=st.booleans(),
)
def test_whatever_is_edited_a_registration_makes_sense(
    groups: tuple[str, ...] | None,
    roles: frozenset[Role] | None,
    chosen: tuple[str, ...] | None,
    registered: bool,
) -> None:
    """F3, F8, F11: an agent's, with the agent's own voice groups; never emptied by another edit."""
    named = {
        **({"groups": groups} if groups is not None else {}),
        **({"roles": roles} if roles is not None else {}),
        **({"distance": DistanceEdit(preselected_groups=chosen)} if chosen is not None else {}),
    }
    before = REGISTERED if registered else replace(ANNA, distance=None)
    try:
        after = applied(UserEdit(**named), before, DEMO, None)  # type: ignore[arg-type] # generated
    except JourError:
        return
    assert set(after.groups) <= set(DEMO.groups)
    if after.distance is None:
        return
    assert after.is_agent
    picked = after.distance.preselected_groups
    assert set(picked) <= set(after.groups)
    assert all(DEMO.groups[group].media is Media.VOICE for group in picked)
    assert picked or chosen == () or not before.distance


@pytest.mark.parametrize("pin", ["1234", "00000", "987654"])
def test_a_pin_has_four_to_six_digits(pin: str) -> None:
    """B7."""
    assert checked_pin(pin) == pin


@pytest.mark.parametrize("pin", ["", "123", "1234567", "12 34", "１２３４", "²²²²", "-123"])
def test_anything_else_is_no_pin(pin: str) -> None:
    """B7: a telephone has to be able to type it; the refusal does not repeat it."""
    with pytest.raises(Invalid) as refused:
        checked_pin(pin)
    assert refused.value.code == "invalid_pin"
    assert refused.value.values == {"field": "pin"}


@pytest.mark.parametrize(
    "after", [None, replace(ALVA, disabled=True), replace(ALVA, roles=frozenset({Role.AGENT}))]
)
def test_administrators_put_out_others_and_never_themselves(after: User | None) -> None:
    """An organisation keeps an administrator."""
    forbid_own_harm("stina", ALVA, after)
    with pytest.raises(Conflict):
        forbid_own_harm("alva", ALVA, after)


def test_a_login_goes_on_where_the_edit_does_not_concern_it() -> None:
    """Nobody hears of what is no news."""
    assert followed(BY_DISTANCE, replace(ANNA, email="x@y.se"), "alva", 9) == replace(
        BY_DISTANCE, own_groups=ANNA.groups
    )


@pytest.mark.parametrize(
    ("user", "reason"),
    [
        (None, EndReason.DISABLED),
        (replace(ANNA, disabled=True), EndReason.DISABLED),
        (replace(ANNA, roles=frozenset({Role.ADMIN})), EndReason.ADMIN),
        (replace(ANNA, distance=None), EndReason.ADMIN),
        (replace(ANNA, groups=("chatt",)), EndReason.ADMIN),
    ],
    ids=["removed", "disabled", "no agent", "no registration", "no group"],
)
def test_a_login_ends_where_nothing_is_left_of_it(user: User | None, reason: EndReason) -> None:
    """Issue 5, 4: with the reason and by whom."""
    assert followed(BY_DISTANCE, user, "alva", 9) == Ending(reason, "alva", 9)


def test_only_a_login_by_distance_follows_the_registration() -> None:
    """X1: a web login has its own number and stays without a registration."""
    web = replace(session(channel=Channel.WEB), name=ANNA.name)
    assert followed(web, replace(ANNA, distance=None), "alva", 9) == web
    moved = replace(ANNA, distance=Distance("+46701740606"))
    after = followed(BY_DISTANCE, moved, "alva", 9)
    assert isinstance(after, Session)
    assert (after.phone, after.version) == ("+46701740606", BY_DISTANCE.version + 1)
    assert followed(web, moved, "alva", 9) == web


def test_a_login_fits_the_groups_media() -> None:
    """F11, X3: a chat is for the desktop alone."""
    chat = replace(DEMO.groups["support"], media=Media.CHAT)
    organisation = replace(DEMO, groups={**DEMO.groups, "support": chat})
    after = fitted(BY_DISTANCE, organisation, "alva", 9)
    assert isinstance(after, Session)
    assert after.groups == ("vaxel",)
    only = replace(BY_DISTANCE, groups=("support",))
    assert fitted(only, organisation, "alva", 9) == Ending(EndReason.ADMIN, "alva", 9)
    desktop = replace(session(channel=Channel.DESKTOP), groups=("support", "vaxel"))
    assert fitted(desktop, organisation, "alva", 9) == desktop


def test_a_preselected_group_stays_and_stays_voice() -> None:
    """F8, F11: the refusal says for how many."""
    organisation = preselected(DEMO, "support", 3)
    group = organisation.groups["support"]
    with pytest.raises(Invalid) as refused:
        with_group(organisation, replace(group, media=Media.CHAT))
    assert refused.value.values["users"] == 3
    with pytest.raises(Conflict):
        without_group(organisation, "support")
    assert with_group(organisation, replace(group, name="Hjälp")).groups["support"].name == "Hjälp"
    assert "support" not in without_group(DEMO, "support").groups


@pytest.mark.parametrize(
    ("name", "made"),
    [("Kundtjänst", "kundtjänst"), ("Support", "support-2"), (" A & B ", "a-b"), ("…", "grupp")],
)
def test_a_groups_id_reads_like_its_name(name: str, made: str) -> None:
    """And is nobody else's."""
    assert id_for(name, DEMO.groups, "grupp") == made


@pytest.mark.parametrize(
    ("number", "able"),
    [("+46701740605", True), ("+46846500410", False), ("+12025550123", True)],
)
def test_who_can_be_sent_a_text(number: str, able: bool) -> None:
    """F13: as far as number ranges tell."""
    assert receives_sms(number) is able
