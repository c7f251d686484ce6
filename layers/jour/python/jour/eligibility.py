"""Who may get what (B1): one pure function with every gate, its verdict, since when, and the cure.

Nothing else decides it: hand-out asks whether all gates are open, pages show them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from jour.chat_capacity import has_room, is_kept_by_call
from jour.clock import Millis
from jour.contact import Contact, is_waiting
from jour.occupation import engaged
from jour.opening import is_open
from jour.organisation import Media, Organisation
from jour.phone import SOFTPHONE
from jour.session import Session, Status, ending, is_live


class GateName(StrEnum):
    """What must hold before an agent is given a contact."""

    LOGGED_IN = "logged_in"
    CONNECTED = "connected"
    AVAILABLE = "available"
    NOT_OCCUPIED = "not_occupied"
    STAFFS_GROUP = "staffs_group"
    CHANNEL_MAY = "channel_may"
    HAS_TELEPHONE = "has_telephone"
    GROUP_OPEN = "group_open"
    NOT_MISSED = "not_missed"
    HAS_ROOM = "has_room"


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition and its verdict."""

    name: GateName
    is_open: bool
    since: Millis | None = None
    values: dict[str, str] = field(default_factory=dict)
    """What the sentence needs."""


def eligibility(
    session: Session | None, group: str, organisation: Organisation, now: Millis
) -> list[Gate]:
    """Every gate between this agent and a contact of this group."""
    if session is None or not is_live(session, now):
        end = ending(session, now) if session else None
        return [Gate(GateName.LOGGED_IN, False, end.at if end else None)]
    occupied = engaged(session.occupied, now)
    asked = organisation.groups.get(group)
    values = {"group": asked.name if asked else group}
    rings = asked is not None and asked.media in (Media.VOICE, Media.TELEMARKETING)
    chats = asked is not None and asked.media is Media.CHAT
    is_free = occupied is None or (chats and not is_kept_by_call(session, organisation, now))
    gates = [
        Gate(GateName.LOGGED_IN, True, session.login.at),
        Gate(
            GateName.CONNECTED,
            not session.identity.is_leased or session.connection_id is not None,
            session.connected_at,
        ),
        Gate(
            GateName.AVAILABLE,
            session.status is Status.AVAILABLE,
            session.since,
            {"reason": session.reason or ""},
        ),
        Gate(GateName.NOT_OCCUPIED, is_free, occupied.since if occupied else None),
        Gate(GateName.STAFFS_GROUP, group in session.groups, session.changed_at, values),
        Gate(
            GateName.CHANNEL_MAY,
            group in organisation.staffable(session.channel, [group]),
            session.login.at,
            values,
        ),
        Gate(GateName.HAS_TELEPHONE, not rings or has_telephone(session), session.login.at),
        Gate(GateName.GROUP_OPEN, asked is not None and is_open(asked, now), None, values),
    ]
    if chats:
        room = has_room(session, organisation, now)
        limit = {"limit": str(organisation.chats_at_once)}
        gates.append(Gate(GateName.HAS_ROOM, room, None, limit))
    return gates


def has_telephone(session: Session) -> bool:
    """Whether there is something to ring: a number, or a softphone that Connect knows (D7)."""
    if session.phone == SOFTPHONE:
        return session.connect_agent is not None
    return session.phone is not None


def may_have(session: Session, group: str, organisation: Organisation, now: Millis) -> bool:
    """Whether every gate is open. A group that has closed still serves those who wait in it."""
    gates = eligibility(session, group, organisation, now)
    return all(gate.is_open for gate in gates if gate.name is not GateName.GROUP_OPEN)


def not_missed(contact: Contact, agent: Session) -> Gate:
    """Who did not answer it is not asked again (B4), unless they have since logged in or become
    available anew: then they are there, and nobody should wait in vain.
    """
    missed_at = contact.missed.get(agent.user)
    asked_before = missed_at is not None and agent.since <= missed_at
    return Gate(GateName.NOT_MISSED, not asked_before, missed_at if asked_before else None)


def missed_gate(agent: Session, waiting: Iterable[Contact], now: Millis) -> Gate:
    """Whether somebody in the agent's queues waits whom the agent is not asked for again."""
    gates = (
        replace(not_missed(contact, agent), values={"kind": contact.kind.value})
        for contact in waiting
        if contact.group in agent.groups and is_waiting(contact, now)
    )
    shut = next((gate for gate in gates if not gate.is_open), None)
    return shut or Gate(GateName.NOT_MISSED, True)


def closed_gates(
    session: Session | None, groups: Sequence[str], organisation: Organisation, now: Millis
) -> list[Gate]:
    """All gates of the agent's groups: a closed one for each group, an open one once in all."""
    if not groups:
        gates = eligibility(session, "", organisation, now)
        return [gate for gate in gates if gate.name not in _OF_A_GROUP]
    gates = [gate for group in groups for gate in eligibility(session, group, organisation, now)]
    shut = {gate.name for gate in gates if not gate.is_open}
    found: dict[tuple[GateName, str], Gate] = {}
    for gate in gates:
        if gate.is_open and gate.name in shut:
            continue
        group = "" if gate.is_open else gate.values.get("group", "")
        found.setdefault((gate.name, group), gate)
    return list(found.values())


_OF_A_GROUP = (
    GateName.CHANNEL_MAY,
    GateName.HAS_TELEPHONE,
    GateName.GROUP_OPEN,
    GateName.HAS_ROOM,
)
"""What can only be said of a group that the agent staffs."""
