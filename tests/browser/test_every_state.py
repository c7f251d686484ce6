"""WCAG 2.2 AA on every page in every state that a day brings (issue 9.7), at a played server.

One page for each device goes from state to state without reloading. In each state axe looks at it
in light and in dark; nothing is wider than the screen, also at 320 px (1.4.10); every control is
big enough for its pointer (2.5.8, M1); and whatever has the focus can be seen (2.4.11).
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.chat_desk_stage import chat_offer
from tests.browser.chat_stage import ChatStage
from tests.browser.eye import PC, STILL, look
from tests.browser.office_answers import LIST
from tests.browser.office_stage import OfficeStage
from tests.browser.stage import agent, ago, call, offer, waiting
from tests.browser.visitor import PHONE, Visitor, visitor

HOUR = 3_600
"""Nothing ends by itself while somebody looks at it."""
DEVICES = pytest.mark.parametrize("device", [PC, PHONE], ids=["pc", "phone"])


@DEVICES
def test_an_agents_day(browser: Browser, base_url: str, device: dict[str, Any]) -> None:
    """From the login page through calls, chats and settings to being logged out by another."""
    with visitor(browser, base_url, **device, **STILL) as anna:
        stage = OfficeStage(anna.page, snapshot=_full_house(), logged_in=False)
        wrong = {state: look(anna.page, anna.page, device) for state in _day(anna, stage)}
    assert {state: faults for state, faults in wrong.items() if faults} == {}


@DEVICES
def test_an_administrators_day(browser: Browser, base_url: str, device: dict[str, Any]) -> None:
    """Every administrators' page, with forms that are refused, dialogs and drawings."""
    with visitor(browser, base_url, **device, **STILL) as anna:
        stage = OfficeStage(anna.page, roles=["agent", "admin"], snapshot=_full_house())
        anna.open("/administration")
        wrong = {
            state: look(anna.page, anna.page, device) for state in _administration(anna, stage)
        }
    assert {state: faults for state, faults in wrong.items() if faults} == {}


@DEVICES
def test_a_customers_chat(browser: Browser, base_url: str, device: dict[str, Any]) -> None:
    """The chat in its frame on a website, from the form to the message that is left."""
    with visitor(browser, base_url, **device, **STILL) as kim:
        stage = ChatStage(kim.page)
        kim.page.goto(base_url.replace("localhost", "127.0.0.1") + "/website/service")
        wrong = {state: look(kim.page, stage.inside, device) for state in _chat(stage)}
    assert {state: faults for state, faults in wrong.items() if faults} == {}


def _full_house() -> dict[str, Any]:
    return {
        "agents": [
            agent("bo", "Bo Nilsson", groups=["support", "vaxel"], channel="distance"),
            agent("cia", "Cia Berg", state="busy", chats=2, groups=["chatt"]),
            agent("dan", "Dan Ek", state="paused", reason="lunch", channel="mobile"),
            agent("eva", "Eva Sten", state="wrap_up", forwarding_until=ago(-7200)),
        ],
        "queue": {"support": [waiting("w1", 90), waiting("w2", 20, kind="callback", front=True)]},
        "calls_today": [
            call("x1", 12),
            call("x2", 30, "abandoned"),
            call("x3", 45, "failed", kind="callback", trouble="not_reached"),
            call("x4", 5, "talking"),
        ],
    }


def _turn(visitor: Visitor, path: str) -> None:
    """Go to a page without reloading, as a link does."""
    move = "to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }"
    visitor.page.evaluate(move, path)
    expect(visitor.page.locator("h1").first).to_be_visible()
    expect(visitor.page.get_by_text("Ett ögonblick …")).to_have_count(0)


def _day(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    yield from _front(anna, stage)
    yield from _pages(anna, stage)
    yield from _calls(anna, stage)
    yield from _chats(anna, stage)
    yield from _ends(anna, stage)


def _front(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    page = anna.page
    anna.open()
    expect(anna.heading).to_be_visible()
    yield "login"
    anna.button("Logga in").click()
    yield "login with what is missing"
    _turn(anna, "/glomt-losenord")
    yield "forgotten"
    page.get_by_label("Användar-id").fill("anna")
    page.locator("form button[type=submit]").click()
    expect(page.locator("form")).to_have_count(0)
    yield "forgotten, and sent"
    _turn(anna, "/hjalp")
    yield "help"
    _turn(anna, "/hjalp/distansinloggning")
    yield "help on a topic"
    _turn(anna, "/outbox")
    expect(page.locator("jour-outbox")).to_contain_text("Välkommen till Jour")
    yield "outbox"
    _turn(anna, "/phones")
    expect(page.locator("jour-phones")).to_contain_text("070-174 06 05")
    yield "phones, one of which rings"
    _turn(anna, "/handlaggare")
    yield "agent's login"
    stage.must_change = True
    anna.fill_in("anna")
    page.get_by_label("Telefonnummer").fill("070-174 06 05")
    anna.button("Logga in och börja").click()
    page.get_by_label("Nytt lösenord").fill("abc")
    expect(page.locator(".rule.broken").first).to_be_visible()
    yield "forced to change the password"
    stage.must_change = False
    stage.told["POST /api/password"] = (204, {})
    page.get_by_label("Nuvarande lösenord").fill("gammalt-1")
    stage.told["POST /api/password/check"] = {"rules": [], "violations": []}
    page.get_by_label("Nytt lösenord").fill("nytt-losen-1")
    page.locator("form button[type=submit]").click()
    expect(anna.status).to_be_visible()
    stage.logged_in = True
    yield "desk"


def _pages(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    page = anna.page
    for path in ("/ko", "/kollegor", "/dagens-samtal", "/installningar", "/losenord", "/hjalp"):
        _turn(anna, path)
        yield path
    _turn(anna, "/")
    stage.gates = [{"gate": "group_open", "open": False, "since": None, "message": "Stängt."}]
    anna.button("Varför får jag inga samtal?").click()
    expect(page.locator("[data-gate]")).to_be_visible()
    yield "why no calls"
    anna.button("Paus").click()
    expect(page.get_by_role("menuitem", name="Lunch")).to_be_focused()
    yield "pause menu"
    page.keyboard.press("Enter")
    expect(anna.status).to_have_text("Paus · lunch")
    yield "paused"
    page.locator(".avatar.mine").click()
    expect(page.get_by_role("menuitem", name="Logga ut")).to_be_visible()
    yield "my menu"
    page.keyboard.press("Escape")
    anna.button("Tillgänglig").click()
    stage.tell(type="error", code="test", message="Nej, inte nu.", id=None)
    yield "available"


def _calls(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    page, card = anna.page, anna.page.locator("jour-occupation section")
    stage.offer(offer(), seconds=HOUR)
    expect(card).to_contain_text("Karin Ek")
    yield "offer"
    page.clock.run_for(1_000)
    anna.button("Jag har svarat").click()
    expect(anna.status).to_have_text("I samtal")
    yield "in call"
    page.locator(".call-menu").click()
    panel = page.locator(".call-panel")
    expect(panel.locator(".my-call")).to_be_visible()
    yield "call menu"
    panel.get_by_role("button", name="Vidarekoppla", exact=True).click()
    expect(panel.get_by_text("Bo Nilsson")).to_be_visible()
    yield "forward"
    panel.get_by_role("button", name="Tillbaka").click()
    panel.get_by_role("button", name="Konferens").click()
    expect(panel.get_by_text("Stora")).to_be_visible()
    yield "conference"
    page.keyboard.press("Escape")
    page.clock.run_for(1_000)
    anna.button("Samtalet är slut").click()
    expect(anna.status).to_have_text("Efterbehandling")
    yield "wrap-up"
    page.clock.run_for(1_000)
    anna.button("Klar").click()
    stage.offer(offer("c2", kind="callback", requested_at=ago(600)), seconds=HOUR)
    expect(card).to_contain_text("vill bli uppringd")
    yield "callback"
    stage.tell_me(state="wrap_up", until=ago(-HOUR), since=ago(0))
    expect(card).to_contain_text("Hur gick det?")
    yield "callback's report"
    results = [{"id": "sale", "name": "Såld"}, {"id": "no", "name": "Nej tack"}]
    told = {"id": LIST, "name": "Vårkampanj", "note": "Ring efter fyra.", "results": results}
    campaign = {"kind": "outbound", "media": "telemarketing", "group": "kampanj", "list": told}
    stage.offer(offer("c3", **campaign), seconds=HOUR)
    expect(card).to_contain_text("Vårkampanj")
    yield "number of a list"
    stage.tell_me(state="wrap_up", until=ago(-HOUR), since=ago(0))
    expect(card).to_contain_text("Såld")
    yield "list's report"
    stage.tell_me(state="paused", reason="no_answer", contact=None, until=None)
    expect(anna.button("Jag är tillbaka")).to_be_visible()
    yield "paused for not answering"
    stage.tell_me(state="available", reason=None, contact=None, until=None)
    stage.offer(offer("c4"), seconds=HOUR)
    expect(card).to_contain_text("Karin Ek")
    stage.tell_me(state="available", contact=None, until=None)
    stage.tell(type="withdrawn", contact="c4", reason="caller_hung_up")
    expect(card).to_contain_text("Kunden lade på")
    yield "offer withdrawn"


def _chats(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    page = anna.page
    stage.answers["chatt"] = [{"title": "Leveranstid", "text": "Två dagar."}]
    stage.offer_chat(chat_offer(), seconds=HOUR)
    expect(page.locator(".chat-offer")).to_contain_text("Karin Ek")
    yield "chat offered"
    page.clock.run_for(1_000)
    page.locator(".chat-offer").get_by_role("button", name="Ta chatten").click()
    compose = page.get_by_label("Meddelande till Karin Ek")
    expect(compose).to_be_visible()
    stage.say("Är du där? https://example.se/4411")
    stage.say("Ja, jag tittar.", author="agent")
    expect(page.locator(".said").nth(2)).to_be_visible()
    yield "chat"
    compose.press("/")
    expect(page.get_by_role("option").first).to_be_visible()
    yield "ready answers"
    page.keyboard.press("Escape")
    page.locator(".chat-acts button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "handing a chat over"
    page.keyboard.press("Escape")
    page.locator(".chat-acts button").last.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "ending a chat"
    page.keyboard.press("Escape")
    stage.end_chat(seconds=HOUR)
    expect(page.locator(".chat-over")).to_be_visible()
    yield "chat ended"
    _turn(anna, "/chattar")
    yield "chats"
    _turn(anna, "/")
    yield "desk with chats"


def _ends(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    stage.lose()
    anna.page.clock.run_for(3_000)
    expect(anna.page.locator(".alarm").first).to_be_visible()
    yield "contact lost"
    stage.cut = False
    anna.page.evaluate("dispatchEvent(new Event('online'))")
    expect(anna.connection).to_contain_text("Ansluten")
    stage.tell(type="taken_over", at=ago(0))
    expect(anna.heading).to_have_text("Öppet i en annan flik")
    yield "open in another tab"
    anna.page.locator("jour-taken-over button").click()
    expect(anna.status).to_be_visible()
    stage.tell(type="logged_out", reason="replaced", by="mobile", at=ago(0))
    expect(anna.heading).to_have_text("Du är utloggad")
    yield "logged out by another login"


def _administration(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    page = anna.page
    pages = (
        "/administration",
        "/administration/anvandare",
        "/administration/att-se-till",
        "/administration/inloggade",
        "/administration/utskick",
        "/narvarologg",
        "/administration/telefonbok",
        "/administration/sparrlista",
        "/administration/listor",
        f"/administration/listor/{LIST}",
        "/administration/listor/ny",
        "/administration/chattar",
        "/administration/svarsgrupper",
        "/administration/svarsgrupper/chatt",
        "/administration/anvandare/bo/uppgifter",
        "/administration/anvandare/bo/callcenter",
    )
    for path in pages:
        _turn(anna, path)
        yield path
    _turn(anna, "/administration/ny-anvandare")
    anna.button("Lägg till").click()
    yield "a new user with what is missing"
    _turn(anna, "/administration/organisation")
    page.get_by_role("radio", name="Modern").check()
    page.get_by_role("button", name="Lägg till växelnummer").click()
    yield "the organisation with changes"
    _turn(anna, "/administration/svarsgrupper/support")
    page.get_by_label("Tisdag till", exact=True).last.fill("06:00")
    anna.button("Spara").first.click()
    yield "a group with hours that do not fit"
    yield from _dialogs(anna, stage)
    _turn(anna, "/administration/lagg-in-anvandare")
    yield "import"
    rows = "id;namn;e-post;roller;svarsgrupper\nulla;Ulla Ek;u@example.se;;\nbo;Bo;b@example.se;;\n"
    file = FilePayload(name="a.csv", mimeType="text/csv", buffer=rows.encode())
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Finns redan.")).to_be_visible()
    yield "import's report"
    _turn(anna, "/wall")
    expect(page.locator(".wall-figures").first).to_be_visible()
    yield "wall"
    for asked in ("phonebook", "do-not-call"):
        nothing: dict[str, Any] = {"entries": [], "after": None, "total": 0}
        stage.told[f"POST /api/admin/{asked}/search"] = nothing
    for path in ("/administration/telefonbok", "/administration/sparrlista"):
        _turn(anna, path)
        yield f"{path} with nothing"
    stage.refuse("GET /api/admin/present", 503, "unavailable", "Försök igen om en stund.")
    _turn(anna, "/administration/inloggade")
    expect(page.locator(".admin")).to_contain_text("Försök igen")
    yield "a page that can't be read"


def _dialogs(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    page, dialog = anna.page, anna.page.get_by_role("dialog")
    for path, name in (
        ("/administration/anvandare", "Skicka nytt lösenord till Bo Nilsson"),
        ("/administration/inloggade", "Logga ut Bo Nilsson"),
        ("/administration/chattar", "Läs chatten med Karin Ek"),
        ("/administration/chattar", "Radera chatten med Karin Ek"),
        ("/administration/telefonbok", "Ta bort Karin Ek"),
        ("/administration/telefonbok", "Töm telefonboken"),
    ):
        _turn(anna, path)
        anna.button(name).click()
        expect(dialog).to_be_visible()
        yield name
        page.keyboard.press("Escape")
        expect(anna.button(name)).to_be_focused()


def _chat(stage: ChatStage) -> Iterator[str]:
    frame = stage.frame
    stage.launcher.click()
    expect(frame.get_by_label("Ditt namn")).to_be_visible()
    yield "form"
    frame.locator(".opening button").click()
    yield "form with what is missing"
    frame.get_by_label("Ditt namn").fill("Kim")
    frame.get_by_label("Vad gäller det?").fill("Var är min cykel?")
    frame.locator(".opening button").click()
    expect(frame.get_by_text("Du är nummer 2 i kön.")).to_be_visible()
    yield "waiting"
    stage.says("", "system", event="agent_joined", name="Anna Lind")
    stage.stands("talking", agent="Anna Lind", place=None)
    stage.says("Hej! Se https://example.se/cyklar")
    stage.tell(type="typing", author="agent")
    expect(frame.locator(".said-text").last).to_contain_text("Hej!")
    yield "talking"
    stage.says("", "system", event="ended_by_agent", name="Anna Lind")
    stage.stands("ended", ended_by="agent")
    expect(frame.locator("jour-composer")).to_be_hidden()
    yield "ended"


def test_focus_is_never_lost(browser: Browser, base_url: str) -> None:
    """WCAG 2.4.3: what has the focus is saved, removed or withdrawn, and the next key still goes
    somewhere near; a page that is turned begins at its heading."""
    with visitor(browser, base_url, **PC, **STILL) as anna:
        stage = OfficeStage(anna.page, roles=["agent", "admin"], snapshot=_full_house())
        anna.open("/administration/organisation")
        for where in _losses(anna, stage):
            anna.page.wait_for_function("() => document.activeElement !== document.body")
            assert anna.page.evaluate("document.activeElement.checkVisibility()"), where


def _losses(anna: Visitor, stage: OfficeStage) -> Iterator[str]:
    page = anna.page
    name = page.get_by_label("Organisationens namn")
    name.fill("Demo AB (publ)")
    saved = stage.told["GET /api/admin/organisation"] | {"name": "Demo AB (publ)", "version": 4}
    stage.told["PATCH /api/admin/organisation"] = saved
    anna.button("Spara").first.press("Enter")
    expect(anna.button("Spara")).to_have_count(0)
    yield "a form is saved"
    page.get_by_role("link", name="Administration").first.press("Enter")
    expect(anna.heading).to_be_focused()
    yield "a page is turned"
    _turn(anna, "/administration/telefonbok")
    stage.told["POST /api/admin/phonebook/remove"] = (204, {})
    anna.button("Ta bort Karin Ek").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Ta bort").press("Enter")
    expect(anna.button("Ta bort Karin Ek")).to_have_count(0)
    yield "a row is removed"
    _turn(anna, "/")
    stage.offer(offer(), seconds=HOUR)
    anna.button("Jag har svarat").focus()
    stage.tell_me(state="available", contact=None, until=None)
    stage.tell(type="withdrawn", contact="c1", reason="caller_hung_up")
    expect(anna.button("Jag har svarat")).to_have_count(0)
    yield "an offer is withdrawn"
    stage.offer_chat(chat_offer(), seconds=HOUR)
    anna.button("Ta chatten").focus()
    stage.be(chats=[])
    stage.tell(type="withdrawn", contact="k1", reason="no_answer")
    expect(anna.button("Ta chatten")).to_have_count(0)
    yield "a chat is withdrawn"
