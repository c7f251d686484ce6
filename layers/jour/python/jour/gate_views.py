"""The gates between an agent and their next call, as people read them (B1)."""

from jour import texts
from jour.clock import Millis, iso
from jour.contact import ContactKind
from jour.eligibility import Gate, GateName, closed_gates, missed_gate
from jour.session import Present, is_live
from jour.views import Message


def gates_view(
    user: str, present: Present, language: str, now: Millis, name: str | None = None
) -> list[Message]:
    """The gates of the groups that the agent staffs, with a sentence that says the cure.

    `name`: the agent's, where somebody else reads.
    """
    session = next((s for s in present.sessions if s.is_agent and s.user == user), None)
    groups = session.groups if session else ()
    gates = closed_gates(session, groups, present.organisation, now)
    if session is not None and is_live(session, now):
        gates.append(missed_gate(session, present.waiting, now))
    return [_view(gate, language, name) for gate in gates]


def _view(gate: Gate, language: str, name: str | None) -> Message:
    values = gate.values | ({"name": name} if name else {})
    return {
        "gate": gate.name.value,
        "open": gate.is_open,
        "since": None if gate.since is None else iso(gate.since),
        "message": texts.sentence(_text(gate, name), language, **values),
    }


def _text(gate: Gate, name: str | None) -> str:
    if gate.is_open:
        return f"gate_{gate.name.value}_open"
    what = gate.name.value
    if gate.name is GateName.STAFFS_GROUP and not gate.values["group"]:
        what = "staffs_none"
    elif gate.name is GateName.NOT_MISSED and gate.values["kind"] == ContactKind.CHAT:
        what = "chat_not_missed"
    text = f"gate_{what}_closed"
    return text if name is None else f"{text}_of"
