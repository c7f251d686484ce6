"""Whether anybody is logged in who staffs a group, free or not. Pure."""

from jour.clock import Millis
from jour.organisation import Organisation
from jour.session import Present, Session, is_live


def somebody_staffs(present: Present, group: str, now: Millis) -> bool:
    return any(_staffs(one, group, present.organisation, now) for one in present.sessions)


def _staffs(session: Session, group: str, organisation: Organisation, now: Millis) -> bool:
    may = group in organisation.staffable(session.channel, session.groups)
    return session.is_agent and is_live(session, now) and may
