"""Agents who see each other, over real sockets."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.visitor import Cable, visitor


def test_status_by_keyboard_reaches_a_colleague(browser: Browser, base_url: str) -> None:
    """D8, issue 3: a pause taken with the keyboard alone shows for a colleague with its reason."""
    with visitor(browser, base_url) as anna, visitor(browser, base_url) as bo:
        anna.log_in_as_agent("anna")
        bo.log_in_as_agent("bo", phone="070-174 06 06")
        expect(bo.colleague("anna")).to_contain_text("Tillgänglig")

        anna.button("Paus").focus()
        anna.page.keyboard.press("Enter")
        expect(anna.page.get_by_role("menuitem", name="Lunch")).to_be_focused()
        anna.page.keyboard.press("ArrowDown")
        anna.page.keyboard.press("Enter")

        expect(anna.status).to_have_text("Paus · möte")
        expect(anna.page.locator("#announcer")).to_have_text("Du är nu: Paus · möte.")
        expect(bo.colleague("anna")).to_contain_text("Paus · möte")

        anna.button("Tillgänglig").focus()
        anna.page.keyboard.press("Space")
        expect(bo.colleague("anna")).to_contain_text("Tillgänglig")


def test_colleagues_come_and_go(browser: Browser, base_url: str) -> None:
    """X2: a login and a logout show at once for the others, with the channel."""
    with visitor(browser, base_url) as anna, visitor(browser, base_url) as cilla:
        anna.log_in_as_agent("anna")
        cilla.log_in_as_agent("cilla", "Mobil", "070-174 06 07")
        expect(anna.colleague("cilla")).to_contain_text("mobil")
        cilla.page.locator(".avatar.mine").click()
        cilla.page.get_by_role("menuitem", name="Logga ut").click()
        expect(cilla.heading).to_have_text("Logga in")
        expect(anna.colleague("cilla")).to_have_count(0)


def test_a_second_login_replaces_the_first_and_tells_it(browser: Browser, base_url: str) -> None:
    """X1, M8, W5: the replaced client hears at once who, how and when, also after a reload."""
    with visitor(browser, base_url) as first, visitor(browser, base_url) as second:
        first.log_in_as_agent("anna", "Webb")
        second.log_in_as_agent("anna", "PC-klient")
        told = re.compile(r"Du loggade in på en PC kl\. \d\d:\d\d, så den här klienten")
        expect(first.heading).to_have_text("Du är utloggad")
        expect(first.page.get_by_role("alert")).to_have_text(told)
        first.page.reload()
        expect(first.page.get_by_role("alert")).to_have_text(told)
        first.button("Logga in igen").click()
        expect(first.heading).to_have_text("Logga in som handläggare")
        expect(second.status).to_have_text("Tillgänglig")


def test_older_tab_rests_and_can_take_back(browser: Browser, base_url: str) -> None:
    """Two tabs of one login: the newer has the connection, the older says so and can have it."""
    with visitor(browser, base_url) as anna:
        anna.log_in_as_agent("anna")
        newer = anna.page.context.new_page()
        anna.listen(newer)
        newer.goto(base_url)
        expect(newer.locator(".status-name")).to_have_text("Tillgänglig")
        expect(anna.heading).to_have_text("Öppet i en annan flik")
        anna.button("Använd här").click()
        expect(anna.status).to_have_text("Tillgänglig")
        expect(newer.get_by_role("heading", level=1)).to_have_text("Öppet i en annan flik")


def test_groups_are_chosen_while_logged_in(browser: Browser, base_url: str) -> None:
    """M2: a group let go shows for a colleague; letting go of all is refused and undone."""
    with visitor(browser, base_url) as anna, visitor(browser, base_url) as bo:
        anna.log_in_as_agent("anna", "Webb")
        bo.log_in_as_agent("bo", phone="070-174 06 06")
        expect(bo.colleague("anna")).to_contain_text("Växel")
        boxes = anna.page.locator("jour-staffing-card").get_by_role("checkbox")
        anna.page.get_by_role("checkbox", name="Växel").uncheck()
        expect(bo.colleague("anna")).not_to_contain_text("Växel")
        expect(anna.page.locator(".status-facts")).not_to_contain_text("Växel")

        for box in boxes.all():
            box.uncheck(force=True)
        expect(anna.page.locator(".alarm")).to_contain_text("minst en svarsgrupp")
        expect(boxes.locator("visible=true").and_(anna.page.locator(":checked"))).to_have_count(1)


def test_settings_limit_what_is_shown(browser: Browser, base_url: str) -> None:
    """M10: groups chosen under settings limit the agents shown, also after a reload."""
    with visitor(browser, base_url) as anna, visitor(browser, base_url) as bo:
        anna.log_in_as_agent("anna")
        bo.log_in_as_agent("bo", phone="070-174 06 06")
        for name in ("Växel", "Chatt", "Kampanj"):
            box = bo.page.locator("jour-staffing-card").get_by_role("checkbox", name=name)
            box.uncheck()
            expect(bo.page.locator(".status-facts")).not_to_contain_text(name)
        expect(anna.colleague("bo")).to_be_visible()

        anna.page.get_by_role("link", name="Inställningar").click()
        anna.page.get_by_role("radio", name="Bara de här:").check()
        anna.page.get_by_role("checkbox", name="Support").uncheck()
        expect(anna.page.locator("#announcer")).to_have_text("Sparat.")
        anna.page.get_by_role("link", name="Mitt bord").click()
        expect(anna.colleague("bo")).to_have_count(0)
        anna.page.reload()
        expect(anna.status).to_be_visible()
        expect(anna.colleague("bo")).to_have_count(0)

        anna.page.get_by_role("link", name="Inställningar").click()
        anna.page.get_by_role("radio", name="Alla grupper").check()
        anna.page.get_by_role("link", name="Mitt bord").click()
        expect(anna.colleague("bo")).to_be_visible()


def test_lost_connection_is_told_and_comes_back(browser: Browser, base_url: str) -> None:
    """D10: a desktop that loses contact says what that means, and reconnects by itself."""
    with visitor(browser, base_url) as anna:
        cable = Cable(anna.page)
        anna.log_in_as_agent("anna")
        cable.pull()
        expect(anna.connection).to_contain_text("Återansluter")
        expect(anna.page.get_by_text("inga nya samtal kommer till dig")).to_be_visible()
        expect(anna.status).to_have_text("Ingen kontakt")
        anna.button("Tillgänglig").click()
        expect(anna.page.locator(".alarm").last).to_contain_text("Ingen kontakt just nu")
        cable.put_back()
        expect(anna.connection).to_contain_text("Ansluten")
        expect(anna.page.get_by_text("inga nya samtal kommer till dig")).to_have_count(0)
        expect(anna.status).to_have_text("Tillgänglig")


def test_a_snapshot_that_is_refused_is_asked_for_again(browser: Browser, base_url: str) -> None:
    """Issue 11.6, fault 11: a table that has too much to do refuses; what happened meanwhile shows
    all the same, without anybody loading the page anew."""
    with visitor(browser, base_url) as anna, visitor(browser, base_url) as bo:
        cable = Cable(anna.page)
        anna.log_in_as_agent("anna")
        expect(anna.connection).to_contain_text("Ansluten")
        cable.refuse_next = "sync"
        cable.pull()
        expect(anna.connection).to_contain_text("Återansluter")
        bo.log_in_as_agent("bo", phone="070-174 06 06")
        cable.put_back()
        expect(anna.connection).to_contain_text("Ansluten")
        while cable.refuse_next:  # Clients that come back ask within a second or two.
            anna.page.wait_for_timeout(20)
        expect(anna.colleague("bo")).to_be_visible()


def test_refused_status_is_taken_back(browser: Browser, base_url: str) -> None:
    """D8: what I chose shows at once, and a refusal brings back what was, with the reason."""
    with visitor(browser, base_url) as anna:
        cable = Cable(anna.page)
        anna.log_in_as_agent("anna")
        cable.refuse_next = "status"
        anna.pause("Lunch")
        expect(anna.page.locator(".alarm")).to_contain_text("Nej, inte nu.")
        expect(anna.status).to_have_text("Tillgänglig")


def test_administrator_reads_the_presence_log(browser: Browser, base_url: str) -> None:
    """B6: an administrator sees the day's logins with their causes; nobody else has the page."""
    with visitor(browser, base_url) as anna, visitor(browser, base_url) as alva:
        anna.log_in_as_agent("anna", "Webb")
        expect(anna.page.get_by_role("link", name="Administration")).to_have_count(0)
        anna.open("/narvarologg")
        expect(anna.status).to_be_visible()
        expect(anna.page.get_by_role("table")).to_have_count(0)
        alva.log_in("alva")
        alva.administration("Närvarologg")
        expect(alva.heading).to_have_text("Närvarologg")
        expect(alva.page.get_by_role("cell", name="Loggade in").first).to_be_visible()
