"""Faults 1 to 4, 6 and 16: what is told of connections, twice, late, never, or all at once."""

from collections.abc import Callable

import pytest

from jour.clock import SECOND
from jour.organisation import Channel
from tests.faults.actions import asks
from tests.faults.cells import cell
from tests.faults.conftest import Open
from tests.faults.portrait import portrait
from tests.faults.site import DONE, Site, connects
from tests.handlers.chats import OPENING, customer_socket
from tests.handlers.conftest import called
from tests.handlers.sockets import Socket, authorize, fan_out, opened

SITE = 40
"""So many agents are there when everything is closed."""


@cell(1, "connect", "disconnect", "fan-out")
def test_told_twice_is_told_once(site: Site) -> None:
    """Fault 1: duplicate $connect and $disconnect: same state; nobody is told or closed."""
    site.opened("bo", "b1")
    socket, stream = site.opened("anna", "c1"), site.stream()
    once = portrait(site)
    assert socket.connect() == 200
    assert portrait(site) == once
    socket.disconnect()
    once, lease = portrait(site), site.session().lease_until
    site.advance(SECOND)
    socket.disconnect()
    assert (portrait(site), site.session().lease_until) == (once, lease)
    assert (stream.records(), site.gateway.posted, site.gateway.closed) == ([], [], [])


def by_telephone(site: Site) -> None:
    site.rings("c9")


def by_page(channel: str) -> Callable[[Site], None]:
    return lambda site: void(opened(site.log_in(channel=channel), "c2"))


def void(_: object) -> None:
    """The new login is all that is wanted."""


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param(by_page("desktop"), marks=cell(2, "login", "disconnect", "connect")),
        pytest.param(by_page("mobile"), marks=cell(2, "login")),
        pytest.param(by_page("web"), marks=cell(2, "login")),
        pytest.param(by_telephone, marks=cell(2, "toggle")),
    ],
    ids=("desktop", "mobile", "web", "distance"),
)
def test_a_late_disconnect_leaves_the_newer_login(
    newer: Callable[[Site], None], site: Site
) -> None:
    """Fault 2: on every channel."""
    older = site.opened("anna", "c1")
    newer(site)
    before = portrait(site)
    older.disconnect()
    older.disconnect()
    assert portrait(site) == before
    assert site.is_live()


@cell(2, "chat")
def test_a_customers_older_tab_leaves_the_newer_one(site: Site) -> None:
    """Fault 2: of a conversation."""
    site.opened("anna", "a1")
    begun = called("POST", "/api/chats", OPENING)
    older = customer_socket(begun.cookie, "k1")
    customer_socket(begun.cookie, "k2")
    older.disconnect()
    head = site.services.chats.head(begun.body["contact"])
    assert head is not None
    assert head.connection_id == "k2"


@cell(3, "connect", "disconnect", "dispatch")
def test_a_connection_that_was_over_before_it_began_is_reaped(site: Site) -> None:
    """Fault 3: nothing is said on it, so the login ends when a living client would have spoken."""
    cookie = site.log_in()
    socket = Socket("c1", authorize(cookie)["context"])
    socket.disconnect()
    assert socket.connect() == 200
    site.advance(75 * SECOND)
    assert not site.is_live()
    assert asks("k1", op="arrive")["next"] not in ("dial", "softphone"), "a ghost gets no call"
    site.sweep()
    assert site.session().login.ended is not None


@cell(3, "login", "connect")
def test_a_connection_of_an_older_login_is_refused(site: Site) -> None:
    """Fault 3: the login was replaced between the authorizer and the commit."""
    context = authorize(site.log_in())["context"]
    site.log_in(channel="mobile")
    before = portrait(site)
    assert Socket("c1", context).connect() == 403
    assert portrait(site) == before


@cell(3, "fan-out")
def test_a_ghost_connection_of_a_phone_is_pruned_by_the_next_news(site: Site) -> None:
    """Fault 3: mobile stays logged in (M7), and its dead connection is noted as gone."""
    site.opened("anna", "c1", "mobile")
    bo, stream = site.opened("bo", "b1"), site.stream()
    site.advance(20 * SECOND)
    site.gateway.answers["c1"] = [410]
    bo.ask("status", status="paused", reason="lunch")
    fan_out(stream.records())
    assert site.session().connection_id is None
    assert site.is_live()


@pytest.mark.parametrize(
    ("channel", "stays"),
    [
        pytest.param("desktop", False, marks=cell(4, "login", "disconnect", "fan-out", "dispatch")),
        pytest.param("mobile", True, marks=cell(4, "login")),
        pytest.param("web", True, marks=cell(4, "login")),
        pytest.param("distance", True, marks=cell(4, "toggle")),
    ],
)
def test_a_disconnect_that_never_comes(channel: str, stays: bool, site: Site) -> None:
    """Fault 4, D10, M7, W4: desktop is offline within 90 s, others hear of it; the rest stays."""
    site.opened("bo", "b1", "mobile")
    if channel == "distance":
        site.rings()
    else:
        site.opened("anna", "c1", channel)
    stream = site.stream()
    site.advance(75 * SECOND)
    site.sweep()
    assert fan_out(stream.records()) == []
    assert site.is_live() is stays
    gone = [user for message in site.gateway.to("b1") for user in message.get("gone", ())]
    assert gone == ([] if stays else ["anna"])
    services = site.services
    there = [s.user for s in services.sessions.present("demo").sessions if site.is_live(s.user)]
    assert ("anna" in there) is stays


def replaced(site: Site) -> None:
    site.log_in(channel="mobile")


def logged_out_by_alva(site: Site) -> None:
    cookie = site.administrator()
    assert called("POST", "/api/admin/users/anna/logout", cookie=cookie).status == 204


def ordered(site: Site) -> None:
    cookie = site.administrator()
    assert called("POST", "/api/admin/users/anna/credentials", cookie=cookie).status == 202


def taken_over(site: Site) -> None:
    session = site.session()
    context = {
        "org": "demo",
        "user": "anna",
        "session_id": session.login.session_id,
        "channel": session.channel.value,
        "language": "sv",
    }
    assert Socket("c2", context).connect() == 200


@pytest.mark.parametrize(
    "cause",
    [
        pytest.param(replaced, marks=cell(6, "login", "disconnect", "fan-out")),
        pytest.param(by_telephone, marks=cell(6, "toggle", "disconnect")),
        pytest.param(logged_out_by_alva, marks=cell(6, "logout", "disconnect")),
        pytest.param(ordered, marks=cell(6, "credential", "disconnect")),
        pytest.param(taken_over, marks=cell(6, "connect", "disconnect")),
    ],
)
def test_closed_by_the_server_it_ends_the_same(
    cause: Callable[[Site], None], open_site: Open
) -> None:
    """Fault 6: with and without a $disconnect that follows."""
    ends = []
    for follows in (True, False):
        site = open_site()
        socket, stream = site.opened("anna", "c1"), site.stream()
        cause(site)
        assert fan_out(stream.records()) == []
        assert site.gateway.closed == ["c1"]
        if follows:
            socket.disconnect()
        site.advance(20 * SECOND)
        site.sweep()
        ends.append(portrait(site))
    assert ends[0] == ends[1]


@cell(16, "login", "connect", "disconnect", "fan-out", "dispatch")
def test_the_whole_site_reconnects(site: Site) -> None:
    """Fault 16: after two hours every socket is closed; inside the grace nobody is logged out, and
    nobody is told a thing about it.
    """
    sockets = []
    for number in range(SITE):
        session = site.present(f"agent{number}", Channel.DESKTOP)
        context = {
            "org": "demo",
            "user": session.user,
            "session_id": session.login.session_id,
            "channel": "desktop",
            "language": "sv",
        }
        socket = Socket(f"c{number}", context)
        assert socket.connect() == 200
        sockets.append(socket)
    stream = site.stream()
    for socket in sockets:
        socket.disconnect()
    site.advance(15 * SECOND)
    site.sweep()
    site.advance(14 * SECOND)
    for number, socket in enumerate(sockets):
        socket.connection_id = f"n{number}"
        assert socket.connect() == 200
    site.advance(30 * SECOND)
    site.sweep()
    here = [s for s in site.services.sessions.present("demo").sessions if site.is_live(s.user)]
    assert len(here) == SITE
    assert {s.connection_id for s in here} == {f"n{number}" for number in range(SITE)}
    assert stream.records() == []
    assert asks("k1", op="arrive")["next"] == "dial"


@cell(4, "connect")
def test_an_unspoken_loss_is_taken_back_by_the_page_that_returns(site: Site) -> None:
    """Fault 4: until the lease has passed a page that opens again goes on where it was."""
    cookie = site.log_in()
    assert connects(cookie, "c1") == DONE
    site.advance(74 * SECOND)
    assert connects(cookie, "c2") == DONE
    site.advance(74 * SECOND)
    assert site.is_live()
