"""Issue 10, point 4: what the table's changes are counted as, and how an organisation stands."""

from dataclasses import replace
from typing import Any

import pytest

from jour.contact import Contact, ContactKind, ContactState, Outcome
from jour.figures import figures
from jour.news import Change, ContactChange
from jour.organisation import Channel, Media
from jour.session import Ending, EndReason, Present
from jour.standing import Standing, standing, together
from tests.builders import DEMO, login, new_session

NOW = 1_000_000


def contact(kind: ContactKind = ContactKind.CALL, **fields: Any) -> Contact:
    return Contact(
        **{
            **{"id": "c1", "org": "demo", "group": "support", "media": Media.VOICE},
            **{"dialled": "+46846500410", "caller": None, "day": "2026-11-28"},
            **{"arrived_at": NOW - 90_000, "alive_until": NOW + 1000, "kind": kind},
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ContactKind.CALL, "CallsArrived"),
        (ContactKind.CHAT, "ChatsBegun"),
        (ContactKind.CALLBACK, "CallbacksAskedFor"),
    ],
)
def test_what_is_new_is_counted_by_its_kind(kind: ContactKind, name: str) -> None:
    """Once, where it is first written; a retried arrival writes nothing."""
    new = contact(kind)
    assert figures([], [ContactChange(None, new)]) == {name: 1}
    assert figures([], [ContactChange(new, replace(new, version=2))]) == {}


def test_an_end_is_counted_once_by_its_outcome() -> None:
    """`not_reached` is one word in a metric's name; what changes after the end counts no more."""
    before = contact(ContactKind.OUTBOUND)
    after = replace(before, state=ContactState.ENDED, outcome=Outcome.NOT_REACHED)
    assert figures([], [ContactChange(before, after)]) == {"ContactsNotReached": 1}
    assert figures([], [ContactChange(after, replace(after, version=9))]) == {}
    closed = contact(state=ContactState.ENDED, outcome=Outcome.CLOSED)
    assert figures([], [ContactChange(None, closed)]) == {"CallsArrived": 1, "ContactsClosed": 1}


def test_toggles_and_misses_are_counted() -> None:
    """F9, B4: in and out by telephone, and a call that was not answered."""
    old, distance = new_session("s1"), new_session("s2", Channel.DISTANCE)
    assert figures([Change(old, distance)], []) == {"TogglesIn": 1}
    ended = replace(distance.login, ended=Ending(EndReason.TOGGLED, "distance", NOW))
    out = replace(distance, login=ended)
    assert figures([Change(distance, out)], []) == {"TogglesOut": 1}
    assert figures([Change(out, replace(out, version=5))], []) == {}
    assert figures([Change(old, replace(old, misses=1))], []) == {"OffersMissed": 1}
    assert figures([Change(old, None)], []) == {}


def test_an_organisation_stands_as_its_living_logins_and_callers_do() -> None:
    """Lapsed leases, ended logins and callers who hung up are not there; callbacks keep nobody
    waiting."""
    there = new_session("s1", Channel.MOBILE)
    lapsed = replace(new_session("s2"), lease_until=NOW)
    gone = replace(there, login=login("s3", ended=Ending(EndReason.USER, "anna", NOW)))
    waiting = (
        contact(),
        contact(id="c2", alive_until=NOW),
        contact(ContactKind.CALLBACK, id="c3", arrived_at=0),
    )
    stands = standing(Present(DEMO, (there, lapsed, gone), waiting), NOW)
    assert stands == Standing({Channel.MOBILE: 1}, waiting=1, callbacks=1, longest_wait_s=90)
    assert together([stands, stands, Standing()]).figures() == {
        "AgentsMobile": 2,
        "ContactsWaiting": 2,
        "CallbacksWaiting": 2,
        "LongestWait": 90,
    }
    assert Standing().is_still
    assert Standing().figures() == {}
