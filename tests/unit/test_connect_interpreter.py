"""Flows played action by action, as Amazon Connect plays them."""

import asyncio
from typing import Any

import pytest

from local.connect.call import Call, CallState, EndedBy
from local.connect.contact import INSTANCE_ARN
from local.connect.flow import Flow
from tests.telephony import (
    CALLER,
    NUMBER,
    Exchange,
    Function,
    Written,
    action,
    flow,
    heard,
    invoke,
    say,
)
from tests.virtual_time import run

ANY = {"NoMatchingError": "failed"}
FAILED = say("failed", "fel")


def played(
    flow: Flow, function: Function | None = None, caller: str = CALLER, digits: str = ""
) -> Call:
    """The call after its end; the digits are pressed as soon as they are wanted."""

    async def ring() -> Call:
        exchange = Exchange(flow, function)
        call = exchange.ring(caller)
        if digits:
            await exchange.until(lambda: call.keypad.wanted)
            exchange.board.press(call.id, digits)
        while call.state is not CallState.ENDED:
            await asyncio.sleep(1)
        return call

    return run(ring())


def voice(name: str, engine: str | None = "Neural", next: str = "said") -> Written:
    given: dict[str, Any] = {
        "TextToSpeechVoice": name,
        **({"TextToSpeechEngine": engine} if engine else {}),
    }
    return action("voice", "UpdateContactTextToSpeechVoice", next, ANY, **given)


def test_a_call_is_answered_spoken_to_and_ended() -> None:
    """Issue 5.7: voice, text, hang-up; the transcript says it in the voice's language."""
    call = played(flow(voice("Elin"), say("said", "Hej."), FAILED))
    assert [(said.text, said.language) for said in call.transcript] == [("Hej.", "sv-SE")]
    assert call.ended_by is EndedBy.SYSTEM


def test_elin_needs_the_neural_engine() -> None:
    """Facts of Connect: leaving the engine out means standard, hence the error branch."""
    assert heard(played(flow(voice("Elin", None), say("said", "Hej."), FAILED))) == ["fel"]


def test_the_event_is_connects() -> None:
    """Facts of Connect, section 4: the shape that a function gets."""
    function = Function({})
    steps = flow(
        action("lang", "UpdateContactData", "attr", ANY, LanguageCode="sv-SE"),
        action("attr", "UpdateContactAttributes", "ask", ANY, Attributes={"a": "b"}),
        invoke(error="failed", op="toggle", at="$.SystemEndpoint.Address", own="$.Attributes.a"),
        FAILED,
    )
    call = played(steps, function)
    assert function.events == [
        {
            "Details": {
                "ContactData": {
                    "Attributes": {"a": "b"},
                    "AwsRegion": "eu-central-1",
                    "Channel": "VOICE",
                    "ContactId": call.id,
                    "CustomerEndpoint": {"Address": CALLER, "Type": "TELEPHONE_NUMBER"},
                    "CustomerId": None,
                    "Description": None,
                    "InitialContactId": call.id,
                    "InitiationMethod": "INBOUND",
                    "InstanceARN": INSTANCE_ARN,
                    "LanguageCode": "sv-SE",
                    "MediaStreams": {"Customer": {"Audio": None}},
                    "Name": None,
                    "PreviousContactId": call.id,
                    "Queue": None,
                    "References": {},
                    "SegmentAttributes": {"connect:Subtype": {"ValueString": "connect:Telephony"}},
                    "SystemEndpoint": {"Address": NUMBER, "Type": "TELEPHONE_NUMBER"},
                },
                "Parameters": {"op": "toggle", "at": NUMBER, "own": "b"},
            },
            "Name": "ContactFlowEvent",
        }
    ]


@pytest.mark.parametrize(
    ("caller", "endpoint"),
    [
        ("anonymous", None),
        ("0701-740605", {"Address": "0701-740605", "Type": "TELEPHONE_NUMBER"}),
    ],
)
def test_odd_callers_reach_the_function_as_they_are(caller: str, endpoint: Any) -> None:
    """F6: a withheld number is no endpoint; a malformed one is handed on."""
    function = Function({})
    played(flow(invoke(own="$.CustomerEndpoint.Address")), function, caller)
    asked = function.events[0]["Details"]
    assert asked["ContactData"]["CustomerEndpoint"] == endpoint
    assert asked["Parameters"] == {"own": endpoint["Address"] if endpoint else ""}


def test_the_answer_is_spoken_as_it_is() -> None:
    """F10: `$.External.say` is whole SSML."""
    spoken = action("said", "MessageParticipant", "end", ANY, SSML="$.External.say")
    good = Function({"say": "<speak>Du är <s>inloggad.</s></speak>"})
    assert heard(played(flow(invoke(next="said"), spoken, FAILED), good)) == ["Du är inloggad."]
    broken = Function({"say": "<speak>A & B</speak>"})
    assert heard(played(flow(invoke(next="said"), spoken, FAILED), broken)) == ["fel"]


def test_only_the_latest_answer_is_known() -> None:
    """Facts of Connect: what an earlier function said is gone, also after a failure."""
    steps = flow(
        invoke("first", "second", "failed"),
        invoke("second", "said", "said"),
        say("said", "$.External.a och $.External.b.", error="failed"),
        FAILED,
    )
    assert heard(played(steps, Function({"a": "ett"}, {"b": "två"}))) == ["och två."]
    assert heard(played(steps, Function({"a": "ett"}, None))) == ["och ."]


def test_a_failing_function_takes_the_error_branch() -> None:
    """Nothing is swallowed: the flow says so."""
    assert heard(played(flow(invoke(error="failed"), FAILED), Function(None))) == ["fel"]


@pytest.mark.parametrize(("answer", "words"), [("pin", "kod"), ("end", "klart"), ("", "fel")])
def test_compare_branches_on_the_answer(answer: str, words: str) -> None:
    """And takes its error branch where no condition fits."""
    steps = flow(
        invoke(next="compare"),
        action(
            "compare",
            "Compare",
            "failed",
            {"NoMatchingCondition": "failed"},
            {"pin": "pin", "end": "done"},
            ComparisonValue="$.External.next",
        ),
        say("pin", "kod"),
        say("done", "klart"),
        FAILED,
    )
    assert heard(played(steps, Function({"next": answer}))) == [words]


def pin(next: str) -> Written:
    return action(
        "pin",
        "GetParticipantInput",
        next,
        ANY,
        Text="Ange din kod.",
        StoreInput="True",
        InputTimeLimitSeconds="8",
        InputValidation={"CustomValidation": {"MaximumLength": "6"}},
    )


@pytest.mark.parametrize(
    ("digits", "stored"), [("1234#", "1234"), ("", "Timeout"), ("#", "Timeout")]
)
def test_a_pin_is_stored(digits: str, stored: str) -> None:
    """B7: `$.StoredCustomerInput` holds the digits, or Timeout where nothing was typed."""
    function = Function({})
    call = played(
        flow(pin("ask"), invoke(pin="$.StoredCustomerInput"), FAILED), function, digits=digits
    )
    assert function.events[0]["Details"]["Parameters"] == {"pin": stored}
    assert heard(call) == ["Ange din kod."]
    assert not call.keypad.wanted


@pytest.mark.parametrize(("digits", "words"), [("1", "ett"), ("2", "okänt"), ("", "sent")])
def test_a_menu_branches_on_one_key(digits: str, words: str) -> None:
    """Each key, a wrong one, and none within the limit."""
    steps = flow(
        action(
            "menu",
            "GetParticipantInput",
            "failed",
            {**ANY, "NoMatchingCondition": "unknown", "InputTimeLimitExceeded": "late"},
            {"1": "one"},
            Text="Tryck 1.",
            StoreInput="False",
            InputTimeLimitSeconds="5",
        ),
        say("one", "ett"),
        say("unknown", "okänt"),
        say("late", "sent"),
        FAILED,
    )
    assert heard(played(steps, digits=digits)) == ["Tryck 1.", words]


def test_a_chain_of_functions_shares_twenty_seconds() -> None:
    """Facts of Connect: unless something is said between them."""
    slow = Function({}, takes_s=7.5)
    silent = flow(
        invoke("a", "b"), invoke("b", "c"), invoke("c", "d", "failed"), say("d", "klart"), FAILED
    )
    spoken = flow(
        invoke("a", "b"),
        invoke("b", "s"),
        say("s", "Ett ögonblick.", next="c"),
        invoke("c", "d", "failed"),
        say("d", "klart"),
        FAILED,
    )
    assert heard(played(silent, slow)) == ["fel"]
    assert heard(played(spoken, slow)) == ["Ett ögonblick.", "klart"]


def test_a_flow_in_circles_can_be_left() -> None:
    """A flow without an end keeps nobody else waiting, and the caller can hang up."""

    async def leave() -> Call:
        exchange = Exchange(flow(invoke("a", "b", "b"), invoke("b", "a", "a")))
        call = exchange.ring()
        for _ in range(100):
            await asyncio.sleep(0)
        return await exchange.board.hang_up(call.id)

    call = run(leave())
    assert call.ended_by is EndedBy.CALLER
