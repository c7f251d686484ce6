"""Faults 5, 8, 9 and 10: at the same moment, once more, and cut off in between."""

from collections.abc import Callable

import pytest

from jour.connect_event import CallerId, ConnectCall, read_call
from jour.organisation import Channel
from jour.session import Ending, EndReason, Status
from jour.sign_in import SignIn, sign_in
from tests.builders import ANNAS_NUMBER, ANNAS_PASSWORD
from tests.connect import connect_event
from tests.faults.actions import asks
from tests.faults.boundary import Died, Fault, Plan
from tests.faults.cells import cell
from tests.faults.portrait import portrait
from tests.faults.site import Site
from tests.handlers.conftest import called
from tests.handlers.customers import CUSTOMER, SUPPORT
from tests.handlers.sockets import fan_out
from tests.store.at_once import at_once

MOST_DELIVERIES = 4
"""Connect invokes once and retries up to three times."""


def by_page(site: Site, channel: Channel) -> Callable[[], object]:
    """A login whose password has been typed, about to be sent."""
    asked = SignIn("anna", ANNAS_PASSWORD, True, channel, "192.0.2.1", ANNAS_NUMBER)
    return lambda: sign_in(asked, site.services.registry, site.clock.now)


def by_telephone(site: Site, contact: str) -> Callable[[], str]:
    """A call to the service number, as the function is invoked."""
    call = read_call(connect_event(contact, ANNAS_NUMBER, {"op": "toggle"}))
    return lambda: site.services.distance_login.answer(call).say


def of_flow(site: Site, **parameters: str) -> Callable[[], dict[str, str]]:
    """What a customer's flow asks about its call."""
    call = ConnectCall("k1", CallerId(CUSTOMER), parameters, SUPPORT)
    return lambda: site.services.call_routing.answer(call)


@pytest.mark.parametrize(
    "channels",
    [
        pytest.param((Channel.DESKTOP, Channel.MOBILE), marks=cell(5, "login", "fan-out")),
        pytest.param((Channel.DESKTOP, Channel.DESKTOP), marks=cell(5, "login", "connect")),
        pytest.param((Channel.WEB, Channel.DISTANCE), marks=cell(5, "login", "toggle")),
    ],
    ids=lambda pair: "-".join(pair),
)
def test_of_two_logins_at_once_one_stands(channels: tuple[Channel, Channel], site: Site) -> None:
    """Fault 5, X1: exactly one session, the last commit's; who was there before is told once."""
    older, stream = site.opened("anna", "c1"), site.stream()
    before = site.session().version
    attempts = [
        by_telephone(site, "t1") if channel is Channel.DISTANCE else by_page(site, channel)
        for channel in channels
    ]
    at_once(*attempts)
    session = site.session()
    assert session.version == before + 2
    assert session.login.ended is None
    assert session.channel in channels
    assert fan_out(stream.records()) == []
    assert site.gateway.news_to("c1") == ["logged_out"]
    assert older.ask("heartbeat")["type"] == "logged_out"
    assert older.connect() == 403
    assert site.unsound() == []


@cell(5, "status", "logout")
def test_who_lost_changes_nothing_any_more(site: Site) -> None:
    """Fault 5, B2: neither a status nor a logout that was under way."""
    cookie = site.log_in()
    identity = site.session().identity
    site.log_in(channel="mobile")
    before = portrait(site)
    sessions = site.services.sessions
    assert called("POST", "/api/logout", cookie=cookie).status == 204
    at_once(
        lambda: sessions.set_groups(identity, ("vaxel",), site.clock.now),
        lambda: sessions.heartbeat(identity, "c1", site.clock.now),
    )
    assert portrait(site) == before


@cell(5, "dispatch")
def test_a_call_for_who_lost_goes_on_to_who_won(site: Site) -> None:
    """Fault 5, B2: claimed for the older login, dialled for the newer one only."""
    site.present("anna", Channel.MOBILE)
    site.boundary.goes_wrong(Plan(Fault.DEATH, at=4))
    with pytest.raises(Died):
        asks("k1", op="arrive")
    site.boundary.is_well()
    site.log_in(channel="web", phone="+46701740699")
    answer = asks("k1", op="arrive")
    assert (answer["next"], answer["number"]) == ("dial", "+46701740699")


@cell(8, "toggle")
def test_one_contact_toggles_once(site: Site) -> None:
    """Fault 8: four deliveries at once, then one more: the same sentence."""
    said = at_once(*[by_telephone(site, "t1")] * MOST_DELIVERIES)
    assert len(set(said)) == 1
    assert by_telephone(site, "t1")() == said[0]
    assert (site.session().version, site.is_live()) == (1, True)


@pytest.mark.parametrize("op", [pytest.param("poll", marks=cell(8, "dispatch"))])
def test_one_contact_is_handed_out_once(op: str, site: Site) -> None:
    """Fault 8: four deliveries of the poll that dials: one offer, the same number."""
    who, sessions = site.present("anna", Channel.MOBILE).identity, site.services.sessions
    sessions.set_status(who, Status.PAUSED, "lunch", site.clock.now)
    assert of_flow(site, op="arrive")()["next"] == "wait"
    sessions.set_status(who, Status.AVAILABLE, "", site.clock.now)
    answers = at_once(*[of_flow(site, op=op)] * MOST_DELIVERIES)
    dialled = {(a["next"], a.get("number"), a.get("offer")) for a in answers if isinstance(a, dict)}
    assert dialled == {("dial", ANNAS_NUMBER, "1")}
    assert site.unsound() == []


@cell(8, "outcome")
def test_one_miss_counts_once(site: Site) -> None:
    """Fault 8, B4: four deliveries of `no_answer`, at once and again: one miss, nobody paused."""
    site.present("anna", Channel.MOBILE)
    offer = of_flow(site, op="arrive")()["offer"]
    told = of_flow(site, op="outcome", result="no_answer", offer=offer)
    at_once(*[told] * MOST_DELIVERIES)
    told()
    session = site.session()
    assert (session.misses, session.status, session.occupied) == (1, "available", None)
    assert site.unsound() == []


@cell(9, "toggle")
def test_a_caller_who_hangs_up_is_toggled_all_the_same(site: Site) -> None:
    """Fault 9: the function dies after its commit, and nobody asks again: final, and told later."""
    site.boundary.goes_wrong(Plan(Fault.DEATH, at=2))
    with pytest.raises(Died):
        site.rings("t1")
    site.boundary.is_well()
    assert site.is_live()
    assert site.rings("t1", op="settle").startswith("Du är inloggad")
    assert site.session().version == 1


@cell(9, "dispatch", "outcome")
def test_a_customer_who_hangs_up_leaves_the_agent_free(site: Site) -> None:
    """Fault 9: the function dies after the claim; the end of the call is told once or never."""
    from functions.contact_events.handler import handler

    site.present("anna", Channel.MOBILE)
    site.boundary.goes_wrong(Plan(Fault.DEATH, at=4))
    with pytest.raises(Died):
        asks("k1", op="arrive")
    site.boundary.is_well()
    over = {"eventType": "DISCONNECTED", "contactId": "k1"}
    handler({"source": "aws.connect", "detail": over}, None)
    assert site.session().occupied is None
    assert asks("k2", op="arrive")["next"] == "dial"
    assert site.unsound() == []


@pytest.mark.parametrize("_round", range(3))
@cell(10, "toggle")
def test_two_real_calls_toggle_twice(_round: int, site: Site) -> None:
    """Fault 10: at once; one hears in, the other out, and out is what stands."""
    said = at_once(by_telephone(site, "t1"), by_telephone(site, "t2"))
    assert sorted("inloggad" in str(one) for one in said) == [False, True]
    assert (site.session().version, site.is_live()) == (2, False)


@pytest.mark.parametrize("_round", range(3))
@cell(10, "toggle", "login")
def test_a_call_racing_a_login_acts_on_what_it_finds(_round: int, site: Site) -> None:
    """Fault 10: either replaced the other; what was said fits which."""
    said, _ = at_once(by_telephone(site, "t1"), by_page(site, Channel.DESKTOP))
    came_last = site.session().channel is Channel.DISTANCE
    assert ("inte längre på datorn" in str(said)) is came_last
    assert (site.session().version, site.is_live()) == (2, True)


@pytest.mark.parametrize("_round", range(3))
@cell(10, "logout", "toggle")
def test_a_call_racing_a_logout(_round: int, site: Site) -> None:
    """Fault 10: a distance login that an administrator ends and its agent toggles, at once."""
    site.rings("t0")
    identity = site.session().identity
    end = Ending(EndReason.ADMIN, "alva", site.clock.now)
    said, _ = at_once(by_telephone(site, "t1"), lambda: site.services.sessions.end(identity, end))
    assert ("Du är inloggad" in str(said)) is site.is_live()
    assert site.unsound() == []
