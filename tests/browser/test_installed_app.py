"""The client as an installed program: its worker, its new versions, its notifications (issue 9)."""

import base64
import json
import re
import shutil
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Error, Page, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.client import DIST, build
from local.client_files import ClientFiles
from local.front_door import SecurityHeaders
from local.steps import Step
from tests.browser.stage import Stage, offer
from tests.browser.visitor import Visitor, visitor
from tests.e2e.desk import log_in
from tests.ports import free_port
from tests.system import System

SUPPORT = "+46846500410"
CUSTOMER = "+46701740690"
INSTALLED: dict[str, Any] = {"service_workers": "allow", "permissions": ["notifications"]}
# A page that nobody looks at: the system's notifications are for those who look elsewhere.
ELSEWHERE = "document.hasFocus = () => false"
PATIENCE_S = 30


@dataclass
class Site:
    """The built client on an address of its own, which can go away and get a new version."""

    folder: Path
    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def deploy(self) -> None:
        """Another build: a worker that differs by a byte."""
        with (self.folder / "service_worker.js").open("a") as worker:
            worker.write("\n// newer\n")

    @contextmanager
    def up(self) -> Iterator[None]:
        """Serve it, with an API where nobody is logged in."""
        files = ClientFiles(self.folder)
        routes = [Route("/api/{path:path}", self._api), Route("/{path:path}", files.answer)]
        app = Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])
        server = uvicorn.Server(
            uvicorn.Config(
                app, host="localhost", port=self.port, log_level="error", ws="none", lifespan="off"
            )
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield
        finally:
            server.should_exit = server.force_exit = True
            thread.join()

    async def _api(self, request: Request) -> JSONResponse:
        self.asked.append(request.url.path)
        return JSONResponse({"code": "not_logged_in"}, status_code=401)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The client as it is built: no system is needed to open it."""
    build(Step("Client"), tmp_path)
    folder = tmp_path / "dist"
    shutil.copytree(DIST, folder)
    return Site(folder, free_port())


def until(page: Page, condition: str) -> None:
    """Ask until it holds. (Playwright's own waiting needs `eval`, which the page's CSP forbids.)"""
    deadline = time.monotonic() + PATIENCE_S
    while not holds(page, condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def holds(page: Page, condition: str) -> bool:
    """Whether it does now; not while the page is being left."""
    try:
        return bool(page.evaluate(condition))
    except Error:
        return False


def installed(page: Page) -> None:
    """Wait until the worker has the page."""
    until(page, "navigator.serviceWorker.controller !== null")


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


def shown(page: Page) -> list[dict[str, Any]]:
    """The notifications on the screen."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const held = await (await navigator.serviceWorker.ready).getNotifications();
            return held.map(({ tag, title, body, silent }) => ({ tag, title, body, silent }));
        }"""
    )
    return found


def wait_for(page: Page, titles: list[str]) -> None:
    """Until exactly these notifications stand."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if [one["title"] for one in shown(page)] == titles:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{shown(page)} instead of {titles}; the tab says {page.title()}")


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


def test_an_offer_calls_for_attention_and_lets_go(browser: Browser, site: Site) -> None:
    """Point 3: tab, icon and notification while the screen is elsewhere; gone when withdrawn."""
    with site.up(), visitor(browser, site.url, **INSTALLED) as anna:
        anna.page.add_init_script(ELSEWHERE)
        anna.page.on("console", lambda message: print(message.text))
        stage = Stage(anna.page)
        anna.open()
        expect(anna.status).to_have_text("Tillgänglig")
        installed(anna.page)
        icon = anna.page.locator('link[rel="icon"]')
        stage.offer(offer(), seconds=600)
        wait_for(anna.page, ["Samtal: Karin Ek · Support"])
        expect(anna.page).to_have_title("● Samtal: Karin Ek · Support")
        expect(icon).to_have_attribute("href", re.compile("favicon_alert"))
        assert [one["tag"] for one in shown(anna.page)] == ["offer:c1"]
        stage.tell(type="withdrawn", contact="c1", reason="caller_hung_up")
        wait_for(anna.page, [])
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
        wait_for(anna.page, ["Samtal: någon · Support"])
        stage.tell(type="withdrawn", contact="c2", reason="caller_hung_up")
        wait_for(anna.page, [])
        stage.be(state="available", contact=None, until=None)
        anna.page.goto("about:blank")
        push(anna, {"tag": "offer:c3", "title": "Samtal: Bo · Support", "urgent": True})
        anna.open()
        wait_for(anna.page, ["Samtal: Bo · Support"])


def push(person: Visitor, message: dict[str, Any]) -> None:
    """Deliver a message as the browser's push service does."""
    devtools = person.page.context.new_cdp_session(person.page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    while not found:
        person.page.wait_for_timeout(20)
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": person.base_url, "registrationId": found[0], "data": json.dumps(message)},
    )


@dataclass
class PushEnd:
    """The browser's end of Web Push, whose own service needs the internet: keys, and an address."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = b"sixteen bytes ok"

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def played(self) -> str:
        """A script that plays the browser's PushManager."""
        keys = {"p256dh": _encoded(self.public), "auth": _encoded(self.auth)}
        return f"""
            let held = null;
            PushManager.prototype.getSubscription = async () => held;
            PushManager.prototype.subscribe = async (options) => (held = {{
                options: {{ applicationServerKey: options.applicationServerKey.buffer }},
                toJSON: () => ({json.dumps({"endpoint": self.endpoint, "keys": keys})}),
                unsubscribe: async () => {{ held = null; return true; }},
            }});
        """

    def read(self, number: int) -> dict[str, Any]:
        """The message that came as this one, decrypted, with what the service was told of it."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            taken = httpx.get(self.endpoint).json()
            if len(taken) > number:
                message = self._decrypted(base64.b64decode(taken[number]["body"]))
                read: dict[str, Any] = taken[number] | json.loads(message)
                return read
            time.sleep(0.05)
        raise AssertionError(f"no message {number} came")

    def _decrypted(self, body: bytes) -> bytes:
        salt, (_, length), rest = body[:16], struct.unpack("!IB", body[16:21]), body[21:]
        ours, sealed = rest[:length], rest[length:]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ours)
        shared = self.private.exchange(ec.ECDH(), theirs)
        key = _hkdf(self.auth, shared, b"WebPush: info\0" + self.public + ours, 32)
        cipher = AESGCM(_hkdf(salt, key, b"Content-Encoding: aes128gcm\0", 16))
        opened = cipher.decrypt(_hkdf(salt, key, b"Content-Encoding: nonce\0", 12), sealed, None)
        return opened.removesuffix(b"\x02")


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def test_offers_and_the_end_of_a_login_are_pushed(browser: Browser, system: System) -> None:
    """Point 2: from the click in settings to what another login makes the browser be told."""
    port = system.base_url.rpartition(":")[2]
    end = PushEnd(f"http://127.0.0.1:{port}/sim/push/annas")
    with visitor(browser, system.base_url, **INSTALLED) as anna:
        anna.page.add_init_script(end.played())
        anna.log_in_as_agent("anna", "Mobil")
        installed(anna.page)
        anna.go_to("Inställningar")
        switch = anna.page.locator(".toggle", has_text="när Jour är stängd")
        with anna.page.expect_response(
            lambda one: one.url.endswith("/api/push") and one.request.method == "POST"
        ) as told:
            switch.click()
        assert told.value.status == 204
        expect(switch).to_have_attribute("aria-checked", "true")
        call = httpx.post(
            f"{system.base_url}/sim/calls", json={"from": CUSTOMER, "to": SUPPORT}
        ).json()["id"]
        first = end.read(0)
        assert re.fullmatch(r"Samtal: .+ · Support", first["title"])
        assert (first["tag"], first["urgency"]) == (f"offer:{call}", "high")
        assert 0 < first["ttl"] <= 60
        httpx.post(f"{system.base_url}/sim/calls/{call}/hangup")
        second = end.read(1)
        assert (second["tag"], second["topic"]) == (first["tag"], first["topic"])
        assert second["urgent"] is False
        log_in(system, "anna")
        third = end.read(2)
        assert third["title"] == "Du är utloggad från Jour"
        assert third["body"] == "Du loggade in på webben."
        expect(anna.heading).to_have_text("Du är utloggad")
