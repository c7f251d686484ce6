"""Logging in through the whole deployed system."""

import json

import httpx
import pytest

from tests.e2e.desk import cookie_of, get, log_in, post
from tests.system import System


def test_an_agent_on_the_web_is_replaced_by_the_same_agent_on_desktop(system: System) -> None:
    """X1, W5: the first is logged out with the reason at its next request."""
    first = log_in(system, "anna", phone="070-174 06 05")
    second = log_in(system, "anna", channel="desktop", phone="08-465 004 10")
    assert first.json()["session"]["phone"] == "+46701740605"
    assert second.json()["replaced"]["channel"] == "web"
    told = get(system, "/api/session", cookie_of(first))
    assert (told.status_code, told.json()["code"]) == (401, "logged_out")
    assert (told.json()["reason"], told.json()["by"]) == ("replaced", "desktop")
    assert get(system, "/api/session", cookie_of(second)).status_code == 200
    assert post(system, "/api/logout", cookie_of(second)).status_code == 204


@pytest.mark.parametrize("user", ["sara", "sven", "stina"])
def test_the_strict_organisations_users_can_log_in(user: str, system: System) -> None:
    """The demo's second organisation, with its own passwords."""
    answer = log_in(system, user, agent=False)
    assert answer.json()["organisation"]["id"] == "strikt"


def test_olles_password_has_run_out(system: System) -> None:
    """P7: 91 days old under a strict policy."""
    answer = log_in(system, "olle", password="Demo-olle4", agent=False)
    assert answer.json()["password"]["must_change"] is True


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 60_000, b"x" * 1_000_000, b""])
def test_a_broken_body_is_a_problem_and_never_a_crash(body: bytes, system: System) -> None:
    """Bad input through the real gateway: RFC 9457 with a stable code."""
    answer = httpx.post(
        f"{system.base_url}/api/login",
        content=body,
        headers={"Origin": system.base_url, "Content-Type": "application/json"},
        timeout=30,
    )
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "code" in json.loads(answer.text)
