"""An agent at the desktop with chats, from a server that the test plays itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chat_desk_stage import ChatStage
from tests.browser.stage import agent
from tests.browser.visitor import Visitor, visitor

ANSWERS = {
    "chatt": [
        {"title": "Leveranstid", "text": "Vi levererar inom tre arbetsdagar."},
        {"title": "Öppettider", "text": "Vi har öppet vardagar 8 till 17."},
        {"title": "Retur", "text": "Du kan lämna tillbaka varan inom 30 dagar."},
    ]
}
AGENTS = [
    agent("bo", "Bo Nilsson", groups=["chatt"], chats=2),
    agent("cia", "Cia Berg", groups=["chatt"], channel="mobile"),
    agent("dan", "Dan Ek", groups=["support"]),
]


@contextmanager
def chatting(
    browser: Browser, base_url: str, path: str = "/", have: tuple[Any, ...] = (), **options: Any
) -> Iterator[tuple[Visitor, ChatStage]]:
    """Anna at her desktop, with the chats that she has already."""
    with visitor(browser, base_url, **options) as anna:
        stage = ChatStage(anna.page, snapshot={"agents": AGENTS}, answers=ANSWERS)
        for contact, lines in have:
            stage.have_chat(contact, lines)
        anna.open(path)
        expect(anna.connection).to_contain_text("Ansluten")
        yield anna, stage


def said(page: Page) -> Locator:
    return page.locator(".said-text")
