"""The customers' flow as it is deployed, every path of it, with a function that answers by plan."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from infra.flow_file import filled, read
from local.connect import functions
from local.connect.call import Call, CallState, EndedBy
from local.connect.flow import parse
from local.connect.flow_check import require_playable
from local.connect.functions import FunctionFailed
from local.connect.phones import PhoneState
from tests.telephony import AGENT, ARN, NUMBER, QUEUE_FLOW, Exchange, heard
from tests.virtual_time import now, run

OTHER = "+46701740607"
CUSTOMER = "+46701740690"
MOMENT, SORRY = "Ett ögonblick.", "Vi når inte systemet just nu och kan inte koppla ditt samtal."
Answer = dict[str, str] | None
"""None: the function fails, and goes on failing for this question."""


def answer(next: str, say: str = "", language: str = "sv", **more: str) -> dict[str, str]:
    """What call_routing answers; a pause where it has nothing to say."""
    ssml = say or '<break time="200ms"/>'
    return {"next": next, "say": f"<speak>{ssml}</speak>", "language": language, **more}


def dial(number: str = AGENT, say: str = "Du kopplas nu.") -> dict[str, str]:
    return answer("dial", say, number=number, offer="1")


WAIT, END = answer("wait", "Du är först i kön."), answer("end", "Tack för samtalet.")
AGAIN = answer("wait", "Vi söker någon annan.")


class Routing:
    """Plays call_routing: the answers to each operation, in order; the last one stays."""

    def __init__(self, **plan: list[Answer]) -> None:
        given: dict[str, list[Answer]] = {"arrive": [WAIT], "leave": [END], **plan}
        # Connect tries a function that fails three more times before the flow sees it.
        tries = 1 + functions.RETRIES
        self._plan = {
            op: [one for found in answers for one in ([found] if found else [None] * tries)]
            for op, answers in given.items()
        }
        self.asked: list[str] = []
        """What was asked, with results; failures as often as they were tried."""

    async def invoke(self, arn: str, payload: bytes) -> bytes:
        """The planned answer."""
        given = json.loads(payload)["Details"]["Parameters"]
        self.asked.append("/".join(v for name, v in given.items() if name != "offer"))
        answers = self._plan[given["op"]]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        if found is None:
            raise FunctionFailed("as the test says")
        return json.dumps(found).encode()


FLOW = parse(
    "customer_call",
    filled(read("customer_call"), {"CallRoutingArn": ARN, "CustomerQueueFlowArn": QUEUE_FLOW}),
)
Plot = Callable[[Exchange, Call], Coroutine[Any, Any, None]]


async def nothing(exchange: Exchange, call: Call) -> None:
    """Let the call take its course."""


def called(routing: Routing, plot: Plot = nothing) -> Call:
    """A customer's call to its end, with what somebody does meanwhile."""

    async def play() -> Call:
        exchange = Exchange(FLOW, routing)
        call = exchange.ring(CUSTOMER)
        acting = asyncio.create_task(plot(exchange, call))
        while call.state is not CallState.ENDED:
            await asyncio.sleep(0.1)
        await acting
        assert exchange.phones.in_use() == []
        return call

    return run(play())


async def rung(exchange: Exchange, number: str = AGENT) -> None:
    """Return when this phone rings."""
    while exchange.phones.view(number)["state"] != PhoneState.RINGING:
        await asyncio.sleep(0.1)


def test_the_flow_can_be_played() -> None:
    """Nothing in it is unknown to the simulator."""
    require_playable(FLOW)


@pytest.mark.parametrize("next", ["closed", "nobody", "unknown"])
def test_a_call_that_cannot_wait_is_told_why(next: str) -> None:
    """Issue 6.2: closed, nobody logged in, or no such group: said honestly, then hung up."""
    routing = Routing(arrive=[answer(next, "Vi har stängt.")])
    call = called(routing)
    assert heard(call) == ["Vi har stängt."]
    assert (call.ended_by, routing.asked) == (EndedBy.SYSTEM, ["arrive"])


def test_answered_and_hung_up_by_the_agent() -> None:
    """Issue 6.5: greeting, wait, ring, talk; the agent's hang-up resumes the flow."""
    routing = Routing(poll=[answer("wait"), dial()], outcome=[END])

    async def plot(exchange: Exchange, call: Call) -> None:
        await rung(exchange)
        assert call.view()["ringing"] == AGENT
        # The number that the customer rang is shown, not the customer's own.
        assert exchange.phones.view(AGENT)["from"] == NUMBER
        exchange.phones.answer(AGENT)
        await asyncio.sleep(90)
        assert call.view()["bridged_to"] == AGENT
        exchange.phones.hang_up(AGENT)

    call = called(routing, plot)
    # A pause is spoken too, but there is nothing to write down.
    assert heard(call) == ["Du är först i kön.", "Du kopplas nu.", "Tack för samtalet."]
    assert routing.asked == ["arrive", "poll", "poll", "outcome/answered"]


def test_polls_come_about_every_five_seconds() -> None:
    """Issue 6.2: while nobody is free the caller waits."""
    routing = Routing(poll=[answer("wait")])

    async def plot(exchange: Exchange, call: Call) -> None:
        await asyncio.sleep(60)
        await exchange.board.hang_up(call.id)

    call = called(routing, plot)
    assert call.ended_by is EndedBy.CALLER
    assert 10 <= routing.asked.count("poll") <= 12


def test_a_key_only_ends_the_wait() -> None:
    """Issue 6.2: every key but 1, which asks for a callback (X6)."""
    routing = Routing(poll=[answer("wait"), answer("wait"), END])

    async def plot(exchange: Exchange, call: Call) -> None:
        for key in ("9", "7"):
            await asyncio.sleep(0.5)
            exchange.board.press(call.id, key)

    assert heard(called(routing, plot))[-1] == "Tack för samtalet."
    assert routing.asked == ["arrive", "poll", "poll", "poll"]


ASK = answer("callback_ask", "Vi ringer 070.", number="+46701740690")
TYPE, DONE = answer("callback_number", "Slå numret."), answer("callback_done", "Tack.")


def pressing(*keys: str) -> Plot:
    """Press these keys, each a while after the one before."""

    async def plot(exchange: Exchange, call: Call) -> None:
        for key in keys:
            await asyncio.sleep(3)
            exchange.board.press(call.id, key)

    return plot


def test_1_and_1_again_asks_for_a_callback() -> None:
    """X6: offered, the own number read back, confirmed; then told and hung up."""
    routing = Routing(poll=[answer("wait")], callback=[ASK, DONE])
    call = called(routing, pressing("1", "1"))
    assert heard(call)[-2:] == ["Vi ringer 070.", "Tack."]
    assert routing.asked[-2:] == ["callback", "callback/+46701740690/yes"]


def test_another_number_is_typed_and_read_back() -> None:
    """X6: 2 for another one; typed to the hash key; what is confirmed is what was read back."""
    routing = Routing(poll=[answer("wait")], callback=[ASK, TYPE, ASK, DONE])
    called(routing, pressing("1", "2", "0701740690#", "1"))
    assert routing.asked[-4:] == [
        "callback",
        "callback/other",
        "callback/0701740690",
        "callback/+46701740690/yes",
    ]


def test_who_does_not_confirm_waits_on() -> None:
    """X6: no key, or another, asks for nothing."""
    routing = Routing(poll=[answer("wait"), END], callback=[ASK, answer("wait", "Du är kvar.")])
    assert "Du är kvar." in heard(called(routing, pressing("1")))
    assert "callback/none" in routing.asked


@pytest.mark.parametrize("next", ["closed", "nobody"])
def test_a_callback_is_offered_where_nobody_answers(next: str) -> None:
    """X6: closed, or nobody there; without a key it is over."""
    offer = answer(next, "Stängt. Tryck 1.", callback="yes")
    routing = Routing(arrive=[offer], callback=[ASK, DONE])
    assert heard(called(routing, pressing("1", "1")))[-1] == "Tack."
    assert heard(called(Routing(arrive=[offer]))) == ["Stängt. Tryck 1."]


def test_asking_that_fails_leaves_the_caller_in_the_queue() -> None:
    """Issue 7.7: the function does not answer, twice; the caller waits on."""
    routing = Routing(poll=[answer("wait"), END], callback=[None, None])
    assert heard(called(routing, pressing("1")))[-1] == "Tack för samtalet."


@pytest.mark.parametrize("result", ["no_answer", "failed"])
def test_the_next_agent_is_rung_after_one_that_does_not_answer(result: str) -> None:
    """B4: told why, the caller waits again, and somebody else's phone rings."""
    routing = Routing(poll=[dial(), dial(OTHER)], outcome=[AGAIN, END])

    async def plot(exchange: Exchange, call: Call) -> None:
        await rung(exchange)
        began = now()
        if result == "failed":
            exchange.phones.reject(AGENT)
        await rung(exchange, OTHER)
        waited = now() - began
        assert (waited > 20) is (result == "no_answer")
        assert exchange.phones.view(AGENT)["state"] == PhoneState.IDLE
        exchange.phones.answer(OTHER)
        await asyncio.sleep(1)
        exchange.phones.hang_up(OTHER)

    assert "Vi söker någon annan." in heard(called(routing, plot))
    assert routing.asked == ["arrive", "poll", f"outcome/{result}", "poll", "outcome/answered"]


def test_a_busy_phone_has_failed() -> None:
    """Issue 6.5: the agent talks to somebody else."""
    routing = Routing(poll=[dial()], outcome=[END])

    async def plot(exchange: Exchange, call: Call) -> None:
        with exchange.phones.calling(AGENT):
            await asyncio.sleep(10)

    called(routing, plot)
    assert routing.asked[-1] == "outcome/failed"


def test_an_outcome_may_lead_to_the_next_ring() -> None:
    """Issue 6, contract: outcomes are answered as polls are."""
    routing = Routing(poll=[dial()], outcome=[dial(OTHER, "Du kopplas vidare."), END])

    async def plot(exchange: Exchange, call: Call) -> None:
        for number in (AGENT, OTHER):
            await rung(exchange, number)
            exchange.phones.answer(number)
            await asyncio.sleep(1)
            exchange.phones.hang_up(number)

    assert "Du kopplas vidare." in heard(called(routing, plot))
    assert routing.asked == ["arrive", "poll", "outcome/answered", "outcome/answered"]


@pytest.mark.parametrize("moment", ["waiting", "ringing", "talking"])
def test_the_caller_hangs_up_silently(moment: str) -> None:
    """Issue 6.5: the flow is never told, at whatever moment; the phone is idle at once."""
    routing = Routing(poll=[answer("wait"), dial()])

    async def plot(exchange: Exchange, call: Call) -> None:
        if moment != "waiting":
            await rung(exchange)
        if moment == "talking":
            exchange.phones.answer(AGENT)
            await asyncio.sleep(30)
        await exchange.board.hang_up(call.id)
        assert exchange.phones.view(AGENT)["state"] == PhoneState.IDLE

    call = called(routing, plot)
    assert call.ended_by is EndedBy.CALLER
    assert not [asked for asked in routing.asked if "outcome" in asked or asked == "leave"]


def failing(op: str) -> int:
    """How often an operation is invoked that fails each time it may be tried."""
    return {"poll": 4, "arrive": 2, "outcome": 2, "leave": 1}[op] * (1 + functions.RETRIES)


@pytest.mark.parametrize("failures", [1, 2, 3])
def test_polls_that_fail_are_tried_again(failures: int) -> None:
    """Faults: the local functions are killed in the middle of a wait; the caller stays."""
    routing = Routing(poll=[*[None] * failures, END])
    call = called(routing)
    expected = ["Du är först i kön.", *[MOMENT] * failures, "Tack för samtalet."]
    assert heard(call) == expected
    assert "leave" not in routing.asked


def test_good_polls_in_between_start_the_count_anew() -> None:
    """A long wait survives any number of failures, as long as they do not come in a row."""
    plan: list[Answer] = [None, None, None, answer("wait")] * 3
    assert SORRY not in " ".join(heard(called(Routing(poll=[*plan, END]))))


@pytest.mark.parametrize("leave", [[END], [None]])
def test_polls_that_fail_too_often_end_honestly(leave: list[Answer]) -> None:
    """Faults: an honest sentence, the contact is ended, and only then the caller is hung up on."""
    routing = Routing(poll=[None], leave=leave)
    call = called(routing)
    assert heard(call)[1:4] == [MOMENT] * 3
    assert heard(call)[4].startswith(SORRY)
    assert len(heard(call)) == 5
    assert routing.asked.count("poll") == failing("poll")
    assert routing.asked[-1] == "leave"
    assert call.ended_by is EndedBy.SYSTEM


def test_an_arrival_that_fails_is_tried_again() -> None:
    """Faults: the caller hears something before the second try."""
    routing = Routing(arrive=[None, WAIT], poll=[END])
    assert heard(called(routing)) == [MOMENT, "Du är först i kön.", "Tack för samtalet."]


def test_an_arrival_that_fails_twice_ends_honestly() -> None:
    """Faults: nobody waits in a queue that does not know them."""
    routing = Routing(arrive=[None])
    first, second = heard(called(routing))
    assert (first, second[: len(SORRY)]) == (MOMENT, SORRY)
    assert routing.asked == [*["arrive"] * failing("arrive"), "leave"]


@pytest.mark.parametrize("result", ["answered", "no_answer", "failed"])
@pytest.mark.parametrize("again", [END, None])
def test_an_outcome_that_fails_is_told_again(result: str, again: Answer) -> None:
    """B4: the same outcome once more; nothing else is asked before it is known."""
    routing = Routing(poll=[dial()], outcome=[None, again])

    async def plot(exchange: Exchange, call: Call) -> None:
        await rung(exchange)
        if result == "answered":
            exchange.phones.answer(AGENT)
            await asyncio.sleep(1)
            exchange.phones.hang_up(AGENT)
        elif result == "failed":
            exchange.phones.reject(AGENT)

    call = called(routing, plot)
    told = [asked for asked in routing.asked if asked.startswith("outcome")]
    assert set(told) == {f"outcome/{result}"}
    assert routing.asked[:2] == ["arrive", "poll"]
    assert (routing.asked[-1] == "leave") is (again is None)
    assert MOMENT in heard(call)


def test_english_is_spoken_by_an_english_voice() -> None:
    """B8: also what the flow says by itself, from the first answer on."""
    english = answer("wait", "You are first in line.", "en")
    call = called(Routing(arrive=[english], poll=[None]))
    assert {said.language for said in call.transcript} == {"en-GB"}
    assert heard(call)[1] == "One moment."
    assert heard(call)[-1].startswith("We cannot reach the system")


def test_a_sentence_that_cannot_be_spoken_loses_nobody() -> None:
    """Faults: a `say` that is no SSML is passed over, and the call goes on."""
    routing = Routing(arrive=[answer("wait", "A & B")], poll=[dial(say="B & A")], outcome=[END])

    async def plot(exchange: Exchange, call: Call) -> None:
        await rung(exchange)
        exchange.phones.reject(AGENT)

    assert heard(called(routing, plot)) == [MOMENT, MOMENT, "Tack för samtalet."]


def test_an_answer_that_makes_no_sense_ends_honestly() -> None:
    """Faults: a flow and a function of different versions."""
    routing = Routing(poll=[answer("queue", "Hej.")])
    assert heard(called(routing))[-1].startswith(SORRY)
    assert routing.asked[-1] == "leave"
