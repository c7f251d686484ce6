"""Lists of numbers to ring, and numbers not to, as administrators keep them (X4)."""

import json
from dataclasses import replace
from typing import Any

import pytest

from jour.store import call_lists as store
from tests.builders import ALVA, other_organisation
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import log_in

LISTS, BARRED = "/api/admin/lists", "/api/admin/do-not-call"
ANNA, BO, SARA = "+46701740605", "+46701740606", "+46701740615"
SPRING = {
    "name": "Våren",
    "group": "kampanj",
    "results": [{"name": "Såld"}, {"name": "Inte intresserad"}],
    "hours": {"mon": [["09:00", "17:00"]]},
}


@pytest.fixture
def admin(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


@pytest.fixture
def spring(call: Call, admin: str) -> str:
    made = call("POST", LISTS, SPRING, cookie=admin)
    assert made.status == 201
    return f"{LISTS}/{made.body['id']}"


def imported(call: Call, admin: str, spring: str, csv: str, **part: Any) -> Any:
    answer = call("POST", f"{spring}/import", {"csv": csv, **part}, cookie=admin)
    assert answer.status == 200
    return answer.body


def test_a_new_list_rings_nothing_until_it_is_started(call: Call, admin: str, spring: str) -> None:
    """Issue 7 point 6: name, group, hours and result codes, and a start of its own."""
    (told,) = call("GET", LISTS, cookie=admin).body["lists"]
    assert told == call("GET", spring, cookie=admin).body
    assert (told["active"], told["entries"], told["hours"]) == (False, 0, SPRING["hours"])
    assert [(r["id"], r["count"]) for r in told["results"]] == [
        ("såld", 0),
        ("inte-intresserad", 0),
    ]
    started = call("PATCH", spring, {"active": True, "hours": None}, cookie=admin).body
    assert (started["active"], started["hours"], started["name"]) == (True, None, "Våren")
    assert (told["rings_now"], started["rings_now"]) == (False, True)
    shut = call("PATCH", spring, {"hours": {}}, cookie=admin).body
    assert (shut["active"], shut["rings_now"]) == (True, False), "outside its hours"


def test_an_import_is_counted_and_reported_by_line(call: Call, admin: str, spring: str) -> None:
    """Duplicates and barred numbers are left out and counted; in the reader's language."""
    call("POST", BARRED, {"csv": f"Nummer\n{BO}"}, cookie=admin)
    csv = f"Nummer;Namn;Ort\n{ANNA};Anna;Mora\n{BO};Bo;\n070-174 06 05;Igen;\nx;Fel;\n"
    told = imported(call, admin, spring, csv, file="f")
    assert (told["kept"], told["duplicates"], told["barred"]) == (1, 1, 1)
    assert [(e["line"], e["code"]) for e in told["errors"]] == [
        (3, "barred"),
        (4, "duplicate"),
        (5, "invalid_phone"),
    ]
    assert "spärrlistan" in told["errors"][0]["message"]
    assert "174" not in json.dumps(told["errors"]).replace(
        "070-174 06 05 eller +46 70 174 06 05", ""
    )
    shown = call("GET", spring, cookie=admin).body
    assert (shown["entries"], shown["left"]) == (1, 1)


def test_a_part_may_be_sent_again_and_another_list_may_not(
    call: Call, admin: str, spring: str
) -> None:
    """Retried parts keep what they kept; an earlier import's numbers are told as such."""
    for _ in range(2):
        assert imported(call, admin, spring, f"{ANNA};Anna", file="f")["kept"] == 1
    again = imported(call, admin, spring, f"{ANNA};Anna\n{SARA};Sara", file="g")
    assert (again["kept"], [e["code"] for e in again["errors"]]) == (1, ["in_list"])
    assert call("GET", spring, cookie=admin).body["entries"] == 2


def test_places_are_never_used_twice(call: Call, world: World, admin: str, spring: str) -> None:
    """They name an entry's contacts, so of two entries none may have the other's."""
    for number in (ANNA, BO, SARA):
        imported(call, admin, spring, number)
    partition = f"LIST#demo#{spring.rpartition('/')[2]}"
    found = list(world.services.table.query("pk = :list", {":list": partition}))
    assert sorted(item["place"] for item in found) == [0, 1, 2]
    assert {item["org_sk"][-9:] for item in found} == {"000000000", "000000001", "000000002"}


def test_of_two_editors_the_second_is_told(call: Call, admin: str, spring: str) -> None:
    """409 with an older version; a result that is in use stays."""
    first = call("PATCH", spring, {"version": 1, "name": "Vår"}, cookie=admin)
    assert (first.status, first.body["version"]) == (200, 2)
    second = call("PATCH", spring, {"version": 1, "name": "Höst"}, cookie=admin)
    assert (second.status, second.body["code"]) == (409, "edited_meanwhile")


def test_a_list_goes_in_bounded_steps_once_it_is_stopped(
    call: Call, admin: str, spring: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries go with it, a few at a time; what is begun is not undone."""
    monkeypatch.setattr(store, "CLEARED_AT_ONCE", 2)
    imported(call, admin, spring, f"{ANNA}\n{BO}\n{SARA}")
    call("PATCH", spring, {"active": True}, cookie=admin)
    assert call("DELETE", spring, cookie=admin).body["code"] == "call_list_in_use"
    call("PATCH", spring, {"active": False}, cookie=admin)
    assert call("DELETE", spring, cookie=admin).body == {"removed": 2, "left": True}
    assert call("GET", spring, cookie=admin).body["removing"] is True
    assert call("PATCH", spring, {"active": True}, cookie=admin).status == 409
    assert call("DELETE", spring, cookie=admin).body == {"removed": 1, "left": False}
    assert call("GET", spring, cookie=admin).status == 404


def test_the_do_not_call_list_is_kept_like_the_phone_book(call: Call, admin: str) -> None:
    """Imported with or without names, found, removed one by one and all."""
    told = call("POST", BARRED, {"csv": f"{ANNA};Anna\n{BO}\n1;x"}, cookie=admin).body
    assert (told["kept"], [e["line"] for e in told["errors"]]) == (2, [3])
    page = call("POST", f"{BARRED}/search", {"search": "anna"}, cookie=admin).body
    assert page["entries"] == [{"number": ANNA, "name": "Anna"}]
    assert call("POST", f"{BARRED}/remove", {"number": ANNA}, cookie=admin).status == 204
    assert call("DELETE", BARRED, cookie=admin).body == {"removed": 1, "left": False}


def test_one_imports_at_a_time(call: Call, world: World, admin: str, spring: str) -> None:
    """Places and the limit hold because nobody counts while another writes."""
    key = {"pk": f"LIST_LEASE#demo#{spring.rpartition('/')[2]}", "sk": "LEASE"}
    world.services.table.put({**key, "until": world.clock.now, "holder": "other"})
    answer = call("POST", f"{spring}/import", {"csv": ANNA}, cookie=admin)
    assert (answer.status, answer.body["code"]) == (409, "call_list_busy")


def test_organisations_do_not_see_each_others_lists(
    call: Call, world: World, admin: str, spring: str
) -> None:
    """An administrator's lists are those of their own organisation."""
    world.services.organisations.add(other_organisation("strikt"))
    world.services.users.add(replace(ALVA, id="stina", org="strikt"))
    stina = call("POST", "/api/login", {"user_id": "stina", "password": "demo-anna"}).cookie
    assert stina
    assert call("GET", LISTS, cookie=stina).body == {"lists": []}
    for method, path, body in (
        ("GET", spring, None),
        ("PATCH", spring, {"active": True}),
        ("DELETE", spring, None),
        ("POST", f"{spring}/import", {"csv": ANNA}),
    ):
        assert call(method, path, body, cookie=stina).status == 404
    call("POST", BARRED, {"csv": ANNA}, cookie=stina)
    assert imported(call, admin, spring, ANNA)["barred"] == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({**SPRING, "group": "support"}, 422),
        ({**SPRING, "name": " "}, 422),
        ({**SPRING, "results": []}, 422),
        ({**SPRING, "results": [{"name": "x" * 41}]}, 422),
        ({**SPRING, "hours": {"mon": [["17:00", "09:00"]]}}, 422),
        ({**SPRING, "more": 1}, 422),
        ({"name": "Våren"}, 422),
    ],
)
def test_a_bad_list_is_refused_whole(call: Call, admin: str, body: Any, status: int) -> None:
    """A problem with a code, and nothing kept."""
    assert call("POST", LISTS, body, cookie=admin).status == status
    assert call("GET", LISTS, cookie=admin).body == {"lists": []}


def test_it_is_all_for_administrators(call: Call, spring: str) -> None:
    """403 for an agent, 401 for nobody."""
    anna = log_in(call)
    for method, path, body in (
        ("GET", LISTS, None),
        ("POST", LISTS, SPRING),
        ("GET", spring, None),
        ("PATCH", spring, {}),
        ("DELETE", spring, None),
        ("POST", f"{spring}/import", {"csv": ANNA}),
        ("POST", BARRED, {"csv": ANNA}),
        ("POST", f"{BARRED}/search", {}),
        ("POST", f"{BARRED}/remove", {"number": ANNA}),
        ("DELETE", BARRED, None),
    ):
        assert call(method, path, body, cookie=anna).status == 403
        assert call(method, path, body).status == 401


@pytest.mark.parametrize(
    "body",
    [
        {"result": "later", "at": "2026-02-31T10:00:00Z"},
        {"result": "later", "at": "2026-11-30T10:00:00+01:00"},
        {"result": "later", "at": "i morgon"},
        {"result": "done", "code": "x" * 51},
        {"result": "sold"},
    ],
)
def test_what_no_call_can_have_come_to_is_refused(call: Call, body: Any) -> None:
    """422 before anything is looked up: a result, and times in UTC that there are."""
    answer = call("POST", "/api/callbacks/c1/done", body, cookie=log_in(call))
    assert answer.status == 422
