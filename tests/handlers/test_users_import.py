"""Users from a list (issue 9, point 4): whole rows, and the same list twice is once."""

from typing import Any

import pytest

from jour.errors import Unavailable
from jour.store.users import Users
from jour.user import Role, User
from tests.builders import colleague
from tests.handlers.conftest import Answer, Call, World
from tests.handlers.post import Post, post_office

HEAD = "id;namn;e-post;roller;svarsgrupper;nummer;alternativt nummer;förvalda svarsgrupper"
KAJSA = "kajsa;Kajsa Ek;kajsa@demo.example;handläggare;Support|växel;070-174 06 20;;Support"
PATH = "/api/admin/users/import"


@pytest.fixture
def post(world: World) -> Post:
    return post_office(world)


@pytest.fixture
def admin(call: Call) -> str:
    cookie = call("POST", "/api/login", {"user_id": "alva", "password": "demo-anna"}).cookie
    assert cookie
    return cookie


def _counts(answer: Answer) -> tuple[int, ...]:
    assert answer.status == 200, answer
    return tuple(answer.body[name] for name in ("added", "updated", "unchanged", "skipped"))


def _lines(answer: Answer) -> list[tuple[int, str]]:
    assert all(error["message"] for error in answer.body["errors"])
    return [(error["line"], error["code"]) for error in answer.body["errors"]]


def _user(world: World, user_id: str = "kajsa") -> User:
    found = world.services.users.get(user_id)
    assert found
    return found


def test_a_row_becomes_a_user_with_everything(
    call: Call, world: World, post: Post, admin: str
) -> None:
    """Groups by name or id, numbers as people write them; no mail unless it is asked for."""
    answer = call("POST", PATH, {"csv": f"{HEAD}\n{KAJSA}"}, cookie=admin)
    assert (_counts(answer), answer.body["errors"]) == ((1, 0, 0, 0), [])
    kajsa = _user(world)
    assert (kajsa.name, kajsa.roles, kajsa.groups) == (
        "Kajsa Ek",
        frozenset({Role.AGENT}),
        ("support", "vaxel"),
    )
    assert kajsa.distance
    assert kajsa.distance.number == "+46701740620"
    assert kajsa.distance.preselected_groups == ("support",)
    assert post.bodies() == []
    assert world.services.orders.get("kajsa") is None


def test_the_same_list_again_changes_nothing(
    call: Call, world: World, post: Post, admin: str
) -> None:
    """A lost answer is asked again: nothing is added, edited or mailed a second time."""
    body = {"csv": f"{HEAD}\n{KAJSA}", "update": True, "send": True}
    assert _counts(call("POST", PATH, body, cookie=admin)) == (1, 0, 0, 0)
    before, mailed = _user(world), post.bodies()
    again = call("POST", PATH, body, cookie=admin)
    assert (_counts(again), again.body["errors"]) == ((0, 0, 1, 0), [])
    assert (_user(world), len(mailed), post.bodies()) == (before, 1, [])


def test_an_outage_in_the_middle_is_made_good_by_asking_again(
    call: Call, world: World, post: Post, admin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 after the first of two rows: the same part again adds the second one alone."""
    rows = f"{HEAD}\n{KAJSA}\nliv;Liv Ek;liv@demo.example"
    add, left = Users.add, [1]

    def adds_one(self: Users, user: User, also: Any = ()) -> None:
        if not left:
            raise Unavailable
        left.pop()
        add(self, user, also)

    with monkeypatch.context() as outage:
        outage.setattr(Users, "add", adds_one)
        assert call("POST", PATH, {"csv": rows, "send": True}, cookie=admin).status == 503
    assert world.services.users.get("liv") is None
    answer = call("POST", PATH, {"csv": rows, "send": True}, cookie=admin)
    assert _counts(answer) == (1, 0, 1, 0)
    assert len(post.bodies()) == 2


def test_who_is_there_is_changed_only_when_asked(
    call: Call, world: World, post: Post, admin: str
) -> None:
    """Else the line is told; an empty cell changes nothing, and so does what nobody wrote."""
    body = {"csv": "id,name,email\nAnna,Anna Berg,"}
    told = call("POST", PATH, body, cookie=admin)
    assert (_counts(told), _lines(told)) == ((0, 0, 0, 1), [(2, "user_exists")])
    assert _user(world, "anna").name == "Anna Lind"
    assert _counts(call("POST", PATH, body | {"update": True}, cookie=admin)) == (0, 1, 0, 0)
    anna = _user(world, "anna")
    assert (anna.name, anna.email, anna.version) == ("Anna Berg", "anna@demo.example", 2)
    assert anna.distance is not None


BAD = {
    "missing id": (";Kim;kim@demo.example", "missing_id"),
    "odd id": ("kim ek;Kim;kim@demo.example", "invalid_user_id"),
    "no name": ("kim;;kim@demo.example", "new_without_name"),
    "no email": ("kim;Kim;", "new_without_email"),
    "odd email": ("kim;Kim;kim", "invalid_email"),
    "odd role": ("kim;Kim;kim@demo.example;chef", "unknown_role"),
    "odd group": ("kim;Kim;kim@demo.example;agent;jul", "invalid_group"),
    "odd number": ("kim;Kim;kim@demo.example;agent;support;12", "invalid_phone"),
    "Anna's number": ("kim;Kim;kim@demo.example;agent;support;070-174 06 05", "phone_taken"),
    "chat by distance": (
        "kim;Kim;kim@demo.example;agent;chatt;070-174 06 21;;chatt",
        "distance_group_media",
    ),
    "distance for no agent": (
        "kim;Kim;kim@demo.example;admin;;070-174 06 21",
        "distance_not_agent",
    ),
    "open quote": ('kim;"Kim;kim@demo.example', "unclosed_quote"),
    "invisible": ("kim;Ki\u202em;kim@demo.example", "control_character"),
    "somebody else's": ("sara;Sara;sara@demo.example", "user_taken"),
}


@pytest.mark.parametrize(("row", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_refused_whole_and_alone(
    row: str, code: str, call: Call, world: World, post: Post, admin: str
) -> None:
    """Its line is told with a code and a sentence, and leaves nothing; its neighbours go on."""
    world.services.users.add(colleague("sara", org="strikt"))
    sent = {"csv": f"{HEAD}\n{row}\nliv;Liv;liv@demo.example", "update": True, "send": True}
    answer = call("POST", PATH, sent, cookie=admin)
    assert _counts(answer) == (1, 0, 0, 0)
    assert _lines(answer) == [(2, code)]
    assert world.services.users.get("kim") is None
    assert _user(world, "sara").org == "strikt"


def test_lines_are_those_of_the_whole_file(call: Call, post: Post, admin: str) -> None:
    """A later part brings the header with it; a user of an earlier line is told once."""
    body = {"csv": "x;X;x@a.se\nx;Y;y@a.se", "header": HEAD, "first_line": 501}
    answer = call("POST", PATH, body, cookie=admin)
    assert _lines(answer) == [(502, "duplicate")]
    without = call("POST", PATH, {"csv": "x;X;x@a.se"}, cookie=admin)
    assert _lines(without) == [(1, "header_missing")]


def test_more_rows_than_a_part_may_have_are_refused(call: Call, post: Post, admin: str) -> None:
    """A part is a hundred rows, so that it is answered in time; the others are told."""
    rows = "\n".join(f"n{n};N;n{n}@demo" for n in range(101))
    answer = call("POST", PATH, {"csv": f"{HEAD}\n{rows}"}, cookie=admin)
    assert _lines(answer)[-1] == (102, "too_many_rows")
    assert {code for _, code in _lines(answer)[:-1]} == {"invalid_email"}


def test_it_is_for_administrators_alone(call: Call, post: Post) -> None:
    """403 for an agent, 401 for nobody."""
    anna = call("POST", "/api/login", {"user_id": "anna", "password": "demo-anna"}).cookie
    assert call("POST", PATH, {"csv": HEAD}, cookie=anna).status == 403
    assert call("POST", PATH, {"csv": HEAD}).status == 401
