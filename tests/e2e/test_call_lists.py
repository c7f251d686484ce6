"""A list of numbers run through the whole deployed system (X4, issue 7 point 6)."""

import time
from typing import Any

import httpx
import pytest

from jour.organisation import Group, Media
from jour.user import Role
from tests.e2e.desk import cookie_of, log_in
from tests.e2e.firm import PASSWORD, Agent, mobile_number, new_firm
from tests.e2e.telephone import PATIENCE_S, Telephone
from tests.e2e.test_calls import sweep
from tests.system import System

TEN = 10


class Campaign:
    """A firm with a telemarketing group, an administrator, and a list of ten numbers."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.firm = new_firm(system, more=[Group("kampanj", "Kampanj", Media.TELEMARKETING)])
        chef = self.firm.user("chef", role=Role.ADMIN)
        plain = {"agent": False, "phone": None, "password": PASSWORD}
        self.cookie = cookie_of(log_in(system, chef, **plain))
        results = [{"name": "Ja tack"}, {"name": "Nej tack"}]
        body = {"name": "Våren", "group": "kampanj", "results": results}
        self.list = f"/api/admin/lists/{self.post('/api/admin/lists', body)['id']}"
        self.numbers = [mobile_number() for _ in range(TEN)]

    def post(self, path: str, body: Any, cookie: str | None = None, method: str = "POST") -> Any:
        headers = {"Origin": self.system.base_url, "Cookie": cookie or self.cookie}
        url = f"{self.system.base_url}{path}"
        answer = httpx.request(method, url, json=body, headers=headers, timeout=PATIENCE_S)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def statistics(self) -> dict[str, Any]:
        found: dict[str, Any] = self.post(self.list, None, method="GET")
        return found

    def until_offered(self, agent: Agent) -> dict[str, Any]:
        """The number that the agent is offered; the sweep hands it out without waiting."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            me = agent.ask("sync")["me"]
            if me["state"] == "offered":
                contact: dict[str, Any] = me["contact"]
                return contact
            sweep(self.system)
        raise TimeoutError(f"nothing offered: {me}")

    def ring(self, agent: Agent, contact: dict[str, Any], *, answers: bool = True) -> None:
        """'Ring': the agent's telephone first, then the customer's, who hangs up or refuses."""
        self.post(f"/api/callbacks/{contact['id']}/dial", None, agent.cookie)
        agent.telephone.until("ringing")
        agent.telephone.answer()
        customer = Telephone(self.system, contact["from"])
        customer.until("ringing")
        if not answers:
            customer.refuse()
            return
        customer.answer()
        customer.until("in_call")
        customer.hang_up()

    def until_writing(self, agent: Agent) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if (me := agent.ask("sync")["me"])["state"] == "wrap_up":
                return
            time.sleep(0.05)
        raise TimeoutError(f"the call came to {me}")

    def say(self, agent: Agent, contact: dict[str, Any], result: str, **more: str) -> None:
        path = f"/api/callbacks/{contact['id']}/done"
        self.post(path, {"result": result, **more}, agent.cookie)


@pytest.fixture
def campaign(system: System) -> Campaign:
    return Campaign(system)


def test_ten_numbers_are_rung_by_two_agents(campaign: Campaign) -> None:
    """Issue 7, how it will be tried: each number rung once, by either, and counted as it ended."""
    csv = "Nummer;Namn;Ort\n" + "\n".join(
        f"{number};Kund {n};Mora" for n, number in enumerate(campaign.numbers)
    )
    barred = mobile_number()
    campaign.post("/api/admin/do-not-call", {"csv": barred})
    told = campaign.post(f"{campaign.list}/import", {"csv": f"{csv}\n{barred};Spärrad;"})
    assert (told["kept"], told["barred"]) == (TEN, 1)
    campaign.post(campaign.list, {"active": True}, method="PATCH")

    rung: list[str] = []
    with campaign.firm.agent("jonna", "kampanj") as jonna:
        with campaign.firm.agent("maja", "kampanj") as maja:
            for turn in range(TEN // 2):
                both = [(agent, campaign.until_offered(agent)) for agent in (jonna, maja)]
                assert len({contact["from"] for _, contact in both}) == 2
                for agent, contact in both:
                    _one(campaign, agent, contact, turn, rung)
            assert jonna.ask("sync")["me"]["state"] == "available"

    assert sorted(rung) == sorted(campaign.numbers)
    found = campaign.statistics()
    assert {name: found[name] for name in ("left", "offered", "later", "done", "refused")} == {
        "left": 0,
        "offered": 0,
        "later": 3,
        "done": 6,
        "refused": 1,
    }
    assert (found["reached"], found["not_reached"]) == (8, 2)
    assert [(one["name"], one["count"]) for one in found["results"]] == [
        ("Ja tack", 6),
        ("Nej tack", 0),
    ]
    page = campaign.post("/api/admin/do-not-call/search", {})
    assert {one["number"] for one in page["entries"]} == {barred, campaign.numbers[2]}


def _one(
    campaign: Campaign, agent: Agent, contact: dict[str, Any], turn: int, rung: list[str]
) -> None:
    """One number, from the preview to the result."""
    assert contact["kind"] == "outbound"
    assert contact["list"]["name"] == "Våren"
    assert contact["list"]["note"] == "Ort: Mora"
    assert contact["name"].startswith("Kund ")
    rung.append(contact["from"])
    place = campaign.numbers.index(contact["from"])
    campaign.ring(agent, contact, answers=turn != 0)
    campaign.until_writing(agent)
    if turn == 0:
        agent.ask("wrap_up_done")
    elif place == 2:
        campaign.say(agent, contact, "refused")
    elif place == 3:
        later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
        campaign.say(agent, contact, "later", at=later, note="Ring efter lunch")
    else:
        campaign.say(agent, contact, "done", code="ja-tack")
