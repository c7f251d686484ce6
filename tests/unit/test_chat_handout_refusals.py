"""Issue 8.2: of two who change a chat at once the later one changes nothing; nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jour.chat_handout import (
    accepted,
    claimed,
    ended,
    extended,
    handed_back,
    is_lapsed,
    missed,
    transferred,
    wrapped_up,
)
from jour.contact import ContactState, Side
from jour.handout import Pair
from jour.occupation import ACCEPT
from tests.unit.test_chat_match import CHAT, NOW, agent

WRAP_UP_S = 20
Change = Callable[[Pair], Pair | None]


def sure(pair: Pair | None) -> Pair:
    assert pair is not None
    return pair


WAITING = Pair(CHAT, agent("a"))
OFFERED = claimed(WAITING, NOW)
TALKING = sure(accepted(OFFERED, NOW))
OVER = sure(ended(TALKING, Side.CUSTOMER, WRAP_UP_S, NOW))
PAIRS = {"waiting": WAITING, "offered": OFFERED, "talking": TALKING, "over": OVER}
CHANGES: dict[str, tuple[Change, set[str]]] = {
    "accepted": (lambda pair: accepted(pair, NOW), {"offered"}),
    "missed": (lambda pair: missed(pair, NOW), {"offered"}),
    "handed back": (lambda pair: handed_back(pair, NOW), {"offered", "talking"}),
    "transferred": (lambda pair: transferred(pair, "chatt", (), NOW), {"talking"}),
    "ended": (lambda pair: ended(pair, Side.AGENT, 0, NOW), {"waiting", "offered", "talking"}),
}


@pytest.mark.parametrize("state", PAIRS)
@pytest.mark.parametrize("change", CHANGES)
def test_each_change_begins_where_it_may(change: str, state: str) -> None:
    """A conversation is not missed, an offer not sent on, and what is over never comes back."""
    become, from_states = CHANGES[change]
    assert (become(PAIRS[state]) is not None) is (state in from_states)


@pytest.mark.parametrize("state", PAIRS)
def test_an_offer_alone_lapses(state: str) -> None:
    """After 30 s, and not before; neither who waits nor who talks is troubled by it."""
    contact = PAIRS[state].contact
    assert not is_lapsed(contact, NOW + ACCEPT - 1)
    assert is_lapsed(contact, NOW + ACCEPT) is (state == "offered")


@pytest.mark.parametrize("change", ["missed", "handed back"])
def test_an_offer_to_whom_nothing_is_known_of_goes_on(change: str) -> None:
    """B2: the customer waits for the next one, though the agent's login is kept no more."""
    back = sure(CHANGES[change][0](Pair(OFFERED.contact)))
    assert (back.contact.state, back.contact.front) == (ContactState.WAITING, True)
    assert back.agent is None


def test_a_chat_without_its_opening_is_sent_on_all_the_same() -> None:
    """Issue 8.3: of a chat that has been erased nothing is told, but it can go on."""
    erased = replace(TALKING.contact, name=None, chat=None)
    back = sure(transferred(Pair(erased, TALKING.agent), "chatt", ("b",), NOW))
    assert (back.contact.state, back.contact.asks) == (ContactState.WAITING, ("b",))
    assert back.contact.chat is None


@pytest.mark.parametrize("change", [extended, wrapped_up])
@pytest.mark.parametrize("pair", [OFFERED, TALKING], ids=["offered", "talking"])
def test_only_wrap_up_is_extended_or_done(change: Callable[..., object], pair: Pair) -> None:
    """B5: a press on the wrong chat gives no conversation an end; nor does one on no chat at all,
    or after its time."""
    assert pair.agent is not None
    assert change(pair.agent, CHAT.id, NOW) is None
    rests = OVER.agent
    assert rests is not None
    assert change(rests, CHAT.id, NOW) is not None
    assert change(rests, "another", NOW) is None
    assert change(rests, CHAT.id, NOW + WRAP_UP_S * 1_000) is None
