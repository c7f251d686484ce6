"""What a call to the service number does, by the rules alone."""

from dataclasses import replace
from typing import Any

import pytest

from jour.clock import HOUR, SECOND
from jour.login_rules import LEASE
from jour.organisation import Channel, Media
from jour.session import EndReason, Session, is_live
from jour.toggle import LIMIT, Known, Reason, Refused, distance_groups, toggled
from jour.user import Distance, Role
from tests.builders import ANNA, ANNAS_NUMBER, DEMO, session

NOW = 1_000_000
OTHER = "+46846500420"


def known(before: Session | None = None, **fields: Any) -> Known:
    return Known(replace(ANNA, **fields), DEMO, before)


def test_in_and_out_and_in_again() -> None:
    """F9: every call toggles."""
    first = toggled(known(), "t1", NOW)
    assert first.is_in
    assert (first.after.channel, first.after.phone) == (Channel.DISTANCE, ANNAS_NUMBER)
    second = toggled(known(first.after), "t2", NOW + 1)
    assert not second.is_in
    assert second.after.login.ended
    assert second.after.login.ended.reason is EndReason.TOGGLED
    third = toggled(known(second.after), "t3", NOW + 2)
    assert third.is_in
    assert third.after.login.session_id == "t3"
    assert [s.after.version for s in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize("channel", [Channel.DESKTOP, Channel.MOBILE, Channel.WEB])
def test_a_login_on_another_channel_is_replaced_and_not_ended(channel: Channel) -> None:
    """X5, X1: only a distance login is toggled out."""
    done = toggled(known(session("s1", channel, at=NOW)), "t1", NOW)
    assert done.is_in
    assert done.replaced
    assert done.replaced.channel is channel


def test_a_desktop_login_whose_lease_has_passed_is_not_replaced() -> None:
    """D10: it was over already, so nobody is said to be pushed out."""
    done = toggled(known(session("s1", at=NOW)), "t1", NOW + LEASE)
    assert done.is_in
    assert done.replaced is None


def test_a_distance_login_has_no_lease() -> None:
    """X2: it lasts until it is ended."""
    done = toggled(known(), "t1", NOW)
    assert is_live(done.after, NOW + 400 * 24 * HOUR)


@pytest.mark.parametrize("distance", [Distance(ANNAS_NUMBER), Distance(ANNAS_NUMBER, OTHER)])
def test_nummer_is_rung_whoever_called(distance: Distance) -> None:
    """F5, F7: also when the alternative number rang."""
    assert toggled(known(distance=distance), "t1", NOW).after.phone == ANNAS_NUMBER


@pytest.mark.parametrize(
    ("preselected", "groups"),
    [
        ((), ("support", "vaxel")),
        (("vaxel",), ("vaxel",)),
        (("vaxel", "support"), ("support", "vaxel")),
        (("vaxel", "chatt", "kampanj"), ("vaxel",)),
        (("gone", "vaxel"), ("vaxel",)),
    ],
)
def test_groups_are_the_preselected_voice_groups_or_all(
    preselected: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    """F8, F11, X4: chat and telemarketing never, whatever was registered."""
    distance = Distance(ANNAS_NUMBER, preselected_groups=preselected)
    assert distance_groups(replace(ANNA, distance=distance), DEMO) == groups
    assert toggled(known(distance=distance), "t1", NOW).after.groups == groups


def test_a_group_that_one_left_is_not_staffed() -> None:
    """F8: preselected groups are the agent's own."""
    distance = Distance(ANNAS_NUMBER, preselected_groups=("support", "vaxel"))
    assert toggled(known(distance=distance, groups=("vaxel",)), "t1", NOW).after.groups == (
        "vaxel",
    )


def refusal(who: Known) -> Reason:
    with pytest.raises(Refused) as refused:
        toggled(who, "t1", NOW)
    return refused.value.reason


def test_preselected_groups_that_are_gone_are_not_replaced_by_others() -> None:
    """F8: nobody is to get calls that they were not meant to get."""
    distance = Distance(ANNAS_NUMBER, preselected_groups=("gone",))
    assert refusal(known(distance=distance)) is Reason.NOTHING_TO_STAFF


def test_a_group_whose_media_changed_is_not_staffed() -> None:
    """F11: also when it changed after the registration."""
    groups = {**DEMO.groups, "support": replace(DEMO.groups["support"], media=Media.CHAT)}
    distance = Distance(ANNAS_NUMBER, preselected_groups=("support",))
    who = Known(replace(ANNA, distance=distance), replace(DEMO, groups=groups), None)
    assert refusal(who) is Reason.NOTHING_TO_STAFF


def test_one_can_always_get_out() -> None:
    """F9: no group left is no reason to stay logged in."""
    inside = toggled(known(), "t1", NOW).after
    assert not toggled(known(inside, groups=()), "t2", NOW).is_in


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"disabled": True}, Reason.DISABLED),
        ({"roles": frozenset({Role.ADMIN})}, Reason.NOT_AN_AGENT),
        ({"distance": None}, Reason.NOT_AN_AGENT),
        ({"groups": ("chatt", "kampanj")}, Reason.NOTHING_TO_STAFF),
        ({"groups": ()}, Reason.NOTHING_TO_STAFF),
    ],
)
def test_each_refusal_has_its_reason(fields: dict[str, Any], reason: Reason) -> None:
    """Issue 5.2: each has its own spoken reason."""
    assert refusal(known(**fields)) is reason


def test_too_many_within_an_hour_change_nothing() -> None:
    """A forged caller ID cannot toggle somebody all day; the count survives other logins."""
    state: Session | None = None
    for number in range(LIMIT):
        state = toggled(known(state), f"t{number}", NOW + number * SECOND).after
    assert refusal(known(state)) is Reason.TOO_MANY
    assert toggled(known(state), "late", NOW + HOUR).after.toggles == 1
