"""Single rules of handing out, which the exhaustive searches pass without leaning on them."""

from dataclasses import replace
from typing import Any

import pytest

from jour.contact import LEASE, Contact, ContactKind
from jour.handout import Pair, accepted, claimed, lapsed, suits, taken
from jour.occupation import RING, Kind, Occupation
from jour.organisation import Channel, Media
from jour.queue_poll import _is_heard, _is_new
from jour.session import Session
from tests.builders import DEMO, session

NOW = 1_795_000_000_000
CALL = Contact("c1", "demo", "support", Media.VOICE, "+46846500410", None, NOW, "2026-11-24")
CALLBACK = replace(CALL, kind=ContactKind.CALLBACK, caller="+46701740690")
OF_A_LIST = replace(CALLBACK, kind=ContactKind.OUTBOUND)


def at_work(channel: Channel = Channel.WEB, **fields: Any) -> Session:
    return session(channel=channel, at=NOW, **{"phone": "+46701740605"} | fields)


def ringing(agent: Session) -> Pair:
    pair = taken(claimed(Pair(CALL, agent), NOW), NOW)
    assert pair is not None
    return pair


def test_a_number_of_a_list_never_goes_to_distance() -> None:
    """X4: nor once its group has come to take calls, whose callbacks may."""
    away = at_work(Channel.DISTANCE)
    assert suits(CALLBACK, away, DEMO, NOW)
    assert not suits(OF_A_LIST, away, DEMO, NOW)
    assert suits(OF_A_LIST, at_work(), DEMO, NOW)


def test_nobody_without_a_telephone_rings_anybody_up() -> None:
    """X6: nor where the callback's group has come to take chats, which need none."""
    chats = replace(
        DEMO, groups={**DEMO.groups, "support": replace(DEMO.groups["chatt"], id="support")}
    )
    with_phone = at_work(Channel.DESKTOP, connection_id="k", phone="+46701740605")
    assert suits(CALLBACK, with_phone, chats, NOW)
    assert not suits(CALLBACK, replace(with_phone, phone=None), chats, NOW)


def test_an_agent_answers_what_rings_and_nothing_else() -> None:
    """B2: occupied by another call by now, the word about the first is none about it."""
    pair = ringing(at_work())
    assert accepted(pair, NOW) is not None
    assert pair.agent is not None
    assert pair.agent.occupied is not None
    other = replace(pair.agent, occupied=replace(pair.agent.occupied, contact="c2"))
    assert accepted(replace(pair, agent=other), NOW) is None


def test_time_is_written_down_once_it_has_changed_something() -> None:
    """B5: a wrap-up that is over frees its agent from then on, with the misses before it; a
    telephone that rang its time out is a conversation; nothing else is news."""
    assert lapsed(at_work(), NOW) is None
    rung = ringing(at_work(misses=1)).agent
    assert rung is not None
    assert lapsed(rung, NOW + RING - 1) is None
    talks = lapsed(rung, NOW + RING)
    assert talks is not None
    assert talks.occupied is not None
    assert (talks.occupied.kind, talks.misses) == (Kind.TALKING, 0)
    rests = at_work(misses=1, occupied=Occupation("c1", "support", Kind.WRAP_UP, NOW, NOW + 9))
    free = lapsed(rests, NOW + 9)
    assert free is not None
    assert (free.occupied, free.freed_at, free.misses) == (None, NOW + 9, 1)


@pytest.mark.parametrize(
    "silent", [CALLBACK, replace(CALL, not_before=NOW + 1)], ids=["a callback", "at the keys"]
)
def test_who_has_no_flow_that_asks_leads_no_queue(silent: Contact) -> None:
    """D9: hand-out would wait for somebody whose turn to ask never comes."""
    assert _is_heard(replace(CALL, alive_until=NOW + LEASE), NOW)
    assert not _is_heard(replace(silent, alive_until=NOW + LEASE), NOW)


def test_what_1_does_is_said_when_it_begins_to_do_something() -> None:
    """X6: at the one poll behind the group's limit; a group without a limit never says it."""
    group = replace(DEMO.groups["support"], callback_after_s=20)
    polls = range(0, 60_000, 6_000)
    assert [waited for waited in polls if _is_new(waited, group)] == [24_000]
    assert not any(_is_new(waited, replace(group, callback_after_s=None)) for waited in polls)
