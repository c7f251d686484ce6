"""A flow as a graph: its actions by identifier, and what follows what."""

import json
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

State = TypeVar("State", bound=Hashable)

NEXT, CONDITION = "NextAction", "Condition"


@dataclass(frozen=True)
class Edge:
    """A transition: `why` is NEXT, CONDITION or the type of error."""

    why: str
    to: Any


@dataclass(frozen=True)
class Flow:
    """The content of a flow, as Connect takes it."""

    content: dict[str, Any]

    @classmethod
    def read(cls, text: str) -> "Flow":
        """Raises ValueError for what is no JSON."""
        return cls(json.loads(text))

    @property
    def actions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.content.get("Actions", [])
        return found

    @property
    def by_id(self) -> dict[str, dict[str, Any]]:
        return {action["Identifier"]: action for action in self.actions}

    @property
    def start(self) -> Any:
        return self.content.get("StartAction")

    @property
    def name(self) -> str:
        return str(self.content.get("Metadata", {}).get("name", ""))

    @property
    def kind(self) -> str:
        """What exports call the type of the flow."""
        return str(self.content.get("Metadata", {}).get("type", "contactFlow"))


def edges(action: dict[str, Any]) -> Iterator[Edge]:
    """Where an action may lead."""
    transitions = action["Transitions"]
    if "NextAction" in transitions:
        yield Edge(NEXT, transitions["NextAction"])
    for one in transitions.get("Conditions", []):
        yield Edge(CONDITION, one["NextAction"])
    for one in transitions.get("Errors", []):
        yield Edge(one["ErrorType"], one["NextAction"])


Step = Callable[[dict[str, Any], Edge, State], State]


def states(flow: Flow, first: State, step: Step[State]) -> dict[str, set[State]]:
    """Every state in which each action may be reached, following all paths from the start."""
    actions = flow.by_id
    reached: dict[str, set[State]] = {}
    pending: list[tuple[str, State]] = [(flow.start, first)] if flow.start in actions else []
    while pending:
        name, state = pending.pop()
        if state in reached.setdefault(name, set()):
            continue
        reached[name].add(state)
        pending += [
            (edge.to, step(actions[name], edge, state))
            for edge in edges(actions[name])
            if edge.to in actions
        ]
    return reached
