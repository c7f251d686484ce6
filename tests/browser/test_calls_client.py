"""Calls as an agent sees them, from a server that the test plays itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.stage import Stage, agent, ago, call, offer, waiting
from tests.browser.visitor import Visitor, visitor

SECOND = 1_000
"""The browser's clock is the test's: milliseconds pass when it says so."""


@contextmanager
def at_the_desk(
    browser: Browser,
    base_url: str,
    path: str = "/",
    roles: tuple[str, ...] = ("agent",),
    snapshot: dict[str, Any] | None = None,
    **options: Any,
) -> Iterator[tuple[Visitor, Stage]]:
    """Anna, logged in as an agent, and what she is told."""
    with visitor(browser, base_url, **options) as anna:
        stage = Stage(anna.page, list(roles), snapshot or {})
        anna.open(path)
        expect(anna.page.locator(".status-name, .wall-figures").first).to_be_visible()
        yield anna, stage


def occupation(anna: Visitor) -> Locator:
    return anna.page.locator("jour-occupation section")


def pass_time(anna: Visitor, seconds: int) -> None:
    anna.page.clock.run_for(seconds * SECOND)


def test_an_offer_is_told_before_the_telephone_rings(browser: Browser, base_url: str) -> None:
    """D9: who, number, group, wait and how many times; on the screen, in the tab, by ear."""
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.offer(offer())
        card = occupation(anna)
        expect(card).to_contain_text("Karin Ek")
        expect(card).to_contain_text("070-174 06 90")
        expect(card).to_contain_text("Support · andra samtalet i dag · din telefon ringer strax")
        expect(card.locator("time")).to_have_text(re.compile(r"0:4\d"))
        expect(anna.status).to_have_text("Får samtal")
        expect(anna.page).to_have_title("● Samtal: Karin Ek · Support")
        alert = anna.page.locator("jour-occupation [role=alert]")
        expect(alert).to_have_text(re.compile(r"Samtal till dig: Karin Ek, 070-174 06 90, Support"))
        expect(card).to_have_css("background-color", "rgb(15, 92, 85)")
        main, place = anna.page.locator("#main").bounding_box(), card.bounding_box()
        assert main is not None
        assert place is not None
        assert place["width"] > 0.9 * main["width"], "an offer takes the full width"


@pytest.mark.parametrize(
    ("reason", "words"), [("caller_hung_up", "Kunden lade på"), ("no_answer", "Du svarade inte")]
)
def test_an_offer_goes_away_and_says_why(
    browser: Browser, base_url: str, reason: str, words: str
) -> None:
    """B4: a withdrawn offer vanishes with its reason, which itself vanishes after a while."""
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.offer(offer())
        expect(occupation(anna)).to_contain_text("Karin Ek")
        stage.tell(type="withdrawn", contact="another", reason="caller_hung_up")
        stage.tell(type="withdrawn", contact="c1", reason=reason)
        expect(occupation(anna)).to_contain_text(words)
        expect(anna.page.locator("jour-occupation [role=alert]")).to_contain_text(words)
        expect(anna.status).to_have_text("Tillgänglig")
        stage.tell(type="offer", contact=offer(), until=ago(-20))
        pass_time(anna, 9)
        expect(occupation(anna)).to_have_count(0)
        expect(anna.page).to_have_title("Tillgänglig · Jour")


def test_a_call_from_answer_to_done(browser: Browser, base_url: str) -> None:
    """B5, issue 6: accept, the call with its seconds, over, one more minute, done; focus stays."""
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.offer(offer())
        button = anna.button("Jag har svarat")
        expect(button).to_be_visible()
        pass_time(anna, 1)
        button.focus()
        anna.page.keyboard.press("Enter")
        expect(anna.status).to_have_text("I samtal")
        expect(anna.button("Samtalet är slut")).to_be_focused()
        pass_time(anna, 65)
        expect(occupation(anna).locator("time")).to_have_text(re.compile(r"1:\d\d"))
        anna.page.keyboard.press("Enter")
        expect(anna.status).to_have_text("Efterbehandling")
        expect(anna.button("Klar")).to_be_focused()
        expect(occupation(anna)).to_contain_text("efter Karin Ek")
        assert [m["contact"] for m in stage.said("accept") + stage.said("hung_up")] == ["c1", "c1"]
        pass_time(anna, 1)
        anna.button("+1 minut").click()
        anna.button("Klar").click()
        expect(anna.status).to_have_text("Tillgänglig")
        expect(occupation(anna)).to_have_count(0)
        assert len(stage.said("wrap_up_extend")) == len(stage.said("wrap_up_done")) == 1


def test_a_double_click_does_not_end_the_call(browser: Browser, base_url: str) -> None:
    """What replaces a button under the pointer takes no click that was meant for it."""
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.offer(offer(), seconds=600)
        expect(anna.button("Jag har svarat")).to_be_visible()
        pass_time(anna, 1)
        anna.page.clock.pause_at(ago(-60))
        anna.button("Jag har svarat").click()
        anna.button("Samtalet är slut").click()
        assert stage.said("hung_up") == []
        pass_time(anna, 1)
        anna.button("Samtalet är slut").click()
        expect(anna.status).to_have_text("Efterbehandling")


def test_wrap_up_is_over_by_itself(browser: Browser, base_url: str) -> None:
    """B5: when the time is out the desk says available without a word, and asks how it stands."""
    me = {"state": "wrap_up", "contact": offer()}
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.be(**me, since=ago(0), until=ago(-30))
        stage.tell(**stage.snapshot)
        expect(occupation(anna).locator("time")).to_have_text(re.compile(r"0:[23]\d"))
        asked = len(stage.said("sync"))
        stage.be(state="available", contact=None, until=None)
        pass_time(anna, 31)
        expect(anna.status).to_have_text("Tillgänglig")
        expect(occupation(anna)).to_have_count(0)
        assert len(stage.said("sync")) == asked + 1


def test_two_misses_pause_and_one_click_brings_back(browser: Browser, base_url: str) -> None:
    """B4: the agent whom the system paused is told why, and is back with one click."""
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.tell_me(state="paused", status="paused", reason="no_answer", since=ago(0))
        expect(anna.status).to_have_text("Paus · inget svar")
        expect(occupation(anna)).to_contain_text("två samtal i rad blev inte besvarade")
        anna.button("Jag är tillbaka").click()
        expect(anna.status).to_have_text("Tillgänglig")
        expect(occupation(anna)).to_have_count(0)
        assert [m["status"] for m in stage.said("status")] == ["available"]


def test_focus_stays_where_it_is(browser: Browser, base_url: str) -> None:
    """WCAG 3.2: neither the coming nor the going of an offer moves or loses the focus."""
    with at_the_desk(browser, base_url) as (anna, stage):
        anna.button("Paus").focus()
        stage.offer(offer())
        expect(anna.button("Jag har svarat")).to_be_visible()
        expect(anna.button("Paus")).to_be_focused()
        anna.button("Jag har svarat").focus()
        stage.tell(type="withdrawn", contact="c1", reason="caller_hung_up")
        expect(occupation(anna)).to_contain_text("Kunden lade på")
        expect(anna.page.locator("jour-occupation > div")).to_be_focused()


def test_an_offer_survives_a_lost_connection(browser: Browser, base_url: str) -> None:
    """D10: who reconnects in the middle of an offer still sees it; after its end, no longer."""
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.offer(offer(), seconds=600)
        expect(occupation(anna)).to_contain_text("Karin Ek")
        stage.lose()
        expect(anna.connection).to_contain_text("Återansluter")
        stage.cut = False
        pass_time(anna, 40)
        expect(anna.connection).to_contain_text("Ansluten")
        expect(occupation(anna)).to_contain_text("Karin Ek")
        stage.lose()
        expect(anna.connection).to_contain_text("Återansluter")
        stage.be(state="available", contact=None, until=None)
        stage.cut = False
        pass_time(anna, 40)
        expect(anna.status).to_have_text("Tillgänglig")
        expect(occupation(anna)).to_have_count(0)


def test_the_queue_ticks_and_turns_red(browser: Browser, base_url: str) -> None:
    """M4: people per group, the longest wait to the second, late after a minute; live."""
    queue = {"support": [waiting("a", 50), waiting("b", 5)]}
    with at_the_desk(browser, base_url, snapshot={"queue": queue}) as (anna, stage):
        row = anna.page.locator('.queue-row[data-group="support"]')
        expect(row.locator("i")).to_have_count(2)
        expect(row.locator("i.late")).to_have_count(0)
        pass_time(anna, 12)
        expect(row.locator("time")).to_have_text(re.compile(r"1:0\d"))
        expect(row.locator("i.late")).to_have_count(1)
        expect(row).to_contain_text("2 väntar, 1 mer än en minut")
        expect(anna.page.locator(".places b.pressing")).to_have_text("2")
        stage.tell(type="queue", groups={"support": []})
        expect(row.locator("i")).to_have_count(0)
        expect(row).to_contain_text("–")


def test_the_queue_page_names_who_waits(browser: Browser, base_url: str) -> None:
    """M4, B4: everybody in hand-out order; withheld is another thing than not for my eyes."""
    queue = {
        "support": [
            waiting("a", 9, front=True, name="Karin Ek"),
            waiting("b", 70) | {"from": None},
        ],
        "kund": [waiting("c", 20, group="kund") | {"from": None}],
    }
    groups = [{"id": g, "name": g.title(), "media": "voice"} for g in ("support", "kund")]
    told = {"queue": queue, "groups": groups}
    with at_the_desk(browser, base_url, "/ko", snapshot=told) as (anna, _):
        rows = anna.page.locator(".waiting-row")
        expect(rows).to_have_count(3)
        expect(rows.nth(0)).to_contain_text("Karin Ek · 070-174 06 91")
        expect(rows.nth(0)).to_contain_text("går först")
        expect(rows.nth(1)).to_contain_text("Dolt nummer")
        expect(rows.nth(2)).to_contain_text("visas för dem som bemannar")


def test_todays_calls_are_live_and_can_be_chosen(browser: Browser, base_url: str) -> None:
    """M4: every call of today with its outcome, by group and outcome; news replaces its row."""
    calls = [
        call("a", 30, name="Bygg & Co"),
        call("b", 20, "abandoned", group="vaxel"),
        call("c", 1, "waiting", waited_s=None),
    ]
    told = {"calls_today": calls}
    with at_the_desk(browser, base_url, "/dagens-samtal", snapshot=told) as (anna, stage):
        lines = anna.page.locator(".call-line")
        expect(lines).to_have_count(3)
        expect(lines.nth(0)).to_contain_text("Väntar")
        expect(lines.nth(2)).to_contain_text("Bygg & Co")
        expect(lines.nth(2)).to_contain_text("3:12")
        stage.tell(type="call", call=call("c", 1, "talking", version=2))
        expect(lines.nth(0)).to_contain_text("Pågår")
        stage.tell(type="call", call=call("c", 1, "waiting", version=1))
        anna.page.get_by_label("Utfall").select_option("Lade på i kön")
        expect(lines).to_have_count(1)
        anna.page.get_by_label("Svarsgrupp").select_option("Support")
        expect(anna.page.get_by_text("Inga samtal i dag som passar valet.")).to_be_visible()
        anna.page.get_by_label("Utfall").select_option("Alla utfall")
        expect(lines.nth(0)).to_contain_text("Pågår")


def test_the_day_is_drawn_and_told(browser: Browser, base_url: str) -> None:
    """M4: the curve has words for those who can't see it, and an empty day says so."""
    with at_the_desk(browser, base_url) as (anna, stage):
        expect(anna.page.get_by_text("Inga samtal i dag än.")).to_be_visible()
        for number, minutes in enumerate((70, 65, 5)):
            stage.tell(type="call", call=call(f"c{number}", minutes))
        curve = anna.page.get_by_role("img", name=re.compile("Besvarade samtal per halvtimme: 3"))
        expect(curve).to_be_visible()
        expect(anna.page.locator(".call-row").first).to_contain_text("Bo · 3:12")
        expect(anna.page.locator("jour-day-card")).to_contain_text("100 % besvarade inom 30 s")


def test_why_no_calls_is_answered_and_kept_fresh(browser: Browser, base_url: str) -> None:
    """B1: every gate in words, with since when and the cure; it follows what happens."""
    with at_the_desk(browser, base_url) as (anna, stage):
        shut = {"gate": "group_open", "open": False, "since": ago(60), "message": "Öppnar kl. 13."}
        stage.gates = [{"gate": "logged_in", "open": True, "since": None, "message": ""}, shut]
        anna.button("Varför får jag inga samtal?").click()
        gate = anna.page.locator('[data-gate="group_open"]')
        expect(gate).to_contain_text("Nej")
        expect(gate).to_contain_text("Öppnar kl. 13.")
        expect(gate).to_contain_text("sedan 10:40")
        expect(anna.page.locator(".gates-sum")).to_have_text("En sak hindrar:")
        stage.gates[1] = shut | {"open": True}
        pass_time(anna, 6)
        expect(anna.page.locator(".gates-sum")).to_contain_text("Inget hindrar")
        expect(gate).to_contain_text("Ja")


def test_an_administrator_sees_the_gates_of_anybody(browser: Browser, base_url: str) -> None:
    """B1: the same list for another agent, from the API."""
    with at_the_desk(browser, base_url, roles=("agent", "admin")) as (anna, stage):
        stage.gates = [
            {"gate": "available", "open": False, "since": None, "message": "Bo är på lunch."}
        ]
        anna.page.evaluate(
            """() => document.querySelector("#main").append(
                Object.assign(document.createElement("jour-gates"), { user: "bo" }))"""
        )
        expect(anna.page.locator('[data-gate="available"]')).to_contain_text("Bo är på lunch.")
        assert stage.said("gates") == []


def test_the_wall_is_live_and_says_when_it_is_not(browser: Browser, base_url: str) -> None:
    """M4: waiting, longest wait, who is free, answered share; a lost network is told."""
    told = {
        "queue": {"support": [waiting("a", 70)]},
        "calls_today": [call("x", 9), call("y", 8, "abandoned")],
        "agents": [agent("bo", "Bo Nilsson", state="busy")],
    }
    with at_the_desk(browser, base_url, "/wall", snapshot=told) as (anna, stage):
        figures = anna.page.locator(".wall-figures dd")
        expect(figures.nth(0)).to_have_text("1")
        expect(figures.nth(1)).to_have_text(re.compile(r"1:1\d"))
        expect(figures.nth(1)).to_have_class("late")
        expect(figures.nth(2)).to_have_text("50 %")
        expect(anna.page.locator(".wall-standing .available")).to_contain_text("1")
        stage.tell(type="queue", groups={"support": []})
        expect(figures.nth(0)).to_have_text("0")
        assert anna.page.locator("button, input, select, a:not(.skip)").count() == 0
        stage.lose()
        expect(anna.page.get_by_role("alert")).to_contain_text("Ingen kontakt med Jour sedan")
        expect(figures.nth(2)).to_have_text("50 %")
        stage.cut = False
        pass_time(anna, 40)
        expect(anna.page.get_by_role("alert")).to_have_text("")


def test_a_plain_login_can_keep_the_wall(browser: Browser, base_url: str) -> None:
    """W4, issue 6: a screen in the room needs nobody who answers."""
    with visitor(browser, base_url) as screen:
        stage = Stage(screen.page, ["agent"])
        stage.be(status=None, state=None, groups=[])
        screen.open("/wall")
        expect(screen.page.locator(".wall-standing .available")).to_contain_text("1")


def test_the_view_limits_calls(browser: Browser, base_url: str) -> None:
    """M10: queue and calls of groups that are not shown are left out."""
    told = {
        "view": ["vaxel"],
        "queue": {"support": [waiting("a", 5)]},
        "calls_today": [call("x", 9), call("y", 8, group="vaxel")],
    }
    with at_the_desk(browser, base_url, snapshot=told) as (anna, _):
        expect(anna.page.locator(".queue-row")).to_have_text(re.compile("Växel"))
        expect(anna.page.locator(".call-row")).to_have_count(1)
        expect(anna.page.locator(".places b.pressing")).to_have_count(0)
