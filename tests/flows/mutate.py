"""Breaks a copy of a flow in one place."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.flows.flow import Flow

Mutation = Callable[[dict[str, Any]], object]


def mutated(flow: Flow, *mutations: Mutation) -> Flow:
    """The flow with these changes; the original stays whole."""
    content = deepcopy(flow.content)
    for mutation in mutations:
        mutation(content)
    return Flow(content)


def together(*mutations: Mutation) -> Mutation:
    """Several changes as one."""
    return lambda flow: [mutation(flow) for mutation in mutations]


def content(**changes: Any) -> Mutation:
    """Replace fields of the flow itself."""
    return lambda flow: flow.update(changes)


def on(name: str, change: Callable[[dict[str, Any]], object]) -> Mutation:
    """Change one action."""

    def mutation(flow: dict[str, Any]) -> None:
        (action,) = [one for one in flow["Actions"] if one["Identifier"] == name]
        change(action)

    return mutation


def given(name: str, **parameters: Any) -> Mutation:
    """Give an action these parameters, whatever it had."""
    return on(name, lambda action: action["Parameters"].update(parameters))


def without(name: str, parameter: str) -> Mutation:
    """Take a parameter from an action."""
    return on(name, lambda action: action["Parameters"].pop(parameter))


def leads(name: str, to: str) -> Mutation:
    """Let an action be followed by another one, errors and conditions aside."""
    return on(name, lambda action: action["Transitions"].update(NextAction=to))


def fails_to(name: str, to: str) -> Mutation:
    """Let every error of an action lead elsewhere."""

    def change(action: dict[str, Any]) -> None:
        for error in action["Transitions"]["Errors"]:
            error["NextAction"] = to

    return on(name, change)


def catches(name: str, *errors: str) -> Mutation:
    """Let an action catch these errors and no others; all lead where the first one led."""

    def change(action: dict[str, Any]) -> None:
        known = action["Transitions"].get("Errors", [])
        to = known[0]["NextAction"] if known else action["Transitions"]["NextAction"]
        action["Transitions"]["Errors"] = [
            {"ErrorType": error, "NextAction": to} for error in errors
        ]

    return on(name, change)


def compares(name: str, *operands: Any, operator: str = "Equals") -> Mutation:
    """Let an action branch on these operands; all lead where its next action is."""

    def change(action: dict[str, Any]) -> None:
        to = action["Transitions"]["NextAction"]
        action["Transitions"]["Conditions"] = [
            {"NextAction": to, "Condition": {"Operator": operator, "Operands": [operand]}}
            for operand in operands
        ]

    return on(name, change)


def added(**action: Any) -> Mutation:
    """Add an action."""
    return lambda flow: flow["Actions"].append(action)
