"""The system's notifications, from the page and from its service worker (issue 9)."""

import json
import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.push_end import deliver
from tests.browser.site import INSTALLED, Site, installed, until
from tests.browser.stage import Stage, offer
from tests.browser.visitor import visitor

# A page that nobody looks at: the system's notifications are for those who look elsewhere.
ELSEWHERE = "document.hasFocus = () => false;"

# Chromium forgets a notification when somebody asks for all of them while it is being shown: it
# stands on the screen and in no list. So nobody asks before it has been shown.
SHOWN = """
    globalThis.notified = [];
    const show = ServiceWorkerRegistration.prototype.showNotification;
    ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
        await show.call(this, title, options);
        notified.push(title);
    };
"""
STANDING = """async () => {
    const held = await (await navigator.serviceWorker.ready).getNotifications();
    return held.map(({ tag, title }) => [tag, title]);
}"""


def comes(page: Page, tag: str, title: str) -> None:
    """Until the page has shown this notification; it is the only one."""
    until(page, f"notified.includes({json.dumps(title)})")
    assert page.evaluate(STANDING) == [[tag, title]]


def goes(page: Page) -> None:
    """Until none is left."""
    until(page, f"({STANDING})().then((left) => left.length === 0)")


def test_an_offer_calls_for_attention_and_lets_go(browser: Browser, site: Site) -> None:
    """Point 3: tab, icon and notification while the screen is elsewhere; gone when withdrawn."""
    with site.up(), visitor(browser, site.url, **INSTALLED) as anna:
        anna.page.add_init_script(ELSEWHERE + SHOWN)
        stage = Stage(anna.page)
        anna.open()
        expect(anna.status).to_have_text("Tillgänglig")
        installed(anna.page)
        icon = anna.page.locator('link[rel="icon"]')
        stage.offer(offer(), seconds=600)
        comes(anna.page, "offer:c1", "Samtal: Karin Ek · Support")
        expect(anna.page).to_have_title("● Samtal: Karin Ek · Support")
        expect(icon).to_have_attribute("href", re.compile("favicon_alert"))
        stage.tell(type="withdrawn", contact="c1", reason="caller_hung_up")
        goes(anna.page)
        expect(anna.page).to_have_title("Tillgänglig · Jour")
        expect(icon).to_have_attribute("href", re.compile("favicon-"))
        stage.be(state="available", contact=None, until=None)
        anna.page.goto(f"{site.url}/installningar")
        anna.page.locator(".toggle", has_text="Visa vem som ringer").click()
        anna.choose("Tyst")
        expect(anna.button("Provlyssna")).to_be_disabled()
        anna.page.reload()
        expect(anna.page.get_by_role("radio", name="Tyst")).to_be_checked()
        stage.offer(offer("c2"), seconds=600)
        comes(anna.page, "offer:c2", "Samtal: någon · Support")
        stage.tell(type="withdrawn", contact="c2", reason="caller_hung_up")
        goes(anna.page)


def test_a_push_message_is_shown_while_no_page_is_open(browser: Browser, site: Site) -> None:
    """Point 2: the service worker shows what comes, and the client, once opened, still has it."""
    with site.up(), visitor(browser, site.url, **INSTALLED) as anna:
        Stage(anna.page)
        anna.open()
        expect(anna.status).to_have_text("Tillgänglig")
        installed(anna.page)
        anna.page.goto("about:blank")
        (worker,) = anna.page.context.service_workers
        worker.evaluate(f"() => {{ {SHOWN} }}")
        message = {"tag": "offer:c3", "title": "Samtal: Bo · Support", "urgent": True}
        deliver(anna, json.dumps(message))
        until(anna.page, "notified.length === 1", worker)
        anna.open()
        assert anna.page.evaluate(STANDING) == [["offer:c3", "Samtal: Bo · Support"]]
