"""A call to the softphone in the client (D7): heard, seen, answered and ended on the page."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.axe import findings
from tests.browser.visitor import visitor
from tests.e2e.firm import PASSWORD, mobile_number, new_firm
from tests.e2e.telephone import Telephone, ring
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


def test_ringing_a_customer_up_from_the_page(
    browser: Browser, base_url: str, system: System
) -> None:
    """X6, D7: the customer's telephone first, and nothing to answer; then the computer rings, is
    answered and hung up; how it went is asked."""
    firm, number = new_firm(system, callback_after_s=5), mobile_number()
    user = firm.user("jonna", "support", softphone=True)
    call = ring(system, number, firm.numbers["support"])
    for heard in ("Tryck 1 så ringer vi", "Tryck 1 om det stämmer"):
        call.until(lambda view, heard=heard: heard in str(view["transcript"][-1:]))
        call.press("1")
    call.to_its_end()
    customer = Telephone(system, number)
    with visitor(browser, base_url, bypass_csp=True) as jonna:
        jonna.log_in_as_agent(user, "Webb", phone=None, password=PASSWORD)
        card = jonna.page.locator("jour-occupation section")
        expect(card).to_contain_text("vill bli uppringd · Support")
        jonna.page.wait_for_timeout(1000)  # a click on what has just come counts for nothing
        jonna.button("Ring upp").click()
        expect(card).to_contain_text("det ringer hos")
        expect(card.locator(".occupation-acts button")).to_have_count(0)
        customer.until("ringing")
        customer.answer()
        expect(card).to_contain_text("det ringer i din dator")
        expect(jonna.button("Avvisa")).to_be_visible()
        assert findings(jonna.page) == []
        jonna.button("Svara").press("Enter")
        expect(card).to_contain_text("i samtal")
        assert customer.view()["state"] == "in_call"
        jonna.button("Lägg på").press("Enter")
        expect(card).to_contain_text("Hur gick det?")
        customer.until("idle")
