"""Chats as an agent has them (issue 8), from a server that the test plays itself."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.chat_desk import chatting, said
from tests.browser.chat_desk_stage import chat_offer, line
from tests.browser.stage import ago
from tests.browser.visitor import PHONE

SECOND = 1_000
"""The browser's clock is the test's: milliseconds pass when it says so."""
PRESSED_AT_ONCE = """
    globalThis.pressed = false;
    new MutationObserver((_, watch) => {
        const done = document.querySelector(".chat-over .act:not(.quiet)");
        if (done === null) return;
        watch.disconnect();
        done.click();
        pressed = true;
    }).observe(document.body, { childList: true, subtree: true });
"""


def row(page: Page, contact: str) -> Locator:
    return page.locator(f'.work-row[data-contact="{contact}"]')


def test_a_chat_from_offer_to_end_by_keyboard(browser: Browser, base_url: str) -> None:
    """D9: name, page and first message before the conversation begins; taken, talked in, ended and
    wrapped up without a mouse; nothing in the way of those who can't see it."""
    with chatting(browser, base_url, bypass_csp=True) as (anna, stage):
        page = anna.page
        words = "Hej!\n<b>Var</b> är mitt paket?"
        stage.offer_chat(chat_offer(first_message=words), seconds=300)
        offer = page.locator(".chat-offer")
        expect(offer).to_contain_text("Karin Ek")
        expect(offer).to_contain_text("Chatt · har väntat 0:")
        expect(offer).to_contain_text("· från https://example.se/leverans")
        expect(offer.locator(".first-words")).to_have_text(words)
        expect(offer.locator("time")).to_have_text(re.compile(r"[45]:\d\d"))
        expect(page).to_have_title("● Chatt: Karin Ek · Chatt")
        alert = page.locator("jour-chat-offers [role=alert]")
        expect(alert).to_have_text(re.compile("Chatt till dig: Karin Ek, Chatt. Hej!"))
        assert stage.said("chat_sync") == [], "nothing is read before it is taken"
        assert findings(page) == []

        page.keyboard.press("Alt+KeyA")
        compose = page.get_by_label("Meddelande till Karin Ek")
        expect(compose).to_be_focused()
        assert page.url.endswith("/chattar/k1")
        expect(said(page)).to_have_text([re.compile("Var")])
        page.keyboard.type("Hej Karin!")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("Jag tittar.")
        page.keyboard.press("Enter")
        expect(said(page).nth(1)).to_have_text("Hej Karin!\nJag tittar.")
        expect(compose).to_have_value("")
        assert len(stage.said("typing")) == 1, "once while one goes on typing"
        assert stage.said("read")[-1]["number"] == 2
        stage.tell(type="typing", contact="k1", author="customer")
        expect(page.locator(".log-typing")).to_have_text("Karin Ek skriver …")
        stage.tell(type="read", contact="k1", author="customer", number=3)
        expect(page.locator(".said.mine .said-mark")).to_have_text("Läst")
        stage.tell(type="chat_customer", contact="k1", connected=False)
        expect(page.locator(".chat-note.lost")).to_contain_text("Kunden har ingen kontakt")
        expect(page.locator(".log-typing")).to_have_count(0)
        assert findings(page) == []

        page.evaluate(PRESSED_AT_ONCE)
        page.keyboard.press("Alt+KeyX")
        expect(page.get_by_role("dialog")).to_contain_text("Avsluta chatten med Karin Ek?")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        over = page.locator(".chat-over")
        expect(over).to_contain_text("Du avslutade chatten.")
        assert len(stage.said("chat_end")) == 1
        expect(over.get_by_role("button", name="Klar")).to_be_focused()
        assert page.evaluate("pressed") is True
        assert stage.said("wrap_up_done") == [], "an Enter meant for a message ends no wrap-up"
        page.clock.run_for(1000)
        anna.button("+1 minut").press("Enter")
        expect(over).to_contain_text(re.compile(r"1:\d\d kvar"))
        assert findings(page) == []
        page.keyboard.press("Alt+KeyK")
        expect(page.locator(".chat-list")).to_contain_text("Inget just nu.")
        assert [one["contact"] for one in stage.said("wrap_up_done")] == ["k1"]


def test_an_offer_declined_and_one_that_lapses(browser: Browser, base_url: str) -> None:
    """Issue 8: after 30 seconds the chat goes to the next; a late copy of an offer is no offer."""
    with chatting(browser, base_url) as (anna, stage):
        page, offer = anna.page, anna.page.locator(".chat-offer")
        stage.offer_chat(chat_offer(), seconds=300)
        until = stage.chat()["until"]
        expect(offer).to_be_visible()
        page.keyboard.press("Alt+KeyN")
        expect(offer).to_have_count(0)
        stage.tell(type="offer", contact=chat_offer(), until=until)
        stage.offer_chat(chat_offer("k2", name="Rut Alm"), seconds=300)
        expect(offer).to_have_count(1)
        expect(offer).to_contain_text("Rut Alm")
        stage.be(chats=[])
        stage.tell(type="withdrawn", contact="k2", reason="no_answer")
        expect(page.locator(".occupation.gone")).to_contain_text("Du svarade inte på chatten")
        expect(page).to_have_title("Tillgänglig · Jour")


def test_a_hostile_customer_writes_ten_thousand_messages(browser: Browser, base_url: str) -> None:
    """Issue 8: script, markup, text turned round, addresses that lie: all of it is only text, and a
    part of a long conversation is drawn."""
    lines = [line(number, f"Rad {number}") for number in range(1, 9_996)]
    hostile = [
        "<img src=x onerror=alert(1)><script>document.title='ägd'</script>",
        "javascript:alert(1) data:text/html,<script>alert(1)</script>",
        "https://bank.example@elsewhere.example/ \u202etxt.exe\u202c efter",
        "Se https://example.se/a?b=1.",
        "Z\u0300\u0301\u0302\u0303" * 200,
    ]
    lines += [line(9_996 + at, text) for at, text in enumerate(hostile)]
    who = chat_offer(name="\u202eKarin <b>Ek</b>", page="javascript:alert(1)")
    with chatting(browser, base_url, "/chattar/k1", ((who, lines),)) as (anna, stage):
        page = anna.page
        expect(said(page).last).to_be_visible()
        expect(said(page).nth(-5)).to_have_text(hostile[0])
        links = page.locator(".said-text a")
        expect(links).to_have_count(1)
        expect(links).to_have_attribute("href", "https://example.se/a?b=1")
        expect(links).to_have_attribute("rel", re.compile("noopener"))
        expect(page.locator(".chat-head a.page")).to_have_count(0)
        expect(page.locator(".chat-who h2")).to_contain_text("<b>Ek</b>")
        assert page.locator(".said").count() <= 300, "a window is drawn"
        assert len(stage.said("chat_sync")) <= 2, "nor is all of it fetched"
        page.get_by_label("Meddelande till").fill("Hej")
        page.keyboard.press("Enter")
        expect(said(page).last).to_have_text("Hej")
        page.wait_for_function(
            """() => {
                document.querySelector(".log").scrollTop = 0;
                return document.querySelector(".log").textContent.includes("Rad 9800")
            }"""
        )
        assert page.locator(".said").count() <= 400


def test_nothing_is_lost_or_said_twice(browser: Browser, base_url: str) -> None:
    """Issue 8: answers get lost, the network goes, the page is loaded again: each message arrives
    once, in order, and what was begun stays in its field."""
    with chatting(browser, base_url, "/chattar/k1", ((chat_offer(), None),)) as (anna, stage):
        page = anna.page
        compose = page.get_by_label("Meddelande till Karin Ek")
        expect(said(page)).to_have_count(1)
        stage.deaf = True
        compose.fill("Ett")
        compose.press("Enter")
        compose.fill("Två")
        compose.press("Enter")
        expect(page.locator(".said.pending")).to_have_count(2)
        assert len(stage.said("chat")) == 1, "one at a time, so that they come in order"
        compose.fill("Påbörjat")
        stage.deaf = False
        page.reload()
        expect(said(page)).to_have_text(["Hej, var är mitt paket?", "Ett", "Två"])
        expect(page.locator(".said.pending")).to_have_count(0)
        expect(compose).to_have_value("Påbörjat")

        stage.lose()
        expect(page.locator(".chat-note.lost")).to_contain_text("Du har ingen kontakt")
        compose.fill("Tre")
        compose.press("Enter")
        expect(page.locator(".said.pending")).to_contain_text("Väntar på kontakt")
        stage.written["k1"].append(line(4, "Är du kvar?"))
        stage._count("k1")
        stage.cut = False
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(said(page)).to_have_text(
            ["Hej, var är mitt paket?", "Ett", "Två", "Är du kvar?", "Tre"]
        )
        texts = [one["text"] for one in stage.written["k1"] if one["author"] == "agent"]
        assert texts == ["Ett", "Två", "Tre"]

        sent = len(stage.said("chat"))
        compose.fill("x" * 4_001)
        expect(page.locator(".composer-left")).to_have_text("1 tecken för mycket")
        compose.press("Enter")
        expect(page.locator(".composer .refusal")).to_contain_text("högst 4 000 tecken")
        assert len(stage.said("chat")) == sent
        stage.tell(type="taken_over", at=ago(0))
        expect(page.locator("jour-taken-over")).to_be_visible()


def test_unread_is_told_in_the_list_the_tab_and_by_the_system(
    browser: Browser, base_url: str
) -> None:
    """Issue 8: what a customer writes in a chat that nobody looks at is counted and called out; the
    system tells of it only once that was asked for and another program has the screen."""
    other = chat_offer("k2", name="Rut Alm")
    have = ((chat_offer(), None), (other, [line(1, "Hallå", name="Rut Alm")]))
    notified = """
        window.told = [];
        window.Notification = class { constructor(title) { window.told.push(title) } close() {} };
        Notification.permission = 'default';
        Notification.requestPermission = async () => { Notification.permission = 'granted' };
    """
    with chatting(browser, base_url, "/chattar", have) as (anna, stage):
        page = anna.page
        page.context.add_init_script(notified)
        page.reload()
        page.keyboard.press("Alt+Digit1")
        expect(row(page, "k1")).to_have_class(re.compile("open"))
        expect(row(page, "k2").locator(".unread-count")).to_contain_text("1 oläst")
        expect(row(page, "k2")).to_contain_text("väntar på svar")
        expect(page).to_have_title("● Rut Alm har skrivit")
        stage.say("Är någon där?", "k2")
        expect(page).to_have_title("● Rut Alm har skrivit (2)")
        expect(page.locator(".places").get_by_role("link", name="Chattar")).to_contain_text("2")
        assert page.evaluate("told") == []
        anna.button("Tillåt aviseringar").click()
        expect(page.locator(".chat-ask")).to_have_count(0)
        page.evaluate("document.hasFocus = () => false; dispatchEvent(new Event('blur'))")
        stage.say("Hallå igen", "k1")
        expect(page).to_have_title("● Karin Ek har skrivit")
        page.wait_for_function("told.length === 2")
        assert page.evaluate("told")[-1] == "Karin Ek har skrivit"
        page.evaluate("delete document.hasFocus; dispatchEvent(new Event('focus'))")
        expect(page).to_have_title("● Rut Alm har skrivit (2)")
        page.keyboard.press("Alt+KeyO")
        expect(page.locator(".chat-who h2")).to_have_text("Rut Alm")
        expect(page).to_have_title("Tillgänglig · Jour")
        expect(page.locator(".unread-count")).to_have_count(0)
        expect(page.locator(".status-facts")).to_contain_text("2 av 3")


def test_ready_answers_and_handing_over(browser: Browser, base_url: str) -> None:
    """Issue 8: a stroke opens the group's answers, letters and arrows choose; a chat goes to those
    who can take it, and one that comes says from whom."""
    came = chat_offer("k2", name="Rut Alm")
    with chatting(browser, base_url, "/chattar/k1", ((chat_offer(), None),), bypass_csp=True) as (
        anna,
        stage,
    ):
        page = anna.page
        compose = page.get_by_label("Meddelande till Karin Ek")
        expect(compose).to_be_focused()
        page.keyboard.type("/dagar")
        expect(page.get_by_role("option")).to_have_count(3)
        page.keyboard.type(" inom")
        expect(page.get_by_role("option")).to_have_count(2)
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option", selected=True)).to_contain_text("Retur")
        assert findings(page) == []
        page.keyboard.press("Enter")
        expect(compose).to_have_value("Du kan lämna tillbaka varan inom 30 dagar.")
        expect(compose).to_be_focused()

        page.keyboard.press("Alt+KeyT")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("Bo Nilsson")).to_be_enabled()
        expect(dialog.locator("label", has_text="Bo Nilsson")).to_contain_text("2 chattar")
        expect(dialog.get_by_label("Cia Berg")).to_be_disabled()
        expect(dialog.locator("label", has_text="Dan Ek")).to_contain_text("bemannar inte Chatt")
        assert findings(page) == []
        page.keyboard.type("nils")
        expect(dialog.get_by_role("radio")).to_have_count(1)
        dialog.get_by_label("Bo Nilsson").check()
        page.keyboard.press("Enter")
        expect(page.locator(".chat-list")).to_contain_text("Inget just nu.")
        assert [(one["contact"], one["user"]) for one in stage.said("chat_transfer")] == [
            ("k1", "bo")
        ]
        assert page.evaluate("Object.keys(sessionStorage)") == []

        lines = [line(1, "Hallå"), line(2, "Hej Rut!", "agent", user="bo", name="Bo Nilsson")]
        from_bo = {"user": "bo", "name": "Bo Nilsson", "why": "transferred"}
        stage.have_chat(came | {"transferred_from": from_bo}, lines)
        stage.tell(type="me", me=stage.me)
        row(page, "k2").get_by_role("link").click()
        expect(page.locator(".chat-note.from")).to_contain_text("Bo Nilsson lämnade över chatten")
        expect(page.locator(".said-by").nth(1)).to_contain_text("Bo Nilsson")


def test_on_a_phone_a_conversation_is_a_page_of_its_own(browser: Browser, base_url: str) -> None:
    """Issue 8: the list, then the conversation, and back; nothing is wider than the phone."""
    have = ((chat_offer(), None),)
    with chatting(browser, base_url, "/chattar", have, bypass_csp=True, **PHONE) as (anna, stage):
        page = anna.page
        expect(row(page, "k1")).to_be_visible()
        expect(page.locator(".chat-pane")).to_be_hidden()
        assert stage.said("read") == [], "what is not shown is not read"
        row(page, "k1").get_by_role("link").click()
        expect(said(page)).to_be_visible()
        expect(page.locator(".chat-list")).to_be_hidden()
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        stage.end_chat("customer")
        expect(page.locator(".chat-over")).to_contain_text("Kunden avslutade chatten.")
        page.get_by_role("link", name="Till listan").click()
        expect(row(page, "k1")).to_contain_text("Efterbehandling")
        assert findings(page) == []
        row(page, "k1").get_by_role("link").click()
        stage.be(chats=[])
        stage.tell(type="me", me=stage.me)
        expect(page.locator(".chat-over.past")).to_contain_text("Kunden avslutade chatten.")
        expect(said(page)).to_have_text(["Hej, var är mitt paket?"])
