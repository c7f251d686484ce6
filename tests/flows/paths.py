"""What may happen along the paths of a flow: where they end, and what is true on the way."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.flows.flow import CONDITION, NEXT, Edge, Flow, edges, states
from tests.flows.rules import CHAIN_S, CUSTOMER_QUEUE, GIVEN, rules_of

Found = tuple[str, str, str]

INVOKE = "InvokeLambdaFunction"
_SPEAKING = {"MessageParticipant", "GetParticipantInput", "MessageParticipantIteratively"}
# These come after the prompt; any other error may mean that nothing was said.
_SPOKEN_ALL_THE_SAME = {NEXT, CONDITION, "NoMatchingCondition", "InputTimeLimitExceeded"}
_ATTRIBUTE = re.compile(r"\$\.Attributes\.(\w+)")
_BROUGHT = {CUSTOMER_QUEUE: frozenset({"offer"})}
"""What a call's flow has put into attributes before the flow of this kind begins."""
_PRIVATE = ("$.StoredCustomerInput", "$.External.number", "$.CustomerEndpoint.Address")
"""What a caller types for us to keep, and people's telephone numbers."""


def findings(flow: Flow) -> Iterator[Found]:
    """Rule, action and sentence for all that is wrong on the way through a flow."""
    reached = states(flow, 0, lambda _, __, state: state)
    for name in flow.by_id:
        if name not in reached:
            yield "unreachable", name, "no path leads here"
    ending = _leading_to_the_end(flow)
    for name in reached:
        if name not in ending:
            yield "no_end", name, "no path leads from here to the end of the call"
    yield from _chains(flow)
    yield from _stale_answers(flow)
    yield from _unset_attributes(flow)
    yield from _logged_secrets(flow)


def _leading_to_the_end(flow: Flow) -> set[str]:
    found: set[str] = set()
    while True:
        more = {
            name
            for name, action in flow.by_id.items()
            if name not in found and (_ends(action) or any(e.to in found for e in edges(action)))
        }
        if not more:
            return found
        found |= more


def _ends(action: dict[str, Any]) -> bool:
    rules = rules_of(action["Type"], action["Parameters"])
    return rules is not None and rules.ends


def _chains(flow: Flow) -> Iterator[Found]:
    """Connect cuts functions in a row at 20 s: they fit in, or something is said between."""

    def silent(action: dict[str, Any], edge: Edge, seconds: int) -> int:
        if action["Type"] in _SPEAKING and edge.why in _SPOKEN_ALL_THE_SAME:
            return 0
        # Counting further would never end in a loop, and tells nothing more.
        return min(seconds + _limit(action), CHAIN_S + 1)

    for name, seconds in states(flow, 0, silent).items():
        total = max(seconds) + _limit(flow.by_id[name])
        if _limit(flow.by_id[name]) and total > CHAIN_S:
            yield "chain_too_long", name, f"functions may take more than {CHAIN_S} s in silence"


def _limit(action: dict[str, Any]) -> int:
    if action["Type"] != INVOKE:
        return 0
    return int(action["Parameters"]["InvocationTimeLimitSeconds"])


def _stale_answers(flow: Flow) -> Iterator[Found]:
    """`$.External` is what the last function answered: nothing before it, or when it failed."""

    def answered(action: dict[str, Any], edge: Edge, before: bool) -> bool:
        return edge.why == NEXT if action["Type"] == INVOKE else before

    for name, answers in states(flow, False, answered).items():
        if _mentions(flow.by_id[name], "$.External.") and False in answers:
            yield "stale_answer", name, "a path without an answer leads to its use"


def _unset_attributes(flow: Flow) -> Iterator[Found]:
    """`$.Attributes` holds what the flow, or who began it, put there, on every way to its use."""

    def held(action: dict[str, Any], _: Edge, before: frozenset[str]) -> frozenset[str]:
        return before.union(action["Parameters"].get("Attributes", {}))

    given = _BROUGHT.get(flow.kind, frozenset[str]()) | GIVEN.get(flow.name, frozenset[str]())
    for name, holdings in states(flow, given, held).items():
        used = set(_ATTRIBUTE.findall(json.dumps(flow.by_id[name]["Parameters"])))
        for attribute in used - frozenset.intersection(*holdings):
            yield "attribute_unset", name, f"a path without {attribute} leads to its use"


def _logged_secrets(flow: Flow) -> Iterator[Found]:
    """What is private is nowhere in Connect's flow log, which keeps every action's parameters."""

    def logging(action: dict[str, Any], _: Edge, before: str) -> str:
        return str(action["Parameters"].get("FlowLoggingBehavior", before))

    # A flow begins with what the flow before it had chosen.
    for name, modes in states(flow, "Enabled", logging).items():
        action = flow.by_id[name]
        secret = action["Parameters"].get("StoreInput") == "True"
        private = secret or any(_mentions(action, path) for path in _PRIVATE)
        if private and "Enabled" in modes:
            yield "secret_logged", name, "a path with logging on leads here"


def _mentions(action: dict[str, Any], path: str) -> bool:
    return path in json.dumps(action["Parameters"])
