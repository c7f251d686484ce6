"""Contacts: who waits has a ticket, who talks has an agent, and the reverse."""

from collections.abc import Iterable, Iterator

from jour import chat_handout
from jour import contact_changes as changes
from jour.contact import Contact, ContactKind, ContactState, Outcome
from jour.handout import Pair
from jour.store import keys
from jour.store.contact_items import contact_from_item, contact_to_item
from jour.store.contacts import SAME_CONTACT, Contacts, open_callback, outside_mark
from jour.store.expression import Item, Update, created
from jour.store.keys import Key
from jour.store.session_items import session_from_item
from ops.invariants.rule import Finding, Repair, Seen, Write, as_read, checks, rule

TICKET = rule("ticket", "A ticket's contact waits, in that place.")
QUEUED = rule("waiting", "Who waits has a ticket.")
HELD = rule("with_agent", "The agent who has a contact says so too.")
MARK = rule("outside", "A call is marked as outside every login while it is, and only then.")
CALLBACK = rule(
    "callback", "The open callback of a number is open, and every open one stands there."
)


def _contact(seen: Seen) -> Iterable[Key]:
    named = seen.parts.get("contact") or str(seen.item.get("contact", ""))
    return [keys.contact(named)] if named else []


def _read(seen: Seen) -> Contact | None:
    item = next((seen.there(key) for key in _contact(seen)), None)
    return contact_from_item(item) if item else None


def _unchanged(contact: Contact | None, seen: Seen) -> Write:
    """For a transaction: the contact is as it was read, or is still not there."""
    if contact is not None:
        return keys.contact(contact.id), Update().when(SAME_CONTACT, seen=contact.version)
    [key] = _contact(seen)
    return key, Update().when("attribute_not_exists(#pk)")


def place(contact: Contact) -> Key:
    """Where a waiting contact's ticket stands."""
    return keys.ticket(contact.org, contact.id, contact.arrived_at, front=contact.front)


@checks("ticket", refers=_contact)
def tickets(seen: Seen) -> Iterator[Finding]:
    contact = _read(seen)
    if contact is None:
        why = "its contact is gone"
    elif contact.state is not ContactState.WAITING:
        why = f"its contact is {contact.state.value}"
    elif place(contact) != seen.key:
        why = "its contact waits in another place"
    elif contact.version != seen.item["version"]:
        repair = Repair("write it anew", (_ticket(contact, seen.item), _unchanged(contact, seen)))
        yield seen.finding(TICKET, "it tells of an older state", repair)
        return
    else:
        return
    gone = seen.key, as_read(seen.item, "version").delete()
    yield seen.finding(TICKET, why, Repair("remove it", (gone, _unchanged(contact, seen))))


def _ticket(contact: Contact, there: Item | None) -> Write:
    if there is None:
        return place(contact), created(_present(contact_to_item(contact)))
    return place(contact), as_read(there, "version").set(**contact_to_item(contact))


def _present(item: Item) -> Item:
    return {name: value for name, value in item.items() if value is not None}


def _around(seen: Seen) -> Iterable[Key]:
    contact = contact_from_item(seen.item)
    wanted = [place(contact)]
    if contact.offer is not None and not contact.offer.is_outside:
        wanted.append(keys.session(contact.org, contact.offer.user))
    mark = outside_mark(contact)
    if mark is not None:
        wanted.append(mark)
    if contact.kind is ContactKind.CALLBACK:
        wanted.append(open_callback(contact))
    return wanted


@checks("contact", refers=_around)
def contacts(seen: Seen) -> Iterator[Finding]:
    contact = contact_from_item(seen.item)
    still = seen.key, Update().when(SAME_CONTACT, seen=contact.version)
    if contact.state is ContactState.WAITING and seen.there(place(contact)) is None:
        repair = Repair("give it one", (_ticket(contact, None), still))
        yield seen.finding(QUEUED, "it waits without a ticket", repair)
    if not _is_held(contact, seen):
        yield seen.finding(HELD, "nobody's login has it", _given_up(contact, seen))
    mark = outside_mark(contact)
    if mark is not None and seen.there(mark) is None and contact.offer is not None:
        told = {"contact": contact.id, "user": contact.offer.user, "since": contact.offer.at}
        told["ttl"] = seen.item["ttl"]
        yield seen.finding(
            MARK, "it is not marked", Repair("mark it", ((mark, created(told)), still))
        )
    yield from _open_callbacks(contact, seen, still)


def _is_held(contact: Contact, seen: Seen) -> bool:
    if contact.state in (ContactState.WAITING, ContactState.ENDED) or contact.offer is None:
        return True
    if contact.offer.is_outside:
        return True
    item = seen.there(keys.session(contact.org, contact.offer.user))
    if item is None:
        return False
    session = session_from_item(item)
    has = session.chats if contact.kind is ContactKind.CHAT else (session.occupied,)
    return any(one is not None and one.contact == contact.id for one in has)


def _given_up(contact: Contact, seen: Seen) -> Repair:
    """Nothing else would: the sweep goes by agents. A chat's customer is there still, and waits."""
    back = chat_handout.handed_back(Pair(contact), seen.now)
    if contact.kind is ContactKind.CHAT and back is not None:
        return Repair(
            "back to the queue", run=lambda t: Contacts(t).keep(Pair(contact), back, seen.now)
        )
    after = Pair(changes.ended(contact, Outcome.FAILED, seen.now))
    return Repair("end it", run=lambda t: Contacts(t).keep(Pair(contact), after, seen.now))


def _open_callbacks(contact: Contact, seen: Seen, still: Write) -> Iterator[Finding]:
    if contact.kind is not ContactKind.CALLBACK or contact.state is ContactState.ENDED:
        return
    key = open_callback(contact)
    there = seen.there(key)
    if there is None:
        repair = Repair("note it", ((key, created({"contact": contact.id})), still))
        yield seen.finding(CALLBACK, "it is open, and nothing says so", repair)
    elif there["contact"] != contact.id:
        yield seen.finding(CALLBACK, f"{there['contact']} is open for the same number too")


@checks("outside", refers=_contact)
def marks(seen: Seen) -> Iterator[Finding]:
    contact = _read(seen)
    if contact is None or outside_mark(contact) != seen.key:
        gone = seen.key, Update().when("attribute_exists(#pk)").delete()
        repair = Repair("remove the mark", (gone, _unchanged(contact, seen)))
        yield seen.finding(MARK, "no such call goes on", repair)


@checks("open_callback", refers=_contact)
def open_ones(seen: Seen) -> Iterator[Finding]:
    contact = _read(seen)
    is_open = contact is not None and contact.state is not ContactState.ENDED
    if contact is None or not is_open or open_callback(contact) != seen.key:
        gone = seen.key, as_read(seen.item, "contact").delete()
        repair = Repair("remove it", (gone, _unchanged(contact, seen)))
        yield seen.finding(CALLBACK, "its contact is not open", repair)
