"""What the flow in Connect's queues promises beyond the language's rules (D7, issue 6, point 4)."""

from typing import Any

from infra.flow_file import read
from jour.clock import SECOND
from jour.occupation import RING_S, RING_SOFTPHONE
from tests.flows.flow import CONDITION, Edge, Flow, edges, states
from tests.flows.lint import placeholders

CALL = Flow.read(read("customer_call"))
QUEUE = Flow.read(read("customer_queue"))
INVOKE, MOVE = "InvokeLambdaFunction", "DequeueContactAndTransferToQueue"
CONNECT_RINGS_S = 20
"""So long Connect lets a softphone ring; it cannot be set."""


def _asked(action: dict[str, Any]) -> dict[str, str]:
    given: dict[str, str] = action["Parameters"].get("LambdaInvocationAttributes", {})
    return given


def _outcomes(edge: Edge) -> str | None:
    return _asked(QUEUE.by_id[edge.to]).get("result")


def test_a_softphone_rings_in_its_agents_own_queue() -> None:
    """D7: with the offer remembered and the queue's flow set, so that it can ask on."""
    needed = frozenset({"remember softphone offer", "queue flow", "softphone's queue"})
    done = states(
        CALL, frozenset[str](), lambda a, _, before: before | (needed & {a["Identifier"]})
    )
    assert done["to softphone"] == {needed}
    hook = CALL.by_id["queue flow"]["Parameters"]
    assert hook == {"EventHooks": {"CustomerQueue": "${CustomerQueueFlowArn}"}}
    assert CALL.by_id["softphone's queue"]["Parameters"] == {"AgentId": "$.External.agent"}
    assert placeholders(QUEUE) == {"CallRoutingArn", "HoldingQueueArn"}


def test_what_keeps_a_softphone_from_ringing_is_told() -> None:
    """Issue 6.5: the caller does not stay in a queue that does not ring."""
    for name in ("queue flow", "softphone's queue", "to softphone"):
        failed = {e.to for e in edges(CALL.by_id[name])} - {"softphone's queue", "to softphone"}
        assert failed == {"failed 1"}
    assert {_outcomes(edge) for edge in edges(QUEUE.by_id["to softphone"])} == {"failed"}


def test_the_queue_says_of_which_offer_it_asks() -> None:
    """A flow that begins again in another agent's queue finds that it rings there, and only then
    holds: another offer's answer is followed first."""
    polls = [_asked(action) for action in QUEUE.actions if _asked(action).get("op") == "poll"]
    assert polls == [{"op": "poll", "offer": "$.Attributes.offer"}] * len(polls)
    assert all("offer" not in _asked(a) for a in CALL.actions if _asked(a).get("op") == "poll")
    to_hold = {e.why for a in QUEUE.actions for e in edges(a) if e.to == "hold"}
    assert to_hold == {CONDITION}


def test_a_ring_ends_before_it_counts_as_answered() -> None:
    """B4: Connect has stopped ringing when the flow says so, and the table still listens."""
    hold = QUEUE.by_id["hold"]["Parameters"]["InterruptFrequencySeconds"]
    assert CONNECT_RINGS_S < int(hold) < RING_SOFTPHONE // SECOND
    assert CONNECT_RINGS_S == RING_S


def test_whoever_was_not_answered_leaves_the_agents_queue() -> None:
    """B4: there Connect would ring the same softphone again as soon as its agent is available."""

    def held(action: dict[str, Any], edge: Edge, before: bool) -> bool:
        return action["Identifier"] == "hold" or (before and action["Type"] != MOVE)

    reached = states(QUEUE, False, held)
    for waits in ("wait", "dial", "dial conference", "hold"):
        assert reached[waits] == {False}, waits
    assert QUEUE.by_id["to holding"]["Parameters"] == {"QueueId": "${HoldingQueueArn}"}
