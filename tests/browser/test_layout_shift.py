"""Nothing moves by itself, whatever comes and goes (issue 9, point 8)."""

import re
import time
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.chat_desk_stage import ChatStage, chat_offer
from tests.browser.eye import PC
from tests.browser.office_stage import OfficeStage
from tests.browser.stage import Stage, agent, ago, offer
from tests.browser.standstill import WATCHED, at_rest, at_work, shifts, stays, uncovered, watched
from tests.browser.visitor import PHONE, Visitor, visitor

TABLET: dict[str, Any] = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}


@pytest.mark.parametrize(
    ("screen", "paths"),
    [
        (PC, ("/", "/kollegor", "/dagens-samtal", "/installningar", "/chattar")),
        (TABLET, ("/", "/ko")),
        (PHONE, ("/", "/kollegor", "/ko", "/installningar")),
    ],
    ids=["pc", "tablet", "phone"],
)
def test_a_call_comes_and_goes_and_nothing_moves(
    browser: Browser, base_url: str, screen: dict[str, Any], paths: Sequence[str]
) -> None:
    """Point 8: an offer, a call, wrap-up and their ends leave everything else where it was."""
    with visitor(browser, base_url, **screen) as anna:
        stage = None
        for path in paths:
            stage = watched(anna, path, stage=stage)
            _call_comes_and_goes(anna, stage)


def _call_comes_and_goes(anna: Visitor, stage: Stage) -> None:
    card = anna.page.locator("jour-occupation section")
    stage.offer(offer())
    expect(card).to_contain_text("Karin Ek")
    stays(anna)
    assert uncovered(anna, "jour-occupation section")
    assert uncovered(anna, ".status, #main > .column")
    for state, until in (("busy", None), ("wrap_up", ago(-60))):
        stage.be(state=state, since=ago(0), until=until)
        stage.tell(type="me", me=stage.me)
        expect(card).not_to_contain_text("ringer strax")
        stays(anna)
    stage.be(state="available", contact=None, since=ago(0), until=None)
    stage.tell(type="me", me=stage.me)
    expect(card).to_have_count(0)
    stays(anna)
    stage.offer(offer("c2"))
    expect(card).to_contain_text("Karin Ek")
    stage.be(state="available", contact=None, until=None)
    stage.tell(type="withdrawn", contact="c2", reason="caller_hung_up")
    expect(card).to_contain_text("lade på")
    stays(anna)


FILLED = [
    "/",
    "/ko",
    "/chattar",
    "/dagens-samtal",
    "/installningar",
    "/administration",
    "/administration/anvandare",
    "/administration/inloggade",
    "/administration/listor",
    "/administration/organisation",
    "/administration/svarsgrupper",
    "/administration/telefonbok",
    "/administration/utskick",
    "/narvarologg",
]


def test_a_page_is_filled_and_nothing_moves(browser: Browser, base_url: str) -> None:
    """Point 8: what the server answers comes into the room that was kept, or below."""

    def later(route: Route) -> None:
        time.sleep(0.1)
        route.fallback()

    with visitor(browser, base_url, **PC) as karin:
        karin.page.add_init_script(WATCHED)
        at_work(OfficeStage(karin.page, roles=["agent", "admin"]))
        karin.page.route(re.compile("/api/"), later)
        moved: dict[str, Any] = {}
        for path in FILLED:
            karin.open(path)
            expect(karin.page.locator("main .card").first).to_be_visible()
            karin.page.wait_for_load_state("networkidle")
            moved[path] = shifts(karin)
        assert {path: what for path, what in moved.items() if what} == {}


CAMPAIGN: dict[str, Any] = {
    "kind": "outbound",
    "media": "telemarketing",
    "group": "kampanj",
    "list": {
        "id": "l1",
        "name": "Vårkampanj",
        "note": "Ring efter fyra.",
        "results": [{"id": "ja", "name": "Ja tack"}, {"id": "nej", "name": "Nej tack"}],
    },
}
CALLBACK: dict[str, Any] = {"kind": "callback", "requested_at": ago(1800), "attempts": []}
SCREENS = pytest.mark.parametrize("screen", [PC, TABLET, PHONE], ids=["pc", "tablet", "phone"])


@SCREENS
def test_a_number_of_a_list_comes_and_goes(
    browser: Browser, base_url: str, screen: dict[str, Any]
) -> None:
    """Point 8: like a call, until it is rung."""
    with visitor(browser, base_url, **screen) as anna:
        stage = watched(anna, "/", groups=["support", "kampanj"])
        card = anna.page.locator("jour-occupation section")
        stage.offer(offer(**CAMPAIGN))
        expect(card).to_contain_text("Vårkampanj")
        stays(anna)
        assert uncovered(anna, "jour-occupation section")
        stage.be(state="available", contact=None, since=ago(0), until=None)
        stage.tell(type="withdrawn", contact="c1", reason="no_answer")
        expect(card).to_contain_text("tillbaka till Vårkampanj")
        stays(anna)


@SCREENS
@pytest.mark.parametrize("made", [CAMPAIGN, CALLBACK], ids=["list", "callback"])
def test_a_report_stands_still_while_it_is_written(
    browser: Browser, base_url: str, made: dict[str, Any], screen: dict[str, Any]
) -> None:
    """Point 8: 'Ring upp' makes room for the report, whose buttons and note then stay where they
    are until it is sent; where its time runs out, its room stays until something is pressed."""
    with visitor(browser, base_url, **screen) as anna:
        stage = watched(anna, "/", groups=["support", "kampanj"])
        anna.page.route("**/api/callbacks/**", lambda route: route.fulfill(status=202))
        card = anna.page.locator("jour-occupation section")
        stage.offer(offer(**made), seconds=60)
        anna.page.clock.run_for(1000)
        card.get_by_role("button", name="Ring upp").click()
        expect(card.get_by_label("Anteckning")).to_be_visible()
        at_rest(anna)
        stage.be(state="busy", since=ago(0), until=None)
        stage.tell(type="me", me=stage.me)
        expect(card).to_contain_text("din telefon ringer")
        stays(anna)
        card.get_by_label("Anteckning").fill("Vill ha två")
        at_rest(anna)
        stage.be(state="wrap_up", since=ago(0), until=ago(-60))
        stage.tell(type="me", me=stage.me)
        expect(card.get_by_role("button", name="+1 minut")).to_be_visible()
        stays(anna)
        expect(card.get_by_label("Anteckning")).to_be_focused()
        # A browser takes a written field that goes away for input, and what moves then with it.
        below = anna.page.locator("#main > .columns")
        before = below.bounding_box()
        anna.page.clock.run_for(2000)
        stage.be(state="available", contact=None, since=ago(0), until=None)
        stage.tell(type="me", me=stage.me)
        expect(card).to_have_count(0)
        assert below.bounding_box() == before
        anna.page.locator("#main").click(position={"x": 1, "y": 1})
        expect(anna.page.locator("[data-held]")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "screen"), [("/", PC), ("/", PHONE), ("/ko", TABLET), ("/chattar", PC)]
)
def test_a_chat_is_offered_and_nothing_moves(
    browser: Browser, base_url: str, path: str, screen: dict[str, Any]
) -> None:
    """Point 8: it comes over the page, and goes again, on whatever page one is."""
    with visitor(browser, base_url, **screen) as anna:
        stage = ChatStage(anna.page)
        groups = [{"id": "chatt", "name": "Chatt", "media": "chat"}]
        stage.be(groups=["chatt"], available_groups=groups)
        anna.page.add_init_script(WATCHED)
        watched(anna, path, stage=stage)
        shown = anna.page.locator(".chat-offer")
        for contact in ("k1", "k2"):
            stage.offer_chat(chat_offer(contact))
        expect(shown).to_have_count(2)
        stays(anna)
        assert uncovered(anna, ".chat-offer")
        stage.be(chats=[])
        for contact in ("k2", "k1"):
            stage.tell(type="withdrawn", contact=contact, reason="no_answer")
        expect(shown).to_have_count(0)
        stays(anna)


@pytest.mark.parametrize(
    ("path", "screen"), [("/", PC), ("/", PHONE), ("/wall", PC)], ids=["pc", "phone", "wall"]
)
def test_contact_is_lost_and_nothing_moves(
    browser: Browser, base_url: str, path: str, screen: dict[str, Any]
) -> None:
    """Point 8: what is said of it stands over the page."""
    with visitor(browser, base_url, **screen) as anna:
        anna.page.add_init_script(WATCHED)
        stage = Stage(anna.page)
        at_work(stage)
        anna.open(path)
        expect(anna.page.locator("main :is(.card, .wall-figures)").first).to_be_visible()
        at_rest(anna)
        stage.lose()
        for _ in range(4):
            anna.page.clock.run_for(1000)
        expect(anna.page.get_by_role("alert").first).to_contain_text("ontakt")
        stays(anna)


def test_colleagues_come_and_go_and_nothing_moves(browser: Browser, base_url: str) -> None:
    """Point 8: below their list is nothing that it would push."""
    with visitor(browser, base_url, **PC) as anna:
        stage = watched(anna, "/")
        come = [agent(f"q{number}", f"Q{number}") for number in range(5)]
        stage.tell(type="presence", agents=come, gone=[])
        expect(anna.page.locator("[data-user]")).to_have_count(10)
        stays(anna)
        stage.tell(type="presence", agents=[], gone=[one["user"] for one in come])
        expect(anna.page.locator("[data-user]")).to_have_count(5)
        stays(anna)
