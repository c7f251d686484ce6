"""Presence through the whole deployed system: front door, gateway, functions, table, stream."""

import json
import time
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from tests.e2e.desk import Client, cookie_of, get, log_in, open_socket, post
from tests.system import System


def test_a_status_change_reaches_colleagues(system: System) -> None:
    """D8, M4: every client of the organisation shows it."""
    with Client(system, "anna", channel="desktop") as anna, Client(system, "bo") as bo:
        answer = anna.ask("status", status="paused", reason="lunch")
        assert answer["me"]["reason"] == "lunch"
        bo.until_shown("anna", state="paused", reason="lunch")
        anna.ask("status", status="available")
        bo.until_shown("anna", state="available", reason=None)
        anna.until_shown("anna", state="available")


def test_logins_and_logouts_reach_colleagues(system: System) -> None:
    """Whichever way the change came: here over HTTP."""
    with Client(system, "bo") as bo:
        cilla = cookie_of(log_in(system, "cilla", channel="mobile"))
        bo.until_shown("cilla", channel="mobile", state="available")
        assert post(system, "/api/logout", cilla).status_code == 204
        bo.until_shown("cilla")


def test_another_organisation_hears_nothing(system: System) -> None:
    """Presence stays inside the organisation."""
    with Client(system, "sara") as sara, Client(system, "bo") as bo:
        bo.ask("status", status="paused", reason="meeting")
        bo.until_shown("bo", state="paused")
        assert set(sara.ask("sync")) >= {"agents"}
        assert "bo" not in sara.agents
        assert not [m for m in sara.received if '"user": "bo"' in json.dumps(m)]
        bo.ask("status", status="available")


def test_a_replaced_client_is_told_and_closed_at_once(system: System) -> None:
    """M8, W5, X1: with who and when; its socket is closed, its token dead."""
    with Client(system, "anna", channel="mobile") as older:
        log_in(system, "anna", channel="desktop")
        told = older.until(lambda m: m["type"] == "logged_out")
        assert (told["reason"], told["by"]) == ("replaced", "desktop")
        older.until_closed()
        answer = get(system, "/api/session", older.cookie)
        assert answer.status_code == 401
        assert answer.json()["reason"] == "replaced"
        with pytest.raises(InvalidStatus), open_socket(system, older.cookie):
            pass


def test_a_newer_tab_takes_over_and_can_be_taken_back(system: System) -> None:
    """One login has one connection, and its user decides which."""
    with Client(system, "anna") as tab:
        with open_socket(system, tab.cookie) as newer:
            tab.until(lambda m: m["type"] == "taken_over")
            tab.until_closed()
            with open_socket(system, tab.cookie):
                assert json.loads(newer.recv(timeout=30))["type"] == "taken_over"


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_another_sites_page_opens_no_socket(origin: str, system: System) -> None:
    """ASVS 4.4.1: the cookie alone is not enough."""
    cookie = cookie_of(log_in(system, "anna"))
    with pytest.raises(InvalidStatus) as refusal, open_socket(system, cookie, origin):
        pass
    assert refusal.value.response.status_code in (401, 403)


def test_an_administrator_sees_the_log_and_logs_out(system: System) -> None:
    """B6: the client is told at once, and the log keeps the cause."""
    alva = cookie_of(log_in(system, "alva", agent=False))
    with Client(system, "cilla", channel="desktop") as cilla:
        assert post(system, "/api/admin/users/cilla/logout", alva).status_code == 204
        told = cilla.until(lambda m: m["type"] == "logged_out")
        assert (told["reason"], told["by"]) == ("admin", "alva")
    assert _logged(system, alva, "cilla", ("logout", "admin"))


def _logged(system: System, cookie: str, user: str, wanted: tuple[str, Any]) -> bool:
    """Whether the log comes to hold the entry; it is written from the stream, a moment later."""
    for _ in range(60):
        answer = get(system, "/api/admin/presence-log", cookie, user=user)
        if wanted in [(e["event"], e["reason"]) for e in answer.json()["entries"]]:
            return True
        time.sleep(0.5)
    return False


def test_everybody_shows_the_same_in_the_end(system: System) -> None:
    """Changing as fast as possible from all: afterwards all show what the table says."""
    with (
        Client(system, "anna") as anna,
        Client(system, "bo") as bo,
        Client(system, "cilla") as cilla,
    ):
        for reason in ("lunch", "meeting", "education", "other"):
            for client in (anna, bo, cilla):
                client.ask("status", status="paused", reason=reason)
        for client in (anna, bo, cilla):
            client.ask("status", status="available")
        everybody = ("anna", "bo", "cilla")
        for client in (anna, bo, cilla):
            for user in everybody:
                client.until_shown(user, state="available")
        shown = [{u: c.agents[u]["version"] for u in everybody} for c in (anna, bo, cilla)]
        anna.ask("sync")
        truth = {u: anna.agents[u]["version"] for u in everybody}
        assert shown == [truth] * 3


def test_a_lost_desktop_connection_ends_in_a_logout(system: System) -> None:
    """D10: after the grace it is gone for everybody, with its reason; the web login stays."""
    with Client(system, "bo") as bo:
        with Client(system, "anna", channel="desktop") as anna:
            bo.until_shown("anna", channel="desktop")
        for _ in range(4):  # the grace, the sweep, and the time it takes on a busy machine
            try:
                bo.until_shown("anna")
                break
            except TimeoutError:
                bo.ask("heartbeat")
        answer = get(system, "/api/session", anna.cookie)
        assert answer.json()["reason"] == "connection_lost"
        assert get(system, "/api/session", bo.cookie).status_code == 200
