"""What administrators read and edit."""

import pytest

from jour.organisation import PasswordPolicy
from tests.builders import ANNAS_NUMBER, DEMO, colleague
from tests.connect import SERVICE_NUMBER
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import log_in


@pytest.fixture
def admin(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


def test_the_policy_is_switched_and_back(call: Call, world: World, admin: str) -> None:
    """P2, P6: per organisation, each rule as chosen; what is left out stays."""
    path = "/api/admin/organisation"
    seen = call("GET", path, cookie=admin).body
    assert seen == {
        "id": "demo",
        "name": "Demo AB",
        "password_policy": "standard",
        "require_mixed_case": True,
        "distance_pin_required": False,
        "switchboard_numbers": [],
        "distance_misses_limit": 4,
        "conference_rooms": [],
        "pause_reasons": ["lunch", "meeting", "education", "other"],
        "language": "sv",
        "chats_at_once": 3,
        "chats_during_calls": False,
        "service_number": SERVICE_NUMBER,
        "version": 1,
    }
    done = call("PATCH", path, {"password_policy": "strict", "version": 1}, cookie=admin)
    assert (done.status, done.body["password_policy"], done.body["version"]) == (200, "strict", 2)
    stored = world.services.organisations.get("demo")
    assert stored
    assert stored.password_policy is PasswordPolicy.STRICT
    assert stored.groups == DEMO.groups


def test_switching_to_strict_makes_everybody_change(call: Call, admin: str) -> None:
    """P10: at the next login; who is at work goes on. Switching back is harmless."""
    path, login = "/api/admin/organisation", {"user_id": "anna", "password": "demo-anna"}
    for policy, must_change in (("strict", True), ("standard", False)):
        assert call("PATCH", path, {"password_policy": policy}, cookie=admin).status == 200
        told = call("POST", "/api/login", login).body["password"]
        assert told["must_change"] is must_change


def test_two_administrators_do_not_overwrite_each_other(call: Call, admin: str) -> None:
    """The second is told, and nothing of theirs is saved."""
    path = "/api/admin/organisation"
    first = call("PATCH", path, {"name": "Nytt AB", "version": 1}, cookie=admin)
    second = call("PATCH", path, {"require_mixed_case": False, "version": 1}, cookie=admin)
    assert first.status == 200
    assert (second.status, second.body["code"]) == (409, "edited_meanwhile")
    assert call("GET", path, cookie=admin).body == first.body


@pytest.mark.parametrize(
    "body",
    [{"password_policy": "none"}, {"name": " "}, {"id": "x"}, {"require_mixed_case": "yes"}, []],
    ids=str,
)
def test_a_bad_edit_is_refused_whole(body: object, call: Call, admin: str) -> None:
    """422, nothing stored."""
    path = "/api/admin/organisation"
    answer = call("PATCH", path, body, cookie=admin)
    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert call("GET", path, cookie=admin).body["version"] == 1


def test_users_are_listed_and_nothing_secret_with_them(
    call: Call, world: World, admin: str
) -> None:
    """Everybody of one's own organisation, without a trace of a password."""
    world.services.users.add(colleague("sara", org="strikt"))
    answer = call("GET", "/api/admin/users", cookie=admin)
    assert [user["id"] for user in answer.body["users"]] == ["alva", "anna"]
    assert answer.body["users"][1] == {
        "id": "anna",
        "name": "Anna Lind",
        "email": "anna@demo.example",
        "language": "sv",
        "roles": ["agent"],
        "groups": ["support", "vaxel", "chatt", "kampanj"],
        "disabled": False,
        "distance": {
            "number": ANNAS_NUMBER,
            "alternative_number": None,
            "preselected_groups": [],
            "has_pin": False,
        },
        "softphone": {"connect_user": "anna"},
        "credentials": None,
        "password": "chosen",
        "warnings": [],
        "version": 1,
    }
    assert "argon2" not in str(answer.raw)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/admin/organisation"),
        ("PATCH", "/api/admin/organisation"),
        ("GET", "/api/admin/users"),
    ],
)
def test_it_is_all_for_administrators(method: str, path: str, call: Call) -> None:
    """403 for an agent, 401 for nobody."""
    body: dict[str, str] | None = {} if method == "PATCH" else None
    assert call(method, path, body, cookie=log_in(call)).status == 403
    assert call(method, path, body).status == 401
