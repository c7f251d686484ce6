"""Contacts, their tickets, and the agents who have them: changed together or not at all.

The rules (`jour.handout`) turn a contact and its agent into what they are next; a change is kept
where neither has been changed since they were read. So of two who hand out the same contact, or
find its end, one is kept and the other looks again.
"""

from collections.abc import Iterator, Sequence

from jour.call_list_entry import settled
from jour.clock import DAY, SECOND, Millis
from jour.contact import Contact, ContactKind, ContactState
from jour.errors import NotFound
from jour.handout import Pair
from jour.session import Session
from jour.sms import Sms
from jour.store import keys
from jour.store import session_writes as logins
from jour.store.call_list_entries import followers
from jour.store.contact_items import contact_from_item, contact_to_item, listed
from jour.store.expression import Item, Update, created
from jour.store.session_items import occupation_to_item, session_from_item
from jour.store.sms_outbox import opened
from jour.store.table import ConditionFailed, Table

_KEPT = 90 * DAY
_CALLER_KEPT = 2 * DAY
_SEGMENT_KEPT = 2 * DAY
_OUTSIDE_KEPT = 2 * DAY
"""No conversation is as long: the mark of one whose end nobody told us of goes at last."""
RECENT = 50

# Nobody has changed the contact since it was read …
SAME_CONTACT = "#version = :seen"
# … nor the agent: status, groups, occupation and login are all news, which raises the version.
SAME_AGENT = "#version = :seen"
# Connections come and go without news: offers stop the moment that a desktop login loses its own.
CONNECTED = "attribute_exists(#connection_id)"
# A ticket is there while its contact waits.
QUEUED = "attribute_exists(#id)"

Write = tuple[keys.Key, Update]


class Contacts:
    """The table's contacts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, contact_id: str) -> Contact | None:
        item = self._table.get(keys.contact(contact_id))
        return contact_from_item(item) if item else None

    def pair(self, contact_id: str) -> Pair:
        """The contact with the agent who has it. Raises NotFound `unknown_contact`."""
        contact = self.get(contact_id)
        if contact is None:
            raise NotFound("unknown_contact")
        if contact.offer is None:
            return Pair(contact)
        item = self._table.get(keys.session(contact.org, contact.offer.user))
        return Pair(contact, session_from_item(item) if item else None)

    def add(self, contact: Contact) -> Contact:
        """A new contact, with a ticket where it waits; what is there already, where one is."""
        try:
            self._table.transact(new_contact(contact))
        except ConditionFailed:
            return self.get(contact.id) or contact
        return contact

    def keep(
        self,
        before: Pair,
        after: Pair,
        now: Millis,
        *,
        claims: bool = False,
        sms: Sms | None = None,
        also: Sequence[Write] = (),
    ) -> bool:
        """Keep a change of contact and agent; False, and nothing changed, where either moved on.

        `claims`: the agent must be there to be given something, at the commit. `sms` lies in the
        outbox then; to announce it is the caller's. A number of a list goes on with its contact: it
        never waits as one. `also`: what else has to be true and happens with it.
        """
        kept = Pair(settled(before.contact, after.contact, now), after.agent)
        writes = pair_writes(before, kept, now, claims=claims)
        writes += followers(self._table, before.contact, after.contact)
        if sms is not None:
            writes.append(opened(sms))
        writes += also
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True

    def keep_agent(self, before: Session, after: Session, now: Millis) -> Session | None:
        """Keep a change of an agent's occupation alone; None where they moved on."""
        key, change = agent_write(before, after, now, claims=False)
        try:
            return session_from_item(self._table.update(key, change))
        except ConditionFailed:
            return None

    def of_segment(self, segment: str) -> Contact | None:
        """The contact that this one of Amazon Connect's is under way for."""
        item = self._table.get(keys.segment(segment))
        contact = self.get(item["contact"]) if item else None
        return contact if contact is not None and contact.rung_as == segment else None

    def alive(self, contact: Contact, until: Millis) -> bool:
        """The caller is there: the ticket lives on; False where the contact waits no more."""
        key = keys.ticket(contact.org, contact.id, contact.arrived_at, front=contact.front)
        try:
            self._table.update(key, Update().when(QUEUED).set(alive_until=until))
        except ConditionFailed:
            return False
        return True

    def calls_today(self, org: str, number: str, day: str, contact_id: str, now: Millis) -> int:
        """Which call of this caller today this one is; asked again, the same."""
        change = Update().set(ttl=(now + _CALLER_KEPT) // SECOND)
        change.add("contacts", {contact_id})
        item = self._table.update(keys.caller_day(org, number, day), change)
        return len(item["contacts"])

    def of_day(self, org: str, day: str, limit: int) -> Iterator[Contact]:
        """The newest contacts of a day, newest first; one of the last second may be missing."""
        found = self._table.query(
            "org_pk = :calls",
            {":calls": keys.calls_of(org, day)},
            index=keys.INDEX_BY_ORG,
            newest=limit,
        )
        return map(contact_from_item, found)

    def whole_day(self, org: str, day: str) -> Iterator[Contact]:
        """Every contact of a day, oldest first; one of the last second may be missing."""
        found = self._table.query(
            "org_pk = :calls", {":calls": keys.calls_of(org, day)}, index=keys.INDEX_BY_ORG
        )
        return map(contact_from_item, found)


def pair_writes(before: Pair, after: Pair, now: Millis, *, claims: bool = False) -> list[Write]:
    """For a transaction: a contact, its ticket and its agent, changed together."""
    writes = [_contact_write(before.contact, after.contact), *_places(before, after)]
    writes += _open_callback(before.contact, after.contact)
    segment = after.contact.rung_as
    if segment is not None and segment != before.contact.rung_as:
        kept = Update().set(contact=after.contact.id, ttl=(now + _SEGMENT_KEPT) // SECOND)
        writes.append((keys.segment(segment), kept))
    if after.agent is not None and before.agent is not None:
        writes.append(agent_write(before.agent, after.agent, now, claims=claims))
    return writes


def new_contact(contact: Contact) -> list[Write]:
    """For a transaction: a contact that is not there yet, with a ticket where it waits."""
    attributes = _kept(contact) | listed(contact)
    writes: list[Write] = [(keys.contact(contact.id), created(attributes))]
    if contact.state is ContactState.WAITING:
        writes.append(_ticket(contact))
    return writes


def agent_write(before: Session, after: Session, now: Millis, *, claims: bool) -> Write:
    """For a transaction: what a contact changes of an agent, on the login that was read."""
    who = before.identity
    end = after.login.ended if before.login.ended is None else None
    change = logins.over(Update(), end) if end else logins.news(Update(), now)
    change.when(SAME_AGENT, seen=before.version)
    if claims:
        change.when(logins.NOT_ENDED).when(logins.LEASE_HOLDS, now=now)
        if who.is_leased:
            change.when(CONNECTED)
    occupied = occupation_to_item(after.occupied) if after.occupied else None
    change.set(occupied=occupied, freed_at=after.freed_at)
    change.set(chats=[occupation_to_item(chat) for chat in after.chats] or None)
    change.set(misses=after.misses, status=after.status.value, since=after.since)
    return logins.key_of(who), change.set(reason=after.reason or "")


def _contact_write(before: Contact, after: Contact) -> Write:
    change = Update().when(SAME_CONTACT, seen=before.version)
    return keys.contact(after.id), change.set(**_kept(after))


def _places(before: Pair, after: Pair) -> Iterator[Write]:
    """The ticket goes when the contact stops waiting, and comes when it waits again; so does the
    mark of a call that is outside, which no agent's login has.
    """
    yield from _outside(before.contact, after.contact)
    was = before.contact.state is ContactState.WAITING
    waits = after.contact.state is ContactState.WAITING
    if was and not waits:
        key, _ = _ticket(before.contact)
        yield key, Update().when(QUEUED).delete()
    elif waits and not was:
        yield _ticket(after.contact)
    elif waits:
        # The same place in the queue: what has changed of it, so that a claim is made on that.
        key, change = _ticket(after.contact)
        yield key, change.when(QUEUED)


def _open_callback(before: Contact, after: Contact) -> list[Write]:
    """The one open callback of a number is this one's until it has ended."""
    was, now = before.state is ContactState.ENDED, after.state is ContactState.ENDED
    if after.kind is not ContactKind.CALLBACK or was == now:
        return []
    key = open_callback(after)
    return [(key, Update().delete())] if now else [(key, created({"contact": after.id}))]


def open_callback(contact: Contact) -> keys.Key:
    """Where it stands that this callback is open."""
    return keys.open_callback(contact.org, contact.group, contact.caller or "")


def _outside(before: Contact, after: Contact) -> Iterator[Write]:
    was, now_is = outside_mark(before), outside_mark(after)
    if was == now_is:
        return
    if was is not None:
        yield was, Update().delete()
    if now_is is not None and after.offer is not None:
        mark = Update().set(contact=after.id, user=after.offer.user, since=after.offer.at)
        yield now_is, mark.set(ttl=(after.offer.at + _OUTSIDE_KEPT) // SECOND)


def outside_mark(contact: Contact) -> keys.Key | None:
    """Where it stands that this contact is with nobody's login; None while it is not."""
    live = contact.state in (ContactState.RINGING, ContactState.TALKING)
    if not live or contact.offer is None or not contact.offer.is_outside:
        return None
    return keys.outside(contact.org, contact.offer.user, contact.id)


def _ticket(contact: Contact) -> Write:
    key = keys.ticket(contact.org, contact.id, contact.arrived_at, front=contact.front)
    return key, Update().set(**contact_to_item(contact))


def _kept(contact: Contact) -> Item:
    return contact_to_item(contact) | {"ttl": (contact.arrived_at + _KEPT) // SECOND}
