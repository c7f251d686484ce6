"""The function that Amazon Connect calls for the service number."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from jour.clock import DAY
from jour.errors import Unavailable
from jour.notice import NoticeKind
from jour.organisation import Channel
from jour.session import EndReason, Session, is_live
from jour.store import keys
from jour.store.expression import Update
from jour.store.notices import Notices
from jour.toggle import LIMIT
from jour.user import Distance, User
from tests.builders import ANNA, ANNAS_NUMBER, DEMO, PASSWORDS, SET_AT, colleague
from tests.connect import SERVICE_NUMBER, connect_event
from tests.handlers.conftest import NOW, Call, World
from tests.handlers.sockets import log_in

ALTERNATIVE = "+46846500420"
BOS_NUMBER = "+46701740606"
PIN = "2580"


@dataclass
class Heard:
    """What the flow got: plain text, whether it asks for a PIN, in which language."""

    text: str
    asks_pin: bool
    language: str


Ring = Callable[..., Heard]


@pytest.fixture
def ring(world: World) -> Ring:
    """Ring the service number: `ring("c1")`, as Anna unless told."""
    from functions.distance_toggle.handler import handler

    def rung(contact: str, caller: str | None = ANNAS_NUMBER, **parameters: str) -> Heard:
        answer = handler(connect_event(contact, caller, parameters or {"op": "toggle"}), None)
        assert set(answer) == {"next", "say", "language"}
        assert all(isinstance(value, str) for value in answer.values())
        text = "".join(ET.fromstring(answer["say"]).itertext())
        return Heard(text, answer["next"] == "pin", answer["language"])

    return rung


def annas(world: World) -> Session | None:
    return world.services.sessions.get("demo", "anna")


def add(world: World, user: User) -> None:
    world.services.users.add(user)


def require_pin(world: World) -> None:
    """The organisation wants one, and Anna has it."""
    change = Update().set(distance_pin_required=True)
    world.services.table.update(keys.organisation("demo"), change)
    sealed = PASSWORDS.seal(PIN, SET_AT)
    pin = {"hash": sealed.password_hash, "pepper": "1", "set_at": SET_AT, "temporary": False}
    world.services.table.update(
        keys.user("anna"), Update().assign("#distance.#pin = :pin", pin=pin)
    )


def test_a_call_logs_in_and_the_next_one_out(ring: Ring, world: World) -> None:
    """F2, F9, F10."""
    heard = ring("c1")
    assert heard.text == "Du är inloggad i Support och Växel. Samtal ringer 070 174 06 05."
    session = annas(world)
    assert session
    assert (session.channel, session.phone, session.groups) == (
        Channel.DISTANCE,
        ANNAS_NUMBER,
        ("support", "vaxel"),
    )
    assert ring("c2").text == "Du är utloggad."
    session = annas(world)
    assert session
    assert session.login.ended
    assert session.login.ended.reason is EndReason.TOGGLED


def test_the_alternative_number_toggles_and_nummer_is_rung(ring: Ring, world: World) -> None:
    """F7, F5."""
    add(world, colleague("bo", distance=Distance(BOS_NUMBER, ALTERNATIVE)))
    ring("c1", ALTERNATIVE)
    session = world.services.sessions.get("demo", "bo")
    assert session
    assert session.phone == BOS_NUMBER
    assert ring("c2", BOS_NUMBER).text == "Du är utloggad."


@pytest.mark.parametrize("times", [2, 4, 7])
def test_a_retried_contact_toggles_once_and_hears_the_same(
    times: int, ring: Ring, world: World
) -> None:
    """B3, fault 8: also when another call of hers came in between."""
    first = ring("c1")
    assert [ring("c1") for _ in range(times)] == [first] * times
    ring("c2")
    assert ring("c1") == first
    session = annas(world)
    assert session
    assert session.login.ended, "the second call toggled out, and no retry toggled back"


def test_a_crash_after_the_commit_is_replayed(
    ring: Ring, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 9: the first try died after its commit; the next one says what it did."""
    from jour.spoken import Answer

    with monkeypatch.context() as broken:
        broken.setattr(Answer, "for_flow", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ring("c1")
    assert ring("c1").text.startswith("Du är inloggad")
    session = annas(world)
    assert session
    assert session.version == 1


@pytest.mark.parametrize(
    ("caller", "reason"),
    [
        (None, "hemligt"),
        ("anonymous", "hemligt"),
        ("0701740605", "går inte att läsa"),
        ("+46701740699", "070 174 06 99 är inte registrerat"),
        ("+46846500411", "växelnummer"),
        (SERVICE_NUMBER, "växelnummer"),
    ],
)
def test_a_number_that_identifies_nobody_changes_nothing(
    caller: str | None, reason: str, ring: Ring, world: World
) -> None:
    """F6: each with its spoken reason."""
    heard = ring("c1", caller)
    assert reason in heard.text
    assert heard.text.endswith("Inget är ändrat.")
    assert annas(world) is None
    assert world.services.table.get(keys.toggle_call("c1")) is None


def test_a_switchboards_own_number_is_refused(ring: Ring, world: World) -> None:
    """F6: a number that the organisation has declared to be its switchboard's."""
    switchboard = replace(DEMO, id="vaxlad", groups={}, switchboard_numbers=("+4684650000",))
    world.services.organisations.add(switchboard)
    assert "växelnummer" in ring("c1", "+4684650000").text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"disabled": True}, "avstängt"),
        ({"groups": ("chatt", "kampanj")}, "kan bemannas per telefon"),
        ({"roles": frozenset()}, "inte handläggare"),
    ],
)
def test_an_agent_who_may_not_is_told_why(
    fields: dict[str, Any], reason: str, ring: Ring, world: World
) -> None:
    """Issue 5.2: disabled, no voice group left, no agent any more."""
    add(world, colleague("bo", distance=Distance(BOS_NUMBER), **fields))
    heard = ring("c1", BOS_NUMBER)
    assert reason in heard.text
    assert "Inget är ändrat." in heard.text
    assert world.services.sessions.get("demo", "bo") is None


def test_english_is_spoken_to_those_who_want_it(ring: Ring, world: World) -> None:
    """Issue 5.3."""
    add(world, colleague("bo", distance=Distance(BOS_NUMBER), language="en"))
    heard = ring("c1", BOS_NUMBER)
    assert (heard.language, heard.text[:19]) == ("en", "You are logged in t")


def test_it_replaces_a_web_login_which_is_told(ring: Ring, world: World, call: Call) -> None:
    """X1, X5, M8, W5: reason, channel and time."""
    cookie = log_in(call, channel="web")
    world.clock.advance(1000)
    assert "inte längre på webben" in ring("c1").text
    told = call("GET", "/api/session", cookie=cookie)
    assert (told.status, told.body["reason"], told.body["by"]) == (401, "replaced", "distance")


def test_a_web_login_replaces_it(ring: Ring, world: World, call: Call) -> None:
    """X1: both ways."""
    ring("c1")
    log_in(call, channel="web")
    session = annas(world)
    assert session
    assert session.channel is Channel.WEB
    assert "per telefon" in ring("c2").text


def test_an_unsettled_call_is_settled_for_good(ring: Ring, world: World) -> None:
    """Issue 5: it cannot lie. After "nothing was changed" no late try changes anything."""
    settled = ring("c1", op="settle")
    assert settled.text == "Något gick fel. Ring igen. Inget är ändrat."
    assert ring("c1") == settled
    assert annas(world) is None


def test_settling_a_call_that_was_committed_says_what_it_did(ring: Ring, world: World) -> None:
    """Issue 5: an answer that got lost after the commit is found."""
    toggled = ring("c1")
    assert ring("c1", op="settle") == toggled
    session = annas(world)
    assert session
    assert is_live(session, NOW)


def test_settling_speaks_the_agents_language(ring: Ring, world: World) -> None:
    """Issue 5.3: also when something went wrong."""
    add(world, colleague("bo", distance=Distance(BOS_NUMBER), language="en"))
    assert ring("c1", BOS_NUMBER, op="settle").text.endswith("Nothing was changed.")


def test_without_the_table_nobody_claims_anything(
    ring: Ring, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 11: the flow's own sentence follows, which claims nothing either."""

    def silent(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(world.services.table, "get_all", silent)
    with pytest.raises(Unavailable):
        ring("c1")


@pytest.mark.parametrize(
    "parameters",
    [{"op": "other"}, {"op": "pin"}, {"op": "pin", "attempt": "4", "pin": PIN}, {"x": "y"}],
    ids=str,
)
def test_a_request_that_no_flow_makes_is_refused(parameters: dict[str, str], ring: Ring) -> None:
    """A wrong flow fails loudly: Connect takes its error branch."""
    with pytest.raises(ValueError, match="no flow"):
        ring("c1", **parameters)


def test_a_right_pin_toggles(ring: Ring, world: World) -> None:
    """B7."""
    require_pin(world)
    asked = ring("c1")
    assert (asked.asks_pin, asked.text) == (True, "Ange din kod och fyrkant.")
    assert annas(world) is None
    heard = ring("c1", op="pin", attempt="1", pin=PIN)
    assert not heard.asks_pin
    assert heard.text.startswith("Du är inloggad")
    assert ring("c1", op="pin", attempt="1", pin=PIN) == heard


def test_a_wrong_pin_three_times_changes_nothing_and_is_told_by_mail(
    ring: Ring, world: World
) -> None:
    """Issue 5.5: call ended, agent told."""
    require_pin(world)
    ring("c1")
    for attempt in ("1", "2"):
        again = ring("c1", op="pin", attempt=attempt, pin="0000")
        assert again.asks_pin
        assert again.text == "Fel kod. Försök igen."
        assert ring("c1", op="pin", attempt=attempt, pin="0000") == again, "a retry counts once"
    last = ring("c1", op="pin", attempt="3", pin="0000")
    assert (last.asks_pin, last.text) == (False, "Fel kod tre gånger. Inget är ändrat.")
    assert ring("c1", op="pin", attempt="3", pin=PIN) == last, "too late for the right one"
    assert annas(world) is None
    (notice,) = Notices(world.services.table).overdue(NOW)
    assert (notice.kind, notice.user, notice.number_end) == (NoticeKind.PIN_FAILED, "anna", "05")


def test_silence_is_no_guess_but_uses_the_attempt_up(ring: Ring, world: World) -> None:
    """Connect says `Timeout` where nothing was typed."""
    require_pin(world)
    for attempt in ("1", "2", "3"):
        heard = ring("c1", op="pin", attempt=attempt, pin="Timeout")
    assert not heard.asks_pin
    assert world.services.table.get(keys.pin_attempts("anna")) is None


def test_wrong_pins_make_the_number_wait(ring: Ring, world: World) -> None:
    """B7: throttled by agent and number; the right PIN waits too."""
    require_pin(world)
    for attempt in ("1", "2", "3"):
        ring("c1", op="pin", attempt=attempt, pin="0000")
    waiting = ring("c2")
    assert not waiting.asks_pin
    assert "För många fel koder" in waiting.text
    world.clock.advance(DAY)
    assert ring("c3").asks_pin
    assert ring("c3", op="pin", attempt="1", pin=PIN).text.startswith("Du är inloggad")


def test_a_bound_holds_for_the_agent_at_every_number(ring: Ring, world: World) -> None:
    """B7: a day's guesses are bounded, also from a number that has been right before."""
    require_pin(world)
    assert ring("c0", op="pin", attempt="1", pin=PIN).text.startswith("Du är inloggad")
    wrong = 0
    for call in range(30):
        for attempt in ("1", "2", "3"):
            heard = ring(f"g{call}", op="pin", attempt=attempt, pin="0000")
            wrong += "Fel kod" in heard.text
        world.clock.advance(16 * 60 * 1000)
    assert wrong <= 21


def test_without_a_pin_one_has_to_ask_for_it(ring: Ring, world: World) -> None:
    """B7: the organisation requires one, and the agent has none."""
    require_pin(world)
    add(world, colleague("bo", distance=Distance(BOS_NUMBER)))
    heard = ring("c1", BOS_NUMBER)
    assert not heard.asks_pin
    assert "du har ingen" in heard.text


def test_too_many_calls_change_nothing_and_are_told_once(ring: Ring, world: World) -> None:
    """Security: a forged caller ID toggles nobody all day, and the agent hears of it by mail."""
    for number in range(LIMIT):
        ring(f"c{number}")
    before = annas(world)
    for number in range(3):
        heard = ring(f"late{number}")
        assert "för många gånger" in heard.text
    after = annas(world)
    assert before
    assert after
    assert (after.login, after.version) == (before.login, before.version)
    kinds = [notice.kind for notice in Notices(world.services.table).overdue(NOW)]
    assert kinds == [NoticeKind.TOO_MANY_TOGGLES]


def test_nothing_personal_is_logged(ring: Ring, world: World, logs: StringIO) -> None:
    """ASVS 16.2.5: neither numbers nor PINs."""
    require_pin(world)
    ring("c1")
    ring("c1", op="pin", attempt="1", pin="7391")
    ring("c1", op="pin", attempt="2", pin=PIN)
    ring("c2", "+46701740699")
    written = logs.getvalue()
    assert '"contact":"c1"' in written
    assert '"user":"anna"' in written
    for secret in (ANNAS_NUMBER[3:], "0701740", "+46701740699", PIN, "7391", ANNA.name):
        assert secret not in written, secret


def test_a_toggle_costs_two_reads_and_one_write(
    ring: Ring, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 5.8: one function, at most two reads and one write request."""
    asked: list[str] = []
    client = world.services.table._client
    real = client._make_api_call  # type: ignore[attr-defined] # boto3's one way out

    def counted(operation: str, arguments: dict[str, Any]) -> Any:
        asked.append(operation)
        return real(operation, arguments)

    monkeypatch.setattr(client, "_make_api_call", counted)
    for contact in ("c1", "c2"):
        asked.clear()
        ring(contact)
        assert asked == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
    asked.clear()
    ring("c2")
    assert asked == ["BatchGetItem"], "a replay reads once"
