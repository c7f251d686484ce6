"""Ringing somebody up for an agent with a softphone: the customer answers first. Pure.

They are led into the agent's own queue in Amazon Connect, which rings the softphone; so it is the
customer who hears, should the agent not answer, that they are rung again.
"""

from dataclasses import replace

from jour import contact_changes as changes
from jour import occupation as occupations
from jour.clock import MINUTE, Millis
from jour.handout import Pair, missed, occupied_with, withdrawn
from jour.occupation import RING_SOFTPHONE
from jour.organisation import DISTANCE_MISSES_LIMIT
from jour.outbound_call import who_goes_on

FAREWELL = MINUTE
"""So long nobody else rings whom a softphone did not answer: they are still being told so."""


def customer_answered(pair: Pair, offer: int, segment: str, now: Millis) -> Pair | None:
    """The other end has answered: the agent's softphone may be rung. None where it may not (B2)."""
    agent = who_goes_on(pair, offer, segment, now)
    if agent is None or agent.occupied is None:
        return None
    occupied = occupations.ringing(agent.occupied, now, RING_SOFTPHONE)
    rung = changes.ringing(changes.placed(pair.contact, segment), now + RING_SOFTPHONE)
    return Pair(rung, occupied_with(agent, occupied))


def agent_missed(pair: Pair, now: Millis) -> Pair:
    """The softphone was not answered; the other end is told that it is rung again."""
    return _after_farewell(missed(pair, DISTANCE_MISSES_LIMIT, now), now)


def not_connected(pair: Pair, now: Millis) -> Pair:
    """The other end could not be led to the softphone, which is nobody's fault."""
    return _after_farewell(withdrawn(pair, now), now)


def _after_farewell(pair: Pair, now: Millis) -> Pair:
    later = max(pair.contact.not_before, now + FAREWELL)
    return Pair(replace(pair.contact, not_before=later), pair.agent)
