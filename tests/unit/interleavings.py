"""Walking every interleaving of what can happen in a small world; what such worlds share."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from jour.clock import Millis
from jour.contact import Contact
from jour.occupation import Kind, engaged
from jour.session import Session, Status

World = TypeVar("World")


def explored(
    start: World,
    successors: Callable[[World], Iterable[World]],
    canonical: Callable[[World], object],
    visit: Callable[[World], None],
    depth: int,
) -> int:
    """How many different worlds are reached within so many events; each is visited once.

    `canonical`: two worlds of which it says the same go on in the same way.
    """
    frontier, seen = [start], set[object]()
    for _ in range(depth):
        found: dict[object, World] = {}
        for world in frontier:
            for after in successors(world):
                key = canonical(after)
                if key not in seen and key not in found:
                    visit(after)
                    found[key] = after
        seen.update(found)
        frontier = list(found.values())
    return len(seen)


def holders_of(agents: Iterable[Session | None], now: Millis) -> dict[str, str]:
    """Who has which contact; fails where two have the same one."""
    holders: dict[str, str] = {}
    for agent in agents:
        occupied = engaged(agent.occupied, now) if agent else None
        if agent is None or occupied is None or occupied.kind is Kind.WRAP_UP:
            continue
        assert occupied.contact not in holders, "a contact with two agents"
        holders[occupied.contact] = agent.user
    return holders


def agents_seen(
    agents: Iterable[Session | None], contacts: Sequence[Contact], now: Millis
) -> tuple[object, ...]:
    """What of each agent decides how the world goes on, without its absolute times."""
    return tuple(agent and _agent_seen(agent, contacts, now) for agent in agents)


def _agent_seen(agent: Session, contacts: Sequence[Contact], now: Millis) -> tuple[object, ...]:
    occupied = agent.occupied
    return (
        agent.login.ended is None,
        agent.status is Status.AVAILABLE,
        agent.misses,
        occupied and (occupied.contact, occupied.kind, max((occupied.until or now) - now, 0)),
        tuple(
            one.offer is not None and one.offer.session_id == agent.login.session_id
            for one in contacts
        ),
        tuple(agent.since > one.missed.get(agent.user, -1) for one in contacts),
    )
