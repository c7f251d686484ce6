"""Changing a password over HTTP: policies, history, forced change, and what ends with it."""

import pytest

from jour.clock import DAY
from jour.organisation import PasswordPolicy
from tests.builders import PASSWORDS, colleague, other_organisation
from tests.handlers.conftest import NOW, Answer, Call, World
from tests.handlers.sockets import allowed, authorize, log_in

OLD, NEW = "Demo-sara1", "Ny-kod-27x"


@pytest.fixture
def strict(world: World) -> World:
    """The organisation `strikt` with sara, whose password is a day old."""
    world.services.organisations.add(
        other_organisation("strikt", password_policy=PasswordPolicy.STRICT)
    )
    _add(world, "sara", age=1)
    return world


def _add(world: World, user: str, age: int, policy: PasswordPolicy = PasswordPolicy.STRICT) -> None:
    sealed = PASSWORDS.seal(OLD, NOW - age * DAY, policy=policy)
    world.services.users.add(colleague(user, org="strikt", credential=sealed))


def _login(call: Call, password: str = OLD, user: str = "sara", agent: bool = False) -> Answer:
    body = {"user_id": user, "password": password, "agent": agent, "phone": "softphone"}
    return call("POST", "/api/login", body)


def _change(call: Call, cookie: str | None, current: str, new: str) -> Answer:
    body = {"current_password": current, "new_password": new}
    return call("POST", "/api/password", body, cookie=cookie)


@pytest.mark.usefixtures("strict")
def test_a_change_needs_the_current_password(call: Call) -> None:
    """Issue passwords 2: a session left open changes nothing by itself."""
    cookie = _login(call).cookie
    answer = _change(call, cookie, "wrong", NEW)
    assert (answer.status, answer.body["code"]) == (422, "wrong_password")
    assert _change(call, None, OLD, NEW).status == 401
    assert _login(call).status == 200


@pytest.mark.usefixtures("strict")
def test_a_password_that_breaks_rules_is_refused_with_each(call: Call) -> None:
    """P3-P6: the contract's violations, each with a rule and a sentence."""
    answer = _change(call, _login(call).cookie, OLD, "abc12abc")
    assert (answer.status, answer.body["code"]) == (422, "password_rejected")
    assert answer.body["violations"] == [
        {"rule": "repeated_string", "message": "'abc' förekommer två gånger."},
        {
            "rule": "needs_mixed_case",
            "message": "Lösenordet måste innehålla både stora och små bokstäver.",
        },
    ]


@pytest.mark.usefixtures("strict")
def test_the_login_that_changed_goes_on_and_every_other_ends(call: Call) -> None:
    """Issue passwords 2: a new token here, `password_changed` everywhere else."""
    agent = _login(call, agent=True).cookie
    other, mine = _login(call).cookie, _login(call).cookie
    done = _change(call, mine, OLD, NEW)
    assert done.status == 204
    assert done.cookie not in (None, "", mine)
    assert call("GET", "/api/session", cookie=done.cookie).status == 200
    for cookie in (agent, other):
        told = call("GET", "/api/session", cookie=cookie)
        assert (told.status, told.body["reason"]) == (401, "password_changed")
    assert call("GET", "/api/session", cookie=mine).status == 401
    assert _login(call, OLD).status == 401
    assert _login(call, NEW).status == 200


@pytest.mark.usefixtures("strict")
def test_an_agents_own_login_survives_its_change(call: Call, world: World) -> None:
    """The agent goes on working: same session, same connection, new token."""
    cookie = _login(call, agent=True).cookie
    before = world.services.sessions.get("strikt", "sara")
    done = _change(call, cookie, OLD, NEW)
    after = world.services.sessions.get("strikt", "sara")
    assert done.status == 204
    assert before
    assert after
    assert after.login.session_id == before.login.session_id
    assert allowed(authorize(done.cookie))
    assert not allowed(authorize(cookie))


@pytest.mark.usefixtures("strict")
def test_nobody_goes_back_and_forth(call: Call) -> None:
    """P8: the last ten are refused, the current one included; the eleventh is free again."""
    cookie = _login(call).cookie
    used = [OLD]
    for number in range(10, 20):
        for earlier in used[-10:]:
            refused = _change(call, cookie, used[-1], earlier)
            assert [v["rule"] for v in refused.body["violations"]] == ["reused"]
        used.append(f"Ny-{number}-Kod")
        done = _change(call, cookie, used[-2], used[-1])
        assert done.status == 204, done
        cookie = done.cookie
    assert _change(call, cookie, used[-1], used[0]).status == 204


def test_standard_remembers_but_does_not_forbid(call: Call) -> None:
    """P1: standard checks one thing."""
    cookie = log_in(call, channel="web")
    done = _change(call, cookie, "demo-anna", "demo-anna")
    assert done.status == 204


@pytest.mark.usefixtures("strict")
def test_checking_judges_without_history(call: Call) -> None:
    """Issue passwords 2: live feedback, nothing stored, history not leaked."""
    cookie = _login(call).cookie
    answer = call("POST", "/api/password/check", {"new_password": OLD}, cookie=cookie)
    assert answer.body["violations"] == []
    assert [rule["rule"] for rule in answer.body["rules"]] == [
        "min_length",
        "needs_letter_and_digit",
        "needs_mixed_case",
        "repeated_string",
        "reused",
    ]
    empty = call("POST", "/api/password/check", {"new_password": ""}, cookie=cookie)
    assert "min_length" in [v["rule"] for v in empty.body["violations"]]
    assert call("POST", "/api/password/check", {"new_password": OLD}).status == 401


def test_an_expired_password_leads_to_the_change_and_nothing_else(
    call: Call, strict: World
) -> None:
    """P7: no agent's login, no other call, no socket; after the change everything."""
    _add(strict, "olle", age=91)
    login = _login(call, user="olle", agent=True)
    assert login.body["password"]["must_change"] is True
    assert login.body["session"] is None
    assert strict.services.sessions.get("strikt", "olle") is None
    assert call("GET", "/api/session", cookie=login.cookie).status == 200
    log = call("GET", "/api/admin/presence-log", cookie=login.cookie)
    assert (log.status, log.body["code"]) == (403, "password_change_required")
    assert not allowed(authorize(login.cookie))
    done = _change(call, login.cookie, OLD, NEW)
    assert done.status == 204
    told = call("GET", "/api/session", cookie=done.cookie)
    assert told.body["password"]["must_change"] is False
    assert allowed(authorize(done.cookie))
    assert _login(call, NEW, user="olle", agent=True).body["session"] is not None


def test_a_password_runs_out_in_the_middle_of_a_long_login(call: Call, strict: World) -> None:
    """P7: a login that lasts for weeks meets the change when the ninety days are over."""
    cookie = _login(call).cookie
    strict.clock.advance(89 * DAY + 1)
    answer = call("GET", "/api/admin/presence-log", cookie=cookie)
    assert answer.body["code"] == "password_change_required"


def test_switching_strict_on_makes_others_change(call: Call, strict: World) -> None:
    """P10: a password set under another policy has to be changed at the next login."""
    _add(strict, "sven", age=1, policy=PasswordPolicy.STANDARD)
    assert _login(call, user="sven").body["password"]["must_change"] is True
    assert _login(call, user="sara").body["password"]["must_change"] is False


@pytest.mark.usefixtures("strict")
def test_a_password_changed_while_logging_in_lets_nobody_in(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The credential just verified must still stand when the login is stored."""
    cookie = _login(call).cookie
    real = world.services.sessions.place_of

    def and_meanwhile(org: str, user: str) -> object:
        monkeypatch.setattr(world.services.sessions, "place_of", real)
        assert _change(call, cookie, OLD, NEW).status == 204
        return real(org, user)

    monkeypatch.setattr(world.services.sessions, "place_of", and_meanwhile)
    assert _login(call, OLD, agent=True).status == 401
    assert world.services.sessions.get("strikt", "sara") is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"new_password": "x"},
        {"current_password": 1, "new_password": "x"},
        {"current_password": "x", "new_password": "x" * 2_000},
    ],
    ids=["empty", "half", "number", "endless"],
)
def test_bad_input_changes_nothing(body: dict[str, object], call: Call) -> None:
    """A problem with a code, and nothing is repeated back."""
    answer = call("POST", "/api/password", body, cookie=log_in(call))
    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert "x" * 2_000 not in str(answer.raw)
