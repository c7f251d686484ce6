"""Groups and switchboards: what administrators edit, and what follows."""

from typing import Any

import pytest

from jour.organisation import Channel
from jour.session import is_live
from tests.builders import ANNAS_NUMBER, DEMO, new_session
from tests.connect import SERVICE_NUMBER
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import log_in

GROUPS, USERS = "/api/admin/groups", "/api/admin/users"
ORGANISATION = "/api/admin/organisation"


@pytest.fixture
def admin(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


def preselect(call: Call, admin: str, *groups: str) -> None:
    body = {"distance": {"preselected_groups": list(groups)}}
    assert call("PATCH", f"{USERS}/anna", body, cookie=admin).status == 200


def test_groups_are_read_with_the_version_of_all(call: Call, admin: str) -> None:
    """Contract: what an editor needs."""
    told = call("GET", GROUPS, cookie=admin).body
    assert [group["id"] for group in told["groups"]] == list(DEMO.groups)
    assert told["groups"][0] == {
        "id": "support",
        "name": "Support",
        "media": "voice",
        "number": "+46846500410",
        "wrap_up_s": 0,
        "callback_after_s": None,
        "callback_retry_s": 900,
        "callback_attempts": 3,
        "hours": None,
        "message_mail": None,
        "message_group": None,
        "preselected": 0,
    }
    assert told["version"] == 1


def test_a_group_comes_is_edited_and_goes(call: Call, admin: str, world: World) -> None:
    """Its number is claimed, moved and freed with it."""
    new = {"name": "Jour & kväll", "number": "08-465 004 44", "wrap_up_s": 20}
    made = call("POST", GROUPS, new, cookie=admin)
    assert (made.status, made.body["id"], made.body["version"]) == (201, "jour-kväll", 2)
    path = f"{GROUPS}/jour-kväll"
    edit = {"number": "08-465 004 45", "callback_after_s": 60, "version": 2}
    done = call("PATCH", path, edit, cookie=admin).body
    assert (done["name"], done["number"], done["wrap_up_s"]) == ("Jour & kväll", "+46846500445", 20)
    assert call("POST", GROUPS, new | {"name": "Annan"}, cookie=admin).status == 201
    taken = call("POST", GROUPS, {"name": "B", "number": "08-465 004 45"}, cookie=admin)
    assert (taken.status, taken.body["code"], taken.body["field"]) == (409, "phone_taken", "number")
    assert call("DELETE", path, cookie=admin).status == 204
    assert (
        call("POST", GROUPS, {"name": "B", "number": "08-465 004 45"}, cookie=admin).status == 201
    )
    assert call("PATCH", path, {"name": "x"}, cookie=admin).body["code"] == "unknown_group"


@pytest.mark.parametrize("number", [ANNAS_NUMBER, "+46846500411", SERVICE_NUMBER])
def test_a_number_has_one_owner(number: str, call: Call, admin: str) -> None:
    """An agent's, another group's and the service number are nobody else's."""
    for method, path in (("POST", GROUPS), ("PATCH", f"{GROUPS}/support")):
        told = call(method, path, {"name": "Ny", "number": number}, cookie=admin)
        assert (told.status, told.body["code"]) == (409, "phone_taken")
    told = call(
        "PATCH", ORGANISATION, {"switchboard_numbers": ["+46846500499", number]}, cookie=admin
    )
    assert (told.body["code"], told.body["field"]) == ("phone_taken", "switchboard_numbers.1")
    assert call("GET", ORGANISATION, cookie=admin).body["version"] == 1


def test_two_editors_of_groups(call: Call, admin: str) -> None:
    """The organisation's version: the second is told, in every kind of edit."""
    assert (
        call("PATCH", f"{GROUPS}/support", {"name": "A", "version": 1}, cookie=admin).status == 200
    )
    for method, path, body, query in (
        ("PATCH", f"{GROUPS}/vaxel", {"name": "B", "version": 1}, {}),
        ("POST", GROUPS, {"name": "C", "version": 1}, {}),
        ("DELETE", f"{GROUPS}/vaxel", None, {"version": "1"}),
    ):
        told = call(method, path, body, cookie=admin, query=query)
        assert (told.status, told.body["code"]) == (409, "edited_meanwhile")


@pytest.mark.parametrize("media", ["chat", "telemarketing"])
def test_a_preselected_group_takes_calls(media: str, call: Call, admin: str, world: World) -> None:
    """F11: also when its media changes later; the answer says how many have it."""
    preselect(call, admin, "support", "vaxel")
    told = call("PATCH", f"{GROUPS}/support", {"media": media}, cookie=admin)
    assert (told.status, told.body["code"]) == (422, "distance_group_media")
    assert " 1 " in told.body["detail"]
    assert (
        call("PATCH", f"{GROUPS}/support", {"name": "Hjälp"}, cookie=admin).body["preselected"] == 1
    )
    preselect(call, admin, "vaxel")
    assert call("PATCH", f"{GROUPS}/support", {"media": media}, cookie=admin).status == 200
    told = call(
        "PATCH", f"{USERS}/anna", {"distance": {"preselected_groups": ["support"]}}, cookie=admin
    )
    assert told.body["code"] == "distance_group_media"


def test_a_preselected_group_stays(call: Call, admin: str) -> None:
    """F8: gone, it would log its agents in to all voice groups; free again without the user."""
    preselect(call, admin, "support")
    told = call("DELETE", f"{GROUPS}/support", cookie=admin)
    assert (told.status, told.body["code"]) == (409, "group_preselected")
    assert call("DELETE", f"{USERS}/anna", cookie=admin).status == 204
    assert call("DELETE", f"{GROUPS}/support", cookie=admin).status == 204


def test_everybody_leaves_a_removed_group(call: Call, admin: str, world: World) -> None:
    """Users and their living logins; an id that comes again is nobody's."""
    world.services.sessions.log_in(
        new_session("s1", Channel.WEB, "anna", world.clock(), ("support", "vaxel")), world.clock()
    )
    assert call("DELETE", f"{GROUPS}/support", cookie=admin).status == 204
    anna, login = world.services.users.get("anna"), world.services.sessions.get("demo", "anna")
    assert anna
    assert login
    assert anna.groups == ("vaxel", "chatt", "kampanj")
    assert (login.groups, login.own_groups) == (("vaxel",), anna.groups)


def test_logins_stop_staffing_what_their_channel_may_not(
    call: Call, admin: str, world: World
) -> None:
    """F11, X3: a voice group becomes a chat; with nothing left the login ends."""
    world.services.sessions.log_in(
        new_session("s1", Channel.DISTANCE, "anna", world.clock(), ("support", "vaxel")),
        world.clock(),
    )
    call("PATCH", f"{GROUPS}/support", {"media": "chat"}, cookie=admin)
    login = world.services.sessions.get("demo", "anna")
    assert login
    assert login.groups == ("vaxel",)
    call("PATCH", f"{GROUPS}/vaxel", {"media": "chat"}, cookie=admin)
    login = world.services.sessions.get("demo", "anna")
    assert login
    assert not is_live(login, world.clock())


def test_switchboards_and_the_pin_rule_are_the_organisations(call: Call, admin: str) -> None:
    """F6, B7: each number once, freed when it is taken away."""
    written = ["08-465 004 50", "+46846500450", "08-465 004 51"]
    body = {"switchboard_numbers": written, "distance_pin_required": True}
    told = call("PATCH", ORGANISATION, body, cookie=admin).body
    assert told["switchboard_numbers"] == ["+46846500450", "+46846500451"]
    assert told["distance_pin_required"] is True
    number = {"distance": {"number": "08-465 004 50"}}
    assert call("PATCH", f"{USERS}/anna", number, cookie=admin).status == 409
    less = {"switchboard_numbers": ["08-465 004 51"]}
    assert call("PATCH", ORGANISATION, less, cookie=admin).status == 200
    assert call("PATCH", f"{USERS}/anna", number, cookie=admin).status == 200


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"switchboard_numbers": ["08-465 004 50", "x"]}, "invalid_phone", "switchboard_numbers.1"),
        ({"switchboard_numbers": ["08-465 004 50"] * 21}, "invalid_request", None),
        ({"distance_pin_required": 1}, "invalid_request", None),
    ],
    ids=["unreadable", "too many", "no truth"],
)
def test_a_bad_organisation_edit_is_refused(
    body: dict[str, Any], code: str, field: str | None, call: Call, admin: str
) -> None:
    """Nothing stored."""
    told = call("PATCH", ORGANISATION, body, cookie=admin)
    assert (told.status, told.body["code"], told.body.get("field")) == (422, code, field)
    assert call("GET", ORGANISATION, cookie=admin).body["version"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "Ny", "id": "support"}, "group_taken"),
        ({"name": "Ny", "id": "A B"}, "invalid_group_id"),
        ({"name": "Ny", "number": "ring"}, "invalid_phone"),
        ({"name": " "}, "invalid_request"),
        ({"name": "Ny", "media": "fax"}, "invalid_request"),
        ({"name": "Ny", "wrap_up_s": -1}, "invalid_request"),
        ({"name": "Ny", "callback_after_s": 10**30}, "invalid_request"),
    ],
    ids=str,
)
def test_a_bad_group_is_refused(body: dict[str, Any], code: str, call: Call, admin: str) -> None:
    """Nothing stored."""
    told = call("POST", GROUPS, body, cookie=admin)
    assert told.status in (409, 422)
    assert told.body["code"] == code
    assert call("GET", GROUPS, cookie=admin).body["version"] == 1


def test_it_is_all_for_administrators(call: Call) -> None:
    """403 for an agent, 401 for nobody."""
    agent = log_in(call)
    for method, path, body in (
        ("GET", GROUPS, None),
        ("POST", GROUPS, {"name": "Ny"}),
        ("PATCH", f"{GROUPS}/support", {}),
        ("DELETE", f"{GROUPS}/support", None),
    ):
        assert call(method, path, body, cookie=agent).status == 403
        assert call(method, path, body).status == 401


def test_hours_are_kept_and_taken_away(call: Call, admin: str) -> None:
    """Issue 6.2: by weekday; null is always open."""
    hours = {"mon": [["08:00", "12:00"], ["13:00", "17:00"]], "sat": [["10:00", "14:00"]]}
    path = "/api/admin/groups/support"
    assert call("PATCH", path, {"hours": hours}, cookie=admin).body["hours"] == hours
    assert call("PATCH", path, {"name": "Hjälp"}, cookie=admin).body["hours"] == hours
    assert call("PATCH", path, {"hours": None}, cookie=admin).body["hours"] is None


@pytest.mark.parametrize(
    "hours",
    [
        {"mon": [["17:00", "08:00"]]},
        {"mon": [["8:00", "17:00"]]},
        {"mon": [["08:00"]]},
        {"monday": [["08:00", "17:00"]]},
        {"mon": "08:00-17:00"},
        [],
    ],
    ids=str,
)
def test_hours_that_make_no_sense_are_refused(hours: object, call: Call, admin: str) -> None:
    """422, and nothing stored."""
    path = "/api/admin/groups/support"
    assert call("PATCH", path, {"hours": hours}, cookie=admin).status == 422
    groups = call("GET", "/api/admin/groups", cookie=admin).body["groups"]
    assert next(g for g in groups if g["id"] == "support")["hours"] is None
