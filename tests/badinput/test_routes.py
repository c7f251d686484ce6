"""Issue 11, point 8: whatever is sent to whichever route, the answer is ours, nothing is torn."""

import itertools
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.badinput.conftest import cases
from tests.badinput.judge import Log, judge_http
from tests.badinput.office import Office
from tests.badinput.routes import (
    GOOD,
    KNOWN,
    Request,
    Route,
    event,
    handler_of,
    parameters,
    requests,
    routes,
)


def send(request: Request, office: Office) -> int:
    """Send it and judge the answer; its status."""
    before = office.stored()
    office.tries += 1
    answer = handler_of(request.route)(event(request, office.logins, office.chats), None)
    judge_http(answer, office, before)
    return int(answer["statusCode"])


@cases(300)
@given(sent=st.lists(requests(), min_size=1, max_size=4))
def test_every_route_survives_anything(sent: list[Request], office: Office, log: Log) -> None:
    """A few requests in a row, and what they stored told on: no 5xx, no insides, nothing torn."""
    office.anew()
    for request in sent:
        send(request, office)
    office.settle()
    log.sound()


def test_the_good_bodies_are_good(office: Office, log: Log) -> None:
    """What the property above spoils is taken as it stands, so it gets past the first check."""
    assert set(GOOD) <= {(route.method, route.path) for route in routes()}
    refused = {f"{r.method} {r.path}" for r in routes() if not _is_taken(r, office)}
    log.sound()
    assert refused == set()


def _is_taken(route: Route, office: Office) -> bool:
    """Whether somebody's request about something that is there is answered."""
    good = GOOD.get((route.method, route.path))
    body = None if good is None else json.dumps(good)
    query = {name: KNOWN[name][0] for name in route.query if name in ("day", "date", "version")}
    known = KNOWN[parameters(route.path)[0]] if parameters(route.path) else ("",)
    for one, who in itertools.product(known, ("alva", "anna", "bo", "cilla", "nobody")):
        office.anew()
        path = _filled(route.path, one)
        if send(Request(route, route.method, path, query, {}, body, who), office) < 400:
            office.settle()
            return True
    return False


def _filled(path: str, first: str) -> str:
    for place, name in enumerate(parameters(path)):
        path = path.replace(f"{{{name}}}", KNOWN[name][0] if place else first)
    return path
