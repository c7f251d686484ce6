"""A user's own forwarding: read, kept, ended."""

from dataclasses import dataclass

from jour.clock import Clock
from jour.forwarding import Forwarding, Way, checked, live
from jour.session import Session
from jour.sign_in import Caller
from jour.store.forwardings import Forwardings
from jour.store.phones import OwnerKind, Phones
from jour.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class MyForwarding:
    """Keeps where the calls go that colleagues send to a user. Raises Unavailable."""

    forwardings: Forwardings
    phones: Phones
    sessions: Sessions
    service_number: str | None
    clock: Clock

    def of(self, caller: Caller) -> Forwarding | None:
        """None while there is none."""
        return live(self.forwardings.get(caller.user.org, caller.user.id), self.clock())

    def set(self, caller: Caller, number: str, until: int) -> Forwarding:
        """Calls go to the number (E.164) until then. Raises as `checked`."""
        org, now = caller.user.org, self.clock()
        wanted = Forwarding(caller.user.id, number, until)
        after = checked(wanted, lambda one: self._way(org, one), now)
        self.forwardings.put(org, after, self._login(caller), now)
        return after

    def remove(self, caller: Caller) -> None:
        """Calls reach the user as usual again."""
        self.forwardings.remove(caller.user.org, caller.user.id, self._login(caller), self.clock())

    def _login(self, caller: Caller) -> Session | None:
        """The login beside which colleagues see it."""
        return self.sessions.get(caller.user.org, caller.user.id)

    def _way(self, org: str, number: str) -> Way:
        if number == self.service_number:
            return Way(to_queue=True)
        owner = self.phones.get(number)
        if owner is None or owner.kind is OwnerKind.SWITCHBOARD:
            return Way()
        if owner.kind is OwnerKind.GROUP:
            return Way(to_queue=True)
        onward = live(self.forwardings.get(org, owner.id), self.clock())
        return Way(user=owner.id, onward=onward.number if onward else None)
