"""Users and their registration for distance login: what administrators edit, and what follows."""

import json
from dataclasses import replace
from typing import Any

import pytest

from jour.errors import Unavailable
from jour.organisation import Channel
from jour.session import EndReason, is_live
from jour.settings import Settings
from tests.builders import ALVA, ANNA, ANNAS_NUMBER, colleague, new_session, other_organisation
from tests.connect import SERVICE_NUMBER
from tests.handlers.conftest import Answer, Call, World
from tests.handlers.sockets import log_in

MOBILE, OTHER_MOBILE, LANDLINE = "+46701740606", "+46701740607", "+46846500420"
USERS = "/api/admin/users"


class Queue:
    """Stands in for the queue of password orders."""

    def __init__(self) -> None:
        self.mailed: list[str] = []
        self.refuses = False

    def mail(self, order: Any) -> None:
        if self.refuses:
            raise Unavailable
        self.mailed.append(order.user)


@pytest.fixture
def queue(world: World) -> Queue:
    queue = Queue()
    world.services.__dict__["rotation_queue"] = queue
    return queue


@pytest.fixture
def admin(call: Call, world: World) -> str:
    world.services.users.add(colleague("bo"))
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


@pytest.fixture
def patch(call: Call, admin: str) -> Any:
    def patched(user: str, body: object) -> Answer:
        return call("PATCH", f"{USERS}/{user}", body, cookie=admin)

    return patched


def by_distance(world: World, user: str = "anna", groups: tuple[str, ...] = ("support",)) -> None:
    """The user rings the service number."""
    name = "Anna Lind" if user == "anna" else user
    session = replace(new_session("d1", Channel.DISTANCE, user, world.clock(), groups), name=name)
    world.services.sessions.log_in(session, world.clock())


def living(world: World, user: str = "anna") -> Any:
    session = world.services.sessions.get("demo", user)
    return session if session and is_live(session, world.clock()) else None


def test_a_registration_is_stored_as_telephones_dial_it(patch: Any, world: World) -> None:
    """F4-F8: numbers in any writing, E.164 in the answer; a PIN that is never answered."""
    told = patch(
        "bo",
        {
            "distance": {
                "number": "070-174 06 06",
                "alternative_number": "08-465 004 20",
                "preselected_groups": ["vaxel", "support"],
                "pin": "2580",
            }
        },
    )
    assert told.status == 200
    assert told.body["distance"] == {
        "number": MOBILE,
        "alternative_number": LANDLINE,
        "preselected_groups": ["vaxel", "support"],
        "has_pin": True,
    }
    assert (told.body["version"], told.body["warnings"]) == (2, [])
    assert "2580" not in json.dumps(told.raw)
    assert "argon2" not in json.dumps(told.raw)
    bo = world.services.users.get("bo")
    assert bo
    assert bo.distance
    assert world.services.secrets.passwords.verify("2580", bo.distance.pin)


def test_what_is_not_named_stays(patch: Any) -> None:
    """An edit of one field keeps the others, the PIN too; null takes away."""
    first = {"number": MOBILE, "alternative_number": LANDLINE, "pin": "2580"}
    patch("bo", {"distance": first | {"preselected_groups": ["support"]}})
    kept = patch("bo", {"distance": {"number": OTHER_MOBILE}}).body["distance"]
    assert kept == {
        "number": OTHER_MOBILE,
        "alternative_number": LANDLINE,
        "preselected_groups": ["support"],
        "has_pin": True,
    }
    assert patch("bo", {"name": "Bo Ek"}).body["distance"] == kept
    less: dict[str, Any] = {"alternative_number": None, "pin": None, "preselected_groups": []}
    assert patch("bo", {"distance": less}).body["distance"] == {
        "number": OTHER_MOBILE,
        "alternative_number": None,
        "preselected_groups": [],
        "has_pin": False,
    }


def test_a_number_that_gets_no_sms_is_warned_of(patch: Any, call: Call, admin: str) -> None:
    """F13: allowed, and said in the reader's language; not of what may well be mobile."""
    told = patch("bo", {"distance": {"number": "08-465 004 20"}})
    assert [(w["code"], w["field"]) for w in told.body["warnings"]] == [("not_mobile", "number")]
    english = {"accept-language": "en"}
    again = call("GET", f"{USERS}/bo", cookie=admin, headers=english).body["warnings"]
    assert "mobile" in again[0]["message"]
    assert patch("bo", {"distance": {"number": "+1 202 555 0123"}}).body["warnings"] == []


REFUSED: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "somebody's number": ({"number": ANNAS_NUMBER}, 409, "phone_taken", "number"),
    "somebody's number as alternative": (
        {"number": MOBILE, "alternative_number": ANNAS_NUMBER},
        409,
        "phone_taken",
        "alternative_number",
    ),
    "a group's number": ({"number": "08-465 004 10"}, 409, "phone_taken", "number"),
    "the service number": ({"number": SERVICE_NUMBER}, 409, "phone_taken", "number"),
    "a switchboard": ({"number": "08-465 004 55"}, 409, "phone_taken", "number"),
    "another organisation's": ({"number": "+46701740615"}, 409, "phone_taken", "number"),
    "chat": (
        {"number": MOBILE, "preselected_groups": ["support", "chatt"]},
        422,
        "distance_group_media",
        "preselected_groups",
    ),
    "telemarketing": (
        {"number": MOBILE, "preselected_groups": ["kampanj"]},
        422,
        "distance_group_media",
        "preselected_groups",
    ),
    "no such group": (
        {"number": MOBILE, "preselected_groups": ["nix"]},
        422,
        "invalid_group",
        "preselected_groups",
    ),
    "no number": ({"pin": "1234"}, 422, "invalid_phone", "number"),
    "an unreadable number": ({"number": "ring mig"}, 422, "invalid_phone", "number"),
    "an unreadable alternative": (
        {"number": MOBILE, "alternative_number": "12"},
        422,
        "invalid_phone",
        "alternative_number",
    ),
    "one number twice": (
        {"number": MOBILE, "alternative_number": "070-1740606"},
        422,
        "same_number",
        "alternative_number",
    ),
    "three digits": ({"number": MOBILE, "pin": "123"}, 422, "invalid_pin", "pin"),
    "seven digits": ({"number": MOBILE, "pin": "1234567"}, 422, "invalid_pin", "pin"),
    "letters": ({"number": MOBILE, "pin": "12a4"}, 422, "invalid_pin", "pin"),
    "digits of another script": ({"number": MOBILE, "pin": "١٢٣٤"}, 422, "invalid_pin", "pin"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_a_registration_is_refused_whole(
    case: tuple[dict[str, Any], int, str, str], patch: Any, call: Call, world: World, admin: str
) -> None:
    """F5-F11: code and field; nothing is stored, no number is claimed, no PIN comes back."""
    sara = replace(colleague("sara"), org="strikt", distance=replace_number("+46701740615"))
    world.services.organisations.add(other_organisation("strikt"))
    world.services.users.add(sara)
    switchboards = {"switchboard_numbers": ["08-465 004 55"]}
    assert call("PATCH", "/api/admin/organisation", switchboards, cookie=admin).status == 200
    body, status, code, field = case
    told = patch("bo", {"name": "Någon Annan", "distance": body})
    assert (told.status, told.body["code"], told.body["field"]) == (status, code, field)
    assert world.services.users.get("bo") == colleague("bo")
    if "pin" in body:
        assert body["pin"] not in json.dumps(told.raw)
    if field != "number":
        free = {"distance": {"number": MOBILE}}
        assert call("PATCH", f"{USERS}/anna", free, cookie=admin).status == 200


def replace_number(number: str) -> Any:
    assert ANNA.distance
    return replace(ANNA.distance, number=number)


def test_a_number_given_up_is_free(patch: Any) -> None:
    """F5, F7: between users, and between the two fields of one user."""
    both = {"number": MOBILE, "alternative_number": OTHER_MOBILE}
    assert patch("bo", {"distance": both}).status == 200
    swapped = {"number": OTHER_MOBILE, "alternative_number": MOBILE}
    assert patch("bo", {"distance": swapped}).status == 200
    assert patch("anna", {"distance": {"number": MOBILE}}).status == 409
    assert patch("bo", {"distance": None}).status == 200
    assert patch("anna", {"distance": {"number": MOBILE}}).status == 200
    assert patch("bo", {"distance": {"number": ANNAS_NUMBER}}).status == 200


def test_only_agents_log_in_by_telephone(patch: Any, world: World) -> None:
    """F3: refused for others, and gone with the role."""
    told = patch("alva", {"distance": {"number": MOBILE}})
    assert (told.status, told.body["code"]) == (422, "distance_not_agent")
    assert patch("anna", {"roles": ["admin"]}).body["distance"] is None
    assert patch("bo", {"distance": {"number": ANNAS_NUMBER}}).status == 200


def test_an_edit_of_something_older_is_refused(patch: Any, world: World) -> None:
    """Of two administrators the second is told; without a version the newest is edited."""
    assert patch("bo", {"name": "Bo Ek", "version": 1}).body["version"] == 2
    second = patch("bo", {"language": "en", "version": 1})
    assert (second.status, second.body["code"]) == (409, "edited_meanwhile")
    assert patch("bo", {"language": "en"}).body["name"] == "Bo Ek"


def test_removing_the_registration_ends_a_login_by_distance(patch: Any, world: World) -> None:
    """Issue 5, 4: reason admin, by whom; and only a login by distance."""
    log_in_as_web = new_session("w1", Channel.WEB, "bo", world.clock())
    world.services.sessions.log_in(log_in_as_web, world.clock())
    by_distance(world)
    patch("bo", {"distance": {"number": MOBILE}})
    for user in ("anna", "bo"):
        assert patch(user, {"distance": None}).status == 200
    assert living(world, "bo")
    ended = world.services.sessions.get("demo", "anna")
    assert ended
    assert ended.login.ended
    assert (ended.login.ended.reason, ended.login.ended.by) == (EndReason.ADMIN, "alva")


def test_a_new_number_is_rung_from_now_on(patch: Any, world: World) -> None:
    """F5: the living login by distance follows, and colleagues hear of it."""
    by_distance(world)
    before = living(world)
    patch("anna", {"distance": {"number": MOBILE}})
    after = living(world)
    assert (after.phone, after.version) == (MOBILE, before.version + 1)
    assert after.since == before.since


def test_an_edit_that_says_nothing_new_wakes_nobody(patch: Any, world: World) -> None:
    """A login that the edit does not concern stays as it is."""
    by_distance(world)
    before = living(world)
    patch("anna", {"email": "a@demo.example", "distance": {"pin": "1234"}})
    assert living(world) == before


def test_a_lost_group_is_not_staffed_any_more(patch: Any, world: World) -> None:
    """The living login loses it; with the last one it ends."""
    by_distance(world, groups=("support", "vaxel"))
    patch("anna", {"groups": ["vaxel", "chatt"]})
    assert (living(world).groups, living(world).own_groups) == (("vaxel",), ("vaxel", "chatt"))
    patch("anna", {"groups": ["chatt"]})
    assert living(world) is None


def test_a_lost_group_leaves_the_preselected_ones(patch: Any) -> None:
    """F8: but not the last, since none means all."""
    patch("anna", {"distance": {"preselected_groups": ["support", "vaxel"]}})
    less = patch("anna", {"groups": ["vaxel"]}).body
    assert less["distance"]["preselected_groups"] == ["vaxel"]
    none = patch("anna", {"groups": ["support"]})
    assert (none.status, none.body["code"], none.body["field"]) == (422, "invalid_group", "groups")
    together = {"groups": ["support"], "distance": {"preselected_groups": ["support"]}}
    assert patch("anna", together).status == 200


@pytest.mark.parametrize(
    ("edit", "reason"), [({"disabled": True}, "disabled"), ({"roles": ["admin"]}, "admin")], ids=str
)
def test_who_is_put_out_is_logged_out(
    edit: dict[str, Any], reason: str, patch: Any, call: Call, world: World
) -> None:
    """ASVS 7.4.2: disabled, and every login ends; no agent any more, and the agent's does."""
    plain = call("POST", "/api/login", {"user_id": "anna", "password": "demo-anna"}).cookie
    by_distance(world)
    assert patch("anna", edit).status == 200
    ended = world.services.sessions.get("demo", "anna")
    assert ended
    assert ended.login.ended
    assert (ended.login.ended.reason, ended.login.ended.by) == (reason, "alva")
    told = call("GET", "/api/session", cookie=plain)
    assert told.status == (401 if reason == "disabled" else 200)


def test_a_removed_user_leaves_nothing_personal(
    call: Call, admin: str, world: World, patch: Any
) -> None:
    """Security: numbers free, logins ended, name and number gone; the id may be used again."""
    web = log_in(call)
    call("POST", "/api/login", {"user_id": "anna", "password": "demo-anna"})
    assert call("DELETE", f"{USERS}/anna", cookie=admin).status == 204
    assert call("GET", f"{USERS}/anna", cookie=admin).body["code"] == "unknown_user"
    told = call("GET", "/api/session", cookie=web)
    assert told.status == 401
    left = [*world.services.table.query("pk = :org", {":org": "ORG#demo"})]
    assert "Anna Lind" not in str(left)
    assert ANNAS_NUMBER not in str(left)
    assert patch("bo", {"distance": {"number": ANNAS_NUMBER}}).status == 200
    assert call("DELETE", f"{USERS}/anna", cookie=admin).status == 404


@pytest.mark.parametrize(
    ("method", "body"),
    [("DELETE", None), ("PATCH", {"disabled": True}), ("PATCH", {"roles": ["agent"]})],
    ids=str,
)
def test_nobody_puts_themselves_out(
    method: str, body: object, call: Call, admin: str, world: World
) -> None:
    """An organisation keeps an administrator."""
    told = call(method, f"{USERS}/alva", body, cookie=admin)
    assert (told.status, told.body["code"]) == (409, "own_account")
    assert world.services.users.get("alva") == ALVA


NEW = {"id": "Nils", "name": "Nils Nord", "email": "nils@demo.example", "groups": ["support"]}


def test_a_new_user_gets_a_password_by_mail(call: Call, admin: str, queue: Queue) -> None:
    """P9: none is chosen for them; the id is folded as at login; everything in one request."""
    told = call("POST", USERS, NEW | {"distance": {"number": MOBILE}}, cookie=admin)
    assert told.status == 201
    assert (told.body["id"], told.body["roles"], told.body["version"]) == ("nils", ["agent"], 1)
    assert told.body["credentials"]["state"] == "ordered"
    assert queue.mailed == ["nils"]
    assert call("GET", f"{USERS}/nils", cookie=admin).body == told.body


def test_a_new_user_stands_although_the_queue_does_not_answer(
    call: Call, admin: str, queue: Queue, world: World
) -> None:
    """Design 3: the order is stored with the user, and the sweep mails it."""
    queue.refuses = True
    assert call("POST", USERS, NEW, cookie=admin).status == 201
    order = world.services.orders.get("nils")
    assert order
    assert order.is_open


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (NEW | {"id": "anna"}, 409, "user_taken", "id"),
        (NEW | {"id": "#"}, 422, "invalid_user_id", "id"),
        (NEW | {"groups": ["nix"]}, 422, "invalid_group", "groups"),
        (NEW | {"distance": {"number": ANNAS_NUMBER}}, 409, "phone_taken", "number"),
        (NEW | {"email": "nils"}, 422, "invalid_request", None),
        (NEW | {"email": "a@b.se\nBcc: x@y.se"}, 422, "invalid_request", None),
    ],
    ids=["taken", "id", "group", "phone", "mail", "header"],
)
def test_a_new_user_is_refused_whole(
    body: dict[str, Any],
    status: int,
    code: str,
    field: str | None,
    call: Call,
    admin: str,
    queue: Queue,
    world: World,
) -> None:
    """Nothing stored, nothing mailed."""
    told = call("POST", USERS, body, cookie=admin)
    assert (told.status, told.body["code"], told.body.get("field")) == (status, code, field)
    assert world.services.users.get("nils") is None
    assert world.services.users.get("anna") == ANNA
    assert queue.mailed == []


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_another_organisations_user_is_nobody(
    method: str, call: Call, admin: str, world: World
) -> None:
    """Isolation: no way to tell whether such a user exists."""
    world.services.users.add(colleague("sara", org="strikt"))
    body = {"name": "x"} if method == "PATCH" else None
    answers = [call(method, f"{USERS}/{user}", body, cookie=admin) for user in ("sara", "nobody")]
    assert answers[0].body == answers[1].body
    assert answers[0].status == 404
    assert world.services.users.get("sara")


def test_the_agents_own_page_knows_how_to_ring(call: Call, world: World) -> None:
    """F1: service number, own numbers, what a call staffs; nothing for who cannot."""
    told = call("GET", "/api/session", cookie=log_in(call)).body["distance"]
    assert told == {
        "service_number": SERVICE_NUMBER,
        "numbers": [ANNAS_NUMBER],
        "preselected_groups": [],
    }
    alva = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"})
    assert alva.body["distance"] is None
    world.services.settings = Settings({"JOUR_ORIGINS": "https://jour.example.se"})
    assert call("GET", "/api/session", cookie=alva.cookie).status == 200


def test_it_is_all_for_administrators(call: Call, admin: str) -> None:
    """403 for an agent, 401 for nobody."""
    agent = log_in(call)
    for method, path, body in (
        ("POST", USERS, NEW),
        ("GET", f"{USERS}/anna", None),
        ("PATCH", f"{USERS}/anna", {}),
        ("DELETE", f"{USERS}/bo", None),
    ):
        assert call(method, path, body, cookie=agent).status == 403
        assert call(method, path, body).status == 401


def test_a_pin_that_is_no_text_is_not_repeated(patch: Any) -> None:
    """B7: errors name the field and the rule, never what was sent."""
    for pin in (258013, ["258013"], "258013" * 20):
        told = patch("bo", {"distance": {"number": MOBILE, "pin": pin}})
        assert (told.status, told.body["code"]) == (422, "invalid_request")
        assert told.body["errors"][0]["field"] == "distance.pin"
        assert "258013" not in json.dumps(told.raw)
