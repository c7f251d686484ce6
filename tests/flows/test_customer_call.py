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
    assert asked == {(("op", op),) for op in ("arrive", "poll", "leave")} | outcomes


def test_the_agent_is_dialled_as_agreed() -> None:
    """D5, B4: 20 s, shorter than a voicemail waits; the number rung is shown; the flow resumes."""
    (dial,) = _of(DIAL)
    assert dial["Parameters"] == {
        "ThirdPartyPhoneNumber": "$.External.number",
        "ThirdPartyConnectionTimeLimitSeconds": str(RING_S),
        "ContinueFlowExecution": "True",
        "CallerId": {"Number": "$.SystemEndpoint.Address"},
    }


def test_every_outcome_is_told() -> None:
    """Issue 6.5: whatever becomes of the ringing, the next thing is to say so."""
    (dial,) = _of(DIAL)
    told = {
        edge.why: FLOW.by_id[edge.to]["Parameters"]["LambdaInvocationAttributes"]["result"]
        for edge in edges(dial)
    }
    assert told == {
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

    assert states(FLOW, (False, False), said)["dial"] == {(True, True)}


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


def test_a_key_does_nothing_but_end_the_wait() -> None:
    """Issue 6.2: "tryck 1" is taken up with callback; nothing that is typed is kept."""
    for action in _of("GetParticipantInput"):
        assert action["Parameters"]["StoreInput"] == "False"
        others = {edge.to for edge in edges(action) if edge.why != "NoMatchingError"}
        assert len(others) == 1


def test_sentences_exist_in_both_languages() -> None:
    """B8: what the flow itself says is chosen together with the voice."""
    attributes = [a["Parameters"]["Attributes"] for a in _of("UpdateContactAttributes")]
    swedish, english = (given for given in attributes if "moment" in given)
    assert swedish.keys() == english.keys()
    assert not set(swedish.values()) & set(english.values())


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
        together(leads("leave", "wait"), fails_to("leave", "sorry"), leads("say", "wait")),
    ),
    "sentences that are not there yet": ("attribute_unset", leads("language", "arrive 1")),
    "numbers in Connect's log": ("secret_logged", given("log off", FlowLoggingBehavior="Enabled")),
}


@pytest.mark.parametrize(("rule", "mutation"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_call_is_refused(rule: str, mutation: Mutation) -> None:
    """The lint sees through a long flow full of circles as well."""
    assert rule in {finding.rule for finding in lint(mutated(FLOW, mutation))}
