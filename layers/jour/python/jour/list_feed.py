"""Numbers of lists for agents who have nothing else to do: one for each, as they come free.

Nothing of a list waits in the queue, and nobody is rung before an agent has them (X4: paced by
agents, never predictive). So a caller always goes before a number of a list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from jour.call_list import CallList
from jour.call_list_entry import READY, ListEntry, to_offer
from jour.clock import Millis
from jour.handout import Pair, claimed, suits
from jour.list_call import idle, ringing, shown_number
from jour.observe import logger, tally
from jour.session import Present, Session
from jour.store.call_list_entries import CallListEntries
from jour.store.call_lists import CallLists
from jour.store.list_offers import Handed, ListOffers

_TRIES = 10
"""So many numbers are tried for one agent: others have been faster with those before."""

Turn = tuple[CallList, ListEntry]


@dataclass(frozen=True, slots=True)
class ListFeed:
    """Hands numbers of an organisation's lists to its free agents."""

    lists: CallLists
    entries: CallListEntries
    offers: ListOffers

    def feed(self, present: Present, now: Millis) -> Iterator[Pair]:
        """Every free agent who may get one with the contact that they have been given.

        Raises Unavailable.
        """
        free = list(idle(present.sessions, present.organisation, now))
        if not free:
            return
        of_group = ringing(self.lists.of_org(present.organisation.id), present.organisation, now)
        turns = {group: _Turns(self._in_turn(lists, now)) for group, lists in of_group.items()}
        for agent, groups in free:
            pair = self._for(agent, [turns[g] for g in groups if g in turns], present, now)
            if pair is not None:
                tally("ListNumbersOffered")
                yield pair

    def _for(
        self, agent: Session, turns: "Sequence[_Turns]", present: Present, now: Millis
    ) -> Pair | None:
        for source in turns:
            for call_list, entry in islice(source, _TRIES):
                before = self._pair(call_list, entry, agent, present, now)
                if before is None:
                    source.put_back((call_list, entry))
                    break
                after = claimed(before, now)
                match self.offers.hand(call_list, entry, before, after, now):
                    case Handed.MADE:
                        return after
                    case Handed.AGENT_GONE:
                        source.put_back((call_list, entry))
                        return None
                    case Handed.BARRED:
                        logger.info("barred since", extra={"list": call_list.id})
                        self.offers.bar(entry)
        return None

    def _pair(
        self, call_list: CallList, entry: ListEntry, agent: Session, present: Present, now: Millis
    ) -> Pair | None:
        shown = shown_number(present.organisation, call_list.group)
        if shown is None:
            return None
        contact = to_offer(entry, call_list, shown, now)
        return Pair(contact, agent) if suits(contact, agent, present.organisation, now) else None

    def _in_turn(self, lists: Sequence[CallList], now: Millis) -> Iterator[Turn]:
        """Whoever has been promised a call first, then each list from its beginning."""
        promised = ((one, entry) for one in lists for entry in self.entries.promised(one, now))
        fresh = ((one, entry) for one in lists for entry in self.entries.fresh(one))
        return ((one, e) for one, e in chain(promised, fresh) if e.state in READY)


class _Turns:
    """Entries in their turn, each given out once; what came to nothing goes back to its front."""

    def __init__(self, turns: Iterator[Turn]) -> None:
        self._turns = turns

    def __iter__(self) -> Iterator[Turn]:
        return self

    def __next__(self) -> Turn:
        return next(self._turns)

    def put_back(self, turn: Turn) -> None:
        self._turns = chain([turn], self._turns)
