"""Issue 9, point 8: 1,000 colleagues, those in view drawn; to keys and ears, one list."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.stage import Stage, agent
from tests.browser.visitor import visitor

MANY = 1_000


def _stage(page: Page) -> Stage:
    stage = Stage(page)
    stage.snapshot["agents"] = [agent(f"u{n}", f"Person {n:04}") for n in range(1, MANY + 1)]
    return stage


def _on_top(page: Page) -> str:
    """The name in the middle of the window."""
    name: str = page.evaluate(
        """() => [...document.querySelectorAll(".person")]
            .find((row) => row.getBoundingClientRect().bottom > innerHeight / 2)
            .querySelector(".person-name").textContent"""
    )
    return name


@pytest.mark.parametrize("path", ["/kollegor", "/"])
def test_a_thousand_colleagues_are_one_list(browser: Browser, base_url: str, path: str) -> None:
    """Few rows are drawn, and each says which of all it is; End and Home reach the last and first;
    what is read stays where it is while somebody comes in before it; a name is found."""
    with visitor(browser, base_url) as anna:
        stage = _stage(anna.page)
        anna.open(path)
        rows = anna.page.locator(".person")
        expect(rows.first).to_contain_text("Person 0001")
        assert rows.count() < 60
        expect(rows.first).to_have_attribute("aria-setsize", str(MANY))
        frame = anna.page.get_by_role("group", name="Kollegor")
        if path == "/":
            frame.focus()
        anna.page.keyboard.press("End")
        last = anna.page.locator(f'.person[aria-posinset="{MANY}"]')
        expect(last).to_contain_text("Person 1000")
        expect(last).to_be_in_viewport()

        middle = "document.querySelector('.scrolls') ?? document.scrollingElement"
        anna.page.evaluate(f"({middle}).scrollTop = 25_000")
        expect(anna.page.locator(f'.person[aria-posinset="{25_000 // 57}"]')).to_be_visible()
        before = _on_top(anna.page)
        new = [agent(f"a{n}", f"Anders {n}") for n in range(5)]
        stage.tell(type="presence", agents=new, gone=["u1"])
        expect(rows.first).to_have_attribute("aria-setsize", str(MANY + 4))
        assert _on_top(anna.page) == before

        search = anna.page.get_by_label("Sök kollega")
        search.fill("0777")
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text("Person 0777")
        expect(anna.page.locator(".table-tools [role=status]")).to_have_text(
            re.compile(r"^1 av 1\s004$")
        )
