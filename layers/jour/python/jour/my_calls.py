"""The calls that a user has, and sending them on (W2): for every login on the web, agent or not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jour.clock import Clock
from jour.conference import MOST_INVITED
from jour.contact import Contact
from jour.errors import Conflict, Invalid, NotFound, Unavailable
from jour.forwarding import live
from jour.handout import Pair
from jour.hop import Hop, HopKind
from jour.hop_course import Colleague, answers, leads_on, login_of, reached
from jour.next_hop import Dial, is_theirs, set_hop, withdrawn_hop
from jour.queue_poll import AGAIN
from jour.send_on import SendOn
from jour.session import Session
from jour.sign_in import Caller
from jour.store.contacts import Contacts
from jour.store.forwardings import Forwardings
from jour.store.phones import OwnerKind, Phones
from jour.store.sessions import Sessions
from jour.store.users import Users
from jour.user import User


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a call is to go: ids are a user's, a group's, a room's; numbers are E.164."""

    kind: HopKind
    to: str
    invites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A colleague as somebody to send a call to."""

    user: User
    login: Session | None
    """As an agent; None while they are not logged in so."""
    forwarding_until: int | None
    reached_by: str | None
    """`login`, `forwarding` or `number`; None where they cannot be reached now."""


@dataclass(frozen=True, slots=True)
class MyCalls:
    """Finds a user's calls, and keeps where they are to go.

    Raises Conflict `not_your_contact`, `call_over`, `colleague_not_free`, `group_not_staffed`,
    `softphone_transfers` or `forwarding_loop`; Invalid `unknown_room` or `too_many_invites`; and
    Unavailable.
    """

    contacts: Contacts
    sessions: Sessions
    users: Users
    forwardings: Forwardings
    phones: Phones
    send_on: SendOn
    service_number: str | None
    clock: Clock

    def of(self, caller: Caller) -> list[Contact]:
        """The user's live calls: the agent login's, and those that were put through to them."""
        org, user = caller.user.org, caller.user.id
        ids = [one.contact for one in self.sessions.present(org).outside if one.user == user]
        login = self.sessions.get(org, user)
        if login is not None and login.occupied is not None:
            ids.append(login.occupied.contact)
        found = (self.contacts.get(one) for one in dict.fromkeys(ids))
        return [one for one in found if one is not None and is_theirs(one, user)]

    def send(self, caller: Caller, contact_id: str, wanted: Wanted) -> Contact:
        """The call goes there when the user hangs up."""
        self._check_numbers(caller, wanted)

        def change(contact: Contact) -> Contact:
            hop = self._hop(caller, contact, wanted)
            after = set_hop(contact, hop)
            self._require_way(hop, contact)
            return after

        return self._changed(caller, contact_id, change)

    def withdraw(self, caller: Caller, contact_id: str) -> Contact:
        """The call ends when the user hangs up, as ever."""
        return self._changed(caller, contact_id, lambda one: withdrawn_hop(one, caller.user.id))

    def targets(self, caller: Caller) -> Iterator[Target]:
        """Every colleague, and how they would be reached."""
        now = self.clock()
        present = self.sessions.present(caller.user.org)
        forwardings = self.forwardings.of_org(caller.user.org)
        for user in self.users.of_org(caller.user.org):
            if user.id == caller.user.id or user.disabled:
                continue
            login = login_of(user.id, present, now)
            forwarding = live(forwardings.get(user.id), now)
            way = reached(Colleague(user, forwarding), login, "", present, now)
            by = "forwarding" if forwarding else "number" if isinstance(way, Dial) else "login"
            until = forwarding.until if forwarding else None
            yield Target(user, login, until, by if way else None)

    def answering_groups(self, caller: Caller) -> list[str]:
        """The groups that callers may be sent to now."""
        present = self.sessions.present(caller.user.org)
        return [one for one in present.organisation.groups if answers(one, present, self.clock())]

    def _changed(
        self, caller: Caller, contact_id: str, change: Callable[[Contact], Contact]
    ) -> Contact:
        for _ in range(AGAIN):
            contact = self.contacts.get(contact_id)
            if contact is None or contact.org != caller.user.org:
                raise Conflict("not_your_contact")
            after = change(contact)
            if after is contact or self.contacts.keep(Pair(contact), Pair(after), self.clock()):
                return after
        raise Unavailable

    def _hop(self, caller: Caller, contact: Contact, wanted: Wanted) -> Hop:
        phone = contact.offer.phone if contact.offer else ""
        return Hop(
            kind=wanted.kind,
            to=wanted.to,
            name=self._name(caller, wanted),
            by=caller.user.id,
            by_name=caller.user.name,
            by_phone=phone,
            set_at=self.clock(),
            invites=tuple(one for one in wanted.invites if one != phone),
        )

    def _name(self, caller: Caller, wanted: Wanted) -> str:
        """What people call it. Raises where there is no such thing in the organisation."""
        organisation = caller.organisation
        match wanted.kind:
            case HopKind.NUMBER:
                return ""
            case HopKind.ROOM:
                room = organisation.room(wanted.to)
                if room is None:
                    raise Invalid("unknown_room", field="room")
                return room.name
            case HopKind.GROUP:
                group = organisation.groups.get(wanted.to)
                if group is None:
                    raise Conflict("group_not_staffed")
                return group.name
        colleague = self.users.get(wanted.to)
        if colleague is None or colleague.org != organisation.id:
            raise Conflict("colleague_not_free")
        return colleague.name

    def _require_way(self, hop: Hop, contact: Contact) -> None:
        """Whether the hop leads anywhere now; once more when it is made."""
        if hop.kind is HopKind.NUMBER and hop.to == hop.by_phone:
            raise Conflict("forwarding_loop")
        now = self.clock()
        if hop.kind is HopKind.USER:
            colleague = live(self.forwardings.get(contact.org, hop.to), now)
            if colleague is not None and colleague.number == hop.by_phone:
                raise Conflict("forwarding_loop")
        try:
            course = self.send_on.course(hop, contact, now)
        except NotFound as gone:
            raise Conflict("call_over") from gone
        if not leads_on(course, hop):
            group = hop.kind is HopKind.GROUP
            raise Conflict("group_not_staffed" if group else "colleague_not_free")

    def _check_numbers(self, caller: Caller, wanted: Wanted) -> None:
        """Numbers that lead back to Jour's own queues are no way on, nor anybody to invite."""
        if len(wanted.invites) > MOST_INVITED:
            raise Invalid("too_many_invites", limit=MOST_INVITED, field="invite")
        numbers = wanted.invites if wanted.kind is not HopKind.NUMBER else (wanted.to,)
        for number in numbers:
            owner = self.phones.get(number)
            queue = owner is not None and owner.kind is OwnerKind.GROUP
            if queue or number == self.service_number:
                raise Conflict("forwarding_loop")
