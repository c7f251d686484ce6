"""Chats read together with their contacts: several at once, or all of a day."""

from collections.abc import Iterable, Iterator
from itertools import islice

from jour.chat import Conversation
from jour.contact import Contact
from jour.organisation import Media
from jour.store import keys
from jour.store.chat_items import conversation_from_item
from jour.store.contact_items import contact_from_item
from jour.store.expression import Item
from jour.store.table import Table

_AT_ONCE = 100
"""What DynamoDB reads in one batch."""


class ChatReads:
    """The table's chats, for lists."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def heads(self, contacts: Iterable[str]) -> dict[str, Conversation]:
        """The conversations of these contacts, those that are there."""
        found = {}
        for item in self._read(map(keys.chat_head, dict.fromkeys(contacts))):
            head = conversation_from_item(item)
            found[head.contact] = head
        return found

    def contacts(self, ids: Iterable[str]) -> dict[str, Contact]:
        """These contacts, those that are there."""
        found = {}
        for item in self._read(map(keys.contact, dict.fromkeys(ids))):
            found[item["id"]] = contact_from_item(item)
        return found

    def of_day(self, org: str, day: str, limit: int) -> list[tuple[Contact, Conversation | None]]:
        """A day's newest chats, newest first; one of the last second may be missing."""
        found = self._table.query(
            "org_pk = :calls",
            {":calls": keys.calls_of(org, day), ":chat": Media.CHAT.value},
            index=keys.INDEX_BY_ORG,
            only="media = :chat",
        )
        newest = sorted(map(contact_from_item, found), key=lambda one: one.arrived_at, reverse=True)
        chats = list(islice(newest, limit))
        heads = self.heads(one.id for one in chats)
        return [(one, heads.get(one.id)) for one in chats]

    def _read(self, wanted: Iterable[keys.Key]) -> Iterator[Item]:
        left = list(wanted)
        for start in range(0, len(left), _AT_ONCE):
            yield from self._table.get_all(left[start : start + _AT_ONCE])
