"""Issue 8: chats through the whole deployed system, with real sockets, as the issue tries them."""

from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from jour.organisation import Group, Media
from tests.e2e.chat_customer import Customer, open_customer_socket, said
from tests.e2e.desk import PATIENCE_S, Client, open_socket
from tests.e2e.firm import PASSWORD, Firm, new_firm
from tests.e2e.test_credentials import until
from tests.system import System

WRAP_UP_S = 60


@pytest.fixture
def firm(system: System) -> Firm:
    chat = Group("chatt", "Chatt", Media.CHAT, wrap_up_s=WRAP_UP_S, message_group="support")
    return new_firm(system, more=[chat])


class ChatAgent(Client):
    """An agent with a page that keeps the messages of chats."""

    def __init__(self, firm: Firm, name: str, channel: str) -> None:
        user = firm.user(name, "chatt", "support")
        fields = {"password": PASSWORD, "channel": channel, "phone": "+46701740699"}
        super().__init__(firm.system, user, **fields)
        self.lines: dict[str, dict[int, dict[str, Any]]] = {}

    def _merge(self, message: dict[str, Any]) -> None:
        super()._merge(message)
        if message["type"] == "chat":
            lines = self.lines.setdefault(message["contact"], {})
            lines |= {line["number"]: line for line in message["messages"]}

    def reconnect(self) -> None:
        """The same login, with its page on the network again."""
        self._opening = open_socket(self.system, self.cookie)
        self.__enter__()

    def take(self, contact: str) -> None:
        """The offer comes, and is accepted."""
        self.until_told("offer", contact)
        assert self.ask("accept", contact=contact)["type"] == "ok"
        self.ask("chat_sync", contact=contact, after=0)

    def say(self, contact: str, text: str, client_id: str) -> int:
        answer = self.ask("chat", contact=contact, text=text, client_id=client_id)
        assert answer["type"] == "chat", answer
        return int(answer["messages"][0]["number"])

    def until_line(self, contact: str, number: int) -> None:
        if number not in self.lines.get(contact, {}):
            self.until(lambda _: number in self.lines.get(contact, {}))


def test_two_customers_and_an_agent_through_lost_networks_to_the_transcript(
    firm: Firm, system: System
) -> None:
    """Issue 8, how it will be tried: desktop alone is offered chats (X3); both talk; each side's
    network is pulled and everything is complete after; transfer with its history; end, wrap-up,
    transcript."""
    with (
        ChatAgent(firm, "webb", "web") as on_web,
        ChatAgent(firm, "disa", "desktop") as disa,
        Customer(system, firm.id, "Karin Ek", "Hej!") as karin,
        Customer(system, firm.id, "Olle", "Är det öppet?") as olle,
    ):
        first = karin.open()
        assert karin.open() == first, "its answer was lost: the same chat"
        karin.connect()
        disa.take(first)
        assert karin.until_state("talking")["agent"] == "Disa"
        second = olle.open()
        olle.connect()
        disa.take(second)

        disa.say(first, "Välkommen", "d1")
        assert karin.until_line(3)["text"] == "Välkommen"
        karin.lose_network()
        disa.say(first, "Är du kvar?", "d2")
        karin.connect()
        assert karin.say("Ja", "k1") == karin.say("Ja", "k1") == 5
        disa.until_line(first, 5)
        assert said(disa.lines[first]) == karin.texts()

        disa.socket.socket.close()
        karin.say("Hör du mig?")
        disa.reconnect()
        disa.ask("chat_sync", contact=first, after=5)
        assert said(disa.lines[first]) == karin.texts()

        with ChatAgent(firm, "eva", "desktop") as eva:
            answer = disa.ask("chat_transfer", contact=first, user=eva.user)
            assert answer["type"] == "ok", answer
            eva.take(first)
            assert karin.until_state("talking")["agent"]
            eva.say(first, "Eva här", "e1")
            karin.until(lambda _: karin.lines[max(karin.lines)]["text"] == "Eva här")
            karin.catch_up()
            assert said(eva.lines[first]) == karin.texts()
            assert {"transferred", "Hör du mig?", "Eva här"} <= {*karin.texts()}

            mail = f"karin-{firm.id}@kund.example"
            asked = karin.post("/api/chats/current/transcript", {"email": mail})
            assert asked.status_code == 202
            me = eva.ask("chat_end", contact=first)["me"]
            assert [chat["state"] for chat in me["chats"]] == ["wrap_up"]
            assert eva.ask("wrap_up_done", contact=first)["me"]["chats"] == []
            assert karin.until_state("ended")["ended_by"] == "agent"
            sent = until(lambda: mails(system, mail))
            assert "Är du kvar?" in sent[0]["text"]
            assert "Eva här" in sent[0]["text"]
        assert olle.ask("end")["type"] == "ok"
        disa.until(lambda message: message["type"] == "me")
        on_web.read_what_has_come()
        assert not [m for m in on_web.received if m["type"] == "offer"], "web is never offered"


def mails(system: System, to: str) -> list[dict[str, str]]:
    found = httpx.get(f"{system.base_url}/sim/mail", timeout=PATIENCE_S).json()
    return [mail for mail in found if mail["to"] == to]


def test_a_message_is_left_and_becomes_a_callback(firm: Firm, system: System) -> None:
    """Issue 8.1, X3: an agent on the web alone answers no chat; who leaves a number is rung."""
    with ChatAgent(firm, "webb", "web") as on_web:
        url = f"{system.base_url}/api/chats/groups/{firm.id}/chatt"
        shown = httpx.get(url, timeout=PATIENCE_S).json()
        assert (shown["state"], shown["leave_message"]) == ("nobody", True)
        karin = Customer(system, firm.id, "Karin Ek", "Ring mig")
        refused = karin.post("/api/chats", karin.opening)
        assert (refused.status_code, refused.json()["code"]) == (409, "chat_nobody")
        left = {**karin.opening, "phone": "070-174 06 91"}
        assert karin.post("/api/chats/messages", left).status_code == 202
        offer = on_web.until(lambda message: message["type"] == "offer")["contact"]
        assert (offer["kind"], offer["from"]) == ("callback", "+46701740691")
        assert (offer["name"], offer["first_message"]) == ("Karin Ek", "Ring mig")


def test_a_customers_socket_needs_their_cookie_and_our_page(firm: Firm, system: System) -> None:
    """`?side=customer` chooses the cookie and proves nothing; another site's page is refused."""
    with ChatAgent(firm, "disa", "desktop") as disa:
        karin = Customer(system, firm.id, "Karin", "Hej")
        karin.open()
        for cookie, origin in (
            (karin.cookie, "https://evil.example"),
            (karin.cookie + "x", system.base_url),
            (disa.cookie, system.base_url),
        ):
            with (
                pytest.raises(InvalidStatus),
                open_customer_socket(system, cookie, origin),
            ):
                pass
