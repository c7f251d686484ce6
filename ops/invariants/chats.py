"""Chats: a conversation has its contact and all its messages, and what was erased is gone."""

from collections.abc import Iterable, Iterator

from jour import chat_handout
from jour.chat import Conversation
from jour.chat_mail import ChatMail
from jour.clock import DAY, SECOND
from jour.contact import Contact, ContactKind, ContactState, Side
from jour.store import keys
from jour.store.chat_items import conversation_from_item, message_from_item
from jour.store.chat_mails import PERSONAL, chat_mail_from_item
from jour.store.chats import KEPT, Chats
from jour.store.contact_items import contact_from_item
from jour.store.contacts import Contacts
from jour.store.expression import created
from jour.store.keys import Key
from jour.store.table import Table
from ops.invariants.rule import Finding, Repair, Seen, as_read, checks, rule

CONVERSATION = rule(
    "conversation", "A chat has its conversation until it is erased, and then nothing of it."
)
NUMBERED = rule("chat_number", "A conversation's last number is that of its newest message.")
READ = rule("chat_read", "Nobody has read what has not been written.")
ONCE = rule("chat_once", "A message is known by its client's id, and each such id has a message.")
MAILED = rule("chat_mail", "A mail about a chat says to whom until it is sent, and nothing after.")

_LONGEST = 7 * DAY
"""No chat goes on for so long; its contact is kept from its beginning, its messages from when they
were written."""


def _is_passed(seen: Seen) -> bool:
    """What has had its time goes in any order."""
    return bool(seen.item["ttl"] * SECOND <= seen.now) if "ttl" in seen.item else False


def _around_head(seen: Seen) -> Iterable[Key]:
    head = conversation_from_item(seen.item)
    return [keys.contact(head.contact), keys.chat_message(head.contact, head.last)]


@checks("chat_head", refers=_around_head)
def heads(seen: Seen) -> Iterator[Finding]:
    head = conversation_from_item(seen.item)
    yield from _read_marks(head, seen)
    if _is_passed(seen):
        return
    erased = _erased(head, seen)
    if erased is not None:
        repair = Repair("erase the rest", run=lambda t: _erase(t, head.contact))
        yield seen.finding(CONVERSATION, erased, repair)
    elif seen.there(keys.chat_message(head.contact, head.last)) is None:
        yield seen.finding(NUMBERED, f"its message {head.last} is gone")


def _erased(head: Conversation, seen: Seen) -> str | None:
    item = seen.there(keys.contact(head.contact))
    if item is None:
        is_recent = head.seen_at > seen.now - KEPT + _LONGEST
        return "its contact is gone" if is_recent else None
    # Erasing takes the contact's part first, the conversation's head last.
    return None if "chat" in item else "it was erased in part"


def _erase(table: Table, contact: str) -> bool:
    Chats(table).erase(contact)
    return True


def _read_marks(head: Conversation, seen: Seen) -> Iterator[Finding]:
    for side in ("customer", "agent"):
        name = f"read_by_{side}"
        if seen.item.get(name, 0) > head.last:
            change = as_read(seen.item, "last", name).set(**{name: head.last})
            repair = Repair("up to the newest", ((seen.key, change),))
            yield seen.finding(READ, f"the {side} has read beyond message {head.last}", repair)


def _around_message(seen: Seen) -> Iterable[Key]:
    return [keys.chat_head(seen.parts["contact"]), _mark(seen)]


def _mark(seen: Seen) -> Key:
    message = message_from_item(seen.item)
    return keys.chat_client(seen.parts["contact"], message.author.value, message.client_id)


@checks("chat_message", refers=_around_message)
def messages(seen: Seen) -> Iterator[Finding]:
    if _is_passed(seen):
        return
    number, head = message_from_item(seen.item).number, keys.chat_head(seen.parts["contact"])
    there = seen.there(head)
    if there is None:
        gone = seen.key, as_read(seen.item, "number").delete()
        still = head, as_read({}, "contact")
        yield seen.finding(CONVERSATION, "it belongs to none", Repair("remove it", (gone, still)))
        return
    if number > there["last"]:
        # Otherwise nothing can be written any more: this number is taken.
        repair = Repair("count it", ((head, as_read(there, "last").set(last=number)),))
        yield seen.finding(NUMBERED, f"message {number} is beyond the last", repair)
    if seen.there(_mark(seen)) is None:
        told = {"number": number, "ttl": seen.item["ttl"]}
        writes = ((_mark(seen), created(told)), (seen.key, as_read(seen.item, "number")))
        says = f"message {number} would be stored twice if it were sent again"
        yield seen.finding(ONCE, says, Repair("mark it", writes))


def _marked(seen: Seen) -> Iterable[Key]:
    return [keys.chat_message(seen.parts["contact"], seen.item["number"])]


@checks("chat_client", refers=_marked)
def marks(seen: Seen) -> Iterator[Finding]:
    [message] = _marked(seen)
    if _is_passed(seen) or seen.there(message) is not None:
        return
    # Until then its writer is refused who sends it again.
    gone = seen.key, as_read(seen.item, "number").delete()
    still = message, as_read({}, "number")
    yield seen.finding(ONCE, "its message is gone", Repair("remove it", (gone, still)))


def _conversation(seen: Seen) -> Iterable[Key]:
    contact = contact_from_item(seen.item)
    return [keys.chat_head(contact.id)] if contact.kind is ContactKind.CHAT else []


@checks("contact", refers=_conversation)
def chats(seen: Seen) -> Iterator[Finding]:
    contact = contact_from_item(seen.item)
    if contact.kind is not ContactKind.CHAT or contact.state is ContactState.ENDED:
        return
    if seen.there(keys.chat_head(contact.id)) is None:
        repair = Repair("end it", run=lambda t: _ended(t, contact, seen))
        yield seen.finding(CONVERSATION, "nothing can be written in it", repair)


def _ended(table: Table, contact: Contact, seen: Seen) -> bool:
    before = Contacts(table).pair(contact.id)
    after = chat_handout.ended(before, Side.SYSTEM, 0, seen.now)
    if after is None or before.contact.version != contact.version:
        return False
    return Contacts(table).keep(before, after, seen.now)


@checks("chat_mail")
def mails(seen: Seen) -> Iterator[Finding]:
    mail = chat_mail_from_item(seen.item)
    told = _told(mail)
    if mail.sent_at is None and not mail.to:
        yield seen.finding(MAILED, "it is to be sent, and says not to whom")
    elif mail.sent_at is not None and told:
        change = as_read(seen.item, "sent_at").remove(*PERSONAL)
        repair = Repair("forget it", ((seen.key, change),))
        yield seen.finding(MAILED, f"it was sent, and still says {', '.join(told)}", repair)


def _told(mail: ChatMail) -> list[str]:
    return [name for name in PERSONAL if getattr(mail, name)]
