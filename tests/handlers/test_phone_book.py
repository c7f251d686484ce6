"""The phone book as administrators fill, read and empty it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jour.errors import Unavailable
from jour.number_register import PHONE_BOOK
from jour.number_rows import read
from jour.store import number_register as store
from tests.builders import ALVA, other_organisation
from tests.handlers.conftest import Answer, Call, World
from tests.handlers.sockets import log_in

PATH = "/api/admin/phonebook"
ANNA, BO = "+46701740605", "+46701740606"


@pytest.fixture
def admin(call: Call) -> str:
    return administrator(call)


def administrator(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


def small_book(world: World, most: int) -> None:
    world.services.phone_book._kind = replace(PHONE_BOOK, most=most)


def listed(call: Call, cookie: str, search: str = "") -> dict[str, str]:
    page = call("POST", f"{PATH}/search", {"search": search}, cookie=cookie)
    assert page.status == 200
    return {entry["number"]: entry["name"] for entry in page.body["entries"]}


def test_good_rows_are_kept_and_bad_ones_told_by_line(call: Call, world: World, admin: str) -> None:
    """Issue 6, names: what hand-out asks for is there; the report is in the reader's language."""
    csv = "Nummer;Namn\n070-174 06 05;Anna\n12;Fel\n070-174 06 06;Bo\n"
    english = {"accept-language": "en"}
    answer = call("POST", PATH, {"csv": csv}, cookie=admin, headers=english)
    assert (answer.status, answer.body["kept"]) == (200, 2)
    (error,) = answer.body["errors"]
    assert (error["line"], error["code"]) == (3, "invalid_phone")
    assert error["message"].startswith("The ")
    book = world.services.phone_book
    assert book.name_of("demo", ANNA) == "Anna"
    assert book.name_of("demo", None) is None
    assert book.name_of("strikt", ANNA) is None
    assert book.name_of("demo", BO) == "Bo"


def test_the_newest_list_is_right_and_leaves_the_rest(call: Call, admin: str) -> None:
    """A number that is there already gets its new name; other entries stay."""
    call("POST", PATH, {"csv": f"{ANNA};Anna\n{BO};Bo"}, cookie=admin)
    assert call("POST", PATH, {"csv": f"{ANNA};Anna Lind"}, cookie=admin).body["kept"] == 1
    assert listed(call, admin) == {ANNA: "Anna Lind", BO: "Bo"}


def test_parts_of_one_file_know_each_other(call: Call, admin: str) -> None:
    """A duplicate in a later part is told with both lines; a part may be sent again."""
    first = {"csv": f"Namn;Nr;Telefon\nAnna;1;{ANNA}", "file": "abc"}
    later = {"csv": f"Bo;2;{BO}\nX;3;{ANNA}", "file": "abc", "first_line": 3}
    later["header"] = "Namn;Nr;Telefon"
    assert call("POST", PATH, first, cookie=admin).body == {"kept": 1, "errors": []}
    for _ in range(2):
        answer = call("POST", PATH, later, cookie=admin).body
        assert answer["kept"] == 1
        assert [(e["line"], e["code"]) for e in answer["errors"]] == [(4, "duplicate")]
        assert "rad 2" in answer["errors"][0]["message"]
    assert listed(call, admin) == {ANNA: "Anna", BO: "Bo"}


def test_a_full_book_says_so_by_line(call: Call, world: World, admin: str) -> None:
    """At most 20,000 entries an organisation; what is there can still be renamed."""
    small_book(world, 1)
    call("POST", PATH, {"csv": f"{ANNA};Anna"}, cookie=admin)
    answer = call("POST", PATH, {"csv": f"{BO};Bo\n{ANNA};Ny"}, cookie=admin).body
    assert answer["kept"] == 1
    assert [(e["line"], e["code"]) for e in answer["errors"]] == [(1, "phone_book_full")]
    assert listed(call, admin) == {ANNA: "Ny"}


def test_it_is_read_page_by_page(call: Call, admin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every entry once, in the order of numbers; how many there are with the first page."""
    monkeypatch.setattr(store, "PAGE", 2)
    numbers = [f"+4670174061{digit}" for digit in range(5)]
    call("POST", PATH, {"csv": "\n".join(f"{n};N{n[-1]}" for n in numbers)}, cookie=admin)
    seen, after, totals = [], None, []
    while True:
        page = call("POST", f"{PATH}/search", {"after": after}, cookie=admin).body
        seen += [entry["number"] for entry in page["entries"]]
        totals.append(page["total"])
        after = page["after"]
        if after is None:
            break
    assert seen == numbers
    assert totals == [5, None, None]


@pytest.mark.parametrize("search", ["lind", "ÅSA", "070-174 06 05", "+4670", " 0605 "])
def test_it_is_searched_by_name_and_number(search: str, call: Call, admin: str) -> None:
    """Whatever the case, and as numbers are written; nobody else's entries show."""
    call("POST", PATH, {"csv": f"{ANNA};Åsa Lind\n+4684650041{0};Bo"}, cookie=admin)
    assert listed(call, admin, search) == {ANNA: "Åsa Lind"}
    assert listed(call, admin, "finns inte") == {}


def test_one_entry_goes(call: Call, admin: str) -> None:
    """It need not be there: asking twice is no fault."""
    call("POST", PATH, {"csv": f"{ANNA};Anna\n{BO};Bo"}, cookie=admin)
    for _ in range(2):
        assert call("POST", f"{PATH}/remove", {"number": ANNA}, cookie=admin).status == 204
    assert listed(call, admin) == {BO: "Bo"}


def test_all_go_in_bounded_steps(call: Call, admin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One request removes so many; it says whether to ask again."""
    monkeypatch.setattr(store, "CLEARED_AT_ONCE", 2)
    rows = "\n".join(f"+4670174061{digit};N" for digit in range(3))
    call("POST", PATH, {"csv": rows}, cookie=admin)
    assert call("DELETE", PATH, cookie=admin).body == {"removed": 2, "left": True}
    assert call("DELETE", PATH, cookie=admin).body == {"removed": 1, "left": False}
    assert call("DELETE", PATH, cookie=admin).body == {"removed": 0, "left": False}


def test_organisations_do_not_see_each_other(call: Call, world: World, admin: str) -> None:
    """An administrator fills, reads and empties their own book alone."""
    world.services.organisations.add(other_organisation("strikt"))
    world.services.users.add(replace(ALVA, id="stina", org="strikt"))
    stina = call("POST", "/api/login", {"user_id": "stina", "password": "demo-anna"}).cookie
    assert stina
    call("POST", PATH, {"csv": f"{ANNA};Anna"}, cookie=admin)
    call("POST", f"{PATH}/remove", {"number": ANNA}, cookie=stina)
    call("DELETE", PATH, cookie=stina)
    assert listed(call, stina) == {}
    assert listed(call, admin) == {ANNA: "Anna"}


def test_one_works_at_a_time(call: Call, world: World, admin: str) -> None:
    """The limit holds because nobody counts while another writes; a lost lease runs out."""
    lease = {"pk": "BOOK_LEASE#demo", "sk": "LEASE", "until": world.clock.now, "holder": "other"}
    world.services.table.put(lease)
    for method, body in (("POST", {"csv": f"{ANNA};Anna"}), ("DELETE", None)):
        answer = call(method, PATH, body, cookie=admin)
        assert (answer.status, answer.body["code"]) == (409, "phone_book_busy")
    world.clock.advance(1)
    assert call("POST", PATH, {"csv": f"{ANNA};Anna"}, cookie=admin).status == 200
    assert call("DELETE", PATH, cookie=admin).status == 200


def test_a_silence_half_way_is_told_as_it_is(
    call: Call, world: World, admin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 without the claim that nothing was changed; the lease is given back."""

    def silent(_: object) -> None:
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(world.services.table, "put_all", silent)
        answer = call("POST", PATH, {"csv": f"{ANNA};Anna"}, cookie=admin)
    assert (answer.status, answer.body["code"]) == (503, "temporarily_unavailable")
    assert "kan vara klara" in answer.body["detail"]
    assert call("POST", PATH, {"csv": f"{ANNA};Anna"}, cookie=admin).status == 200


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("", {}, 422),
        ("", {"csv": None}, 422),
        ("", {"csv": "x", "more": 1}, 422),
        ("", {"csv": "x" * 61_441}, 422),
        ("", {"csv": "x" * 70_000}, 413),
        ("", {"csv": "", "first_line": 0}, 422),
        ("", {"csv": "", "first_line": "2"}, 422),
        ("", {"csv": "", "file": "../x"}, 422),
        ("/search", {"search": "x" * 101}, 422),
        ("/search", {"after": "BOOK"}, 422),
        ("/remove", {}, 422),
        ("/remove", {"number": "070-174 06 05"}, 422),
    ],
)
def test_bad_input_is_refused_whole(
    path: str, body: Any, status: int, call: Call, admin: str
) -> None:
    """A problem with a code, and nothing kept."""
    answer = call("POST", PATH + path, body, cookie=admin)
    assert answer.status == status
    assert answer.raw["headers"]["Content-Type"] == "application/problem+json"
    assert listed(call, admin) == {}


@settings(
    max_examples=40,
    deadline=None,
    # The examples overwrite each other's entries and nothing else.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(csv=st.text(max_size=200), search=st.text(max_size=20))
def test_any_text_is_answered(csv: str, search: str, call: Call, admin: str) -> None:
    """No list and no search makes a 500."""
    assert call("POST", PATH, {"csv": csv}, cookie=admin).status in (200, 422)
    assert call("POST", f"{PATH}/search", {"search": search}, cookie=admin).status in (200, 422)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", PATH, {"csv": f"{ANNA};A"}),
        ("POST", f"{PATH}/search", {}),
        ("POST", f"{PATH}/remove", {"number": ANNA}),
        ("DELETE", PATH, None),
    ],
)
def test_it_is_all_for_administrators(
    method: str, path: str, body: Any, call: Call, world: World
) -> None:
    """403 for an agent, 401 for nobody, and nothing done."""
    world.services.phone_book.keep(
        "demo", read(f"{ANNA};Anna", PHONE_BOOK.form), None, world.clock.now
    )
    assert call(method, path, body, cookie=log_in(call)).status == 403
    assert call(method, path, body).status == 401
    assert world.services.phone_book.name_of("demo", ANNA) == "Anna"


def test_no_number_leaves_in_an_error(call: Call, admin: str) -> None:
    """The report names lines, never what stands on them."""
    answer: Answer = call("POST", PATH, {"csv": "070-1740605x;Anna\n0701740606\n"}, cookie=admin)
    assert len(answer.body["errors"]) == 2
    assert "174" not in json.dumps(answer.body).replace("070-174 06 05 eller +46 70 174 06 05", "")
