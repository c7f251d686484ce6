"""Wrong passwords over HTTP: what an attacker gains, and what the user notices (B7)."""

from typing import Any

import argon2
import pytest

from jour.attempts import FREE
from tests.handlers.conftest import Answer, Call, World

HOME, ATTACKER = "192.0.2.1", "198.51.100.7"


def _try(call: Call, password: str, source: str = ATTACKER, user: str = "anna") -> Answer:
    body = {"user_id": user, "password": password}
    # The front door's entry, then the gateway's; what the client claims stands further left.
    return call(
        "POST", "/api/login", body, headers={"x-forwarded-for": f"9.9.9.9, {source}, 10.0.0.1"}
    )


@pytest.mark.parametrize("user", ["anna", "nobody", "not an id!"])
def test_the_third_failure_in_a_row_makes_its_source_wait(
    user: str, call: Call, world: World
) -> None:
    """Same answer for known and unknown users, with Retry-After; then it may go on."""
    for _ in range(FREE):
        assert _try(call, "wrong", user=user).status == 401
    blocked = _try(call, "wrong", user=user)
    assert (blocked.status, blocked.body["code"]) == (429, "too_many_attempts")
    assert blocked.raw["headers"]["Retry-After"] == "2"
    world.clock.advance(2_000)
    assert _try(call, "wrong", user=user).status == 401
    assert _try(call, "wrong", user=user).raw["headers"]["Retry-After"] == "4"


def test_a_blocked_source_is_not_told_whether_it_guessed_right(call: Call) -> None:
    """The right password is refused alike while the source has to wait."""
    for _ in range(FREE):
        _try(call, "wrong")
    assert _try(call, "demo-anna").status == 429


def test_the_user_logs_in_elsewhere_all_the_while(call: Call) -> None:
    """An attacker on one source does not lock the user out on another."""
    for _ in range(10):
        _try(call, "wrong")
    assert _try(call, "demo-anna", HOME).status == 200


def test_a_forged_header_is_no_new_source(call: Call) -> None:
    """What the client writes into X-Forwarded-For counts for nothing."""
    for number in range(FREE):
        body = {"user_id": "anna", "password": "wrong"}
        forged = {"x-forwarded-for": f"10.1.1.{number}, {ATTACKER}, 10.0.0.1"}
        assert call("POST", "/api/login", body, headers=forged).status == 401
    assert _try(call, "wrong").status == 429


def test_a_success_resets(call: Call) -> None:
    """Mistyping twice before every login never makes anybody wait."""
    for _ in range(5):
        for _ in range(FREE - 1):
            assert _try(call, "wrong", HOME).status == 401
        assert _try(call, "demo-anna", HOME).status == 200


def test_a_blocked_attempt_costs_one_computation_too(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ASVS 6.3.8: blocked attempts take as long as others."""
    for _ in range(FREE):
        _try(call, "wrong")
    count = 0
    real = argon2.PasswordHasher.verify

    def counted(*args: Any) -> bool:
        nonlocal count
        count += 1
        return real(*args)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    assert _try(call, "demo-anna").status == 429
    assert count == 1


def test_guesses_made_at_the_same_moment_win_nothing(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of guesses that read the same state only the first is told its outcome, right or wrong."""
    gate = world.services.gate
    seen = gate.attempts.with_user("anna", "anna")
    _try(call, "wrong")
    monkeypatch.setattr(type(gate.attempts), "with_user", lambda *_: seen)
    for password in ("wrong again", "demo-anna"):
        assert _try(call, password).status == 429
    assert world.services.sessions.get("demo", "anna") is None


def test_changing_the_password_counts_wrong_ones_too(call: Call) -> None:
    """A session left open is no place to guess the password at."""
    cookie = call("POST", "/api/login", {"user_id": "anna", "password": "demo-anna"}).cookie
    body = {"current_password": "wrong", "new_password": "whatever"}
    for _ in range(FREE):
        assert call("POST", "/api/password", body, cookie=cookie).status == 422
    assert call("POST", "/api/password", body, cookie=cookie).status == 429
