"""Logging in and out over HTTP, as the contract says."""

import argon2
import pytest

from jour.clock import DAY
from jour.organisation import Channel, PasswordPolicy
from jour.password import Cost, Passwords
from tests.builders import (
    ANNA,
    ANNAS_NUMBER,
    ANNAS_PASSWORD,
    PASSWORDS,
    PEPPERS,
    colleague,
    other_organisation,
)
from tests.handlers.conftest import NOW, Call, World

AGENT = {
    "user_id": "anna",
    "password": ANNAS_PASSWORD,
    "agent": True,
    "channel": "desktop",
    "phone": "070-174 06 05",
    "groups": None,
}
PLAIN = {"user_id": "anna", "password": ANNAS_PASSWORD, "agent": False, "channel": "web"}


def test_an_agent_logs_in_with_a_number_and_all_staffable_groups(call: Call) -> None:
    """D5, D6, X3: number stored as E.164, groups default to all that the channel may staff."""
    answer = call("POST", "/api/login", AGENT)
    assert answer.status == 200
    assert answer.body["session"] == {
        "channel": "desktop",
        "phone": "+46701740605",
        "groups": ["support", "vaxel", "chatt", "kampanj"],
        "status": "available",
        "reason": None,
        "since": "2026-11-18T11:06:40.000Z",
    }
    assert answer.body["user"] == {
        "id": "anna",
        "name": "Anna Lind",
        "roles": ["agent"],
        "language": None,
    }
    assert answer.body["organisation"] == {"id": "demo", "name": "Demo AB"}
    assert answer.body["replaced"] is None
    assert answer.body["password"] == {"must_change": False, "expires_at": None}


@pytest.mark.parametrize(
    ("channel", "groups"),
    [("web", ["support", "vaxel", "kampanj"]), ("mobile", ["support", "vaxel", "kampanj"])],
)
def test_chat_needs_the_desktop_client(channel: str, groups: list[str], call: Call) -> None:
    """D2, X3: without it chat groups are neither defaulted nor accepted."""
    answer = call("POST", "/api/login", AGENT | {"channel": channel})
    assert answer.body["session"]["groups"] == groups
    refused = call("POST", "/api/login", AGENT | {"channel": channel, "groups": ["chatt"]})
    assert (refused.status, refused.body["code"]) == (422, "invalid_group")


def test_ip_telephony_can_be_chosen(call: Call) -> None:
    """D7: softphone instead of a number."""
    answer = call("POST", "/api/login", AGENT | {"phone": "softphone"})
    assert answer.body["session"]["phone"] == "softphone"


def test_without_a_number_the_registered_one_rings(call: Call) -> None:
    """D5: null means the number registered for distance login; nobody is logged in unreachable."""
    answer = call("POST", "/api/login", AGENT | {"phone": None})
    assert answer.body["session"]["phone"] == ANNAS_NUMBER


def test_without_any_number_the_login_is_refused(call: Call, world: World) -> None:
    """D5: an agent has to be reachable."""
    world.services.users.add(colleague("cilla"))
    answer = call("POST", "/api/login", AGENT | {"user_id": "cilla", "phone": None})
    assert (answer.status, answer.body["code"]) == (422, "invalid_phone")
    assert world.services.sessions.get("demo", "cilla") is None


@pytest.mark.parametrize("phone", ["112", "ring mig", "", "465 004 10", "+999123"])
def test_a_number_that_cannot_be_rung_is_refused_with_a_sentence(phone: str, call: Call) -> None:
    """D6: code, sentence, nothing stored, no cookie."""
    answer = call("POST", "/api/login", AGENT | {"phone": phone})
    assert (answer.status, answer.body["code"]) == (422, "invalid_phone")
    assert answer.body["detail"].endswith(".")
    assert answer.cookie is None


@pytest.mark.parametrize("groups", [["ekonomi"], [], ["support", "ekonomi"]])
def test_groups_of_others_are_refused(groups: list[str], call: Call, world: World) -> None:
    """X3: never another's group, never none; refused whole."""
    answer = call("POST", "/api/login", AGENT | {"groups": groups})
    assert (answer.status, answer.body["code"]) == (422, "invalid_group")
    assert world.services.sessions.get("demo", "anna") is None


def test_a_plain_web_login_is_no_agents_login(call: Call, world: World) -> None:
    """D3: enough for what is not agent work; it staffs and replaces nothing, and may be many."""
    agent = call("POST", "/api/login", AGENT)
    first, second = (call("POST", "/api/login", PLAIN) for _ in range(2))
    assert first.body["session"] is None
    assert first.body["replaced"] is None
    for login in (agent, first, second):
        assert call("GET", "/api/session", cookie=login.cookie).status == 200


def test_an_administrator_is_not_an_agent(call: Call) -> None:
    """A role that is missing is named; the plain login works."""
    asked = AGENT | {"user_id": "alva"}
    answer = call("POST", "/api/login", asked)
    assert (answer.status, answer.body["code"]) == (403, "not_an_agent")
    assert call("POST", "/api/login", PLAIN | {"user_id": "alva"}).status == 200


@pytest.mark.parametrize("older", ["desktop", "mobile", "web"])
@pytest.mark.parametrize("newer", ["desktop", "mobile", "web"])
def test_the_newest_login_wins_and_the_older_is_told(
    older: str, newer: str, call: Call, world: World
) -> None:
    """X1: between all channels, both ways: who, how, when."""
    first = call("POST", "/api/login", AGENT | {"channel": older})
    world.clock.advance(5_000)
    second = call("POST", "/api/login", AGENT | {"channel": newer})
    assert second.body["replaced"] == {"channel": older, "since": "2026-11-18T11:06:40.000Z"}
    told = call("GET", "/api/session", cookie=first.cookie)
    assert (told.status, told.body["code"]) == (401, "logged_out")
    assert told.body["reason"] == "replaced"
    assert told.body["by"] == newer
    assert told.body["at"] == "2026-11-18T11:06:45.000Z"
    assert call("GET", "/api/session", cookie=second.cookie).status == 200


def test_a_desktop_login_without_its_connection_is_over(call: Call, world: World) -> None:
    """D10: expiry is true on read; the next login replaces nobody."""
    first = call("POST", "/api/login", AGENT)
    world.clock.advance(75_000)
    told = call("GET", "/api/session", cookie=first.cookie)
    assert (told.body["code"], told.body["reason"]) == ("logged_out", "connection_lost")
    assert call("POST", "/api/login", AGENT).body["replaced"] is None


def test_mobile_and_web_stay_logged_in(call: Call, world: World) -> None:
    """M7, W4: until active logout."""
    for channel in ("mobile", "web"):
        login = call("POST", "/api/login", AGENT | {"channel": channel})
        world.clock.advance(300 * DAY)
        assert call("GET", "/api/session", cookie=login.cookie).status == 200


def test_logging_out_ends_this_login_and_takes_the_cookie(call: Call) -> None:
    """The token is dead afterwards; logging out again, or without a login, is no error."""
    login = call("POST", "/api/login", AGENT)
    out = call("POST", "/api/logout", cookie=login.cookie)
    assert (out.status, out.body, out.cookie) == (204, None, "")
    assert "Max-Age=0" in out.raw["cookies"][0]
    told = call("GET", "/api/session", cookie=login.cookie)
    assert (told.status, told.body["code"]) == (401, "not_logged_in")
    assert call("POST", "/api/logout", cookie=login.cookie).status == 204
    assert call("POST", "/api/logout").status == 204


def test_a_replaced_login_cannot_log_the_newer_one_out(call: Call) -> None:
    """B2, fault 2: the newer login is untouched by the older's logout."""
    first = call("POST", "/api/login", AGENT)
    second = call("POST", "/api/login", AGENT | {"channel": "web"})
    call("POST", "/api/logout", cookie=first.cookie)
    assert call("GET", "/api/session", cookie=second.cookie).status == 200


def test_a_plain_login_whose_cookie_is_overwritten_ends(call: Call) -> None:
    """Nobody could log it out any more; an agent's login stays: plain ones replace nothing (D3)."""
    agent, plain = (call("POST", "/api/login", asked).cookie for asked in (AGENT, PLAIN))
    for before, status in ((plain, 401), (agent, 200)):
        after = call("POST", "/api/login", PLAIN | {"user_id": "alva"}, cookie=before).cookie
        assert call("GET", "/api/session", cookie=before).status == status
        assert call("GET", "/api/session", cookie=after).status == 200


def test_a_failed_login_leaves_the_one_before_alone(call: Call) -> None:
    """Mistyping a password logs nobody out."""
    before = call("POST", "/api/login", PLAIN).cookie
    call("POST", "/api/login", PLAIN | {"password": "wrong"}, cookie=before)
    assert call("GET", "/api/session", cookie=before).status == 200


def test_the_cookie_is_locked_down(call: Call) -> None:
    """ASVS: host prefix, HttpOnly, Secure, SameSite=Strict, path /; no cache keeps the answer."""
    raw = call("POST", "/api/login", AGENT).raw
    parts = set(raw["cookies"][0].split("; ")[1:])
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/"} <= parts
    assert raw["headers"]["Cache-Control"] == "no-store"


def test_the_table_never_holds_the_token(call: Call, world: World) -> None:
    """A stolen table logs nobody in."""
    cookie = call("POST", "/api/login", AGENT).cookie
    assert cookie
    stored = repr(world.services.table.get({"pk": "ORG#demo", "sk": "SESSION#agent#anna"}))
    assert cookie not in stored
    assert cookie.partition(".")[2] not in stored


WRONG = {
    "wrong password": AGENT | {"password": "nope"},
    "unknown user": AGENT | {"user_id": "nobody"},
    "impossible user": AGENT | {"user_id": "\x00' OR 1=1"},
    "disabled user": AGENT | {"user_id": "disabled"},
}


@pytest.mark.parametrize("attempt", WRONG.values(), ids=WRONG.keys())
def test_every_wrong_pair_has_the_same_answer_and_cost(
    attempt: dict[str, object], call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ASVS 6.3.8: no text, code or computation tells which users exist."""
    world.services.users.add(colleague("disabled", disabled=True))
    count = 0
    for name in ("hash", "verify"):
        real = getattr(argon2.PasswordHasher, name)

        def counted(*args: object, real: object = real) -> object:
            nonlocal count
            count += 1
            return real(*args)  # type: ignore[operator]  # one of two library methods

        monkeypatch.setattr(argon2.PasswordHasher, name, counted)
    answer = call("POST", "/api/login", attempt)
    assert count == 1
    assert answer.status == 401
    assert answer.cookie is None
    assert answer.body == {
        "type": "urn:jour:problem:invalid_credentials",
        "title": "Invalid credentials",
        "status": 401,
        "detail": "Fel användar-id eller lösenord.",
        "code": "invalid_credentials",
    }


def test_a_user_id_is_read_as_people_type_it(call: Call) -> None:
    """A phone's capital and a pasted space make no other user."""
    assert call("POST", "/api/login", AGENT | {"user_id": " Anna "}).status == 200


def test_a_disabled_user_is_logged_out_at_the_next_request(call: Call, world: World) -> None:
    """ASVS 7.4.2: a token of a disabled account is dead, and says why."""
    login = call("POST", "/api/login", PLAIN)
    world.services.table.put(
        {
            **(world.services.table.get({"pk": "USER#anna", "sk": "PROFILE"}) or {}),
            "disabled": True,
        }
    )
    told = call("GET", "/api/session", cookie=login.cookie)
    assert (told.status, told.body["reason"]) == (401, "disabled")


def test_old_parameters_are_rehashed_and_the_age_stays(call: Call, world: World) -> None:
    """ASVS: parameters can be raised; a login does not make a password younger."""
    world.services.secrets.__dict__["passwords"] = Passwords(PEPPERS, Cost(16, 1, 1))
    world.services.__dict__.pop("registry", None)
    assert call("POST", "/api/login", AGENT).status == 200
    user = world.services.users.get("anna")
    assert user is not None
    assert user.credential
    assert ANNA.credential
    assert "m=16," in user.credential.password_hash
    assert user.credential.set_at == ANNA.credential.set_at


def test_a_strict_password_runs_out_after_ninety_days(call: Call, world: World) -> None:
    """P7: from that moment the answer says that it must be changed."""
    strict = other_organisation("strikt", password_policy=PasswordPolicy.STRICT)
    world.services.organisations.add(strict)
    for user, age in (("sara", 89), ("olle", 91)):
        sealed = PASSWORDS.seal("Demo-1abc", NOW - age * DAY, policy=PasswordPolicy.STRICT)
        world.services.users.add(colleague(user, org="strikt", credential=sealed))
    told = {
        user: call("POST", "/api/login", PLAIN | {"user_id": user, "password": "Demo-1abc"})
        for user in ("sara", "olle")
    }
    assert told["sara"].body["password"]["must_change"] is False
    assert told["sara"].body["password"]["expires_at"] == "2026-11-19T11:06:40.000Z"
    assert told["olle"].body["password"]["must_change"] is True


def test_another_sites_page_cannot_log_anybody_in_or_out(call: Call) -> None:
    """ASVS 3.5: state-changing requests with a foreign Origin are refused before anything else."""
    for origin in ("https://evil.example", "null", "https://jour.example.se.evil.example"):
        for path in ("/api/login", "/api/logout"):
            answer = call("POST", path, AGENT, headers={"origin": origin})
            assert (answer.status, answer.body["code"]) == (403, "origin_not_allowed")
    answer = call("POST", "/api/logout", headers={"sec-fetch-site": "cross-site"})
    assert answer.status == 403


def test_sentences_come_in_english_too(call: Call) -> None:
    """B8: by the reader's Accept-Language."""
    wrong = AGENT | {"password": "nope"}
    answer = call("POST", "/api/login", wrong, headers={"accept-language": "en-GB,sv;q=0.5"})
    assert answer.body["detail"] == "Wrong user id or password."


@pytest.mark.parametrize("cookie", ["", "x", "a.b", "ZGVtby9hbm5hLw.forged", "é", "x" * 5000])
def test_a_forged_cookie_is_nobody(cookie: str, call: Call) -> None:
    """Whatever the cookie holds, without the secret it is nobody's login."""
    call("POST", "/api/login", AGENT)
    answer = call("GET", "/api/session", cookie=cookie)
    assert (answer.status, answer.body["code"]) == (401, "not_logged_in")


def test_channels_of_the_contract_are_all_that_there_are() -> None:
    """Nobody logs in by distance over HTTP: that takes a telephone (F2)."""
    assert {"desktop", "mobile", "web"} == set(Channel) - {Channel.DISTANCE}


def test_the_log_names_the_user_and_nothing_secret(
    call: Call, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """ASVS 16.2.5, 16.3.1: who logged in and how; no password, token or telephone number."""
    login = call("POST", "/api/login", AGENT)
    call("POST", "/api/login", AGENT | {"password": "s3cret-typed-wrong"})
    call("GET", "/api/session", cookie=login.cookie)
    records = [record.__dict__ for record in caplog.records]
    assert {"user": "anna", "channel": "desktop"}.items() <= records[0].items()
    written = repr(records) + "".join(capsys.readouterr())
    for secret in (ANNAS_PASSWORD, "s3cret-typed-wrong", login.cookie or "", "1740605", "06 05"):
        assert secret not in written


def test_nobody_is_an_answer_to_whoever_asks_so(call: Call) -> None:
    """Issue 9: a visit without a login is no error; an ended login is told all the same (X1)."""
    quietly = {"if_any": "true"}
    for cookie in (None, "__Host-jour=nonsense"):
        told = call("GET", "/api/session", cookie=cookie, query=quietly)
        assert (told.status, told.body) == (204, None), told.body
        assert call("GET", "/api/session", cookie=cookie).status == 401
    first = call("POST", "/api/login", AGENT)
    assert call("GET", "/api/session", cookie=first.cookie, query=quietly).status == 200
    call("POST", "/api/login", AGENT)
    told = call("GET", "/api/session", cookie=first.cookie, query=quietly)
    assert (told.status, told.body["code"]) == (401, "logged_out")
