"""A day of messages to a client, without end: presence, a queue, calls, chats."""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.played import Message
from tests.browser.chat_desk_stage import chat_offer, line

COLLEAGUES = 1_000
LINES = 20
"""Of one customer's chat."""
STATES = ("available", "busy", "wrap_up", "paused")

_versions = itertools.count(2)


def presence() -> Iterator[Message]:
    """Somebody changes, again and again."""
    chosen = random.Random(9)
    while True:
        who = person(chosen.randrange(COLLEAGUES), chosen.choice(STATES), next(_versions))
        yield {"type": "presence", "agents": [who], "gone": []}


def everything(me: Message) -> Iterator[Message]:
    """Of some nine messages six are of presence, the rest of a queue, a call among 300, a chat."""
    changes, turn = presence(), itertools.count()
    while True:
        yield from itertools.islice(changes, 6)
        number = next(turn)
        now = datetime.now(UTC).isoformat()
        rings = {
            "contact": f"w{number}", "group": "support", "media": "voice", "from": "+46701740691",
            "name": None, "since": now, "front": False,
        }  # fmt: skip
        yield {"type": "queue", "groups": {"support": [rings] if number % 2 else []}}
        called = {
            "contact": f"k{number % 300}", "group": "support", "media": "voice",
            "from": "+46701740692", "name": None, "at": now, "waited_s": 12, "agent": "u1",
            "agent_name": "Person 1", "answered_at": now, "ended_at": now, "talked_s": 60,
            "outcome": "answered", "version": number + 1,
        }  # fmt: skip
        yield {"type": "call", "call": called}
        yield from chatting(me, number)


def chatting(me: Message, number: int) -> Iterator[Message]:
    """What a customer writes; each writes so many times, and goes."""
    contact, place = f"chat{number // LINES}", number % LINES + 1
    chat = {
        "contact": chat_offer(contact), "state": "talking", "since": me["since"], "until": None,
        "customer_connected": True, "read": {"customer": 0, "agent": 0}, "last": place,
    }  # fmt: skip
    if place == 1:
        yield {"type": "me", "me": me | {"chats": [chat], "version": next(_versions)}}
    written = line(place, f"Det här är rad {place} i samtal {contact}.")
    yield {"type": "chat", "contact": contact, "messages": [written], "last": place, "read": {}}
    if place == LINES:
        yield {"type": "me", "me": me | {"chats": [], "version": next(_versions)}}


def person(number: int, state: str = "available", version: int = 1) -> Message:
    """One colleague of many."""
    return {
        "user": f"u{number}", "name": f"Person {number:04}", "channel": "desktop", "state": state,
        "reason": "lunch" if state == "paused" else None, "since": datetime.now(UTC).isoformat(),
        "groups": ["support"], "version": version, "until": None,
    }  # fmt: skip
