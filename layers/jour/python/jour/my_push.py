"""An agent's own push messages: whether this login has them, and where they go."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from jour.clock import Clock
from jour.errors import Forbidden
from jour.push_subscription import Subscription, require_service
from jour.session import Identity
from jour.sign_in import Caller
from jour.store.push_subscriptions import PushSubscriptions
from jour.vapid import VapidKeys


@dataclass(frozen=True, slots=True)
class MyPush:
    """Keeps a login's subscription. Raises Unavailable."""

    subscriptions: PushSubscriptions
    keys: Callable[[], VapidKeys]
    local_service: str | None
    clock: Clock

    def key(self) -> str:
        """The public key that a browser subscribes with."""
        keys = self.keys()
        return keys.public(keys.current)

    def is_on(self, caller: Caller) -> bool:
        """Whether this very login has a subscription."""
        return caller.session.pushes

    def turn_on(self, caller: Caller, wanted: Subscription) -> None:
        """From now on offers, and the login's end, are pushed there.

        Raises Invalid `unknown_push_service`; Forbidden `not_an_agent` for a plain web login.
        """
        who = _agent(caller)
        require_service(wanted.endpoint, self.local_service)
        kept = replace(
            wanted,
            org=who.org,
            user=who.user,
            session_id=who.session_id,
            key=self.keys().current,
        )
        self.subscriptions.put(who, kept, self.clock())

    def turn_off(self, caller: Caller) -> None:
        """Nothing is pushed to this login any more."""
        who = _agent(caller)
        self.subscriptions.remove(who.org, who.user, who.session_id)


def _agent(caller: Caller) -> Identity:
    who = caller.session.identity
    if not who.is_agent:
        raise Forbidden("not_an_agent")
    return who
