"""Push messages end to end: from a customer's call to the desktop's notification (issue 9)."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, expect

from tests.browser.desktop import Desktop, desktop
from tests.browser.push_end import PushEnd, deliver
from tests.browser.site import installed, until
from tests.browser.visitor import Visitor
from tests.e2e.desk import log_in
from tests.e2e.firm import PASSWORD, mobile_number, new_firm
from tests.system import System

SLOW_START_MS = 60_000
"""The function's first call starts a process that reads a large package."""
FOCUSED = """
    globalThis.focused = [];
    const focus = WindowClient.prototype.focus;
    WindowClient.prototype.focus = async function () {
        const client = await focus.call(this);
        focused.push(client.url);
        return client;
    };
"""
"""Windows that the worker has brought forward: allowed after a real click alone."""


@contextmanager
def at_a_desktop(
    playwright: Playwright, launch: dict[str, Any], base_url: str, folder: Path
) -> Iterator[tuple[Visitor, Desktop]]:
    """Somebody with a profile that lasts: in others no notification can be clicked."""
    with desktop(folder) as screen:
        context = playwright.chromium.launch_persistent_context(
            folder / "profile",
            **launch,
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": screen.bus},
            permissions=["notifications"],
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
        )
        try:
            person = Visitor(context.pages[0], base_url)
            person.listen(person.page)
            yield person, screen
            assert person.complaints == [], "the browser's console complained"
        finally:
            context.close()


def test_an_offer_and_the_logins_end_reach_a_closed_client(
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
    system: System,
    tmp_path: Path,
) -> None:
    """Issue 9, point 2: what the server posts opens with the browser's keys alone, says who calls,
    and a click on it opens the desk; a login elsewhere is told, and a click goes to what is open.
    """
    firm = new_firm(system)
    user = firm.user("jonna", "support")
    end = PushEnd(system)
    with at_a_desktop(playwright, browser_type_launch_args, system.base_url, tmp_path) as (
        jonna,
        screen,
    ):
        jonna.page.add_init_script(end.script())
        jonna.log_in_as_agent(user, "Mobil", phone=mobile_number(), password=PASSWORD)
        installed(jonna.page)
        jonna.page.goto(f"{system.base_url}/installningar")
        jonna.page.locator(".toggle", has_text="också när Jour är stängd").click()
        pushes = jonna.page.get_by_role("switch", name="också när Jour är stängd")
        expect(pushes).to_be_checked(timeout=SLOW_START_MS)
        jonna.page.goto("about:blank")

        with firm.call() as customer:
            message, told = end.next(jonna)
            assert (told["urgency"], json.loads(message)["urgent"]) == ("high", True)
            assert 0 < told["ttl"] <= 60
            deliver(jonna, message)
            offered = json.loads(message)["title"]
            assert offered.startswith("Samtal: 07")
            screen.shows(jonna, offered)
            with jonna.page.context.expect_page() as opened:
                screen.click(offered)
            page = opened.value
            expect(page).to_have_url(f"{system.base_url}/")
            expect(page.locator("jour-occupation section")).to_contain_text("Support")
            page.close()
            customer.hang_up()
            gone, _ = end.next(jonna)
            assert json.loads(gone)["tag"] == json.loads(message)["tag"]
            deliver(jonna, gone)
            screen.shows(jonna, json.loads(gone)["title"])

        assert log_in(system, user, password=PASSWORD, phone=mobile_number()).status_code == 200
        message, _ = end.next(jonna)
        deliver(jonna, message)
        screen.shows(jonna, "Du är utloggad från Jour")
        jonna.open()
        expect(jonna.heading).to_contain_text("utloggad")
        (worker,) = jonna.page.context.service_workers
        worker.evaluate(f"() => {{ {FOCUSED} }}")
        screen.click("Du är utloggad från Jour")
        until(jonna.page, f"focused.join() === '{system.base_url}/'", worker)
        assert jonna.page.context.pages == [jonna.page]
