"""The gates between an agent and their next call, as people read them (B1)."""

from jour import texts
from jour.clock import Millis, iso
from jour.eligibility import Gate, closed_gates
from jour.organisation import Organisation
from jour.session import Session
from jour.views import Message


def gates_view(
    session: Session | None, organisation: Organisation, language: str, now: Millis
) -> list[Message]:
    """Every gate for every group that the agent staffs, with a sentence that says the cure."""
    groups = (session.groups if session else ()) or ("",)
    return [_view(gate, language) for gate in closed_gates(session, groups, organisation, now)]


def _view(gate: Gate, language: str) -> Message:
    text = f"gate_{gate.name.value}_{'open' if gate.is_open else 'closed'}"
    return {
        "gate": gate.name.value,
        "open": gate.is_open,
        "since": None if gate.since is None else iso(gate.since),
        "message": texts.sentence(text, language, **gate.values),
    }
