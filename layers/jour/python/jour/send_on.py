"""What happens when the user who has a contact hangs up: it is over, or goes where they sent it."""

from dataclasses import dataclass, replace

from jour.clock import Millis
from jour.contact import Contact
from jour.errors import NotFound
from jour.handout import Pair, completed
from jour.hop import Hop, HopKind
from jour.hop_course import Colleague, course_of
from jour.next_hop import Course, made
from jour.observe import logger
from jour.organisation import Channel
from jour.session import CONFERENCE, Session, Status
from jour.store.forwardings import Forwardings
from jour.store.sessions import Sessions
from jour.store.users import Users


@dataclass(frozen=True, slots=True)
class SendOn:
    """Finds the way on, as everybody is now."""

    sessions: Sessions
    users: Users
    forwardings: Forwardings

    def after_hang_up(self, pair: Pair, wrap_up_s: int, now: Millis) -> Pair:
        """The contact and who had it, once they have hung up. Raises Unavailable."""
        hop = pair.contact.next_hop
        if hop is None:
            return completed(pair, wrap_up_s, now)
        try:
            course = self.course(hop, pair.contact, now)
        except NotFound:
            return completed(pair, wrap_up_s, now)  # the organisation is gone
        logger.info("sent on", extra={"to": hop.kind.value, "course": type(course).__name__})
        after = made(pair, course, wrap_up_s, now)
        if hop.kind is HopKind.ROOM and after.agent is not None:
            return replace(after, agent=_in_conference(after.agent, now))
        return after

    def course(self, hop: Hop, contact: Contact, now: Millis) -> Course:
        """What the hop comes to now. Raises Unavailable; NotFound for an unknown organisation."""
        present = self.sessions.present(contact.org)
        return course_of(hop, present, self.colleague(hop, contact.org), contact.group, now)

    def colleague(self, hop: Hop, org: str) -> Colleague:
        if hop.kind is not HopKind.USER:
            return Colleague(None, None)
        return Colleague(self.users.get(hop.to), self.forwardings.get(org, hop.to))


def _in_conference(agent: Session, now: Millis) -> Session:
    """Their telephone is in use, and nobody tells us until when: paused until they say otherwise.

    Except by distance, where nobody could end the pause (B4).
    """
    if agent.status is not Status.AVAILABLE or agent.channel is Channel.DISTANCE:
        return agent
    return replace(agent, status=Status.PAUSED, reason=CONFERENCE, since=now)
