"""What a hop comes to when it is made: whom it rings, as everybody is at that moment. Pure."""

from dataclasses import dataclass

from jour.asked_first import is_free
from jour.clock import Millis
from jour.forwarding import Forwarding, live
from jour.hop import Hop, HopKind
from jour.next_hop import Ask, Course, Dial, Enqueue
from jour.opening import is_open
from jour.organisation import Media
from jour.session import Present, Session, is_live
from jour.staffed import somebody_staffs
from jour.user import User


@dataclass(frozen=True, slots=True)
class Colleague:
    """Whom a hop is to, beyond their login."""

    user: User | None
    """None for somebody who is not (any more) of the organisation."""
    forwarding: Forwarding | None


def course_of(hop: Hop, present: Present, colleague: Colleague, group: str, now: Millis) -> Course:
    """Where the contact, which is of this group, goes; back to who sent it where nothing answers.

    A number that would ring whoever sends it is no way on.
    """
    back = Ask((hop.by,))
    course = _course(hop, present, colleague, group, now) or back
    return back if isinstance(course, Dial) and course.number == hop.by_phone else course


def leads_on(course: Course, hop: Hop) -> bool:
    """Whether this is the way that was asked for, and not the way back."""
    return course != Ask((hop.by,))


def _course(
    hop: Hop, present: Present, colleague: Colleague, group: str, now: Millis
) -> Course | None:
    match hop.kind:
        case HopKind.NUMBER:
            return Dial(hop.to)
        case HopKind.ROOM:
            room = present.organisation.room(hop.to)
            return Dial(room.number, name=room.name, digits=room.pin) if room else None
        case HopKind.GROUP:
            return Enqueue(hop.to) if answers(hop.to, present, now) else None
    return _to_colleague(hop, present, colleague, group, now)


def answers(group: str, present: Present, now: Millis) -> bool:
    """Whether callers may be sent to this group: it takes calls, is open, and is staffed."""
    found = present.organisation.groups.get(group)
    if found is None or found.media is not Media.VOICE:
        return False
    return is_open(found, now) and somebody_staffs(present, group, now)


def _to_colleague(
    hop: Hop, present: Present, colleague: Colleague, group: str, now: Millis
) -> Course | None:
    way = reached(colleague, login_of(hop.to, present, now), group, present, now)
    return Ask((hop.to, hop.by)) if isinstance(way, Session) else way


def reached(
    colleague: Colleague, login: Session | None, group: str, present: Present, now: Millis
) -> Session | Dial | None:
    """How a colleague is reached: their forwarding, else their login as agent, else their number.

    None for somebody who is busy or paused, or who has no telephone that is known.
    """
    user = colleague.user
    if user is None or user.disabled or user.org != present.organisation.id:
        return None
    forwarding = live(colleague.forwarding, now)
    if forwarding is not None:
        return Dial(forwarding.number, user=user.id, name=user.name)
    if login is not None:
        return login if is_free(login, group, present.organisation, now) else None
    if user.distance is None:
        return None
    return Dial(user.distance.number, user=user.id, name=user.name)


def login_of(user: str, present: Present, now: Millis) -> Session | None:
    """The user's living login as an agent."""
    return next(
        (s for s in present.sessions if s.is_agent and s.user == user and is_live(s, now)), None
    )
