"""D10, M7, W4 over simulated losses of connections (issue 11.7); 10,000 by `make proof`."""

from bench.ghosts import LIMIT_S, outcomes, page, picture
from jour.organisation import Channel


def test_nobody_is_a_ghost_for_long_and_nobody_is_logged_out_wrongly() -> None:
    """However a client gets lost and however late AWS is: at most 90 s, and no false logout."""
    found = outcomes(150, seed=7, at_once=30)
    desktop = [one for one in found if one.channel is Channel.DESKTOP]
    assert max(max(one.wrong_s, default=0) for one in desktop) <= LIMIT_S
    assert [one for one in found if one.logged_out] == []
    # The simulation sees ghosts at all: those who vanish without a word stay for about a lease.
    assert max(max(one.wrong_s, default=0) for one in desktop) > 60
    assert {one.channel for one in found} == set(Channel)
    assert "| desktop: losses |" in page(found)
    assert picture(found).startswith("<svg")
