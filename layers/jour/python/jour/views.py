"""What clients are shown: the contract's messages, made from state. Pure."""

from collections.abc import Iterable
from typing import Any

from jour.chat_capacity import chats_now
from jour.clock import Millis, iso
from jour.handout import state_of
from jour.occupation import Kind, engaged
from jour.organisation import Group, Organisation
from jour.session import Ending, Present, Session, idle_since, is_live

Message = dict[str, Any]


def agent_view(session: Session, now: Millis) -> Message:
    """A colleague, whole."""
    occupied = engaged(session.occupied, now)
    return {
        "user": session.user,
        "name": session.name,
        "channel": session.channel.value,
        "state": state_of(session, now),
        "reason": session.reason,
        "since": iso(_since(session, now)),
        "until": iso(occupied.until) if occupied and occupied.until else None,
        "ringing": occupied is not None and occupied.kind is Kind.RINGING,
        "groups": list(session.groups),
        "chats": len(chats_now(session, now)),
        "forwarding_until": _forwarding_until(session, now),
        "version": session.version,
    }


def _forwarding_until(session: Session, now: Millis) -> str | None:
    until = session.forwarding_until
    return iso(until) if until is not None and until > now else None


def me_view(session: Session, organisation: Organisation, now: Millis) -> Message:
    """The reader's own login; a plain web login has neither status nor groups."""
    occupied = engaged(session.occupied, now)
    possible = organisation.staffable(session.channel, session.own_groups)
    return {
        "user": session.user,
        "name": session.name,
        "organisation": {"id": organisation.id, "name": organisation.name},
        "agent": session.is_agent,
        "channel": session.channel.value,
        "phone": session.phone,
        "status": session.status.value if session.is_agent else None,
        "state": state_of(session, now) if session.is_agent else None,
        "until": iso(occupied.until) if occupied and occupied.until else None,
        "ringing": occupied is not None and occupied.kind is Kind.RINGING,
        "misses": session.misses,
        "reason": session.reason,
        "since": iso(_since(session, now)),
        "logged_in_at": iso(session.login.at),
        "groups": list(session.groups),
        "available_groups": [group_view(organisation.groups[group]) for group in possible],
        "version": session.version,
    }


def _since(session: Session, now: Millis) -> Millis:
    """Since when the state that is shown has lasted."""
    occupied = engaged(session.occupied, now)
    return occupied.since if occupied else idle_since(session)


def group_view(group: Group) -> Message:
    return {"id": group.id, "name": group.name, "media": group.media.value}


def snapshot(present: Present, session: Session, now: Millis) -> Message:
    """Who is there and what there is to choose from, at one moment; calls are added to it."""
    agents = [s for s in present.sessions if s.is_agent]
    shown = [agent_view(s, now) for s in agents if is_live(s, now) and shows(session, s, s.groups)]
    organisation = present.organisation
    return {
        "type": "snapshot",
        "me": me_view(session, organisation, now),
        "agents": shown,
        "groups": [group_view(group) for group in organisation.groups.values()],
        "view": None if session.view is None else list(session.view),
        "pause_reasons": list(organisation.pause_reasons),
        # Items outlive logouts and each one's version only grows, so their sum does too.
        "version": sum(s.version for s in agents),
    }


def shows(watcher: Session, about: Session, groups: Iterable[str]) -> bool:
    """Whether this watcher is sent news of that agent, who staffs or staffed these groups (M10)."""
    own = watcher.is_agent and watcher.user == about.user
    return own or watcher.view is None or not set(watcher.view).isdisjoint(groups)


def logged_out_message(end: Ending) -> Message:
    return {"type": "logged_out", "reason": end.reason.value, "by": end.by, "at": iso(end.at)}


def pieces(message: Message, size: int) -> list[Message]:
    """A snapshot cut so that no piece names more than `size` agents: the rest follow as presence.

    API Gateway carries at most 128 kB a message.
    """
    agents = message["agents"]
    rest = [agents[start : start + size] for start in range(size, len(agents), size)]
    return [
        message | {"agents": agents[:size]},
        *({"type": "presence", "agents": part, "gone": [], "versions": {}} for part in rest),
    ]
