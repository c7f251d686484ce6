"""Callbacks as an agent sees them, from a server that the test plays itself (issue 7.2)."""

import json
from typing import Any

from playwright.sync_api import Browser, Route, expect

from tests.browser.axe import findings
from tests.browser.stage import Stage, ago, call, offer, waiting
from tests.browser.test_calls_client import at_the_desk, occupation, pass_time
from tests.browser.visitor import Visitor

ATTEMPT = {
    "user": "bo",
    "name": "Bo Nilsson",
    "at": ago(1200),
    "result": "not_reached",
    "note": "",
}


def callback(**more: Any) -> dict[str, Any]:
    """A callback as an agent is offered it."""
    asked = {"kind": "callback", "state": "offered", "requested_at": ago(1800), "attempts": []}
    return offer("c1.cb", **{**asked, "not_before": None, **more})


class Acts:
    """What the page asks over HTTP about the callback, each answered as told."""

    def __init__(self, anna: Visitor, status: int = 202) -> None:
        self.asked: list[tuple[str, Any]] = []
        self._status = status
        anna.page.route("**/api/callbacks/**", self._answer)

    def _answer(self, route: Route) -> None:
        body = route.request.post_data
        self.asked.append(
            (route.request.url.rpartition("/")[2], json.loads(body) if body else None)
        )
        if self._status == 202:
            route.fulfill(status=202)
            return
        detail = "Din telefon kunde inte ringas."
        problem = {"code": "phone_not_dialled", "detail": detail, "status": self._status}
        route.fulfill(status=self._status, json=problem, content_type="application/problem+json")


def test_offered_rung_and_reported(browser: Browser, base_url: str) -> None:
    """X6: number, asked-at and tries; 'Ring upp'; her telephone, the customer's, the talk; then how
    it went, with a note."""
    with at_the_desk(browser, base_url, bypass_csp=True) as (anna, stage):
        acts, card = Acts(anna), occupation(anna)
        stage.offer(callback(attempts=[ATTEMPT]), seconds=60)
        expect(card).to_contain_text("Karin Ek")
        expect(card).to_contain_text("vill bli uppringd · Support · bad om det")
        expect(card).to_contain_text("Bo Nilsson: svarade inte")
        pass_time(anna, 1)
        card.get_by_role("button", name="Ring upp").click()
        stage.tell_me(state="busy", until=None)
        expect(card).to_contain_text("din telefon ringer")
        assert findings(anna.page) == []
        for version, (outcome, says) in enumerate(
            {"ringing": "det ringer hos Karin Ek", "talking": "i samtal"}.items(), 2
        ):
            _progress(stage, outcome, version)
            expect(card).to_contain_text(says)
        _progress(stage, "answered", 4, [ATTEMPT | {"user": "anna", "result": "reached"}])
        stage.tell_me(state="wrap_up", until=ago(-30), since=ago(0))
        expect(card).to_contain_text("Hur gick det?")
        assert findings(anna.page) == []
        card.get_by_label("Anteckning").fill("Vill ha offert")
        pass_time(anna, 1)
        with anna.page.expect_response("**/done"):
            card.get_by_role("button", name="Klar").click()
        assert acts.asked == [
            ("dial", None),
            ("done", {"result": "done", "note": "Vill ha offert"}),
        ]


def _progress(
    stage: Stage, outcome: str, version: int, attempts: list[dict[str, Any]] | None = None
) -> None:
    line = call("c1.cb", 20, outcome, kind="callback", version=version, attempts=attempts or [])
    stage.tell(type="call", call=line)


def test_not_reached_says_when_it_is_tried_again(browser: Browser, base_url: str) -> None:
    """Issue 7.2: by the group's rule."""
    with at_the_desk(browser, base_url) as (anna, stage):
        stage.offer(callback(), seconds=60)
        stage.tell_me(state="busy", until=None)
        mine = ATTEMPT | {"user": "anna"}
        line = call("c1.cb", 20, "waiting", kind="callback", version=2, attempts=[mine])
        stage.tell(type="call", call=line | {"not_before": ago(-900)})
        stage.tell_me(state="wrap_up", until=ago(-30), since=ago(0))
        expect(occupation(anna)).to_contain_text("Ingen svarade")
        expect(occupation(anna)).to_contain_text("vi försöker igen 10:56")


def test_a_telephone_that_cannot_be_rung_is_told(browser: Browser, base_url: str) -> None:
    """Issue 7.2: in a sentence that says what to do."""
    with at_the_desk(browser, base_url) as (anna, stage):
        Acts(anna, status=409)
        stage.offer(callback(), seconds=60)
        pass_time(anna, 1)
        occupation(anna).get_by_role("button", name="Ring upp").click()
        expect(anna.page.locator("#main")).to_contain_text("Din telefon kunde inte ringas.")


def test_the_queue_and_the_day_mark_callbacks(browser: Browser, base_url: str) -> None:
    """Issue 7.1: shown as what they are, tried again when; who tried when; put back."""
    queue = {"support": [waiting("c1.cb", 90, kind="callback", not_before=ago(-900))]}
    failed = call("c2.cb", 30, "failed", kind="callback", attempts=[ATTEMPT], trouble="not_reached")
    snapshot = {"queue": queue, "calls_today": [failed]}
    roles = ("agent", "admin")
    with at_the_desk(browser, base_url, "/ko", roles, snapshot) as (anna, _):
        row = anna.page.locator("[data-contact='c1.cb']")
        expect(row).to_contain_text("återuppringning")
        expect(row).to_contain_text("ringer igen 10:56")
    with at_the_desk(browser, base_url, "/dagens-samtal", roles, snapshot) as (anna, _):
        acts, row = Acts(anna), anna.page.locator("[data-contact='c2.cb']")
        expect(row).to_contain_text("Ingen svarade, och försöken är slut.")
        row.get_by_text("1 försök").click()
        expect(row).to_contain_text("Bo Nilsson: svarade inte")
        with anna.page.expect_response("**/requeue"):
            row.get_by_role("button", name="Lägg tillbaka i kön").click()
        expect(row).to_be_visible()
        assert acts.asked == [("requeue", None)]
