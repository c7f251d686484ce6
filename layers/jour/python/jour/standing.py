"""How an organisation stands: who is logged in and who waits. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jour.clock import SECOND, Millis
from jour.contact import ContactKind, is_waiting
from jour.organisation import Channel
from jour.session import Present, is_live

_LIVE = (ContactKind.CALL, ContactKind.CHAT)
"""Somebody is at the other end. A callback keeps its place over night, and nobody suffers."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one organisation, or of several together."""

    agents: Mapping[Channel, int] = field(default_factory=dict)
    waiting: int = 0
    callbacks: int = 0
    longest_wait_s: int = 0

    @property
    def is_still(self) -> bool:
        """Nobody is there and nobody waits."""
        return not (self.agents or self.waiting or self.callbacks)

    def figures(self) -> dict[str, int]:
        """As metrics and log fields are called; what is nought is left out."""
        all_of_it = {
            **{f"Agents{channel.value.capitalize()}": n for channel, n in self.agents.items()},
            "ContactsWaiting": self.waiting,
            "CallbacksWaiting": self.callbacks,
            "LongestWait": self.longest_wait_s,
        }
        return {name: number for name, number in all_of_it.items() if number}


def standing(present: Present, now: Millis) -> Standing:
    """Agents' living logins, and callers and chats that nobody has yet."""
    agents = Counter(s.channel for s in present.sessions if s.is_agent and is_live(s, now))
    live = [c for c in present.waiting if c.kind in _LIVE and is_waiting(c, now)]
    callbacks = sum(c.kind is ContactKind.CALLBACK for c in present.waiting)
    longest = max((now - contact.arrived_at for contact in live), default=0)
    return Standing(agents, len(live), callbacks, longest // SECOND)


def together(standings: Iterable[Standing]) -> Standing:
    """Sums, and the longest wait of all."""
    agents: Counter[Channel] = Counter()
    waiting = callbacks = longest = 0
    for one in standings:
        agents.update(one.agents)
        waiting += one.waiting
        callbacks += one.callbacks
        longest = max(longest, one.longest_wait_s)
    return Standing(agents, waiting, callbacks, longest)
