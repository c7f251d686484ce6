"""The table's stream: records in, changes out, failures reported one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from jour.chat_news import ChatChange, HeadChange, Line, MailWritten
from jour.errors import Unavailable
from jour.news import Change, ContactChange
from jour.observe import logger
from jour.store import keys
from jour.store.chat_items import conversation_from_item, message_from_item
from jour.store.contact_items import contact_from_item
from jour.store.expression import Item
from jour.store.session_items import session_from_item
from jour.store.table import from_item


@dataclass(frozen=True, slots=True)
class Record:
    """A change with its place in the stream."""

    sequence: str
    org: str
    change: Change | ContactChange | ChatChange


@dataclass(frozen=True, slots=True)
class Changes:
    """What one batch of the stream says of an organisation, in order."""

    logins: list[Change]
    contacts: list[ContactChange]
    chats: list[ChatChange] = field(default_factory=list)
    """Of conversations, and of mails about them."""


Handle = Callable[[str, Changes], None]
Answer = dict[str, list[dict[str, str]]]


def by_organisation(event: dict[str, Any], handle: Handle) -> Answer:
    """Give each organisation's changes to `handle`, in order; answer which records failed.

    A record that cannot be read, and every record of an organisation whose handling found a service
    unavailable, is reported: Lambda tries again from there, halves the batch, and in the end puts
    the record into the dead-letter queue. The others go on.
    """
    grouped: dict[str, list[Record]] = {}
    failed: list[str] = []
    for raw in event["Records"]:
        sequence = raw["dynamodb"]["SequenceNumber"]
        try:
            record = _record(sequence, raw["dynamodb"])
        except (KeyError, ValueError, TypeError, AttributeError):
            # Written by a version that this one does not know, or damaged: no field is assumed.
            logger.exception("unreadable record", extra={"sequence": sequence})
            failed.append(sequence)
            continue
        grouped.setdefault(record.org, []).append(record)
    for org, records in grouped.items():
        failed += _handled(org, records, handle)
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in failed]}


def _handled(org: str, records: list[Record], handle: Handle) -> Iterable[str]:
    changes = [record.change for record in records]
    logins = [change for change in changes if isinstance(change, Change)]
    contacts = [change for change in changes if isinstance(change, ContactChange)]
    chats = [change for change in changes if isinstance(change, ChatChange)]
    try:
        handle(org, Changes(logins, contacts, chats))
    except Unavailable:
        logger.exception("organisation not served", extra={"org": org})
        return [record.sequence for record in records]
    return []


def _record(sequence: str, images: dict[str, Any]) -> Record:
    """What a record is about is told by its key, and by its images: a login's holds one."""
    old, new = _plain(images.get("OldImage")), _plain(images.get("NewImage"))
    if old is None and new is None:
        raise ValueError("a record without images")
    if "login" in (new or old or {}):
        login = Change(*(session_from_item(image) if image else None for image in (old, new)))
        return Record(sequence, login.about.org, login)
    chat = _of_chat(old, new)
    if chat is not None:
        return Record(sequence, (new or old or {})["org"], chat)
    contact = ContactChange(*(contact_from_item(image) if image else None for image in (old, new)))
    return Record(sequence, contact.about.org, contact)


def _of_chat(old: Item | None, new: Item | None) -> ChatChange | None:
    """A conversation's news; None for what is no conversation's."""
    image = new or old or {}
    kind = str(image.get("sk"))
    if kind.startswith(keys.MESSAGE):
        return Line(image["contact"], message_from_item(image))
    if kind == keys.CHAT_MAIL:
        return MailWritten(image["id"])
    if kind == keys.CHAT_HEAD:
        # One that is new, or was erased, is compared with itself: no news.
        sides = (old or image, new or image)
        return HeadChange(*map(conversation_from_item, sides))
    return None


def _plain(image: dict[str, Any] | None) -> Item | None:
    return from_item(image) if image else None
