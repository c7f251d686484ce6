"""A person with a browser of their own, who notices everything that the browser complains about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, WebSocketRoute, expect

# The first call of each function starts a process of its own, on a machine that may be busy.
expect.set_options(timeout=20_000)

_NO_WORKER = "Service Worker registration blocked by Playwright"

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


@dataclass
class Visitor:
    """One browser context with one page, and what a person does there."""

    page: Page
    base_url: str
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Collect what this page's console says."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if message.text == _NO_WORKER:
            return
        # A browser logs every answer of 4xx; the API's refusals are what some tests are about.
        refused = message.text.startswith("Failed to load resource: the server responded with")
        if not (refused and "/api/" in message.location["url"]):
            self.complaints.append(message.text)

    def open(self, path: str = "/") -> None:
        """Go to an address of the system."""
        self.page.goto(self.base_url + path)

    def start_anew(self) -> None:
        """Be nobody again, without logging out: as in a new browser."""
        self.page.context.clear_cookies()

    def log_in(self, user: str, password: str | None = None) -> None:
        """Log in on the web, as no agent."""
        self.open()
        self.fill_in(user, password)
        self.button("Logga in").click()

    def log_in_as_agent(
        self,
        user: str,
        kind: str = "PC-klient",
        phone: str | None = "070-174 06 05",
        password: str | None = None,
    ) -> None:
        """Log in to answer, with IP telephony where no number is given; wait for the desk."""
        self.open("/handlaggare")
        self.fill_in(user, password)
        if phone is None:
            self.choose("IP-telefoni")
        else:
            self.page.get_by_label("Telefonnummer").fill(phone)
        self.choose(kind)
        self.button("Logga in och börja").click()
        expect(self.connection).to_contain_text("Ansluten")
        expect(self.status).to_be_visible()

    def fill_in(self, user: str, password: str | None = None) -> None:
        """Write user id and password, the demo's own unless told."""
        self.page.get_by_label("Användar-id").fill(user)
        self.password.fill(f"demo-{user}" if password is None else password)

    def choose(self, label: str) -> None:
        """Pick an alternative by its words, as a finger or a mouse does."""
        self.page.locator(".segment", has_text=label).click()

    def go_to(self, name: str) -> None:
        """Open a page of the workplace; on a phone some are in the menu behind one's initials."""
        link = self.page.locator(".places").get_by_role("link", name=name)
        if link.is_visible():
            link.click()
        else:
            self.page.locator(".avatar.mine").click()
            self.page.get_by_role("menuitem", name=name).click()

    def pause(self, reason: str) -> None:
        """Take a pause for a reason, with the mouse."""
        self.button("Paus").click()
        self.page.get_by_role("menuitem", name=reason).click()

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def password(self) -> Locator:
        return self.page.get_by_label("Lösenord", exact=True)

    @property
    def status(self) -> Locator:
        """My own status, in words."""
        return self.page.locator(".status-name")

    @property
    def connection(self) -> Locator:
        return self.page.locator(".connection")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def row(self, key: str) -> Locator:
        """A row of a list."""
        return self.page.locator(f'tr[data-row="{key}"]')

    def administration(self, page: str) -> None:
        """Open one of the administrators' pages, the way that their start shows."""
        # The administrators' pages have another link with this name above their heading.
        pages = self.page.get_by_role("navigation", name="Sidor")
        pages.get_by_role("link", name="Administration", exact=True).click()
        self.page.locator(".admin-map").get_by_role("link", name=page).click()
        expect(self.heading).to_be_focused()

    def colleague(self, user: str) -> Locator:
        """The row of a colleague."""
        return self.page.locator(f'[data-user="{user}"]')


@contextmanager
def visitor(browser: Browser, base_url: str, **options: Any) -> Iterator[Visitor]:
    """A new person, Swedish unless told; afterwards their browser must have had no complaint."""
    # A page's requests are the test's to answer; what the worker does, test_installed_app proves.
    usual = {"locale": "sv-SE", "timezone_id": "Europe/Stockholm", "service_workers": "block"}
    options = usual | options
    context = browser.new_context(**options)
    try:
        person = Visitor(context.new_page(), base_url)
        person.listen(person.page)
        yield person
        assert person.complaints == [], "the browser's console complained"
    finally:
        context.close()


class Cable:
    """The wire between a page and the server, which a test can pull out or listen in on."""

    def __init__(self, page: Page, where: str = "**/ws?several=1") -> None:
        self.pulled = False
        self.refuse_next = ""
        self._wires: list[WebSocketRoute] = []
        page.route_web_socket(where, self._plug_in)

    def pull(self) -> None:
        """Cut what is connected, and let nothing connect until it is put back."""
        self.pulled = True
        for wire in self._wires:
            wire.close(code=1001)
        self._wires.clear()

    def put_back(self) -> None:
        self.pulled = False

    def _plug_in(self, wire: WebSocketRoute) -> None:
        if self.pulled:
            wire.close(code=1001)
            return
        server = wire.connect_to_server()
        self._wires.append(wire)
        wire.on_message(lambda text: self._pass(text, wire, server))

    def _pass(self, text: str | bytes, wire: WebSocketRoute, server: WebSocketRoute) -> None:
        assert isinstance(text, str)
        if self.refuse_next and f'"action":"{self.refuse_next}"' in text:
            identity = text.split('"id":"')[1].split('"')[0]
            self.refuse_next = ""
            wire.send(
                f'{{"type":"error","code":"test","message":"Nej, inte nu.","id":"{identity}"}}'
            )
        else:
            server.send(text)
