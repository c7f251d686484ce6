"""What administrators see to (issue 9, point 4): users from a file, who is here, the drawn day."""

from playwright.sync_api import Browser, FilePayload, Route, expect

from jour.organisation import PasswordPolicy
from tests.browser.axe import findings
from tests.browser.customers import PASSWORD, new_customer
from tests.browser.visitor import Visitor, visitor
from tests.system import System


def _choose(someone: Visitor, rows: list[str]) -> None:
    head = "id;namn;e-post;roller;svarsgrupper"
    content = "\r\n".join([head, *rows]).encode()
    file: FilePayload = {"name": "nya.csv", "mimeType": "text/csv", "buffer": content}
    someone.page.get_by_label("Välj en fil").set_input_files(file)


def test_users_come_from_a_file(browser: Browser, base_url: str, system: System) -> None:
    """A template; a report by line; the same file again changes nothing; then they are listed."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    tag = customer.agent.removeprefix("agent.")
    rows = [f"{tag}-{n};Person {n};p{n}@jour.example;agent;Support" for n in (1, 2)]
    bad = [f"{tag}-x;Utan adress;;agent;", "Å Ä;Odd;odd@jour.example"]
    with visitor(browser, base_url, bypass_csp=True) as karin:
        karin.log_in(customer.admin, PASSWORD)
        karin.administration("Användare")
        karin.page.get_by_role("link", name="Lägg in från fil").click()
        with karin.page.expect_download() as download:
            karin.button("Hämta mall").click()
        assert download.value.suggested_filename == "anvandare.csv"
        _choose(karin, [*bad, *rows])
        banner = karin.page.locator(".import-progress .banner")
        expect(banner).to_contain_text("2 tillagda, 0 uppdaterade. 2 rader är inte med.")
        expect(karin.page.locator(".report tbody tr").first).to_contain_text("behöver en e-post")
        assert findings(karin.page) == [], "with a report"
        _choose(karin, rows)
        expect(banner).to_have_text("nya.csv är klar: 0 tillagda, 0 uppdaterade.")
        karin.page.get_by_role("link", name="Användare", exact=True).click()
        expect(karin.page.locator("tbody tr")).to_have_count(4)
        karin.page.get_by_role("link", name="Utan giltigt lösenord").click()
        expect(karin.page.locator("tbody tr")).to_have_count(2)


def test_a_long_list_is_searched_sorted_and_turned(
    browser: Browser, base_url: str, system: System
) -> None:
    """The server's pages follow each other; what is found is counted; heads say the order."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    with visitor(browser, base_url) as karin:
        karin.page.route("**/api/admin/users?*", _people)
        karin.log_in(customer.admin, PASSWORD)
        karin.administration("Användare")
        count = karin.page.locator(".table-tools [role=status]")
        expect(count).to_have_text("57 rader")
        expect(karin.page.locator("tbody tr")).to_have_count(50)
        karin.button("Nästa").click()
        expect(karin.page.get_by_text("51–57 av 57")).to_be_visible()
        head = karin.page.get_by_role("columnheader", name="Namn")
        expect(head).to_have_attribute("aria-sort", "ascending")
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        expect(karin.page.locator("tbody tr").first).to_contain_text("Person 57")
        karin.page.get_by_label("Sök namn eller id").fill("person 1")
        expect(count).to_have_text("15 av 57")
        karin.page.get_by_label("Sök namn eller id").fill("ingen alls")
        expect(karin.page.get_by_text("Inget stämmer med sökningen.")).to_be_visible()


def _people(route: Route) -> None:
    """57 people in two of the server's pages."""
    second = "after=p30" in route.request.url
    numbers = range(31, 58) if second else range(1, 31)
    person = {
        "email": "p@jour.example",
        "language": "sv",
        "roles": ["agent"],
        "groups": ["support"],
        "disabled": False,
        "distance": None,
        "softphone": None,
        "credentials": None,
        "password": "chosen",
        "warnings": [],
        "version": 1,
    }
    users = [person | {"id": f"p{n}", "name": f"Person {n}"} for n in numbers]
    route.fulfill(json={"users": users, "after": None if second else "p30"})


def test_who_is_here_is_seen_asked_why_and_logged_out(
    browser: Browser, base_url: str, system: System
) -> None:
    """B1, B6: state, gates, what follows from a logout; the day is drawn, by keyboard too."""
    customer = new_customer(system, PasswordPolicy.STANDARD)
    options = {"bypass_csp": True}
    with visitor(browser, base_url, **options) as karin, visitor(browser, base_url) as ulla:
        karin.log_in(customer.admin, PASSWORD)
        karin.page.get_by_role("link", name="Administration", exact=True).click()
        expect(karin.page.get_by_text("Ingen bemannar Support")).to_be_visible()
        ulla.log_in_as_agent(customer.agent, "Webb", password=PASSWORD)
        ulla.pause("Lunch")
        expect(ulla.status).to_have_text("Paus · lunch")
        karin.administration("Inloggade")
        row = karin.row(f"{customer.agent}:agent")
        expect(row).to_contain_text("Paus · lunch")
        karin.button("Varför inga samtal till Ulla Ek?").click()
        expect(karin.page.locator('[data-gate="available"]')).to_contain_text("Nej")
        assert findings(karin.page) == [], "with gates"
        karin.button("Logga ut Ulla Ek").click()
        dialog = karin.page.get_by_role("dialog")
        expect(dialog).to_contain_text("loggas ut överallt, direkt")
        dialog.get_by_role("button", name="Logga ut").click()
        expect(row).to_have_count(0)
        expect(ulla.heading).to_have_text("Du är utloggad")

        karin.administration("Närvarologg")
        paused = karin.page.locator('.span-at[aria-label*="paus (lunch)"]')
        _until_written(karin, paused.count)
        karin.page.locator('.span-at[tabindex="0"]').focus()
        karin.page.keyboard.press("End")
        told = karin.page.locator(".timeline-told")
        expect(told).to_contain_text("paus (lunch), webb. Utloggad: administratör")
        assert findings(karin.page) == [], "the drawn day"
        expect(karin.page.locator("tbody tr").last).to_contain_text("administratör")


def _until_written(karin: Visitor, found: object) -> None:
    """The log follows the table's stream."""
    for _ in range(20):
        if callable(found) and found():
            return
        karin.page.wait_for_timeout(500)
        karin.page.reload()
        expect(karin.page.locator("#day-title")).to_be_visible()
        expect(karin.page.get_by_text("Ett ögonblick …")).to_have_count(0)
    raise AssertionError("The pause was never drawn")
