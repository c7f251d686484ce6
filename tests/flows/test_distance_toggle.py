"""What the toggle's flow promises beyond the language's rules (issue 5)."""

from typing import Any

from infra.flow_file import read
from tests.flows.flow import CONDITION, NEXT, Edge, Flow, states

FLOW = Flow.read(read("distance_toggle"))


def _sent() -> list[dict[str, str]]:
    return [
        action["Parameters"]["LambdaInvocationAttributes"]
        for action in FLOW.actions
        if action["Type"] == "InvokeLambdaFunction"
    ]


def test_each_attempt_is_a_request_of_its_own() -> None:
    """B3, B7: Connect's retry of a PIN repeats its number; the next try has another one."""
    typed = "$.StoredCustomerInput"
    assert _sent() == [
        {"op": "toggle"},
        *({"op": "pin", "attempt": attempt, "pin": typed} for attempt in ("1", "2", "3")),
        {"op": "settle"},
    ]


def test_nobody_is_hung_up_on_without_a_word() -> None:
    """F10: unless speech itself fails, something is said on every way to the end."""

    def said(action: dict[str, Any], edge: Edge, before: bool) -> bool:
        return before or (action["Type"] == "MessageParticipant" and edge.why == NEXT)

    def works(action: dict[str, Any], edge: Edge, before: bool) -> bool:
        failed = action["Type"] == "MessageParticipant" and edge.why not in (NEXT, CONDITION)
        return before and not failed

    both = states(FLOW, (False, True), lambda a, e, s: (said(a, e, s[0]), works(a, e, s[1])))
    assert {has_spoken for has_spoken, speech_works in both["hang up"] if speech_works} == {True}


def test_after_a_failure_only_settle_decides() -> None:
    """A failed function leads to `settle`; should that fail too, to what we honestly know."""

    def failed(action: dict[str, Any], edge: Edge, before: str) -> str:
        if action["Type"] != "InvokeLambdaFunction":
            return before
        if edge.why == NEXT:
            return "answered"
        return "unsettled" if action["Identifier"] == "settle" else "failed"

    reached = states(FLOW, "not asked", failed)
    assert reached["say"] == {"answered"}
    assert "failed" in reached["settle"]
    assert reached["okänt"] >= {"unsettled"}
