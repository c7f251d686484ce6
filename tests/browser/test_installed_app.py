"""The client as an installed program: its worker and its new versions (issue 9)."""

import httpx
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import INSTALLED, Site, installed, until
from tests.browser.stage import Stage, offer
from tests.browser.visitor import visitor


def kept(page: Page) -> list[str]:
    """Every address that the worker keeps."""
    found: list[str] = page.evaluate(
        """async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("jour-"));
            if (names.length !== 1) return names;
            const cache = await caches.open(names[0]);
            return (await cache.keys()).map(({ url }) => new URL(url).pathname);
        }"""
    )
    return found


def test_the_client_opens_without_a_network_and_comes_back(browser: Browser, site: Site) -> None:
    """Points 2: the shell is kept, live things never; offline says why, and ends by itself."""
    with visitor(browser, site.url, **INSTALLED) as anna:
        with site.up():
            anna.open()
            installed(anna.page)
            paths = kept(anna.page)
            assert "/index.html" in paths
            assert any(path.startswith("/assets/workplace-") for path in paths)
            assert not [p for p in paths if not p.startswith(("/assets/", "/index.html"))]
            manifest = httpx.get(f"{site.url}/manifest.webmanifest")
            assert manifest.headers["content-type"].startswith("application/manifest+json")
            for icon in manifest.json()["icons"]:
                assert httpx.get(site.url + icon["src"]).headers["content-type"] == "image/png"
        anna.page.goto(f"{site.url}/handlaggare")
        expect(anna.heading).to_have_text("Jour svarar inte")
        expect(anna.page.locator(".offline")).to_contain_text("Det här fungerar ändå")
        anna.page.context.set_offline(True)
        anna.page.reload()
        expect(anna.heading).to_have_text("Du har inget nät")
        asked = len(site.asked)
        with site.up():
            anna.page.context.set_offline(False)
            expect(anna.heading).to_have_text("Logga in som handläggare")
            assert len(site.asked) > asked, "the API is asked anew, not remembered"
            assert kept(anna.page) == paths
        # The network was away: what the console says of that is no fault of the page.
        anna.complaints = [c for c in anna.complaints if "net::ERR" not in c]


def test_a_new_version_is_offered_but_never_in_a_call(browser: Browser, site: Site) -> None:
    """Point 2: "Ny version: ladda om" waits for the end of the call, and for the click."""
    with site.up(), visitor(browser, site.url, **INSTALLED) as anna:
        stage = Stage(anna.page)
        anna.open()
        expect(anna.status).to_have_text("Tillgänglig")
        installed(anna.page)
        anna.page.evaluate("() => { window.isOld = true; }")
        bar = anna.page.locator(".update-bar")
        stage.offer(offer(), seconds=600)
        expect(anna.status).to_have_text("Får samtal")
        site.deploy()
        anna.page.evaluate("navigator.serviceWorker.ready.then((ready) => ready.update())")
        until(
            anna.page,
            "navigator.serviceWorker.getRegistration().then((held) => held.waiting !== null)",
        )
        expect(bar).to_have_count(0)
        stage.tell(type="withdrawn", contact="c1", reason="caller_hung_up")
        expect(bar).to_contain_text("Det finns en ny version.")
        stage.be(state="available", contact=None, until=None)
        anna.button("Ladda om").click()
        until(anna.page, "window.isOld === undefined")
        expect(anna.status).to_have_text("Tillgänglig")
        expect(bar).to_have_count(0)
        assert len(kept(anna.page)) > 2, "one cache is left, with the shell in it"
