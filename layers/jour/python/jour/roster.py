"""Everybody who is here and all that waits, as clients are shown it: read anew, or a moment ago.

When a site's network comes back, all its clients ask for the same snapshot within seconds. A read
of everybody for each of them is the first thing that an organisation's partition cannot bear
(docs/scale.md), so a process that has read lately answers the next ones with that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from jour.clock import SECOND, Clock, Millis
from jour.contact import Contact
from jour.opening import local_day
from jour.session import Identity, Present
from jour.store.contacts import Contacts
from jour.store.sessions import Sessions

CALLS_SHOWN = 200
KEPT = SECOND * 9 // 10
"""Less than a client waits that says that its connection is settled (web/src/desk.ts)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read at a moment."""

    present: Present
    calls: tuple[Contact, ...]
    """Of the day, newest first."""
    at: Millis


@dataclass(frozen=True, slots=True)
class Roster:
    """Reads an organisation for its clients. Raises Unavailable; NotFound when it is gone."""

    sessions: Sessions
    contacts: Contacts
    clock: Clock
    _last: dict[str, Seen] = field(default_factory=dict)
    """The last that this process has read, of one organisation."""

    def now(self, org: str) -> Seen:
        """As it is."""
        present, at = self.sessions.present(org), self.clock()
        seen = Seen(present, tuple(self._calls(org, at)), at)
        self._last.clear()
        self._last[org] = seen
        return seen

    def lately(self, who: Identity, connection_id: str) -> Seen:
        """As it was less than a second ago, for a client whose connection has stood for a second.

        For it that is as good as now: whatever has happened since, fan-out has told its connection,
        which was there to be posted to. That what was read holds this very connection is looked at,
        too: then the client has not just made it, whatever it says.
        """
        last = self._last.get(who.org)
        if last is None or self.clock() - last.at >= KEPT:
            return self.now(who.org)
        mine = (
            s for s in last.present.sessions if (s.user, s.plain_id) == (who.user, who.plain_id)
        )
        if any(session.connection_id == connection_id for session in mine):
            return last
        return self.now(who.org)

    def _calls(self, org: str, at: Millis) -> Iterable[Contact]:
        return self.contacts.of_day(org, local_day(at), CALLS_SHOWN)
