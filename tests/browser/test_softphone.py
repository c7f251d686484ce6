"""A call to the softphone in the client (D7): heard, seen, answered and ended on the page."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.axe import findings
from tests.browser.visitor import visitor
from tests.e2e.firm import PASSWORD, mobile_number, new_firm
from tests.e2e.telephone import ring
from tests.system import System


def test_a_call_is_answered_and_ended_on_the_page(
    browser: Browser, base_url: str, system: System
) -> None:
    """D7, D9: the offer first, then it rings, said by ear too; a reload in the middle of the call
    changes nothing; hanging up by keyboard ends it and frees the agent."""
    firm = new_firm(system)
    with visitor(browser, base_url, bypass_csp=True) as jonna:
        user = firm.user("jonna", "support", softphone=True)
        jonna.log_in_as_agent(user, "Webb", phone=None, password=PASSWORD)
        expect(jonna.status).to_have_text("Tillgänglig")
        call = ring(system, mobile_number(), firm.numbers["support"])

        card = jonna.page.locator("jour-occupation section")
        expect(card).to_contain_text("Support · första samtalet i dag · det ringer i datorn")
        alert = jonna.page.locator("jour-occupation [role=alert]")
        expect(alert).to_have_text(re.compile(r"Det ringer i datorn: .*Svara eller avvisa\."))
        expect(jonna.button("Avvisa")).to_be_visible()
        assert findings(jonna.page) == []
        jonna.button("Svara").focus()
        jonna.page.keyboard.press("Enter")
        expect(jonna.status).to_have_text("I samtal")
        assert call.view()["state"] == "bridged"

        jonna.page.reload()
        expect(jonna.status).to_have_text("I samtal")
        jonna.button("Lägg på").press("Enter")
        expect(jonna.status).to_have_text("Tillgänglig")
        assert call.view()["ended_by"] == "agent"
