"""A call centre as the calculation takes it: how often an agent does what."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from bench.operations import Operations, actions, total

DAYS = 21
"""Working days a month."""
HOURS = 8.0
PING_S = 30
LIFE_H = 2
"""API Gateway closes a connection after so long."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What one agent does and meets on a working day, and for how many it is drawn."""

    logins: float = 1.1
    page_loads: float = 2
    pauses: float = 4
    group_changes: float = 0.2
    wrong_passwords: float = 0.1
    calls: float = 40
    calls_that_wait: float = 0.4
    polls_of_a_waiting_call: float = 6
    calls_missed: float = 0.03
    minutes_of_a_call: float = 4
    chats: float = 2
    messages_of_a_chat: float = 12
    minutes_of_a_chat: float = 8
    toggles: float = 0.2
    credentials: float = 0.01
    watched: float = 1.0
    """Share of the connected who show what changes: 1 where everybody shows every group."""
    logged_in_at_once: float = 0.8


MEANING: Mapping[str, str] = {
    "logins": "logins with a password, each with a logout",
    "page_loads": "loads of the page",
    "pauses": "pauses, each with its end",
    "group_changes": "changes of the groups that they staff",
    "wrong_passwords": "wrong passwords",
    "calls": "calls answered",
    "calls_that_wait": "share of the calls that wait in the queue",
    "polls_of_a_waiting_call": "times that the flow of a waiting call asks, every 5 s",
    "calls_missed": "share of the calls that the first agent does not answer",
    "minutes_of_a_call": "minutes of a call",
    "chats": "chats",
    "messages_of_a_chat": "messages of a chat, half of them the customer's",
    "minutes_of_a_chat": "minutes of a chat",
    "toggles": "calls to the service number",
    "credentials": "passwords ordered and mailed",
    "watched": "share of those logged in who show the group that something happens in",
    "logged_in_at_once": "share of the agents who are logged in at the same time",
}
assert MEANING.keys() == {one.name for one in fields(Assumptions)}


@dataclass(frozen=True, slots=True)
class Centre:
    """One organisation of so many agents."""

    agents: int
    day: Assumptions

    @property
    def present(self) -> float:
        """Logged in at the same time."""
        return self.agents * self.day.logged_in_at_once

    @property
    def watchers(self) -> float:
        """Connections that hear of a change, besides the one whose change it is."""
        return max(0.0, self.present * self.day.watched - 1)

    def of_an_agent(self) -> dict[str, float]:
        """How often one agent's day has each action."""
        day = self.day
        waiting = day.calls * day.calls_that_wait
        connects = day.logins * (1 + HOURS // LIFE_H)
        customer_pings = day.minutes_of_a_chat * 60 / PING_S
        return {
            "login": day.logins,
            "wrong password": day.wrong_passwords,
            "page loaded": day.page_loads,
            "connect": connects,
            "sync": connects,
            "disconnect": connects,
            "ping": HOURS * 3600 / PING_S,
            "status": day.pauses,
            "back from a pause": day.pauses,
            "groups": day.group_changes,
            "logout": day.logins,
            "call arrives, somebody is free": day.calls - waiting,
            "call waits": waiting,
            # With few who wait in a group, most of them are its first.
            "first of the waiting asks again": waiting * day.polls_of_a_waiting_call,
            "waiting call is sent to the agent": waiting,
            "call answered": day.calls,
            "call missed": day.calls * day.calls_missed,
            "call over": day.calls,
            "caller has hung up": day.calls,
            "chat opened": day.chats,
            "customer's page connects": day.chats,
            "chat accepted": day.chats,
            "chat message": day.chats * day.messages_of_a_chat / 2,
            "customer's message": day.chats * day.messages_of_a_chat / 2,
            "customer's sign of life": day.chats * customer_pings,
            "chat ended": day.chats,
            "customer's page disconnects": day.chats,
            "toggle in": day.toggles / 2,
            "toggle out": day.toggles / 2,
            "credentials ordered": day.credentials,
            "credentials mailed": day.credentials,
        }

    def of_a_month(self) -> Operations:
        """Everything that all agents' days ask of AWS."""
        known = actions()
        day = total(
            known[name].with_watchers(self.watchers) * times
            for name, times in self.of_an_agent().items()
        )
        return day * (self.agents * DAYS)

    @property
    def connection_minutes(self) -> float:
        """Of agents and of chatting customers, a month."""
        day = self.day
        return (HOURS * 60 + day.chats * day.minutes_of_a_chat) * self.agents * DAYS

    @property
    def call_minutes(self) -> float:
        """In Amazon Connect, a month."""
        return self.day.calls * self.day.minutes_of_a_call * self.agents * DAYS
