"""Sending a talking contact on (W2, W3): the hop is set, and made when the user hangs up. Pure.

A hop is set by the user who has the contact, changed, taken back, or forgotten with the call. It
never loses the caller: what does not answer brings them back to who sent them, then to the front of
the group's queue.
"""

from dataclasses import dataclass, replace

from jour.clock import Millis
from jour.contact import LEASE, Contact, ContactKind, ContactState, Offer, Outcome, state_now
from jour.errors import Conflict
from jour.handout import Pair, completed
from jour.hop import MOST_HOPS, Hop, HopKind, HopResult
from jour.occupation import RING

_LIVE = (ContactState.RINGING, ContactState.TALKING)


@dataclass(frozen=True, slots=True)
class Dial:
    """A number is rung, be it a colleague's, anybody's, or a conference room's."""

    number: str
    user: str = ""
    """Whose it is; empty for nobody of the organisation."""
    name: str = ""
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """These users' logins are asked, in this order, then the group."""

    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Another group's queue, in which the caller keeps the place of their arrival."""

    group: str


Course = Dial | Ask | Enqueue
"""What a hop comes to at the moment when it is made."""


def is_theirs(contact: Contact, user: str) -> bool:
    """Whether the user talks with this caller, or is being rung for them."""
    offer = contact.offer
    called = contact.kind is ContactKind.CALL and contact.state in _LIVE
    return called and offer is not None and offer.user == user


def set_hop(contact: Contact, hop: Hop) -> Contact:
    """The contact goes there once its user hangs up; the same again changes nothing.

    Raises Conflict `not_your_contact`, `call_over`, `forwarding_loop`, or `softphone_transfers`:
    whoever has it in Connect's own softphone sends it on there.
    """
    _require(contact, hop.by)
    if contact.offer is not None and contact.offer.connect_agent is not None:
        raise Conflict("softphone_transfers")
    if len(contact.hops) >= MOST_HOPS or (hop.kind is HopKind.USER and hop.to == hop.by):
        raise Conflict("forwarding_loop")
    if contact.next_hop is not None and replace(contact.next_hop, set_at=hop.set_at) == hop:
        return contact
    return replace(contact, version=contact.version + 1, next_hop=hop)


def withdrawn_hop(contact: Contact, user: str) -> Contact:
    """The contact ends when its user hangs up, as ever. Raises as `set_hop`."""
    _require(contact, user)
    if contact.next_hop is None:
        return contact
    return replace(contact, version=contact.version + 1, next_hop=None)


def made(pair: Pair, course: Course, wrap_up_s: int, now: Millis) -> Pair:
    """The user has hung up: they are free, with wrap-up time, and the contact goes on."""
    contact, hop = pair.contact, pair.contact.next_hop
    assert hop is not None, "a hop that was set"
    assert contact.offer is not None, "somebody has it"
    over = completed(pair, wrap_up_s, now)
    begun = replace(hop, began_at=now, offers=contact.offers)
    on_its_way = replace(
        over.contact,
        next_hop=None,
        hops=(*results(contact, now), begun),
        asks=(),
        outcome=None,
        ended_at=None,
    )
    return Pair(_sent(on_its_way, course, begun, now), over.agent)


def result(contact: Contact, now: Millis) -> HopResult:
    """What has become of the contact's last hop."""
    hop, state = contact.hops[-1], state_now(contact, now)
    if hop.result is not None:
        return hop.result
    met = _met(contact, hop)
    if state is ContactState.TALKING or contact.outcome is Outcome.ANSWERED:
        return HopResult.ANSWERED if met else HopResult.NO_ANSWER
    if not met and _came_back(contact, hop):
        return HopResult.NO_ANSWER
    return HopResult.HUNG_UP if state is ContactState.ENDED else HopResult.WAITING


def results(contact: Contact, now: Millis) -> tuple[Hop, ...]:
    """The hops that have been made, each with what became of it."""
    if not contact.hops:
        return ()
    return (*contact.hops[:-1], replace(contact.hops[-1], result=result(contact, now)))


def _require(contact: Contact, user: str) -> None:
    if contact.state is ContactState.ENDED:
        raise Conflict("call_over")
    if not is_theirs(contact, user):
        raise Conflict("not_your_contact")


def _sent(contact: Contact, course: Course, hop: Hop, now: Millis) -> Contact:
    match course:
        case Dial():
            return _dialled(contact, course, hop, now)
        case Enqueue():
            return replace(
                _waiting(contact, now), group=course.group, front=False, asks=(), missed={}
            )
        case Ask():
            # Asked for by name: that they did not answer earlier does not count.
            missed = {who: at for who, at in contact.missed.items() if who not in course.users}
            return replace(_waiting(contact, now), front=True, asks=course.users, missed=missed)


def _dialled(contact: Contact, dial: Dial, hop: Hop, now: Millis) -> Contact:
    offer = Offer(
        user=dial.user,
        name=dial.name,
        session_id="",
        phone=dial.number,
        number=contact.offers + 1,
        at=now,
        until=now + RING,
        # There is no client to tell, or one that has nothing to do with this number.
        is_told=True,
        digits=dial.digits,
    )
    return replace(
        contact,
        state=ContactState.RINGING,
        front=True,
        offer=offer,
        offers=offer.number,
        asks=(hop.by,),
        missed={who: at for who, at in contact.missed.items() if who != hop.by},
    )


def _waiting(contact: Contact, now: Millis) -> Contact:
    return replace(contact, state=ContactState.WAITING, alive_until=now + LEASE, offer=None)


def _met(contact: Contact, hop: Hop) -> bool:
    """Whether whoever has the contact is whom it was sent to."""
    offer = contact.offer
    if offer is None or offer.number <= hop.offers:
        return False
    match hop.kind:
        case HopKind.USER:
            return offer.user == hop.to
        case HopKind.GROUP:
            return contact.group == hop.to
    return offer.is_outside and offer.number == hop.offers + 1


def _came_back(contact: Contact, hop: Hop) -> bool:
    """Whether who was to answer did not: a group goes on being asked."""
    if hop.kind is HopKind.GROUP:
        return False
    return contact.offers > hop.offers or hop.to in contact.missed
