"""What is said in a call: result, groups, number; short, well-formed, in two languages."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jour.clock import DAY
from jour.organisation import Channel, Group, Media, PasswordPolicy
from jour.spoken import digits, minutes, pin_question, refusal, result, settled
from jour.toggle import Known, Reason, toggled
from jour.user import Distance
from tests.builders import ANNA, ANNAS_NUMBER, DEMO, SET_AT, session

NOW = SET_AT + DAY
VALUES: dict[str, str | int] = {"number": ANNAS_NUMBER, "minutes": 3}
LONGEST = 160
"""Characters: about ten seconds of speech."""


def text(ssml: str) -> str:
    """What is heard."""
    return "".join(ET.fromstring(ssml).itertext())


def said(known: Known) -> str:
    return text(result(known, toggled(known, "t1", NOW), NOW))


def test_logging_in_says_result_groups_and_number() -> None:
    """F10."""
    assert said(Known(ANNA, DEMO, None)) == (
        "Du är inloggad i Support och Växel. Samtal ringer 070 174 06 05."
    )


def test_logging_out_says_so() -> None:
    """F10."""
    inside = toggled(Known(ANNA, DEMO, None), "t0", NOW).after
    assert said(Known(ANNA, DEMO, inside)) == "Du är utloggad."


@pytest.mark.parametrize(
    ("channel", "where"),
    [(Channel.DESKTOP, "på datorn"), (Channel.MOBILE, "i appen"), (Channel.WEB, "på webben")],
)
def test_it_says_which_login_it_replaced(channel: Channel, where: str) -> None:
    """X5: whoever meant to log out hears what happened instead."""
    told = said(Known(ANNA, DEMO, session("s1", channel, at=NOW)))
    assert told.startswith(f"Du är inloggad per telefon, och inte längre {where}.")


def test_english_for_those_who_want_it() -> None:
    """B8: by the agent's language."""
    assert said(Known(replace(ANNA, language="en"), DEMO, None)) == (
        "You are logged in to Support and Växel. Calls ring 070 174 06 05."
    )


@pytest.mark.parametrize(("age", "warned"), [(89 * DAY, False), (90 * DAY, True)])
def test_an_expired_password_is_warned_of(age: int, warned: bool) -> None:
    """P7: distance login keeps working; the message adds a warning."""
    assert ANNA.credential
    user = replace(ANNA, credential=replace(ANNA.credential, set_at=NOW - age))
    strict = replace(DEMO, password_policy=PasswordPolicy.STRICT)
    assert ("lösenord har gått ut" in said(Known(user, strict, None))) is warned


@pytest.mark.parametrize(("hours", "closed"), [({}, True), (None, False)])
def test_a_closed_group_is_told_of(hours: dict[str, Any] | None, closed: bool) -> None:
    """B1: who gets no calls hears why."""
    groups = {one.id: replace(one, hours=hours) for one in DEMO.groups.values()}
    told = said(Known(ANNA, replace(DEMO, groups=groups), None))
    assert ("Stängt just nu" in told) is closed


def test_many_groups_are_counted() -> None:
    """F10: short, because the caller pays by the second."""
    groups = {f"g{n}": Group(f"g{n}", f"Grupp {n}", Media.VOICE) for n in range(9)}
    known = Known(replace(ANNA, groups=tuple(groups)), replace(DEMO, groups=groups), None)
    assert "Grupp 0, Grupp 1, Grupp 2 och 6 till." in said(known)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_spoken_apart_and_says_that_nothing_changed(
    reason: Reason, language: str
) -> None:
    """Issue 5.2: each has its own reason."""
    told = text(refusal(reason, language, **VALUES))
    assert told.endswith("Inget är ändrat." if language == "sv" else "Nothing was changed.")
    others = {text(refusal(other, language, **VALUES)) for other in Reason if other is not reason}
    assert told not in others
    assert len(told) <= LONGEST
    assert "{" not in told


def test_the_other_sentences_are_well_formed() -> None:
    """SSML that is no XML would be an error in Connect."""
    for language in ("sv", "en"):
        for ssml in (
            settled(language),
            pin_question(language),
            pin_question(language, again=True),
        ):
            assert text(ssml)


@given(st.text(min_size=1, max_size=30).filter(lambda name: name.isprintable()))
def test_a_group_can_be_called_anything(name: str) -> None:
    """A name with < or & is spoken, not parsed."""
    groups = {"support": replace(DEMO.groups["support"], name=name)}
    assert name in said(Known(ANNA, replace(DEMO, groups=groups), None))


def test_digits_are_read_one_by_one() -> None:
    """070 is not seventy."""
    heard = re.findall(r'<say-as interpret-as="digits">(\d+)</say-as>', digits(ANNAS_NUMBER))
    assert heard == ["070", "174", "06", "05"]


@pytest.mark.parametrize(("seconds", "told"), [(1, 1), (60, 1), (61, 2), (900, 15)])
def test_waiting_is_told_in_whole_minutes(seconds: int, told: int) -> None:
    """Nobody is told to wait for nought minutes."""
    assert minutes(seconds) == told


def test_the_alternative_number_is_not_read_out() -> None:
    """F10: the number that will be rung is 'Nummer'."""
    user = replace(ANNA, distance=Distance(ANNAS_NUMBER, "+46846500420"))
    assert "070 174 06 05" in said(Known(user, DEMO, None))
