"""An agent's own push messages: whether this login has them, and where they go."""

from dataclasses import dataclass, replace

from jour.clock import Clock
from jour.errors import Forbidden, Invalid
from jour.kept_secret import KeptSecret
from jour.push_subscription import Subscription, require_service
from jour.session import Identity
from jour.sign_in import Caller
from jour.store.push_subscriptions import PushSubscriptions
from jour.vapid import VapidKeys


@dataclass(frozen=True, slots=True)
class MyPush:
    """Keeps a login's subscription. Raises Unavailable."""

    subscriptions: PushSubscriptions
    keys: KeptSecret[VapidKeys]
    local_service: str | None
    clock: Clock

    def key(self) -> str:
        """The public key that a browser subscribes with."""
        keys = self.keys.known
        return keys.public(keys.current)

    def is_on(self, caller: Caller) -> bool:
        """Whether this very login has a subscription."""
        return caller.session.pushes

    def turn_on(self, caller: Caller, wanted: Subscription, made_for: str | None) -> None:
        """From now on offers, and the login's end, are pushed there.

        `made_for`: the public key that the browser has subscribed with, which need not be the
        newest; None for our newest. Raises Invalid `unknown_push_service`, and `invalid_push_keys`
        for a key that is not ours (any more); Forbidden `not_an_agent` for a plain web login.
        """
        who = _agent(caller)
        require_service(wanted.endpoint, self.local_service)
        kept = replace(
            wanted,
            org=who.org,
            user=who.user,
            session_id=who.session_id,
            key=self._version(made_for),
        )
        self.subscriptions.put(who, kept, self.clock())

    def _version(self, made_for: str | None) -> str:
        keys = self.keys.known
        version = keys.current if made_for is None else keys.version_of(made_for)
        if version is None and made_for is not None:
            version = self.keys.renewed().version_of(made_for)
        if version is None:
            raise Invalid("invalid_push_keys")
        return version

    def turn_off(self, caller: Caller) -> None:
        """Nothing is pushed to this login any more."""
        who = _agent(caller)
        self.subscriptions.remove(who.org, who.user, who.session_id)


def _agent(caller: Caller) -> Identity:
    who = caller.session.identity
    if not who.is_agent:
        raise Forbidden("not_an_agent")
    return who
