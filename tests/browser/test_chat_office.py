"""Chats as an administrator has them (issue 8), from a server that the test plays itself."""

from typing import Any

from playwright.sync_api import Browser, Route, expect

from tests.browser.axe import findings
from tests.browser.chat_desk import ANSWERS, chatting, said
from tests.browser.chat_desk_stage import line
from tests.browser.stage import ago


def settings(group: str, media: str, **more: Any) -> dict[str, Any]:
    """A group as administrators have it."""
    return {
        "id": group,
        "name": group.capitalize(),
        "media": media,
        "number": None,
        "wrap_up_s": 0,
        "callback_after_s": None,
        "callback_retry_s": 900,
        "callback_attempts": 3,
        "hours": None,
        "preselected": 0,
        "message_mail": None,
        "message_group": None,
    } | more


def test_an_administrator_keeps_ready_answers_and_erases_a_chat(
    browser: Browser, base_url: str
) -> None:
    """Issue 8: answers in an order of one's own; a day's chat is read, and erased once it was said
    what follows."""
    groups = [
        settings("support", "voice"),
        settings("chatt", "chat", message_mail="hej@example.se"),
    ]
    ended = {
        "contact": "k1",
        "group": "chatt",
        "name": "Karin <b>Ek</b>",
        "page": "https://example.se/leverans",
        "agent_name": "Anna Lind",
        "at": ago(3600),
        "answered_at": ago(3580),
        "ended_at": ago(3100),
        "ended_by": "customer",
        "messages": 2,
        "erased": False,
    }
    talk = [line(1, "Hej <i>du</i>"), line(2, "Hej!", "agent")]
    saved: list[Any] = []
    erased: list[str] = []

    def answers(route: Route) -> None:
        if route.request.method == "PUT":
            saved.append(route.request.post_data_json)
        held = saved[-1] if saved else {"answers": ANSWERS["chatt"]}
        route.fulfill(json={"answers": held["answers"], "version": len(saved) + 1})

    def one(route: Route) -> None:
        erased.append(route.request.method)
        route.fulfill(status=204)

    with chatting(browser, base_url, bypass_csp=True) as (anna, stage):
        page = anna.page
        stage.roles.append("admin")
        known = {"groups": groups, "version": 3}
        page.route("**/api/admin/groups", lambda route: route.fulfill(json=known))
        page.route("**/api/admin/groups/chatt/answers", answers)
        days = {"chats": [ended], "more": False}
        page.route("**/api/admin/chats?*", lambda route: route.fulfill(json=days))
        page.route("**/api/admin/chats/k1", one)
        read = {"contact": "k1", "messages": talk, "last": 2}
        page.route("**/api/chats/k1?*", lambda route: route.fulfill(json=read))

        anna.open("/administration/svarsgrupper/chatt")
        expect(page.get_by_label("Meddelanden går till e-postadressen")).to_have_value(
            "hej@example.se"
        )
        anna.button("Flytta ner Leveranstid").press("Enter")
        expect(anna.button("Flytta ner Leveranstid")).to_be_focused()
        anna.button("Lägg till ett svar").press("Enter")
        page.keyboard.type("Tack")
        form = page.locator("jour-answers-form")
        form.get_by_role("button", name="Spara").press("Enter")
        expect(form).to_contain_text("Skriv vad svaret säger.")
        expect(form.locator("textarea").last).to_be_focused()
        page.keyboard.type("Tack själv!")
        form.get_by_role("button", name="Spara").press("Enter")
        expect(form).to_contain_text("Sparat.")
        titles = [answer["title"] for answer in saved[0]["answers"]]
        assert (titles, saved[0]["version"]) == (
            ["Öppettider", "Leveranstid", "Retur", "Tack"],
            1,
        )
        assert findings(page) == []

        anna.open("/administration/chattar")
        day = page.locator(".chat-log-row")
        expect(day).to_contain_text("Karin <b>Ek</b>")
        expect(day).to_contain_text("2 meddelanden · varade 8:00 · avslutad av kunden")
        anna.button("Läs chatten med Karin <b>Ek</b>").click()
        expect(said(page)).to_have_text(["Hej <i>du</i>", "Hej!"])
        expect(page.locator(".said-by").last).to_contain_text("Anna Lind")
        assert findings(page) == []
        page.keyboard.press("Escape")
        anna.button("Radera chatten med Karin <b>Ek</b>").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Allt som skrivits, kundens namn och sidan")
        assert erased == []
        ended |= {"name": None, "page": None, "erased": True, "messages": 0}
        dialog.get_by_role("button", name="Radera").click()
        expect(day).to_contain_text("Raderad")
        assert erased == ["DELETE"]
