"""Choosing a password with a browser: by wish, by force, and after forgetting it."""

import json
from datetime import timedelta

from playwright.sync_api import Browser, Locator, Route, expect

from jour.organisation import PasswordPolicy
from tests.browser.customers import PASSWORD, new_customer
from tests.browser.visitor import Visitor, visitor
from tests.system import System

NEW = "Fyra-gula-9"
EXPIRED = timedelta(days=91)


def rule(someone: Visitor, name: str) -> Locator:
    """A row of the list of rules."""
    return someone.page.locator(f'[data-rule="{name}"]')


def choose_password(someone: Visitor, current: str, new: str) -> None:
    """Fill in the page and send it."""
    someone.page.get_by_label("Nuvarande lösenord").fill(current)
    someone.page.get_by_label("Nytt lösenord").fill(new)
    someone.page.locator("button[type=submit]").click()


def test_rules_are_ticked_off_live(browser: Browser, base_url: str, system: System) -> None:
    """P3-P6, issue 4: which rule is broken, and why, shows while the password is typed."""
    ulla = new_customer(system, PasswordPolicy.STRICT).agent
    with visitor(browser, base_url) as someone:
        someone.log_in(ulla, PASSWORD)
        someone.button("Ulla Ek, meny").click()
        someone.page.get_by_role("menuitem", name="Byt lösenord").click()
        expect(someone.heading).to_have_text("Byt lösenord")
        expect(rule(someone, "min_length")).to_have_class("rule open")
        new = someone.page.get_by_label("Nytt lösenord")
        new.fill("abc12abc")
        expect(rule(someone, "repeated_string")).to_contain_text("'abc' förekommer två gånger")
        expect(rule(someone, "needs_mixed_case")).to_have_class("rule broken")
        expect(rule(someone, "min_length")).to_have_class("rule met")
        expect(someone.page.locator("#announcer")).to_contain_text("2 regler återstår.")
        new.fill(NEW)
        expect(rule(someone, "repeated_string")).to_have_class("rule met")
        expect(rule(someone, "reused")).to_have_class("rule later")
        expect(someone.page.locator("#announcer")).to_have_text("Alla regler är uppfyllda.")


def test_a_new_password_is_weighed_and_the_button_stays(
    browser: Browser, base_url: str, system: System
) -> None:
    """Issue 9, point 8: the form shows once its rules are known; what they say of a password, while
    it is typed, comes below the button."""
    ulla = new_customer(system, PasswordPolicy.STRICT, EXPIRED).agent
    with visitor(browser, base_url) as someone:
        held: list[Route] = []
        someone.page.route("**/api/password/check", lambda route: held.append(route))
        someone.log_in(ulla, PASSWORD)
        expect(someone.heading).to_have_text("Välj ett nytt lösenord")
        expect(someone.page.locator("jour-change-password")).to_contain_text("Ett ögonblick")
        expect(someone.page.locator("form")).to_have_count(0)
        for route in held:
            route.continue_()
        someone.page.unroute("**/api/password/check")
        submit = someone.page.locator("button[type=submit]")
        expect(submit).to_be_visible()
        before = submit.bounding_box()
        someone.page.get_by_label("Nytt lösenord").fill("abc12abc")
        expect(rule(someone, "repeated_string")).to_contain_text("'abc' förekommer två gånger")
        assert submit.bounding_box() == before


def test_change_goes_on_here_and_ends_elsewhere(
    browser: Browser, base_url: str, system: System
) -> None:
    """Issue 4, point 2: the changing login goes on, the user's others are told and end."""
    ulla = new_customer(system, PasswordPolicy.STRICT).agent
    with visitor(browser, base_url) as here, visitor(browser, base_url) as there:
        there.log_in_as_agent(ulla, "Webb", password=PASSWORD)
        here.log_in(ulla, PASSWORD)
        here.page.get_by_role("link", name="Byt lösenord").click()
        choose_password(here, "fel", NEW)
        current = here.page.get_by_label("Nuvarande lösenord")
        expect(current).to_be_focused()
        expect(current).to_have_accessible_description("Det nuvarande lösenordet stämmer inte.")
        choose_password(here, PASSWORD, NEW)
        expect(here.page.get_by_text("Lösenordet är bytt.").first).to_be_visible()
        expect(there.heading).to_have_text("Du är utloggad")
        expect(there.page.get_by_role("alert")).to_contain_text("Ditt lösenord byttes")
        here.open()
        expect(here.heading).to_have_text("Du är inloggad")
        there.start_anew()
        there.log_in(ulla, NEW)
        expect(there.heading).to_have_text("Du är inloggad")


def test_an_old_password_is_refused_at_its_rule(
    browser: Browser, base_url: str, system: System
) -> None:
    """P8: the refusal of a used password stands at the rule that it breaks."""
    ulla = new_customer(system, PasswordPolicy.STRICT).agent
    with visitor(browser, base_url) as someone:
        someone.log_in(ulla, PASSWORD)
        someone.page.get_by_role("link", name="Byt lösenord").click()
        choose_password(someone, PASSWORD, PASSWORD)
        expect(rule(someone, "reused")).to_have_class("rule broken")
        expect(rule(someone, "reused")).to_contain_text("ett av dina 10 senaste")
        expect(someone.page.get_by_label("Nytt lösenord")).to_be_focused()


def test_expired_password_leads_by_the_change_to_the_desk(
    browser: Browser, base_url: str, system: System
) -> None:
    """P7: a right but expired password leads to the change, and then in as what was wanted."""
    ulla = new_customer(system, PasswordPolicy.STRICT, EXPIRED).agent
    with visitor(browser, base_url) as someone:
        someone.open("/handlaggare")
        someone.fill_in(ulla, PASSWORD)
        someone.page.get_by_label("Telefonnummer").fill("070-174 06 05")
        someone.choose("Mobil")
        someone.button("Logga in och börja").click()
        expect(someone.heading).to_have_text("Välj ett nytt lösenord")
        expect(someone.page.get_by_role("navigation")).to_have_count(0)
        choose_password(someone, PASSWORD, NEW)
        expect(someone.status).to_have_text("Tillgänglig")
        expect(someone.connection).to_have_text("Ansluten Mobil", use_inner_text=True)
        expect(someone.page.get_by_text("070-174 06 05")).to_be_visible()
        kept = someone.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
        assert NEW not in kept


def test_nothing_else_is_reached_before_the_change(
    browser: Browser, base_url: str, system: System
) -> None:
    """P7: no address leads past the change; logging out does, and the next login is the same."""
    chef = new_customer(system, PasswordPolicy.STRICT, EXPIRED).admin
    with visitor(browser, base_url) as someone:
        someone.log_in(chef, PASSWORD)
        for path in ("/administration", "/handlaggare", "/"):
            expect(someone.heading).to_have_text("Välj ett nytt lösenord")
            someone.open(path)
        someone.button("Logga ut").click()
        expect(someone.heading).to_have_text("Logga in")
        someone.log_in(chef, PASSWORD)
        choose_password(someone, PASSWORD, NEW)
        expect(someone.heading).to_have_text("Du är inloggad")


def test_forgotten_password_tells_nobody_anything(browser: Browser, base_url: str) -> None:
    """B7: the page answers a user id that exists as one that does not."""
    answers = set()
    for user in ("sven", "finns.inte"):
        with visitor(browser, base_url) as someone:
            someone.open()
            someone.page.get_by_role("link", name="Glömt lösenordet?").click()
            someone.page.get_by_label("Användar-id").fill(user)
            someone.button("Skicka").click()
            expect(someone.heading).to_have_text("Titta i din inkorg")
            answers.add(someone.page.locator("main").inner_text())
    assert len(answers) == 1


def test_too_many_changes_count_down(browser: Browser, base_url: str, system: System) -> None:
    """B7: the wait is counted down, what was typed stays, and then the form works again."""

    def refuse(route: Route) -> None:
        problem = {"code": "too_many_attempts", "status": 429, "detail": "För många försök."}
        headers = {"Retry-After": "2", "Content-Type": "application/problem+json"}
        route.fulfill(status=429, headers=headers, body=json.dumps(problem))

    ulla = new_customer(system, PasswordPolicy.MODERN).agent
    with visitor(browser, base_url) as someone:
        someone.log_in(ulla, PASSWORD)
        someone.page.get_by_role("link", name="Byt lösenord").click()
        someone.page.route("**/api/password", refuse)
        choose_password(someone, PASSWORD, "fyra gula hästar kör")
        expect(someone.page.get_by_text("Du kan försöka igen om")).to_be_visible()
        someone.page.unroute("**/api/password")
        submit = someone.button("Byt lösenord")
        expect(submit).to_have_attribute("aria-disabled", "false")
        submit.click()
        expect(someone.page.get_by_text("Lösenordet är bytt.").first).to_be_visible()


def test_english_rules(browser: Browser, base_url: str, system: System) -> None:
    """B8: an English browser gets the rules and their reasons in English."""
    ulla = new_customer(system, PasswordPolicy.STRICT).agent
    with visitor(browser, base_url, locale="en-GB") as someone:
        someone.open()
        someone.page.get_by_label("User id").fill(ulla)
        someone.page.get_by_label("Password", exact=True).fill(PASSWORD)
        someone.button("Log in").click()
        someone.page.get_by_role("link", name="Change password").click()
        someone.page.get_by_role("textbox", name="New password").fill("abc12abc")
        expect(rule(someone, "repeated_string")).to_contain_text("'abc' occurs twice")
