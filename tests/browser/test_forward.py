"""Sending a call on, as an agent lives it: from the icon at the right of the menu bar."""

from playwright.sync_api import Browser, expect

from tests.browser.visitor import visitor
from tests.e2e.firm import PASSWORD, mobile_number, new_firm
from tests.e2e.telephone import Telephone
from tests.system import System


def test_a_call_is_sent_to_a_colleague_and_taken_back(
    browser: Browser, base_url: str, system: System
) -> None:
    """W2, W3: one sentence says what will happen and when; the card shows it, and undoes it; by
    keyboard, with the focus back at the icon."""
    firm, number = new_firm(system), mobile_number()
    telephone = Telephone(system, number)
    with firm.agent("maja", "vaxel"), visitor(browser, base_url) as jonna:
        user = firm.user("jonna", "support")
        jonna.log_in_as_agent(user, "Webb", phone=number, password=PASSWORD)
        expect(jonna.status).to_have_text("Tillgänglig")
        with firm.call() as call:
            telephone.until("ringing")
            telephone.answer()
            expect(jonna.button("Jag har svarat")).to_be_visible()
            # A click on what has only just come is not taken for an answer.
            jonna.page.wait_for_timeout(800)
            jonna.button("Jag har svarat").click()
            expect(jonna.status).to_have_text("I samtal")
            icon = jonna.page.locator(".call-menu")
            expect(icon).to_contain_text("1 pågående samtal")
            icon.focus()
            jonna.page.keyboard.press("Enter")
            panel = jonna.page.locator(".call-panel")
            panel.get_by_role("button", name="Vidarekoppla").first.click()
            expect(panel).to_contain_text("Samtalet kopplas vidare när du lägger på.")
            panel.get_by_label("Sök kollega").fill("maj")
            panel.get_by_role("radio", name="Maja").check()
            panel.get_by_role("button", name="Vidarekoppla när jag lägger på").click()
            expect(panel).to_be_hidden()
            expect(icon).to_be_focused()
            card = jonna.page.locator("jour-occupation")
            expect(card).to_contain_text("Kopplas till Maja när du lägger på")
            card.get_by_role("button", name="Ångra").click()
            expect(card).not_to_contain_text("Kopplas till")
            telephone.hang_up()
            assert call.to_its_end().endswith("Tack för samtalet.")
