"""Bodies and answers of the push routes (contract)."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictStr

from jour.http import Body
from jour.push_subscription import LONGEST_ENDPOINT, Subscription, public_key, secret

Encoded = Annotated[StrictStr, Field(max_length=128)]


class PushKeys(Body):
    """Of PushSubscription.toJSON()."""

    p256dh: Encoded
    auth: Encoded


class PushBody(Body):
    """A browser's subscription, and how its messages should read."""

    endpoint: Annotated[StrictStr, Field(max_length=LONGEST_ENDPOINT)]
    keys: PushKeys
    language: Literal["sv", "en"]
    shows_caller: bool
    public_key: Encoded | None = None
    """What the browser has subscribed with; clients before this version do not say."""

    def wanted(self) -> Subscription:
        """Nobody's yet. Raises Invalid `invalid_push_keys`."""
        return Subscription(
            org="",
            user="",
            session_id="",
            endpoint=self.endpoint,
            p256dh=public_key(self.keys.p256dh),
            auth=secret(self.keys.auth),
            key="",
            language=self.language,
            shows_caller=self.shows_caller,
        )


class PushAnswer(BaseModel):
    """What a browser subscribes with, and whether this login has a subscription."""

    public_key: str
    subscribed: bool
