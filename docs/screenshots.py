"""Pictures of the main pages and their states, for the eye: `make screenshots`.

What an agent sees is played, at a fixed moment; what administrators see, and the telephones, the
outbox and the customer's website, are of a local run of its own with the demo data. They land in
`screenshots/`, named page-width-scheme. JOUR_URL names a system that runs already, and JOUR_PAGES
(a part of names) asks for some of them only.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, sync_playwright

from local.settings import ROOT
from tests.browser.chat_desk_stage import ChatStage, chat_offer, line
from tests.browser.stage import NOW, agent, ago, call, offer, waiting
from tests.system import started

OUT = ROOT / "screenshots"
SIZES = {1440: 900, 820: 1180, 390: 844}
SCHEMES = ("light", "dark")
ADMINISTRATION = {
    "start": "/administration",
    "organisation": "/administration/organisation",
    "groups": "/administration/svarsgrupper",
    "users": "/administration/anvandare",
    "user": "/administration/anvandare/anna",
    "new-user": "/administration/ny-anvandare",
    "new-group": "/administration/ny-svarsgrupp",
    "phone-book": "/administration/telefonbok",
    "call-lists": "/administration/listor",
    "new-list": "/administration/listor/ny",
    "do-not-call": "/administration/sparrlista",
    "chat-log": "/administration/chattar",
    "users-to-see-to": "/administration/att-se-till",
    "users-import": "/administration/lagg-in-anvandare",
    "logged-in": "/administration/inloggade",
    "deliveries": "/administration/utskick",
    "presence-log": "/narvarologg",
}
PEOPLE: list[tuple[str, dict[str, Any]]] = [
    ("Bo Nilsson", {"state": "busy", "since": ago(192), "groups": ["support", "vaxel"]}),
    ("Cilla Engström", {"since": ago(720), "groups": ["support", "chatt"], "chats": 2}),
    ("David Ahl", {"state": "paused", "reason": "lunch", "since": ago(1440), "channel": "mobile"}),
    ("Elin Kvist", {"state": "wrap_up", "since": ago(20), "channel": "web"}),
    ("Fredrik Sand", {"since": ago(7200), "channel": "distance"}),
    ("Greta Lund", {"since": ago(60), "groups": ["vaxel"]}),
    (
        "Maximiliana Wallenstråhle-Lagerbielke af Östergötland",
        {"state": "busy", "since": ago(4000), "groups": ["support", "vaxel", "chatt", "kampanj"]},
    ),
]


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    with ExitStack() as stack:
        base_url = os.environ.get("JOUR_URL") or stack.enter_context(_own_system())
        browser = stack.enter_context(_browser())
        alva = _logged_in(browser, base_url)
        for scheme in SCHEMES:
            for width, height in SIZES.items():
                shots = Shots(browser, base_url, width, height, scheme)
                shots.before_login()
                shots.workplace()
                shots.administration(alva)
                shots.around()
    print(f"{len(list(OUT.iterdir()))} pictures in {OUT.relative_to(ROOT)}/")


@contextmanager
def _own_system() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, started(Path(folder) / "data") as system:
        yield system.base_url


@contextmanager
def _browser() -> Iterator[Browser]:
    """Debian's Chromium; its sandbox refuses to start for root, which build servers are."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


def _logged_in(browser: Browser, base_url: str) -> Any:
    """The cookies of an administrator of the demo organisation."""
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.goto(base_url)
    page.get_by_label("Användar-id").fill("alva")
    page.get_by_label("Lösenord", exact=True).fill("demo-alva")
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_role("heading", name="Du är inloggad").wait_for()
    state = context.storage_state()
    context.close()
    return state


class Shots:
    """The pictures of one width and scheme."""

    def __init__(
        self, browser: Browser, base_url: str, width: int, height: int, scheme: str
    ) -> None:
        self._browser, self._base_url = browser, base_url
        self._name = f"{width}-{scheme}"
        self._options: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "color_scheme": scheme,
            "reduced_motion": "reduce",
            "service_workers": "block",
            "timezone_id": "Europe/Stockholm",
        }

    @contextmanager
    def _page(self, locale: str = "sv-SE", **options: Any) -> Iterator[Page]:
        context: BrowserContext = self._browser.new_context(
            locale=locale, **self._options, **options
        )
        yield context.new_page()
        context.close()

    def _take(self, page: Page, name: str, act: Callable[[], object]) -> None:
        """Do something, wait until nothing is on its way, and take a picture of the whole page."""
        act()
        if os.environ.get("JOUR_PAGES", "") not in name:
            return
        page.locator("h1, h2").first.wait_for()
        with suppress(TimeoutError):
            # Whoever asks again and again (the telephones) is never done.
            page.wait_for_load_state("networkidle", timeout=3_000)
        page.get_by_text(re.compile("^(Ett ögonblick|One moment) …$")).first.wait_for(
            state="hidden"
        )
        page.wait_for_timeout(300)
        page.screenshot(path=OUT / f"{name}-{self._name}.png", full_page=True)

    def _go(self, page: Page, path: str) -> Callable[[], object]:
        return lambda: page.goto(self._base_url + path)

    def before_login(self) -> None:
        """What anybody sees."""
        with self._page() as page:
            self._take(page, "login", self._go(page, "/"))
            self._take(page, "agent-login", self._go(page, "/handlaggare"))
            self._take(page, "forgotten", self._go(page, "/glomt-losenord"))
            self._take(page, "help", self._go(page, "/hjalp"))
        with self._page("en-GB") as page:
            self._take(page, "agent-login-english", self._go(page, "/handlaggare"))

    def workplace(self) -> None:
        """An agent's day: calls and a chat, and the pages around them."""
        with self._page() as page:
            stage = _day(page)
            for name, path in (
                ("desk", "/"),
                ("colleagues", "/kollegor"),
                ("queue", "/ko"),
                ("calls", "/dagens-samtal"),
                ("settings", "/installningar"),
                ("wall", "/wall"),
            ):
                self._take(page, name, self._go(page, path))
            self._go(page, "/")()
            page.locator(".status-name").wait_for()
            self._take(page, "desk-offer", lambda: stage.offer(offer(group="support")))
            talks = {"state": "busy", "since": ago(154), "until": None, "contact": offer()}
            self._take(page, "desk-call", lambda: stage.turn(**talks))
            wraps = {"state": "wrap_up", "since": ago(20), "until": ago(-40)}
            self._take(page, "desk-wrap-up", lambda: stage.turn(**wraps))
        with self._page() as page:
            stage = _day(page)
            lines = ["Hej, var är mitt paket?", "Beställningen heter 4711.", "Tack för hjälpen!"]
            conversation = [line(1, lines[0]), line(2, lines[1])]
            conversation += [line(3, "Hej Karin! Jag ser efter direkt.", "agent")]
            stage.have_chat(chat_offer(), conversation)
            stage.have_chat(chat_offer("k2", name="Ali Hassan", first_message="Öppettider i jul?"))
            self._take(page, "chat", self._go(page, "/chattar/k1"))
        with self._page() as page:
            stage = _day(page)
            stage.snapshot["agents"], stage.snapshot["queue"] = [], {}
            stage.snapshot["calls_today"] = []
            self._take(page, "desk-empty", self._go(page, "/"))
        with self._page("en-GB") as page:
            _day(page)
            self._take(page, "desk-english", self._go(page, "/"))

    def administration(self, alva: Any) -> None:
        """Each of an administrator's pages."""
        with self._page(storage_state=alva) as page:
            self._take(page, "logged-in-web", self._go(page, "/"))
            for name, path in ADMINISTRATION.items():
                self._take(page, f"admin-{name}", self._go(page, path))

    def around(self) -> None:
        """What stands around the product in a local run."""
        with self._page() as page:
            self._take(page, "phones", self._go(page, "/phones"))
            self._take(page, "outbox", self._go(page, "/outbox"))
            website = self._base_url.replace("localhost", "127.0.0.1") + "/website"
            self._take(page, "website", lambda: page.goto(website))

            def opened() -> None:
                page.goto(website)
                page.locator("jour-chat").get_by_role("button").first.click()

            self._take(page, "website-chat", opened)


class DayStage(ChatStage):
    """A stage that can also say who I am."""

    def turn(self, **news: Any) -> None:
        """Into something newer, told as a whole record."""
        self.be(**news)
        self.tell(type="me", me=self.me)


def _day(page: Page) -> DayStage:
    """A morning with colleagues, queues and calls."""
    stage = DayStage(page)
    page.clock.set_fixed_time(NOW)
    page.route("**/api/forwarding", lambda route: route.fulfill(json={"forwarding": None}))
    stage.snapshot["agents"] = [
        agent(f"p{i}", name, **more) for i, (name, more) in enumerate(PEOPLE)
    ]
    stage.snapshot["queue"] = {
        "support": [waiting("w1", 130), waiting("w2", 65, name="Bygg & Co"), waiting("w3", 12)],
        "vaxel": [waiting("w4", 35, group="vaxel"), waiting("w5", 5, group="vaxel")],
    }
    outcomes = ("answered", "answered", "answered", "abandoned", "answered")
    stage.snapshot["calls_today"] = [
        call(f"c{i}", 4 + 3.1 * i + (i % 7) * 2, outcomes[i % len(outcomes)]) for i in range(40)
    ]
    return stage


if __name__ == "__main__":
    main()
