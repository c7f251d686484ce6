"""Issue 10, point 6: API Gateway's own addresses refuse everybody but CloudFront."""

import pytest

from infra.front_secret import HEADER
from jour.errors import Unavailable
from jour.front import FrontDoor, FrontSecret
from jour.kept_secret import KeptSecret
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import allowed, authorize, log_in

PATHS = [
    ("GET", "/api/session"),
    ("POST", "/api/login"),
    ("POST", "/api/password/forgotten"),
    ("GET", "/api/admin/users"),
    ("POST", "/api/admin/users/import"),
    ("GET", "/api/admin/groups"),
    ("POST", "/api/admin/phonebook"),
    ("GET", "/api/admin/lists"),
    ("POST", "/api/callbacks/c/dial"),
    ("GET", "/api/calls"),
    ("GET", "/api/push"),
    ("POST", "/api/chats"),
    ("GET", "/api/no/such/address"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize("shown", ["", "guess"])
def test_a_request_past_the_front_door_is_not_looked_at(
    call: Call, method: str, path: str, shown: str
) -> None:
    """Every function, whatever the method; in the language that was asked for."""
    answer = call(method, path, headers={HEADER: shown, "accept-language": "en"})
    assert (answer.status, answer.body["code"]) == (403, "front_door_only")
    assert "own address" in answer.body["detail"]


@pytest.mark.parametrize("shown", ["", "guess"])
def test_a_socket_past_the_front_door_is_refused(call: Call, shown: str) -> None:
    """A living login's cookie from our own page opens none there."""
    cookie = log_in(call)
    assert allowed(authorize(cookie))
    assert not allowed(authorize(cookie, **{HEADER: shown}))


def test_nothing_is_let_in_while_nobody_can_tell(call: Call, world: World) -> None:
    """Fail closed (ASVS 16.5.3): 503, and no socket."""

    def silent() -> FrontSecret:
        raise Unavailable

    cookie = log_in(call)
    world.services.secrets.__dict__["front"] = FrontDoor(KeptSecret(silent, world.clock))
    assert call("GET", "/api/session", cookie=cookie).status == 503
    assert not allowed(authorize(cookie))
