"""A flow as Amazon Connect stores it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from local.connect.language import ANY_ERROR, CONTACT_FLOW
from local.failure import Failure


@dataclass(frozen=True)
class Action:
    """One step: what it is, what it is told, and where each outcome leads."""

    id: str
    type: str
    parameters: Mapping[str, Any]
    next: str | None
    conditions: tuple[tuple[str, str], ...]
    """Each value that leads somewhere of its own, and where to."""
    errors: Mapping[str, str]

    def at(self, value: str) -> str | None:
        """Where this value leads, or None where no condition names it."""
        return next((onward for wanted, onward in self.conditions if wanted == value), None)

    def on_error(self, kind: str) -> str | None:
        """Where this error leads; None where it ends the contact."""
        return self.errors.get(kind) or self.errors.get(ANY_ERROR)


@dataclass(frozen=True)
class Flow:
    """A flow: where it starts, and its steps."""

    name: str
    version: str
    start: str
    actions: tuple[Action, ...]
    kind: str = CONTACT_FLOW
    """What CloudFormation calls its type."""

    @cached_property
    def by_id(self) -> Mapping[str, Action]:
        """Its steps by their identifiers."""
        return {action.id: action for action in self.actions}


def parse(name: str, content: str, kind: str = CONTACT_FLOW) -> Flow:
    """The flow as it is written; raises a Failure where it is not in the flow language.

    `local.connect.flow_check` says whether it can be played.
    """
    try:
        written = json.loads(content)
        actions = [_action(one) for one in written["Actions"]]
        flow = Flow(name, written["Version"], written["StartAction"], tuple(actions), kind)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Failure(f"The flow {name} is not written in the flow language: {error!r}.") from error
    return flow


def _action(written: Mapping[str, Any]) -> Action:
    transitions = written["Transitions"]
    return Action(
        id=written["Identifier"],
        type=written["Type"],
        parameters=written["Parameters"],
        next=transitions.get("NextAction"),
        conditions=tuple(_conditions(transitions.get("Conditions", []))),
        errors={one["ErrorType"]: one["NextAction"] for one in transitions.get("Errors", [])},
    )


def _conditions(written: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in written:
        if one["Condition"]["Operator"] != "Equals":
            raise ValueError(f"the operator {one['Condition']['Operator']!r} is not played")
        for operand in one["Condition"]["Operands"]:
            yield operand, one["NextAction"]
