"""What an administrator's edit of a user means for the user's living login. Pure.

An agent's login staffs at least one group, and it rings what is registered: by distance the number,
with IP telephony the softphone. Where an edit leaves nothing of that, it ends and says by whom.
"""

from dataclasses import replace

from jour.clock import Millis
from jour.organisation import Channel, Organisation
from jour.phone import SOFTPHONE
from jour.session import Ending, EndReason, Session
from jour.user import User


def followed(session: Session, user: User | None, by: str, now: Millis) -> Session | Ending:
    """The agent's living login after the edit, or how it ends; the same where nothing changes.

    `user` is None for one who is removed.
    """
    if user is None or user.disabled:
        return Ending(EndReason.DISABLED, by, now)
    groups = tuple(group for group in session.groups if group in user.groups)
    by_distance = session.channel is Channel.DISTANCE
    by_softphone = session.phone == SOFTPHONE
    unreachable = (by_distance and not user.distance) or (by_softphone and not user.softphone)
    if not user.is_agent or not groups or unreachable:
        return Ending(EndReason.ADMIN, by, now)
    changed = replace(
        session,
        name=user.name,
        groups=groups,
        own_groups=user.groups,
        phone=user.distance.number if by_distance and user.distance else session.phone,
        connect_agent=user.softphone.id if by_softphone and user.softphone else None,
    )
    if changed == session:
        return session
    return replace(changed, changed_at=now, version=session.version + 1)


def fitted(session: Session, organisation: Organisation, by: str, now: Millis) -> Session | Ending:
    """The agent's living login once groups have changed their media, or how it ends."""
    groups = organisation.staffable(session.channel, session.groups)
    if groups == session.groups:
        return session
    if not groups:
        return Ending(EndReason.ADMIN, by, now)
    return replace(session, groups=groups, changed_at=now, version=session.version + 1)
