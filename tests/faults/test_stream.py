"""Fault 14: the stream brings records twice, again after later ones, and an hour late."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from functions.presence_log.handler import handler as log
from jour.clock import HOUR
from tests.faults.actions import BY_NAME, Action
from tests.faults.cells import cell, each
from tests.faults.site import DONE, Site
from tests.handlers.sockets import Socket, fan_out, opened

TELLING = tuple(
    BY_NAME[name]
    for name in ("login", "logout", "status", "groups", "toggle", "dispatch", "outcome", "order")
)


@dataclass
class Page:
    """What a client shows of its colleagues: as `web/src/model/presence.ts`, what is not newer is
    dropped.
    """

    shown: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def hear(self, message: dict[str, Any]) -> None:
        if message["type"] != "presence":
            return
        for agent in message["agents"]:
            if self._is_newer(agent["user"], agent["version"]):
                self.shown[agent["user"]] = agent
        for user in message["gone"]:
            if self._is_newer(user, message["versions"][user]):
                self.shown.pop(user, None)

    def _is_newer(self, user: str, version: int) -> bool:
        newer = version > self.versions.get(user, 0)
        if newer:
            self.versions[user] = version
        return newer

    def states(self) -> dict[str, Any]:
        return {user: (a["state"], a["channel"], a["groups"]) for user, a in self.shown.items()}


def snapshot(socket: Socket) -> Page:
    page = Page()
    for agent in socket.ask("sync")["agents"]:
        page.hear({"type": "presence", "agents": [agent], "gone": []})
    return page


@pytest.mark.parametrize("action", each(14, TELLING))
@cell(14, "fan-out")
def test_clients_converge_to_the_table(action: Action, site: Site) -> None:
    """Told twice, late or after what followed it: the page shows what the table says."""
    alva = opened(site.administrator(), "w1")
    do = action.prepare(site)
    page, stream = snapshot(alva), site.stream()
    site.gateway.reset()
    assert do() == DONE
    first = stream.records()
    site.log_in("bo", "web")
    site.log_in("bo" if action.name == "order" else "anna", "mobile")
    second = stream.records()
    assert second
    for batch in (first, second, first, first + second, second):
        assert fan_out(batch) == []
    stream.settle()
    # What is shown goes on with time by itself: ringing, wrap-up.
    there = snapshot(alva).states()
    site.advance(HOUR)
    assert fan_out(first) == []
    for message in site.gateway.to("w1"):
        page.hear(message)
    assert page.states() == there
    assert site.unsound() == []


@pytest.mark.parametrize("action", each(14, TELLING[:5]))
def test_the_log_holds_each_thing_once(action: Action, site: Site) -> None:
    """B6: told twice and an hour late, one entry, of the time when it happened."""
    stream = site.stream()
    do = action.prepare(site)
    records = stream.records()
    assert do() == DONE
    records += stream.records()
    for _ in range(2):
        assert log({"Records": records}, None) == {"batchItemFailures": []}
    held = sorted(map(str, site.services.presence_log.entries("demo", None, None, site.clock.now)))
    site.advance(HOUR)
    log({"Records": records[::-1]}, None)
    later = site.services.presence_log.entries("demo", None, None, site.clock.now)
    assert sorted(map(str, later)) == held
    assert held


@cell(14, "logout", "fan-out")
def test_a_late_farewell_closes_nobody_else(site: Site) -> None:
    """An hour behind: the connection that the record names is the only one that is closed."""
    site.opened("anna", "c1")
    stream = site.stream()
    site.log_in("anna", "mobile")
    late = stream.records()
    site.opened("anna", "c2", "web")
    stream.settle()
    site.gateway.reset()
    site.advance(HOUR)
    assert fan_out(late) == []
    assert site.gateway.closed == ["c1"]
    assert "logged_out" not in site.gateway.news_to("c2")
    assert site.is_live()
