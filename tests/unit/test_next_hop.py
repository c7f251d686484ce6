"""How often a call may be sent on."""

from dataclasses import replace

import pytest

from jour.contact import Contact, ContactState, Offer
from jour.errors import Conflict
from jour.hop import MOST_HOPS, Hop, HopKind
from jour.next_hop import set_hop
from jour.organisation import Media

ON = Hop(HopKind.GROUP, "vaxel", "Växel", "anna", "Anna", "+46701740605", set_at=2)
OFFER = Offer("anna", "Anna", "s1", "+46701740605", number=1, at=1, until=1)
TALKING = Contact(
    id="c1",
    org="demo",
    group="support",
    media=Media.VOICE,
    dialled="+46846500410",
    caller="+46701740690",
    arrived_at=0,
    day="2026-11-24",
    state=ContactState.TALKING,
    offer=OFFER,
)


def test_a_caller_is_not_sent_round_without_end() -> None:
    """Issue 7.5: the last hop allowed is set, and none after it."""
    sent = replace(TALKING, hops=(ON,) * (MOST_HOPS - 1))
    assert set_hop(sent, ON).next_hop == ON
    with pytest.raises(Conflict, match="forwarding_loop"):
        set_hop(replace(TALKING, hops=(ON,) * MOST_HOPS), ON)
