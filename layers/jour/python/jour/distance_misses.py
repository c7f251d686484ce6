"""A distance agent who does not answer: told by SMS, and logged out in the end (B4). Pure.

They have no client in which to end a pause: so they are not paused, but may ring to log out.
"""

from jour import login_rules
from jour.clock import Millis
from jour.contact import Contact
from jour.organisation import Channel
from jour.session import SYSTEM, Ending, EndReason, Session, is_live
from jour.sms import Sms, SmsKind, missed_calls

TOLD_AT = 2
"""So many calls in a row not answered, and the agent is told."""


def logged_out_at(agent: Session, offered_to: str, limit: int, now: Millis) -> Session:
    """The agent after a miss that has been counted: logged out where it was one too many.

    `offered_to`: the login that was rung. A later one does not end for a call that it never had.
    """
    still_theirs = agent.login.session_id == offered_to and is_live(agent, now)
    if agent.misses < limit or not still_theirs:
        return agent
    return login_rules.ended(agent, Ending(EndReason.NO_ANSWER, SYSTEM, now))


def sms_after_miss(
    contact: Contact, before: Session | None, after: Session | None, now: Millis
) -> Sms | None:
    """What the agent is told of the miss, once it is kept; `contact` as it rang."""
    if before is None or after is None or contact.offer is None or after.phone is None:
        return None
    if after.channel is not Channel.DISTANCE or after.misses == before.misses:
        return None
    kind = _kind(before, after)
    if kind is None:
        return None
    cause = f"{contact.id}.{contact.offer.number}"
    return missed_calls(kind, cause, after.org, after.user, after.phone, after.misses, now)


def _kind(before: Session, after: Session) -> SmsKind | None:
    if after.login.ended is not None:
        return SmsKind.LOGGED_OUT if before.login.ended is None else None
    return SmsKind.MISSES if after.misses == TOLD_AT else None
