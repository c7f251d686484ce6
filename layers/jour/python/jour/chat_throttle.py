"""How much strangers may do at one source: what an attack costs is one small write a request."""

from dataclasses import dataclass
from enum import Enum

from jour.attempts import hashed
from jour.clock import MINUTE, SECOND, Clock, Millis
from jour.errors import TooMany
from jour.store.throttle import Throttle


class Doing(Enum):
    """What is counted, how often it is allowed, and within what time."""

    LOOK = ("look", 60, MINUTE)
    """A page that shows whether the chat is open asks once; a whole office has one address."""
    OPEN = ("open", 20, 10 * MINUTE)
    LEAVE_MESSAGE = ("leave", 10, 60 * MINUTE)

    def __init__(self, word: str, limit: int, window: Millis) -> None:
        self.word, self.limit, self.window = word, limit, window


@dataclass(frozen=True, slots=True)
class ChatThrottle:
    """Counts for each source, which is kept as a hash: an address is personal data."""

    throttle: Throttle
    clock: Clock

    def count(self, doing: Doing, source: str) -> None:
        """One more; raises TooMany `too_many_chats` where the window's limit is reached."""
        now = self.clock()
        if not self.throttle.chats_may(doing.word, hashed(source), doing.limit, doing.window, now):
            left = doing.window - now % doing.window
            raise TooMany(left // SECOND + 1, "too_many_chats")
