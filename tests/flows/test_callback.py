"""What the flow of the calls that are made promises beyond the language's rules (issue 7.2)."""

from typing import Any

from infra.flow_file import read
from jour.clock import SECOND
from jour.occupation import RING_S, RING_SOFTPHONE
from jour.outbound_call import FAR_RING_S, FarEnd
from tests.flows.flow import NEXT, Edge, Flow, edges, states

FLOW = Flow.read(read("callback"))
INVOKE, DIAL = "InvokeLambdaFunction", "TransferParticipantToThirdParty"
WHO = {"contact": "$.Attributes.contact", "offer": "$.Attributes.offer"}


def _asked(action: dict[str, Any]) -> dict[str, str]:
    asked: dict[str, str] = action["Parameters"].get("LambdaInvocationAttributes", {})
    return asked


def test_the_function_is_asked_what_the_contract_has() -> None:
    """Which contact and which offer of it: a late word about an earlier one counts for nothing."""
    asked = [_asked(action) for action in FLOW.actions if action["Type"] == INVOKE]
    assert all(WHO.items() <= one.items() for one in asked)
    told = {(one["op"], one.get("result")) for one in asked}
    assert told == {("agent_answered", None), *(("customer", end.value) for end in FarEnd)}


def test_the_other_end_is_dialled_as_agreed() -> None:
    """Issue 7.2: the group's number is shown, and the flow resumes to say how it went."""
    (dial,) = (action for action in FLOW.actions if action["Type"] == DIAL)
    assert dial["Parameters"] == {
        "ThirdPartyPhoneNumber": "$.External.number",
        "ThirdPartyConnectionTimeLimitSeconds": str(FAR_RING_S),
        "ContinueFlowExecution": "True",
        "CallerId": {"Number": "$.SystemEndpoint.Address"},
    }
    results = {edge.why: _asked(FLOW.by_id[edge.to])["result"] for edge in edges(dial)}
    assert results == {
        NEXT: "hung_up",
        "ConnectionTimeLimitExceeded": "no_answer",
        "CallFailed": "failed",
        "NoMatchingError": "failed",
    }


def test_nobody_is_rung_but_by_an_answer_that_says_so_and_once() -> None:
    """Issue 7.7: after the result is told nothing leads back to the dialling."""

    def state(action: dict[str, Any], edge: Edge, before: str) -> str:
        if action["Type"] == DIAL:
            return "dialled"
        if action["Identifier"] == "answer" and edge.to == "ringing up":
            return "to dial" if before == "asked" else before
        return "asked" if action["Type"] == INVOKE and before == "" else before

    reached = states(FLOW, "", state)
    assert reached["dial"] == {"to dial"}
    assert reached["hung up 1"] == {"dialled"}


def test_a_result_that_fails_is_told_again() -> None:
    """Issue 7.7: the same result, once more; then the sweep finds out by itself."""
    for end in ("hung up", "no answer", "failed"):
        first, second = FLOW.by_id[f"{end} 1"], FLOW.by_id[f"{end} 2"]
        assert _asked(first) == _asked(second)


CUSTOMER_FIRST, IN_QUEUE = Flow.read(read("callback_softphone")), Flow.read(read("callback_queue"))


def test_a_customer_is_led_to_a_softphone_by_an_answer_that_says_so() -> None:
    """D7, B2: into its agent's own queue, whose flow is set before."""
    needed = frozenset({"answer", "queue flow", "softphone's queue"})
    done = states(
        CUSTOMER_FIRST, frozenset[str](), lambda a, _, before: before | (needed & {a["Identifier"]})
    )
    assert done["to softphone"] == {needed}
    hook = CUSTOMER_FIRST.by_id["queue flow"]["Parameters"]
    assert hook == {"EventHooks": {"CustomerQueue": "${CallbackQueueFlowArn}"}}
    failed = {edge.to for edge in edges(CUSTOMER_FIRST.by_id["to softphone"])}
    assert {_asked(CUSTOMER_FIRST.by_id[name])["result"] for name in failed} == {"failed"}


def test_a_softphone_has_rung_when_the_queue_says_so() -> None:
    """B4: longer than Connect lets it ring, shorter than what counts as answered; told twice."""
    hold = IN_QUEUE.by_id["hold"]["Parameters"]["InterruptFrequencySeconds"]
    assert RING_S < int(hold) < RING_SOFTPHONE // SECOND
    missed = {"op": "agent_missed", "result": "no_answer"} | WHO
    assert _asked(IN_QUEUE.by_id["missed 1"]) == _asked(IN_QUEUE.by_id["missed 2"]) == missed
