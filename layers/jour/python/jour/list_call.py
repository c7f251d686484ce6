"""Whether a number of a list may be rung, and by which number it rings. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from jour.call_list import CallList, EntryState, may_ring
from jour.clock import Millis
from jour.eligibility import may_have
from jour.occupation import engaged
from jour.organisation import Media, Organisation
from jour.session import Session, idle_since, is_live


def shown_number(organisation: Organisation, group: str) -> str | None:
    """Which number of the organisation's shows when the group rings: its own, or the first."""
    asked = organisation.groups.get(group)
    if asked is not None and asked.number is not None:
        return asked.number
    return next((one.number for one in organisation.groups.values() if one.number), None)


def idle(
    agents: Iterable[Session], organisation: Organisation, now: Millis
) -> Iterator[tuple[Session, Sequence[str]]]:
    """Agents who have nothing to do, the longest idle first, with the telemarketing groups that
    they may ring for."""
    free = (a for a in agents if a.is_agent and is_live(a, now) and not engaged(a.occupied, now))
    for agent in sorted(free, key=lambda one: (idle_since(one), one.user)):
        groups = [g for g in agent.groups if _may_ring_for(agent, g, organisation, now)]
        if groups:
            yield agent, groups


def ringing(
    lists: Iterable[CallList], organisation: Organisation, now: Millis
) -> Mapping[str, list[CallList]]:
    """Lists that are rung now and have something left, by group, in their order."""
    found: dict[str, list[CallList]] = {}
    for one in lists:
        left = one.count(EntryState.OPEN) + one.count(EntryState.LATER)
        if left and may_ring(one, organisation, now):
            found.setdefault(one.group, []).append(one)
    return found


def _may_ring_for(agent: Session, group: str, organisation: Organisation, now: Millis) -> bool:
    asked = organisation.groups.get(group)
    if asked is None or asked.media is not Media.TELEMARKETING:
        return False
    return may_have(agent, group, organisation, now)
