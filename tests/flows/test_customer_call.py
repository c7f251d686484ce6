"""What the customers' flow promises beyond the language's rules (issue 6, points 2, 4, 5)."""

from typing import Any

import pytest

from infra.flow_file import read
from jour.occupation import RING_S
from tests.flows.flow import CONDITION, NEXT, Edge, Flow, edges, states
from tests.flows.lint import lint
from tests.flows.mutate import (
    Mutation,
    catches,
    compares,
    fails_to,
    given,
    leads,
    mutated,
    on,
    together,
    without,
)

FLOW = Flow.read(read("customer_call"))
INVOKE, DIAL = "InvokeLambdaFunction", "TransferParticipantToThirdParty"
RINGING = {
    DIAL,
    "UpdateContactEventHooks",
    "UpdateContactTargetQueue",
    "TransferContactToQueue",
}
"""What makes a telephone or a softphone ring, or fails to."""
SPEAKING = {"MessageParticipant", "GetParticipantInput"}
TRIES = 4
"""How often in a row a poll may fail."""
LEASE_S = 30
"""A ticket that nobody has polled for this long counts as left."""
WAIT_S = 5


def _op(action: dict[str, Any]) -> str | None:
    """What an action asks the function for."""
    asked: str | None = action["Parameters"].get("LambdaInvocationAttributes", {}).get("op")
    return asked


def _of(kind: str) -> list[dict[str, Any]]:
    return [action for action in FLOW.actions if action["Type"] == kind]


def test_the_function_is_asked_what_the_contract_has() -> None:
    """Each request is fixed beforehand: Connect's own retries repeat it letter by letter."""
    asked = {tuple(a["Parameters"]["LambdaInvocationAttributes"].items()) for a in _of(INVOKE)}
    offer = ("offer", "$.Attributes.offer")
    results = ("answered", "no_answer", "failed")
    outcomes = {(("op", "outcome"), ("result", r), offer) for r in results}
    callbacks = {
        (("op", "callback"), *more)
        for more in (
            (),
            (("number", "other"),),
            (("number", "none"),),
            (("number", "$.StoredCustomerInput"),),
            (("number", "$.Attributes.callback"), ("confirmed", "yes")),
        )
    }
    assert asked == {(("op", op),) for op in ("arrive", "poll", "leave")} | outcomes | callbacks


def test_the_agent_is_dialled_as_agreed() -> None:
    """D5, B4: 20 s, shorter than a voicemail waits; the number rung is shown; the flow resumes."""
    as_agreed = {
        "ThirdPartyPhoneNumber": "$.External.number",
        "ThirdPartyConnectionTimeLimitSeconds": str(RING_S),
        "ContinueFlowExecution": "True",
        "CallerId": {"Number": "$.SystemEndpoint.Address"},
    }
    assert FLOW.by_id["dial"]["Parameters"] == as_agreed


def test_a_conference_is_dialled_with_its_pin() -> None:
    """W2: as an agent is, and what is typed then comes from the answer alone."""
    dialled = dict(FLOW.by_id["dial conference"]["Parameters"])
    assert dialled.pop("ThirdPartyDTMFDigits") == "$.External.digits"
    assert dialled == FLOW.by_id["dial"]["Parameters"]


def test_every_outcome_is_told() -> None:
    """Issue 6.5: whatever becomes of the ringing, the next thing is to say so."""
    for dial in _of(DIAL):
        told = {
            edge.why: FLOW.by_id[edge.to]["Parameters"]["LambdaInvocationAttributes"]["result"]
            for edge in edges(dial)
        }
        assert told == OUTCOMES


OUTCOMES = {
    NEXT: "answered",
    "ConnectionTimeLimitExceeded": "no_answer",
    "CallFailed": "failed",
    "NoMatchingError": "failed",
}


def test_an_outcome_that_fails_is_told_again_and_nothing_else() -> None:
    """B4: a poll in between would ring the agent again after the talk."""

    def owing(action: dict[str, Any], edge: Edge, before: str) -> str:
        if action["Type"] in RINGING and _op(FLOW.by_id[edge.to]) == "outcome":
            return str(FLOW.by_id[edge.to]["Parameters"]["LambdaInvocationAttributes"]["result"])
        if _op(action) == "outcome" and edge.why == NEXT:
            return ""
        return before

    for name, debts in states(FLOW, "", owing).items():
        action = FLOW.by_id[name]
        if _op(action) in ("arrive", "poll"):
            assert debts == {""}
        if _op(action) == "outcome":
            assert debts == {action["Parameters"]["LambdaInvocationAttributes"]["result"]}


def test_nobody_is_rung_without_an_answer_that_says_so() -> None:
    """D9: only an answer `dial` of the function leads to the ringing, and it is spoken first."""

    def said(action: dict[str, Any], edge: Edge, before: tuple[bool, bool]) -> tuple[bool, bool]:
        if action["Type"] == INVOKE:
            return False, False
        if action["Type"] == "Compare" and edge.why == CONDITION and edge.to == "remember offer":
            return True, False
        return before[0], before[1] or action["Type"] in SPEAKING

    reached = states(FLOW, (False, False), said)
    for dial in _of(DIAL):
        assert reached[dial["Identifier"]] == {(True, True)}


def test_nobody_is_hung_up_on_without_a_word() -> None:
    """Issue 6.2: unless speech itself fails, something is said after the last question asked."""

    def step(action: dict[str, Any], edge: Edge, before: tuple[bool, bool]) -> tuple[bool, bool]:
        spoken, works = before
        if action["Type"] in SPEAKING:
            failed = edge.why == "NoMatchingError"
            return spoken or not failed, works and not failed
        # What `leave` answers is not spoken: the caller has been told before.
        return (spoken if _op(action) in (None, "leave") else False), works

    ended = states(FLOW, (False, True), step)["hang up"]
    assert {spoken for spoken, works in ended if works} == {True}


def test_giving_up_is_honest_towards_the_system_too() -> None:
    """Issue 6.5: whoever is told that it failed is also taken out of the queue."""
    sorry = FLOW.by_id["sorry"]
    assert {edge.to for edge in edges(sorry)} == {"leave"}
    assert {edge.to for edge in edges(FLOW.by_id["leave"])} == {"hang up"}


def test_polls_fail_a_few_times_within_the_lease() -> None:
    """Faults: quick failures in a row are all tried before the ticket's 30 s are over."""

    def failures(action: dict[str, Any], edge: Edge, before: int) -> int:
        if _op(action) != "poll":
            return before
        return 0 if edge.why == NEXT else before + 1

    reached = states(FLOW, 0, failures)
    polled = [
        count
        for action in FLOW.actions
        if _op(action) == "poll"
        for count in reached[action["Identifier"]]
    ]
    assert max(polled) == TRIES - 1
    waits = {action["Parameters"]["InputTimeLimitSeconds"] for action in _of("GetParticipantInput")}
    assert waits == {str(WAIT_S)}
    assert TRIES * WAIT_S < LEASE_S


def test_1_asks_for_a_callback_and_every_other_key_waits_on() -> None:
    """X6: in the wait, and where nobody answers; elsewhere a key only ends the wait."""
    asking = {"wait", "offer callback"}
    for action in _of("GetParticipantInput"):
        name = action["Identifier"]
        on = {edge.to for edge in edges(action) if edge.why != "NoMatchingError"}
        if name in asking:
            assert _at(action, "1") == "callback 1"
            assert len(on) == 2
        elif name not in ("confirm number", "type number"):
            assert len(on) == 1


def test_only_a_number_that_was_read_back_is_rung() -> None:
    """X6: confirmed with 1, and then exactly what was said; 2 for another, anything else stays."""
    confirm = FLOW.by_id["confirm number"]
    assert (_at(confirm, "1"), _at(confirm, "2")) == ("place 1", "another number")
    others = {edge.to for edge in edges(confirm) if edge.why not in (CONDITION, "NoMatchingError")}
    assert others == {"stay"}

    def read_back(action: dict[str, Any], edge: Edge, before: bool) -> bool:
        if action["Type"] == INVOKE:
            return False
        return before or (action["Identifier"] == "confirm number" and edge.why == CONDITION)

    assert states(FLOW, False, read_back)["place 1"] == {True}


def test_a_number_is_typed_to_the_hash_key() -> None:
    """X6: as many digits as any number has; what is typed is kept, and logged nowhere."""
    typed = FLOW.by_id["type number"]["Parameters"]
    assert typed["InputValidation"] == {"CustomValidation": {"MaximumLength": "20"}}
    assert typed["DTMFConfiguration"]["InputTerminationSequence"] == "#"
    stored = [a for a in FLOW.actions if a["Parameters"].get("StoreInput") == "True"]
    assert [a["Identifier"] for a in stored] == ["type number"]


def test_asking_for_a_callback_that_fails_leaves_the_caller_in_the_queue() -> None:
    """Issue 7.7: only what may have been made is not polled over."""
    for action in FLOW.actions:
        asks = _op(action) == "callback" and action["Identifier"] not in ("callback 1", "place 1")
        if asks:
            failed = {edge.to for edge in edges(action) if edge.why != NEXT}
            assert failed == {"sorry" if action["Identifier"] == "place 2" else "moment 1"}


def _at(action: dict[str, Any], key: str) -> str:
    """Where this key leads."""
    (to,) = (
        one["NextAction"]
        for one in action["Transitions"]["Conditions"]
        if one["Condition"]["Operands"] == [key]
    )
    return str(to)


def test_sentences_exist_in_both_languages() -> None:
    """B8: what the flow itself says is chosen together with the voice."""
    attributes = [a["Parameters"]["Attributes"] for a in _of("UpdateContactAttributes")]
    swedish, english = (given for given in attributes if "moment" in given)
    assert swedish.keys() == english.keys()
    assert not set(swedish.values()) & set(english.values())


def _waits_on(action: dict[str, Any]) -> None:
    """Every way out of it leads to the wait."""
    for to in (action["Transitions"], *action["Transitions"]["Errors"]):
        to["NextAction"] = "say"


BROKEN: dict[str, tuple[str, Mutation]] = {
    "waiting without a time-out": (
        "error_missing",
        catches("wait", "NoMatchingCondition", "NoMatchingError"),
    ),
    "waiting without a way for other keys": (
        "error_missing",
        catches("wait", "InputTimeLimitExceeded", "NoMatchingError"),
    ),
    "waiting with an error of kept input only": (
        "error_missing",
        catches("wait", "NoMatchingError"),
    ),
    "a wait that keeps what is typed": ("parameter_missing", given("wait", StoreInput="True")),
    "a wait without any key": ("condition", compares("wait")),
    "a time limit from the answer": (
        "parameter_value",
        given("dial", ThirdPartyConnectionTimeLimitSeconds="$.External.ring_s"),
    ),
    "ringing without a limit": (
        "parameter_missing",
        without("dial", "ThirdPartyConnectionTimeLimitSeconds"),
    ),
    "resuming without the failures": ("error_missing", catches("dial", "NoMatchingError")),
    "not resuming": ("error_unknown", given("dial", ContinueFlowExecution="False")),
    "a number written as at home": ("parameter_value", given("dial", ThirdPartyPhoneNumber="070")),
    "polling without waiting": (
        "chain_too_long",
        on("answer", lambda a: a["Transitions"]["Conditions"][0].update(NextAction="poll 1")),
    ),
    "polling again without a word": ("chain_too_long", fails_to("poll 1", "poll 1")),
    "polling on although nothing can be said": (
        "chain_too_long",
        together(fails_to("moment 1", "poll 2"), fails_to("moment 2", "poll 3")),
    ),
    "ringing again without a word": (
        "chain_too_long",
        on("answer", lambda a: a["Transitions"]["Conditions"][1].update(NextAction="dial")),
    ),
    "an answer used after a failure": ("stale_answer", fails_to("poll 1", "answer language")),
    "a call that nobody ends": (
        "no_end",
        together(
            leads("leave", "wait"),
            fails_to("leave", "sorry"),
            leads("say", "wait"),
            on("offer callback", _waits_on),
        ),
    ),
    "sentences that are not there yet": ("attribute_unset", leads("language", "arrive 1")),
    "numbers in Connect's log": ("secret_logged", given("log off", FlowLoggingBehavior="Enabled")),
}


@pytest.mark.parametrize(("rule", "mutation"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_call_is_refused(rule: str, mutation: Mutation) -> None:
    """The lint sees through a long flow full of circles as well."""
    assert rule in {finding.rule for finding in lint(mutated(FLOW, mutation))}
