"""Issue 8: the chat on a customer's website, in front of a server that the test plays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.browser.axe import findings
from tests.browser.chat_stage import ChatStage
from tests.browser.visitor import PHONE, visitor

HOSTILE = (
    '<img src=x onerror="document.title=1"><script>document.title=1</script> '
    "javascript:alert(1) \u202egpj.exe https://example.se/a?b=1, och https://bank@evil.example"
)


@contextmanager
def website(
    browser: Browser,
    base_url: str,
    query: str = "",
    group: dict[str, Any] | None = None,
    host: str = "127.0.0.1",
    **how: Any,
) -> Iterator[ChatStage]:
    """Somebody on the website of a customer of Jour's, which is another site to the browser."""
    with visitor(browser, base_url, **how) as person:
        stage = ChatStage(person.page, group or {})
        site = base_url.replace("localhost", host)
        person.page.goto(f"{site}/website/service{query}")
        yield stage


def _begin(stage: ChatStage, name: str = "Ditt namn", what: str = "Vad gäller det?") -> None:
    stage.frame.get_by_label(name).fill("Kim")
    stage.frame.get_by_label(what).fill("Var är min cykel?")
    stage.frame.locator(".opening button").click()
    expect(stage.frame.locator("jour-composer")).to_be_visible()


def _answered(stage: ChatStage) -> None:
    stage.says("", "system", event="agent_joined", name="Anna Lind")
    stage.stands("talking", agent="Anna Lind", place=None)


def _texts(stage: ChatStage) -> Locator:
    return stage.frame.locator(".said-text")


def _box(stage: ChatStage) -> Locator:
    return stage.frame.locator("jour-composer textarea")


def test_a_customer_chats_on_a_website_with_a_strict_policy(
    browser: Browser, base_url: str
) -> None:
    """Issue 8: by keyboard alone, on another origin; nothing complains, nothing becomes markup."""
    desktop: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
    with website(browser, base_url, "?order=4411#top", **desktop) as stage:
        expect(stage.launcher).to_have_accessible_name("Chatta med oss")
        assert len(stage.page.frames) == 1, "the frame is loaded when it is needed"
        stage.launcher.focus()
        stage.page.keyboard.press("Enter")
        expect(stage.frame.get_by_label("Ditt namn")).to_be_focused()
        assert findings(stage.page.main_frame) == []
        _begin(stage)
        _, opened = next(one for one in stage.asked if one[0] == "/api/chats")
        assert opened["page"].endswith("/website/service"), "neither query nor fragment is told"
        assert opened["page"].startswith("http://127.0.0.1:")
        expect(stage.frame.get_by_text("Du är nummer 2 i kön.")).to_be_visible()
        stage.stands("waiting", place=1)
        expect(stage.frame.get_by_text("Du är först i kön.")).to_be_visible()

        _answered(stage)
        stage.says(HOSTILE)
        shown = _texts(stage).last
        expect(shown).to_have_text(HOSTILE)
        expect(shown).to_have_css("unicode-bidi", "isolate")
        (link,) = shown.get_by_role("link").all()
        expect(link).to_have_attribute("href", "https://example.se/a?b=1")
        expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        expect(link).to_have_attribute("target", "_blank")
        assert shown.locator("img, script").count() == 0
        expect(stage.frame.locator("[role=status]").last).to_contain_text("Anna Lind: <img")

        expect(_box(stage)).to_be_focused()
        stage.page.keyboard.type("Rad ett")
        stage.page.keyboard.press("Shift+Enter")
        stage.page.keyboard.type("rad två")
        stage.page.keyboard.press("Enter")
        expect(_texts(stage).last).to_have_text("Rad ett\nrad två")
        stage.tell(type="read", author="agent", number=len(stage.messages))
        expect(stage.frame.get_by_text("Läst", exact=True)).to_be_visible()
        stage.tell(type="typing", author="agent")
        expect(stage.frame.get_by_text("Anna Lind skriver …")).to_be_visible()
        assert stage.said("read")[-1]["number"] == 3
        assert findings(stage.inside) == []

        stage.page.keyboard.press("Escape")
        expect(stage.launcher).to_be_focused()
        stage.says("Är du kvar?")
        expect(stage.launcher).to_have_accessible_name("Chatta med oss (1 oläst)")
        assert "Är du kvar?" not in stage.page.content(), "the website reads nothing of it"
        stage.page.keyboard.press("Enter")
        expect(_box(stage)).to_be_focused()
        expect(_texts(stage).last).to_have_text("Är du kvar?")


def test_a_conversation_survives_the_network_and_the_page(browser: Browser, base_url: str) -> None:
    """Issue 8: written without contact, sent once; the page is left and comes back; it ends."""
    # A browser that Playwright starts has no storage for frames of other sites; people's have.
    with website(browser, base_url, "?language=en", host="localhost", **PHONE) as stage:
        stage.launcher.tap()
        panel = stage.page.locator("jour-chat iframe").bounding_box()
        assert panel == {"x": 0, "y": 0, "width": 390, "height": 844}, "a phone has no room beside"
        _begin(stage, "Your name", "What is it about?")
        _answered(stage)

        stage.mute = True  # Stored, and its answer lost:
        _box(stage).fill("Första")
        stage.frame.get_by_role("button", name="Send").tap()
        while not stage.said("chat"):
            stage.page.wait_for_timeout(20)
        stage.lose()
        expect(stage.frame.get_by_text("No connection. We keep trying")).to_be_visible()
        _box(stage).fill("Andra")
        stage.frame.get_by_role("button", name="Send").tap()
        expect(stage.frame.get_by_text("Waiting for the connection")).to_have_count(2)
        assert findings(stage.inside) == []
        stage.cut = stage.mute = False
        stage.write("Medan du var borta")
        stage.page.get_by_role("link", name="Hem").evaluate("link => link.click()")

        expect(_texts(stage)).to_have_text(
            ["Var är min cykel?", "Första", "Medan du var borta", "Andra"]
        )
        expect(stage.frame.locator(".pending")).to_have_count(0)
        mine = [one["text"] for one in stage.messages if one["author"] == "customer"]
        assert mine == ["Var är min cykel?", "Första", "Andra"]

        stage.says("", "system", event="returned", name="Anna Lind")
        stage.stands("waiting", agent=None, place=1)
        expect(stage.frame.get_by_text("first in the queue, and everything")).to_be_visible()
        stage.says("", "system", event="ended_by_agent", name="Anna Lind")
        stage.stands("ended", agent=None, ended_by="agent")
        expect(stage.frame.locator("h2")).to_have_text("Anna Lind ended the chat.")
        stage.frame.get_by_label("E-mail").fill("kim@example.se")
        stage.frame.get_by_role("button", name="Send a copy").tap()
        expect(stage.frame.get_by_text("on its way to kim@example.se")).to_be_visible()
        assert findings(stage.inside) == []
        stage.chat = None
        stage.frame.get_by_role("button", name="Start a new chat").tap()
        expect(stage.frame.get_by_label("Your name")).to_be_visible()


def test_ten_thousand_messages_are_read_from_the_end(browser: Browser, base_url: str) -> None:
    """Issue 8: few are drawn; scrolling up fetches older ones and keeps the place."""
    with website(browser, base_url) as stage:
        stage.launcher.click()
        _begin(stage)
        for number in range(2, 10_001):
            stage.write(f"Rad {number}")
        stage.page.reload()
        expect(_texts(stage).last).to_have_text("Rad 10000")
        expect(_texts(stage).last).to_be_in_viewport()
        log = stage.frame.locator(".log")
        for _ in range(4):
            first = _texts(stage).first.inner_text()
            log.evaluate("log => log.scrollTo(0, 0)")
            expect(_texts(stage).first).not_to_have_text(first)
            assert _texts(stage).count() <= 150
        seen = log.evaluate(
            """log => [...log.querySelectorAll('.said-text')].find(
                line => line.getBoundingClientRect().bottom > log.getBoundingClientRect().top
            ).textContent"""
        )
        stage.says("Nyast")
        expect(stage.frame.get_by_role("button", name="1 nya")).to_be_visible()
        expect(stage.frame.get_by_text(seen, exact=True)).to_be_in_viewport()
        stage.frame.get_by_role("button", name="1 nya").click()
        expect(_texts(stage).last).to_have_text("Nyast")
        expect(_texts(stage).last).to_be_in_viewport()


def test_closed_and_without_cookies_there_is_a_way(browser: Browser, base_url: str) -> None:
    """Issue 8: a blocked cookie leads to a window of its own; there, closed, a message is left."""
    closed = {"state": "closed", "opens_at": "2126-03-12T07:00:00Z"}
    with website(browser, base_url, group=closed) as stage:
        stage.page.add_init_script(
            """if (window.parent !== window) Object.defineProperty(
                Document.prototype, "cookie", { get: () => "", set: () => {} })"""
        )
        stage.page.reload()
        stage.launcher.click()
        way = stage.frame.get_by_role("link", name="Öppna eget fönster")
        expect(way).to_be_focused()
        with stage.page.expect_popup() as popup:
            way.click()
        own = popup.value
        expect(own.get_by_role("status").first).to_contain_text("Vi öppnar 12 mars 08:00.")
        own.get_by_label("Ditt namn").fill("Kim")
        own.get_by_label("Vad gäller det?").fill("Ring mig")
        own.get_by_role("button", name="Skicka meddelandet").click()
        expect(own.get_by_text("Fyll i telefon eller e-post.")).to_be_visible()
        own.get_by_label("Telefon").fill("070-174 06 90")
        own.get_by_role("button", name="Skicka meddelandet").click()
        expect(own.get_by_text("Tack!")).to_be_visible()
        path, left = stage.asked[-1]
        assert path == "/api/chats/messages"
        assert left["page"].endswith("/website/service")
        assert (left["phone"], left["email"]) == ("070-174 06 90", None)
