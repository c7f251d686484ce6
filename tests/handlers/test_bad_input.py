"""Bad input: a problem with a stable code, nothing stored, never a 500."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import ANNA, ANNAS_PASSWORD
from tests.handlers.conftest import Call, World

GOOD = {"user_id": "anna", "password": ANNAS_PASSWORD, "agent": True, "phone": "softphone"}
BROKEN = {
    "no JSON": ("{", 400),
    "empty": ("", 422),
    "half a string": ('"', 400),
    "nested without end": ("[" * 50_000, 400),
    "a number of 5,000 digits": ('{"user_id":' + "1" * 5_000 + "}", 400),
    "a string": ('"anna"', 422),
    "a list": ("[]", 422),
    "null": ("null", 422),
    "not a number": ('{"user_id": NaN, "password": "x"}', 422),
    "a megabyte": (json.dumps(GOOD | {"password": "x" * 1_000_000}), 413),
    "unknown field": (json.dumps(GOOD | {"admin": True}), 422),
    "number for text": (json.dumps(GOOD | {"user_id": 1}), 422),
    "text for truth": (json.dumps(GOOD | {"agent": "true"}), 422),
    "null for text": (json.dumps(GOOD | {"password": None}), 422),
    "no password": (json.dumps({"user_id": "anna"}), 422),
    "unknown channel": (json.dumps(GOOD | {"channel": "distance"}), 422),
    "group that is no text": (json.dumps(GOOD | {"groups": [1]}), 422),
    "300-character id": (json.dumps(GOOD | {"user_id": "a" * 300}), 422),
    "300-character number": (json.dumps(GOOD | {"phone": "0" * 300}), 422),
    "NUL in the id": (json.dumps(GOOD | {"user_id": "anna\x00"}), 401),
    "NUL in the password": (json.dumps(GOOD | {"password": "\x00"}), 401),
    "NUL in the number": (json.dumps(GOOD | {"phone": "070\x00"}), 422),
    "half a surrogate in the id": ('{"user_id": "\\ud800", "password": "x"}', 422),
    "half a surrogate in the password": ('{"user_id": "anna", "password": "\\udfff"}', 422),
}


@pytest.mark.parametrize(("raw", "status"), BROKEN.values(), ids=BROKEN.keys())
def test_is_refused_whole(raw: str, status: int, call: Call, world: World) -> None:
    """Each breakage has its status and code; nobody is logged in and nothing is repeated back."""
    answer = call("POST", "/api/login", raw=raw)
    assert answer.status == status
    assert answer.raw["headers"]["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "code"} <= answer.body.keys()
    assert ANNAS_PASSWORD not in json.dumps(answer.raw)
    assert world.services.sessions.get("demo", "anna") is None


@pytest.mark.parametrize("raw", [json.dumps(GOOD), ""], ids=["login", "nothing"])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_other_content_types_are_refused(kind: str, raw: str, call: Call) -> None:
    """A form cannot log anybody in: what pages of other sites can send is not read."""
    answer = call("POST", "/api/login", raw=raw, headers={"content-type": kind})
    assert (answer.status, answer.body["code"]) == (415, "unsupported_media_type")


def test_an_unknown_address_is_a_problem_too(call: Call) -> None:
    """404 in the form of every other problem."""
    assert call("GET", "/api/nothing").body["code"] == "unknown_address"


@pytest.fixture
def admin(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": ANNAS_PASSWORD}).cookie
    assert cookie
    return cookie


REGISTRATIONS = {
    "a list": [],
    "a text": "070-174 06 06",
    "no fields": {},
    "unknown field": {"number": "070-174 06 06", "has_pin": True},
    "number for text": {"number": 701740606},
    "null for the number": {"number": None},
    "a megabyte of digits": {"number": "0" * 60_000},
    "NUL": {"number": "070\x00"},
    "half a surrogate": {"number": "\ud800"},
    "groups that are no list": {"preselected_groups": "support"},
    "groups that are no text": {"preselected_groups": [None]},
    "an empty group": {"preselected_groups": [""]},
    "a thousand groups": {"preselected_groups": ["support"] * 1000},
    "a dotted group": {"preselected_groups": ["support.media"]},
    "a PIN that is a number": {"pin": 1234},
    "an empty PIN": {"pin": ""},
    "half a surrogate in the PIN": {"pin": "\udfff123"},
}


@pytest.mark.parametrize("distance", REGISTRATIONS.values(), ids=REGISTRATIONS.keys())
def test_a_broken_registration_is_refused(
    distance: object, call: Call, world: World, admin: str
) -> None:
    """A problem with a code; the user stays as they were. (No field named is no change.)"""
    answer = call("PATCH", "/api/admin/users/anna", {"distance": distance}, cookie=admin)
    assert answer.status == (200 if distance == {} else 422)
    user = world.services.users.get("anna")
    assert user
    assert user.distance == ANNA.distance


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.dictionaries(
    st.sampled_from(["user_id", "password", "agent", "channel", "phone", "groups"]), JSON
)


@settings(
    max_examples=300,
    deadline=None,
    # The table is only read here: the examples cannot disturb each other.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=JSON | FIELDS)
def test_any_json_is_answered(body: Any, call: Call) -> None:
    """No JSON value makes a 500."""
    answer = call("POST", "/api/login", body)
    assert answer.status in (400, 401, 422)


EDITS = st.dictionaries(
    st.sampled_from(["name", "email", "roles", "groups", "disabled", "version", "language"]), JSON
)
DISTANCES = st.dictionaries(
    st.sampled_from(["number", "alternative_number", "preselected_groups", "pin"]), JSON
)
GROUP_EDITS = st.dictionaries(
    st.sampled_from(["id", "name", "media", "number", "wrap_up_s", "callback_after_s"]), JSON
)


@settings(
    max_examples=150,
    deadline=None,
    # What one example stores does not make another one fail otherwise than by a problem.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edit=EDITS, distance=JSON | DISTANCES, group=JSON | GROUP_EDITS)
def test_any_json_edits_or_is_refused(
    edit: dict[str, Any], distance: Any, group: Any, call: Call, admin: str
) -> None:
    """No JSON value makes an administrator's edit a 500."""
    for method, path, body in (
        ("PATCH", "/api/admin/users/anna", edit | {"distance": distance}),
        ("POST", "/api/admin/users", edit | {"distance": distance}),
        ("POST", "/api/admin/groups", group),
        ("PATCH", "/api/admin/groups/support", group),
        ("PATCH", "/api/admin/organisation", {"switchboard_numbers": distance}),
    ):
        assert call(method, path, body, cookie=admin).status in (200, 201, 400, 409, 422)
