"""The rules of actions that the flows for customers' calls need (issue 6), by mutation."""

import pytest

from tests.flows.flow import Flow
from tests.flows.lint import lint
from tests.flows.mutate import (
    Mutation,
    catches,
    compares,
    content,
    fails_to,
    given,
    leads,
    mutated,
    on,
    together,
    without,
)
from tests.flows.samples import customer_call, queue_flow

CALL, QUEUE = customer_call(), queue_flow()


@pytest.mark.parametrize("flow", [CALL, QUEUE], ids=["a customer's call", "a queue"])
def test_the_samples_are_clean(flow: Flow) -> None:
    """What is broken below was whole before."""
    assert lint(flow) == []


BROKEN: dict[str, tuple[str, Flow, Mutation]] = {
    "hours without the closed branch": ("condition", CALL, compares("hours", "True")),
    "hours with a third branch": ("condition", CALL, compares("hours", "True", "False", "Maybe")),
    "waiting without a time-out": (
        "error_missing",
        CALL,
        catches("wait", "NoMatchingCondition", "NoMatchingError"),
    ),
    "a key that no telephone has": ("condition", CALL, compares("wait", "A")),
    "two keys in one condition": ("condition", CALL, compares("wait", "11")),
    "keys compared as numbers": (
        "condition",
        CALL,
        compares("wait", "1", operator="NumberLessThan"),
    ),
    "waiting for no time": ("parameter_value", CALL, given("wait", InputTimeLimitSeconds="0")),
    "dialling under the documented name": (
        "parameter_unknown",
        CALL,
        given("dial", ThirdPartyConnectionTimeoutSeconds="20"),
    ),
    "dialling for 601 s": (
        "parameter_value",
        CALL,
        given("dial", ThirdPartyConnectionTimeLimitSeconds="601"),
    ),
    "dialling without saying for how long": (
        "parameter_missing",
        CALL,
        without("dial", "ThirdPartyConnectionTimeLimitSeconds"),
    ),
    "dialling without saying what follows": (
        "parameter_missing",
        CALL,
        without("dial", "ContinueFlowExecution"),
    ),
    "resuming without the failures": ("error_missing", CALL, catches("dial", "NoMatchingError")),
    "not resuming, with the failures": (
        "error_unknown",
        CALL,
        given("dial", ContinueFlowExecution="False"),
    ),
    "51 keys after the answer": (
        "parameter_value",
        CALL,
        given("dial", ThirdPartyDTMFDigits="1" * 51),
    ),
    "a caller's number that is none": (
        "parameter_value",
        CALL,
        given("dial", CallerId={"Number": "0701740605"}),
    ),
    "a queue and an agent at once": (
        "parameter_missing",
        CALL,
        given("target", QueueId="${QueueArn}"),
    ),
    "neither queue nor agent": ("parameter_missing", CALL, without("target", "AgentId")),
    "transfer with a queue of its own": (
        "parameter_unknown",
        CALL,
        given("queue", QueueId="${QueueArn}"),
    ),
    "transfer to a queue that may be full": (
        "error_missing",
        CALL,
        catches("queue", "NoMatchingError"),
    ),
    "a fixed number for callback": (
        "parameter_value",
        CALL,
        given("callback number", CallbackNumber="+46701740605"),
    ),
    "a callback number's failure by another name": (
        "error_unknown",
        CALL,
        catches(
            "callback number",
            "InvalidCallbackNumber",
            "CallbackNumberNotDialable",
            "NoMatchingError",
        ),
    ),
    "callback at once": ("parameter_value", CALL, given("callback", InitialCallDelaySeconds="0")),
    "two hooks in one action": (
        "parameter_value",
        CALL,
        given("hook", EventHooks={"CustomerQueue": "${A}", "AgentWhisper": "${B}"}),
    ),
    "polling without a word": (
        "chain_too_long",
        CALL,
        together(leads("route", "poll"), fails_to("route", "poll")),
    ),
    "dialling what no function said": ("stale_answer", CALL, fails_to("poll", "dial")),
    "a queue's action in a call": ("action_not_here", QUEUE, content(Metadata={})),
    "a loop without an end": ("condition", QUEUE, compares("loop", "ContinueLooping")),
    "a loop of 101 rounds": ("parameter_value", QUEUE, given("loop", LoopCount="101")),
    "music interrupted too often": (
        "parameter_value",
        QUEUE,
        given("music", InterruptFrequencySeconds="10"),
    ),
    "no music": ("parameter_value", QUEUE, given("music", Messages=[])),
    "music that nothing interrupts": ("condition", QUEUE, compares("music")),
    "percentages that fall": (
        "condition",
        CALL,
        together(
            on("hook", lambda action: action.update(Type="DistributeByPercentage")),
            compares("hook", "40", "10", operator="NumberLessThan"),
        ),
    ),
    "a wait that never ends": (
        "condition",
        CALL,
        on("hook", lambda action: action.update(Type="Wait")),
    ),
}


@pytest.mark.parametrize(("rule", "flow", "mutation"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_flow_is_refused(rule: str, flow: Flow, mutation: Mutation) -> None:
    """Each rule finds the flow that is broken in its way."""
    assert rule in {finding.rule for finding in lint(mutated(flow, mutation))}
