"""The help: found, read by anybody, printed, and led to from where questions arise (issue 9, 5)."""

from playwright.sync_api import Browser, expect

from tests.browser.axe import findings
from tests.browser.visitor import PHONE, visitor


def test_anybody_finds_and_reads_the_help(browser: Browser, base_url: str) -> None:
    """F1, D11: without a login, by search and by address, in both languages, by keyboard."""
    with visitor(browser, base_url, bypass_csp=True) as someone:
        page = someone.page
        someone.open("/")
        page.get_by_role("link", name="Hjälp: Logga in").click()
        expect(someone.heading).to_have_text("Sätt att logga in")
        expect(someone.heading).to_be_focused()
        expect(page).to_have_title("Sätt att logga in · Jour")
        assert findings(page) == [], "a topic with a table"
        page.get_by_role("link", name="All hjälp").click()
        expect(someone.heading).to_have_text("Hjälp")
        assert findings(page) == [], "the index"
        page.get_by_role("searchbox", name="Sök i hjälpen").fill("9710")
        expect(page.locator(".help-count")).to_have_text("1 ämne")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(someone.heading).to_have_text("Brandvägg")
        someone.button("English").click()
        expect(someone.heading).to_have_text("Firewall")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        someone.open("/hjalp/distansinloggning")
        expect(page.locator(".help-number")).to_contain_text("Log in to see")
        someone.open("/hjalp/det-som-inte-finns")
        expect(page.get_by_text("There is no such topic")).to_be_visible()
        page.get_by_role("searchbox").fill("xyzzy")
        expect(page.locator(".help-count")).to_contain_text("No topic contains those words")


def test_an_agent_reads_it_without_leaving_work(browser: Browser, base_url: str) -> None:
    """F1: with the real number; the workplace stays connected, and a help tab takes nobody's."""
    with visitor(browser, base_url, bypass_csp=True) as anna:
        anna.log_in_as_agent("anna")
        anna.page.get_by_role("link", name="Hjälp: Logga in och ut med telefonen").click()
        title = anna.page.locator(".help-title")
        expect(title).to_have_text("Distansinloggning")
        expect(title).to_be_focused()
        expect(anna.page.locator(".help-number a")).to_have_attribute("href", "tel:+46846500401")
        expect(anna.connection).to_contain_text("Ansluten")
        assert findings(anna.page) == [], "a topic in the workplace"
        apart = anna.page.context.new_page()
        apart.goto(f"{base_url}/hjalp/vad-ersatter-vad")
        expect(apart.get_by_role("heading", level=1)).to_have_text("Vad ersätter vad")
        assert findings(apart) == [], "what replaces what"
        anna.page.bring_to_front()
        anna.go_to("Mitt bord")
        expect(anna.status).to_be_visible()


def test_it_fits_a_narrow_screen_and_paper(browser: Browser, base_url: str) -> None:
    """WCAG 1.4.10, 2.5.8: 320 px wide without sideways; on paper the topic alone."""
    narrow = PHONE | {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}
    with visitor(browser, base_url, bypass_csp=True, **narrow) as someone:
        for path in ("/hjalp", "/hjalp/losenord", "/hjalp/vad-ersatter-vad", "/hjalp/brandvagg"):
            someone.open(path)
            expect(someone.heading).to_be_visible()
            assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert findings(someone.page) == [], path
        someone.page.emulate_media(media="print")
        expect(someone.page.locator(".front-top")).to_be_hidden()
        expect(someone.heading).to_be_visible()
