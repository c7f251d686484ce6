"""The simulated phones: idle, ringing, in a call, and nothing in between."""

import asyncio
from typing import Any

import pytest

from local.connect.phones import Leg, NotReached, Phones, WrongState
from tests.telephony import AGENT, CALLER
from tests.virtual_time import now, run


def rung(act: Any, patience_s: float = 20.0) -> tuple[bool | None, Phones]:
    """What becomes of a call to the agent's phone when somebody acts after a second."""
    phones = Phones()

    async def ring() -> bool | None:
        with phones.dialled(AGENT, CALLER, "call") as leg:
            asyncio.get_running_loop().call_later(1, act, phones, leg)
            return await leg.answered(patience_s)

    return run(ring()), phones


def nothing(phones: Phones, leg: Leg) -> None:
    assert phones.view(AGENT) == {
        "number": AGENT,
        "state": "ringing",
        "from": CALLER,
        "call": "call",
    }


def test_a_phone_rings_until_patience_ends() -> None:
    """It shows who rings meanwhile, and is idle afterwards."""
    answered, phones = rung(nothing, patience_s=2)
    assert answered is None
    assert phones.view(AGENT) == {"number": AGENT, "state": "idle", "from": None, "call": None}
    assert phones.in_use() == []


def test_a_refusal_is_no_answer() -> None:
    """And cannot be taken back by lifting the receiver."""

    def act(phones: Phones, leg: Leg) -> None:
        phones.reject(AGENT)
        with pytest.raises(WrongState, match="phone_not_ringing"):
            phones.answer(AGENT)

    assert rung(act)[0] is False


def test_an_answered_phone_can_only_hang_up() -> None:
    """Answering twice or refusing afterwards is a conflict; hanging up twice too."""

    def act(phones: Phones, leg: Leg) -> None:
        phones.answer(AGENT)
        assert phones.view(AGENT)["state"] == "in_call"
        for late in (phones.answer, phones.reject):
            with pytest.raises(WrongState, match="phone_not_ringing"):
                late(AGENT)
        phones.hang_up(AGENT)
        with pytest.raises(WrongState, match="phone_not_in_call"):
            phones.hang_up(AGENT)

    assert rung(act)[0] is True


def test_an_idle_phone_can_do_nothing() -> None:
    """Nor can a ringing one hang up: it refuses."""
    phones = Phones()
    for act, code in (
        (phones.answer, "phone_not_ringing"),
        (phones.reject, "phone_not_ringing"),
        (phones.hang_up, "phone_not_in_call"),
    ):
        with pytest.raises(WrongState, match=code):
            act(AGENT)


def test_a_phone_in_use_is_busy() -> None:
    """Whether it rings, talks, or has itself called somebody."""
    phones = Phones()

    async def twice() -> None:
        with phones.dialled(AGENT, CALLER, "one"):
            with pytest.raises(NotReached), phones.dialled(AGENT, CALLER, "two"):
                pass
            assert [phone["call"] for phone in phones.in_use()] == ["one"]
        with phones.calling(AGENT):
            with pytest.raises(NotReached), phones.dialled(AGENT, CALLER, "three"):
                pass
        with phones.dialled(AGENT, CALLER, "four"):
            pass

    run(twice())


@pytest.mark.parametrize("number", ["", "070-174 06 06", "+4670", "+999123456789", "112"])
def test_a_number_that_does_not_exist_is_not_reached(number: str) -> None:
    """Only what the public network dials, written as E.164."""
    with pytest.raises(NotReached), Phones().dialled(number, CALLER, "call"):
        pass


def test_hanging_up_ends_the_talk() -> None:
    """The far end's hang-up is what the flow waits for."""
    phones = Phones()

    async def talk() -> float:
        with phones.dialled(AGENT, CALLER, "call") as leg:
            phones.answer(AGENT)
            assert await leg.answered(20)
            asyncio.get_running_loop().call_later(90, phones.hang_up, AGENT)
            await leg.hung_up()
        return now()

    assert run(talk()) == pytest.approx(90)
