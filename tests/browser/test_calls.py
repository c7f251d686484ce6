"""A call as two people live it: the customer at a telephone, the agent at desk and telephone."""

from playwright.sync_api import Browser, expect

from tests.browser.test_phones import CUSTOMER, phone, ring
from tests.browser.visitor import visitor
from tests.e2e.firm import PASSWORD, mobile_number, new_firm
from tests.system import System


def test_a_call_from_ring_to_thanks(browser: Browser, base_url: str, system: System) -> None:
    """D9, M4, issue 6: the offer is on the screen, the telephone rings and is answered in another
    tab, the desk shows the call, and its end; then it stands among today's calls."""
    firm, number = new_firm(system), mobile_number()
    with visitor(browser, base_url) as jonna:
        user = firm.user("jonna", "support")
        jonna.log_in_as_agent(user, "Webb", phone=number, password=PASSWORD)
        phones = jonna.page.context.new_page()
        jonna.listen(phones)
        phones.goto(f"{base_url}/phones")
        phones.get_by_label("Nummer", exact=True).fill(number)
        phones.get_by_role("button", name="Lägg till").click()
        hers, customers = phone(phones, number), phone(phones, CUSTOMER)
        ring(customers, firm.numbers["support"])

        card = jonna.page.locator("jour-occupation section")
        expect(card).to_contain_text("070-174 06 90")
        expect(card).to_contain_text("Support · första samtalet i dag")
        expect(jonna.status).to_have_text("Får samtal")
        expect(hers).to_contain_text("Support")
        hers.get_by_role("button", name="Svara").click()
        expect(hers).to_contain_text("I samtal")
        jonna.button("Jag har svarat").click()
        expect(jonna.status).to_have_text("I samtal")
        expect(card).to_contain_text("070-174 06 90")

        hers.get_by_role("button", name="Lägg på").click()
        expect(customers).to_contain_text("Tack för samtalet.")
        expect(jonna.status).to_have_text("Tillgänglig")
        expect(card).to_have_count(0)
        jonna.go_to("Dagens samtal")
        line = jonna.page.locator(".call-line")
        expect(line).to_contain_text("070-174 06 90")
        expect(line).to_contain_text("Besvarat")
