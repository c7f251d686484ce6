"""Issue 8, how it will be tried: customers and agents in browsers of their own, and the real system
between them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from jour.organisation import Group, Media
from tests.browser.visitor import Cable, Visitor, visitor
from tests.e2e.firm import PASSWORD, Firm, new_firm
from tests.system import System

SETTLED = 800
"""Milliseconds after which a click on a new offer is meant for it, and not for what was there."""
DESKTOP = {"width": 1280, "height": 800}


@dataclass
class Customer:
    """Somebody on the website, with the chat open."""

    page: Page
    wire: Cable

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("jour-chat iframe")

    @property
    def lines(self) -> Locator:
        return self.frame.locator(".said-text")

    def begin(self, name: str, message: str) -> None:
        self.page.locator("jour-chat button").click()
        self.frame.get_by_label("Ditt namn").fill(name)
        self.frame.get_by_label("Vad gäller det?").fill(message)
        self.frame.locator(".opening button").click()
        expect(self.lines).to_have_text([message])

    def write(self, text: str) -> None:
        self.frame.locator("jour-composer textarea").fill(text)
        self.frame.get_by_role("button", name="Skicka").click()

    def lose_network(self) -> None:
        self.wire.pull()
        self.page.context.set_offline(True)

    def find_network(self) -> None:
        self.page.context.set_offline(False)
        self.wire.put_back()


@contextmanager
def customer(browser: Browser, firm: Firm) -> Iterator[Customer]:
    """A customer of the firm on its website. A browser that Playwright starts has no storage for
    frames of other sites, so this one has Jour's own address."""
    base_url = firm.system.base_url
    with visitor(browser, base_url, viewport={"width": 900, "height": 800}) as person:
        wire = Cable(person.page, "**/ws?side=customer")
        person.open(f"/website?organisation={firm.id}&group=chatt")
        yield Customer(person.page, wire)
        _forgive_lost_network(person)


@contextmanager
def agent(browser: Browser, firm: Firm, name: str, kind: str = "PC-klient") -> Iterator[Visitor]:
    """A new agent of the chat group with the desk open, logged in on such a kind of client."""
    with visitor(browser, firm.system.base_url, viewport=DESKTOP) as person:
        person.log_in_as_agent(firm.user(name, "chatt", "support"), kind, password=PASSWORD)
        yield person


def _forgive_lost_network(person: Visitor) -> None:
    lost = "net::ERR_INTERNET_DISCONNECTED"
    person.complaints = [one for one in person.complaints if lost not in one]


def _take(desk: Page, who: str) -> None:
    offer = desk.locator(".chat-offer", has_text=who)
    expect(offer).to_be_visible()
    desk.wait_for_timeout(SETTLED)
    offer.get_by_role("button", name="Ta chatten").click()
    expect(desk.get_by_label(f"Meddelande till {who}")).to_be_focused()


def _answer(desk: Page, who: str, text: str) -> None:
    desk.get_by_label(f"Meddelande till {who}").fill(text)
    desk.keyboard.press("Enter")


def _look_at(desk: Page, who: str) -> None:
    desk.locator(".work-row", has_text=who).get_by_role("link").click()
    expect(desk.get_by_label(f"Meddelande till {who}")).to_be_visible()


def test_two_customers_and_three_agents_in_five_browsers(browser: Browser, system: System) -> None:
    """D9, X3: desktop alone is offered chats; networks are pulled, a tab is closed and opened, a
    chat is handed over, either side ends: nothing is lost, nothing comes twice."""
    chat = Group("chatt", "Chatt", Media.CHAT, wrap_up_s=60, message_group="support")
    firm = new_firm(system, more=[chat])
    with ExitStack() as open_browsers:
        enter = open_browsers.enter_context
        on_web = enter(agent(browser, firm, "webb", "Webb"))
        disa = enter(agent(browser, firm, "disa"))
        kim, rut = enter(customer(browser, firm)), enter(customer(browser, firm))
        desk = disa.page

        kim.begin("Kim", "Var är min cykel?")
        _take(desk, "Kim")
        expect(kim.frame.get_by_text("Disa").first).to_be_visible()
        rut.begin("Rut", "Har ni öppet?")
        _take(desk, "Rut")

        kim.lose_network()
        kim.write("Hallå?")
        _look_at(desk, "Kim")
        _answer(desk, "Kim", "Jag tittar, dröj kvar.")
        expect(kim.frame.locator(".pending")).to_have_count(1)
        kim.find_network()
        together = ["Var är min cykel?", "Jag tittar, dröj kvar.", "Hallå?"]
        expect(kim.lines).to_have_text(together)
        expect(desk.locator(".said-text")).to_have_text(together)
        expect(kim.frame.locator(".pending")).to_have_count(0)

        desk.close()
        kim.write("Hör du mig?")
        expect(kim.frame.locator(".pending")).to_have_count(0)
        desk = disa.page = disa.page.context.new_page()
        disa.listen(desk)
        disa.open()
        _look_at(desk, "Kim")
        expect(desk.locator(".said-text")).to_have_text([*together, "Hör du mig?"])
        kim.page.reload()
        expect(kim.lines).to_have_text([*together, "Hör du mig?"])

        eva = enter(agent(browser, firm, "eva"))
        desk.bring_to_front()
        disa.button("Lämna över").first.click()
        dialog = desk.get_by_role("dialog")
        dialog.get_by_label("Eva").check()
        dialog.get_by_role("button", name="Lämna över").click()
        _take(eva.page, "Kim")
        expect(eva.page.locator(".chat-note.from")).to_contain_text("Disa lämnade över chatten")
        expect(eva.page.locator(".said-text")).to_have_text([*together, "Hör du mig?"])
        _answer(eva.page, "Kim", "Eva här. Cykeln är klar.")
        expect(kim.lines.last).to_have_text("Eva här. Cykeln är klar.")
        eva.button("Avsluta").first.click()
        eva.page.get_by_role("dialog").get_by_role("button", name="Avsluta").click()
        expect(kim.frame.locator("h2")).to_have_text("Eva avslutade chatten.")
        expect(eva.page.locator(".chat-over")).to_contain_text("Efterbehandling")
        eva.page.wait_for_timeout(1000)  # a click on what has just come counts for nothing
        eva.button("Klar").click()
        expect(eva.page.locator(".chat-list")).to_contain_text("Inget just nu.")

        _look_at(desk, "Rut")
        rut.frame.get_by_role("button", name="Avsluta").click()
        rut.frame.get_by_role("button", name="Avsluta").last.click()
        expect(desk.locator(".chat-over")).to_contain_text("Kunden avslutade chatten.")
        on_web.go_to("Kollegor")
        expect(on_web.page.locator(".chat-offer")).to_have_count(0)
        on_web.page.wait_for_function("() => !document.title.startsWith('●')")
