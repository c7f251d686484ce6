"""What administrators read of an agent's gates (contract, B1)."""

from typing import Any

from pydantic import BaseModel


class GateView(BaseModel):
    """One condition between an agent and their next call, with the cure in a sentence."""

    gate: str
    open: bool
    since: str | None
    message: str


class GatesAnswer(BaseModel):
    """Every gate."""

    gates: list[GateView]


def gates_answer(gates: list[dict[str, Any]]) -> GatesAnswer:
    return GatesAnswer.model_validate({"gates": gates})
