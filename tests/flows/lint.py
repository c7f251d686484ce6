"""Is a flow one that Amazon Connect takes and that does what it looks like? Rule by rule."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.flows import paths
from tests.flows.flow import Flow, edges
from tests.flows.rules import MOST_ACTIONS, VERSION, VOICES, Action, Branches, rules_of
from tests.flows.shapes import PLACEHOLDER

_ENVELOPE = {"Version", "StartAction", "Metadata", "Actions"}
_ACTION = {"Identifier", "Type", "Parameters", "Transitions"}
_TRANSITIONS = {"NextAction", "Errors", "Conditions"}
# What the language's reference forbids in an identifier; the names are JavaScript's own.
_IDENTIFIER = re.compile(r"[^%:(\\/)=$,;\[\]{}]{1,50}")
_RESERVED = {"__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"}


RULES = frozenset(
    {
        # Whole flow
        *("version", "envelope", "start", "too_many_actions", "metadata", "placeholder"),
        *("identifier", "identifier_twice", "unknown_action", "action_not_here"),
        # One action
        *("parameter_missing", "parameter_unknown", "parameter_value", "not_a_string"),
        *("voice_engine", "error_missing", "error_unknown", "condition"),
        *("next_missing", "nothing_follows", "transition"),
        # Paths
        *("unreachable", "no_end", "chain_too_long", "stale_answer"),
        *("attribute_unset", "secret_logged"),
    }
)


@dataclass(frozen=True)
class Finding:
    """A rule that a flow breaks, and where."""

    rule: str
    where: str
    what: str

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"{self.rule} is no rule")


def lint(flow: Flow) -> list[Finding]:
    """All that is wrong with a flow; empty when nothing is. Paths are judged once shapes are."""
    broken = [*_envelope(flow), *_placeholders(flow)]
    for action in flow.actions:
        broken += _action(flow, action)
    return broken or [Finding(*found) for found in paths.findings(flow)]


def placeholders(flow: Flow) -> set[str]:
    """The names that have to be filled in before Connect may see the flow."""
    return set(PLACEHOLDER.findall(json.dumps(flow.content)))


def _envelope(flow: Flow) -> Iterator[Finding]:
    if flow.content.get("Version") != VERSION:
        yield Finding("version", "flow", str(flow.content.get("Version")))
    if set(flow.content) != _ENVELOPE:
        yield Finding("envelope", "flow", ", ".join(set(flow.content) ^ _ENVELOPE))
    if len(flow.actions) > MOST_ACTIONS:
        yield Finding("too_many_actions", "flow", str(len(flow.actions)))
    if flow.start not in flow.by_id:
        yield Finding("start", "flow", f"there is no {flow.start!r}")
    names = [action["Identifier"] for action in flow.actions]
    for name in {name for name in names if names.count(name) > 1}:
        yield Finding("identifier_twice", name, "stands for several actions")
    for name in flow.content.get("Metadata", {}).get("ActionMetadata", {}):
        if name not in names:
            yield Finding("metadata", name, "has a position but is no action")


def _placeholders(flow: Flow) -> Iterator[Finding]:
    """Connect takes a value that is fixed or one path: a placeholder is a parameter's whole."""
    outside = {key: value for key, value in flow.content.items() if key != "Actions"}
    bare = [{k: v for k, v in action.items() if k != "Parameters"} for action in flow.actions]
    if "${" in json.dumps([outside, bare]):
        yield Finding("placeholder", "flow", "stands outside of parameters")
    for action in flow.actions:
        for value in _leaves(action["Parameters"]):
            if isinstance(value, str) and "${" in value and not PLACEHOLDER.fullmatch(value):
                yield Finding("placeholder", action["Identifier"], value)


def _action(flow: Flow, action: dict[str, Any]) -> Iterator[Finding]:
    name, kind = str(action["Identifier"]), str(action["Type"])
    if set(action) != _ACTION:
        yield Finding("envelope", name, ", ".join(set(action) ^ _ACTION))
    if not _IDENTIFIER.fullmatch(name) or name in _RESERVED:
        yield Finding("identifier", name, "is none that Connect takes")
    rules = rules_of(kind, action["Parameters"])
    if rules is None:
        yield Finding("unknown_action", name, kind)
        return
    if flow.kind not in rules.flows:
        yield Finding("action_not_here", name, f"{kind} in a {flow.kind}")
    for rule, what in _parameters(rules, action):
        yield Finding(rule, name, what)
    for rule, what in _transitions(flow, rules, action["Transitions"]):
        yield Finding(rule, name, what)
    for edge in edges(action):
        if edge.to not in flow.by_id:
            yield Finding("transition", name, f"leads to {edge.to!r}, which does not exist")


def _parameters(rules: Action, action: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for value in _leaves(action["Parameters"]):
        if not isinstance(value, str):
            yield "not_a_string", repr(value)
    yield from rules.parameters.faults(action["Parameters"])
    voice = action["Parameters"].get("TextToSpeechVoice")
    engine = action["Parameters"].get("TextToSpeechEngine", "Standard")
    if voice in VOICES and engine not in VOICES[voice]:
        yield "voice_engine", f"{voice} does not speak with the engine {engine}"


def _transitions(
    flow: Flow, rules: Action, transitions: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    if rules.ends:
        if transitions:
            yield "nothing_follows", ", ".join(transitions)
        return
    for key in set(transitions) - _TRANSITIONS:
        yield "transition", f"{key} is no kind of transition"
    if "NextAction" not in transitions:
        yield "next_missing", "leads nowhere"
    caught = [one["ErrorType"] for one in transitions.get("Errors", [])]
    for error in rules.must_catch - set(caught):
        yield "error_missing", error
    for error in caught:
        if error not in rules.must_catch | rules.may_catch or caught.count(error) > 1:
            yield "error_unknown", error
    conditions = [one["Condition"] for one in transitions.get("Conditions", [])]
    if rules.branches is None:
        if conditions:
            yield "condition", "conditions are not allowed here"
    else:
        yield from (("condition", what) for what in _conditions(rules.branches, conditions))


def _conditions(allowed: Branches, conditions: list[dict[str, Any]]) -> Iterator[str]:
    operands = [one["Operands"][0] for one in conditions if len(one["Operands"]) == 1]
    if len(operands) != len(conditions):
        yield "a condition compares with one operand"
    for one in conditions:
        if one["Operator"] not in allowed.operators:
            yield f"{one['Operator']} is no operator for this"
    for operand in operands:
        if not isinstance(operand, str) or not re.fullmatch(allowed.operand, operand):
            yield f"{operand!r} is nothing to compare with"
            return
    if len({(one["Operator"], one["Operands"][0]) for one in conditions}) != len(conditions):
        yield "the same condition twice"
    if len(operands) < allowed.least:
        yield "at least one condition"
    if allowed.exactly is not None and set(operands) != allowed.exactly:
        yield f"exactly {', '.join(sorted(allowed.exactly))}"
    if allowed.rising and [int(o) for o in operands] != sorted({int(o) for o in operands}):
        yield "the percentages do not add up"


def _leaves(value: Any) -> Iterator[Any]:
    """Every value inside nested objects and lists."""
    inside = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in inside:
            yield from _leaves(one)
    else:
        yield value
