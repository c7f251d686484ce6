"""From the table's changes to what each connected client is told. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jour.call_views import call_view, queue_view, sees
from jour.clock import Millis
from jour.contact import Contact, ContactState
from jour.handout import state_of
from jour.organisation import Channel
from jour.session import Ending, EndReason, Present, Session, Status, is_live
from jour.views import Message, agent_view, logged_out_message, shows

_TOGETHER = 50
"""Messages of one frame: some 500 bytes each, and API Gateway meters every 32 kB."""


@dataclass(frozen=True, slots=True)
class Change:
    """One login item before and after a write; both are never None."""

    before: Session | None
    after: Session | None

    @property
    def about(self) -> Session:
        session = self.after or self.before
        assert session is not None, "a change has at least one side"
        return session


@dataclass(frozen=True, slots=True)
class ContactChange:
    """One contact before and after a write; both are never None."""

    before: Contact | None
    after: Contact | None

    @property
    def about(self) -> Contact:
        contact = self.after or self.before
        assert contact is not None, "a change has at least one side"
        return contact

    @property
    def moves_queue(self) -> bool:
        """Whether somebody came into the queue, left it, or went to its front."""
        return _queued(self.before) != _queued(self.after)


def _queued(contact: Contact | None) -> tuple[bool, bool]:
    waits = contact is not None and contact.state is ContactState.WAITING
    return waits, waits and contact is not None and contact.front


@dataclass(frozen=True, slots=True)
class Farewell:
    """A connection whose login has ended: it is told why, and closed."""

    connection_id: str
    message: Message


def merged(changes: Iterable[Change]) -> list[Change]:
    """One change for each login: from its first state in the batch to its last."""
    first: dict[tuple[str, str | None], Change] = {}
    for change in changes:
        key = change.about.user, change.about.plain_id
        first[key] = replace(first[key], after=change.after) if key in first else change
    return list(first.values())


def farewells(changes: Iterable[Change]) -> Iterator[Farewell]:
    """Connections of logins that were replaced or ended. Each change on its own, unmerged."""
    for change in changes:
        before, after = change.before, change.after
        if before is None or before.connection_id is None or after is None:
            continue
        end = after.login.ended
        if before.login.session_id != after.login.session_id:
            end = Ending(EndReason.REPLACED, after.channel.value, after.login.at)
        if end is not None:
            yield Farewell(before.connection_id, logged_out_message(end))


def presence(changes: Iterable[Change], watcher: Session, now: Millis) -> Message | None:
    """What one watcher is told of these merged changes; None where nothing concerns them."""
    agents, gone, versions = [], [], {}
    for change in changes:
        about = change.about
        if not about.is_agent or not shows(watcher, about, _groups(change)):
            continue
        here = change.after is not None and is_live(change.after, now)
        if not here and (change.before is None or change.before.login.ended):
            continue  # was away, is away: a tombstone's own end
        if here and change.before and change.before.version == about.version:
            continue  # a heartbeat that slipped through: no news
        if change.after is not None and here:
            before = change.before.version if change.before else 0
            agents.append(agent_view(change.after, now) | {"after": before})
        else:
            gone.append(about.user)
            versions[about.user] = about.version
    if not agents and not gone:
        return None
    return {"type": "presence", "agents": agents, "gone": gone, "versions": versions}


def calls(changes: Iterable[ContactChange], watcher: Session, now: Millis) -> list[Message]:
    """What one watcher is told of contacts: each one's newest state, whole."""
    newest = {change.about.id: change.after for change in changes}
    return [
        {"type": "call", "call": call_view(contact, watcher, now)}
        for contact in newest.values()
        if contact is not None and sees(watcher, contact.group)
    ]


def queues(
    changes: Iterable[ContactChange], waiting: Iterable[Contact], watcher: Session, now: Millis
) -> Message | None:
    """The queues that these changes moved, as they are now; None where the watcher sees none."""
    moved = dict.fromkeys(change.about.group for change in changes if change.moves_queue)
    groups = queue_view(waiting, moved, watcher, now)
    return {"type": "queue", "groups": groups} if groups else None


def told(
    news: Iterable[Change],
    contacts: Sequence[ContactChange],
    present: Present,
    watcher: Session,
    now: Millis,
) -> list[Message]:
    """All that one watcher is told of a batch: who is here, who waits, and calls."""
    said = (
        presence(news, watcher, now),
        queues(contacts, present.waiting, watcher, now),
        *calls(contacts, watcher, now),
    )
    return [message for message in said if message is not None]


def frames(messages: list[Message], watcher: Session) -> list[Message]:
    """The same in as few frames as the watcher's page reads; each is a push, and is paid for."""
    if not watcher.takes_several or len(messages) < 2:
        return messages
    parts = (messages[at : at + _TOGETHER] for at in range(0, len(messages), _TOGETHER))
    return [{"type": "several", "messages": part} for part in parts]


def somebody_may_get_something(
    logins: Iterable[Change], contacts: Iterable[ContactChange], now: Millis
) -> bool:
    """Whether hand-out has a reason to look: a caller came, or an agent may have become free."""
    arrived = any(c.moves_queue and _queued(c.after)[0] for c in contacts)
    return arrived or any(c.after is not None and _may_be_free(c.after, now) for c in logins)


def _may_be_free(agent: Session, now: Millis) -> bool:
    """For a call or, on the desktop, for a chat beside one."""
    if not agent.is_agent or agent.login.ended or agent.status is not Status.AVAILABLE:
        return False
    return state_of(agent, now) == Status.AVAILABLE or agent.channel is Channel.DESKTOP


def _groups(change: Change) -> set[str]:
    """All groups concerned: whoever showed the agent must hear that they left."""
    sides = (side for side in (change.before, change.after) if side is not None)
    return {group for side in sides for group in side.groups}
