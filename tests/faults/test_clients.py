"""Fault 7: clients that are gone, slow or throttled while others are told."""

import pytest

from jour.clock import SECOND
from tests.faults.actions import BY_NAME, Action, asks
from tests.faults.cells import cell, each
from tests.faults.gateway import ANSWER_LOST, SILENT
from tests.faults.site import DONE, Site, connects
from tests.handlers.chats import OPENING, customer_socket
from tests.handlers.conftest import called
from tests.handlers.sockets import fan_out

TRIES = 3
TROUBLES = {
    "throttled": ([429], TRIES, True),
    "throttled for a moment": ([429, 200], 2, True),
    "silent": ([SILENT], TRIES, True),
    "slow reader": ([ANSWER_LOST], TRIES, True),
    "broken": ([500], TRIES, True),
    "gone": ([410], 1, False),
}


@cell(7, "fan-out")
@pytest.mark.parametrize("trouble", TROUBLES)
def test_in_the_middle_of_a_fan_out(trouble: str, site: Site) -> None:
    """The others are served; it is tried again where that helps; pruned where it is gone alone."""
    answers, tries, stays = TROUBLES[trouble]
    for number in range(3):
        site.present(f"agent{number}")
        identity = site.session(f"agent{number}").identity
        site.services.sessions.connect(identity, f"c{number}", site.clock.now)
    bo, stream = site.opened("bo", "b1"), site.stream()
    site.advance(20 * SECOND)
    site.gateway.answers["c1"] = answers
    bo.ask("status", status="paused", reason="lunch")
    assert fan_out(stream.records()) == []
    assert (site.gateway.news_to("c0"), site.gateway.news_to("c2")) == (["presence"], ["presence"])
    assert site.gateway.tries["c1"] == tries
    assert (site.session("agent1").connection_id == "c1") is stays
    assert site.is_live("agent1"), "mobile stays (M7)"
    assert sum(site.boundary.naps) < 2, "and nobody waits long for it"


@cell(7, "fan-out", "connect")
def test_a_fresh_socket_is_not_pruned(site: Site) -> None:
    """410 is what a socket answers before its $connect has returned."""
    socket, stream = site.opened("anna", "c1"), site.stream()
    site.gateway.answers["c1"] = [410]
    socket.ask("status", status="paused", reason="lunch")
    fan_out(stream.records())
    assert site.session().connection_id == "c1"


@cell(7, "connect")
@pytest.mark.parametrize("answer", [410, 429, SILENT])
def test_an_older_tab_that_cannot_be_told_keeps_nobody_out(answer: int, site: Site) -> None:
    """Taking a login over does not depend on the tab that loses it."""
    cookie = site.log_in()
    assert connects(cookie, "c1") == DONE
    site.gateway.answers["c1"] = [answer]
    assert connects(cookie, "c2") == DONE
    assert site.session().connection_id == "c2"


@cell(7, "dispatch", "outcome")
@pytest.mark.parametrize("answer", [410, 429, SILENT])
def test_a_call_rings_although_the_page_cannot_be_told(answer: int, site: Site) -> None:
    """D9, M7: the offer is tried first; the telephone of a mobile login rings all the same."""
    site.opened("anna", "c1", "mobile")
    site.gateway.answers["c1"] = [answer]
    told = asks("k1", op="arrive")
    assert told["next"] == "dial"
    assert asks("k1", op="outcome", result="no_answer", offer=told["offer"])["next"] == "wait"
    assert site.is_live()
    assert site.unsound() == []


@cell(7, "chat")
@pytest.mark.parametrize("answer", [410, 429, SILENT])
def test_a_message_to_a_page_that_is_away_is_kept(answer: int, site: Site) -> None:
    """The customer finds it by `sync`; the agent is served meanwhile."""
    anna = site.opened("anna", "a1")
    stream = site.stream()
    begun = called("POST", "/api/chats", OPENING)
    customer = customer_socket(begun.cookie, "k1")
    stream.settle()
    contact = begun.body["contact"]
    assert anna.ask("accept", contact=contact)["type"] == "ok"
    site.advance(20 * SECOND)
    site.gateway.answers["k1"] = [answer]
    anna.ask("chat", contact=contact, text="Hej", client_id="annas-first-line-0001")
    stream.settle()
    assert "chat" in site.gateway.news_to("a1")
    frame = customer.ask("sync", after=0)
    assert "Hej" in [line["text"] for line in frame["messages"]]


WRITERS = [BY_NAME[name] for name in ("login", "logout", "toggle", "order", "status")]


@pytest.mark.parametrize("action", each(7, WRITERS))
def test_writers_do_not_wait_for_readers(action: Action, site: Site) -> None:
    """What changes a login posts to nobody: that is fan-out's, after the commit."""
    do = action.prepare(site)
    site.gateway.tries.clear()
    assert do() == DONE
    assert not site.gateway.tries
