"""Conversations: numbered messages, each stored once however often it is sent.

A message is one transaction: the conversation's last number moves from n-1 to n, message n comes,
and so does the mark of the client's id, which must not be there yet. Whether its writer may write
stands in the same transaction, as a condition on the contact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jour.chat import Author, Conversation, Message, counted, too_much
from jour.clock import DAY, SECOND, Millis
from jour.contact import Contact, ContactState
from jour.errors import Conflict, JourError, NotFound, Unavailable
from jour.store import keys
from jour.store.chat_items import (
    conversation_from_item,
    conversation_to_item,
    message_from_item,
    message_to_item,
)
from jour.store.contacts import Write, new_contact
from jour.store.expression import Item, Update, created
from jour.store.table import ConditionFailed, Table

KEPT = 90 * DAY
_TRIES = 12

# Nobody has written in between: numbers have no gaps.
NEXT = "#last = :seen"
# A client's id stands for one message.
NOT_SENT_YET = "attribute_not_exists(#pk)"
# Nothing is written into a chat that is over …
GOES_ON = "#state <> :ended"
# … and an agent writes into one that they have.
THEIRS = "#state = :talking AND #offer.#user = :user"
# Marks of what was read only grow.
FURTHER = "attribute_not_exists(#{0}) OR #{0} < :number"
# Nobody has read what has not been written.
WRITTEN = "#last >= :number"
# The customer has given no sign since the conversation was read.
STILL_SILENT = "#seen_at = :heard"
OWN_CONNECTION = "#connection_id = :connection_id"
THERE = "attribute_exists(#pk)"


class Chats:
    """The table's conversations."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def open(self, contact: Contact, head: Conversation, first: Message) -> bool:
        """A new chat, waiting, with its first message; False where it is there already."""
        ttl = _ttl(contact.arrived_at)
        started = replace(head, last=1, from_customer=1, window_count=1)
        body = conversation_to_item(started) | {"ttl": ttl}
        writes = [
            (keys.chat_head(contact.id), created(body)),
            *_message(contact.id, contact.org, first, ttl),
            *new_contact(contact),
        ]
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True

    def head(self, contact_id: str) -> Conversation | None:
        item = self._table.get(keys.chat_head(contact_id))
        return conversation_from_item(item) if item else None

    def append(
        self,
        contact_id: str,
        author: Author,
        user: str | None,
        name: str | None,
        text: str,
        client_id: str,
        now: Millis,
    ) -> Message:
        """Store a message; one with this client's id that is there already is answered instead.

        Raises NotFound `unknown_chat`; Conflict `chat_over`, `not_your_contact` for an agent who
        does not have it, `chat_too_long`; TooMany `chat_too_fast`; Unavailable.
        """
        wanted = Message(0, author, name, text, now, client_id, user)
        for _ in range(_TRIES):
            head = self._there(contact_id)
            message = replace(wanted, number=head.last + 1)
            refusal = too_much(head, now) if author is Author.CUSTOMER else None
            if refusal is not None:
                return self._sent_or(refusal, contact_id, message)
            try:
                self._table.transact(
                    [
                        (keys.chat_head(contact_id), _next(head, message, now)),
                        *_message(contact_id, head.org, message, _ttl(now)),
                        _may_write(contact_id, message),
                    ]
                )
            except ConditionFailed as failure:
                if not failure.places & {_CLIENT, _CONTACT}:
                    continue
                # Also where the chat has ended: the message may have been stored before.
                return self._sent_or(_over(author), contact_id, message)
            return message
        raise Unavailable

    def messages(self, contact_id: str, after: int, limit: int) -> list[Message]:
        """At most `limit` messages that follow the one with this number, oldest first."""
        first = keys.chat_message(contact_id, after + 1)
        last = keys.chat_message(contact_id, after + limit)
        values = {":pk": first["pk"], ":first": first["sk"], ":last": last["sk"]}
        found = self._table.query("pk = :pk AND sk BETWEEN :first AND :last", values)
        return [message_from_item(item) for item in found]

    def newest(self, contact_id: str, limit: int) -> list[Message]:
        """At most `limit` of the newest messages, oldest first."""
        values = {":pk": keys.chat(contact_id), ":messages": keys.MESSAGE}
        found = self._table.query("pk = :pk AND begins_with(sk, :messages)", values, newest=limit)
        return [message_from_item(item) for item in found][::-1]

    def mark_read(self, contact_id: str, author: Author, number: int) -> None:
        """This side has read so far. Less than before, or more than there is, changes nothing."""
        mark = f"read_by_{author.value}"
        change = Update().when(FURTHER.format(mark), number=number).when(WRITTEN, number=number)
        try:
            self._table.update(keys.chat_head(contact_id), change.set(beat=False, **{mark: number}))
        except ConditionFailed:
            return  # a late word, or one about a chat that has been erased

    def customer_connected(self, contact_id: str, connection_id: str, now: Millis) -> str | None:
        """The customer's connection from now on; the one before. Raises NotFound `unknown_chat`."""
        change = Update().when(THERE).set(connection_id=connection_id, connected_at=now)
        try:
            before = self._table.update(
                keys.chat_head(contact_id), change.set(seen_at=now, beat=False), "ALL_OLD"
            )
        except ConditionFailed as gone:
            raise NotFound("unknown_chat") from gone
        older: str | None = before.get("connection_id")
        return older

    def customer_disconnected(self, contact_id: str, connection_id: str, now: Millis) -> None:
        """That connection is gone; a newer one is left alone."""
        change = Update().when(OWN_CONNECTION, connection_id=connection_id)
        change.set(seen_at=now, beat=False).remove("connection_id", "connected_at")
        try:
            self._table.update(keys.chat_head(contact_id), change)
        except ConditionFailed:
            return  # late: another has taken its place

    def customer_alive(self, contact_id: str, connection_id: str, now: Millis) -> None:
        """The customer is there: no news for anybody. Raises Conflict `taken_over` for a connection
        that is not the newest."""
        change = Update().when(OWN_CONNECTION, connection_id=connection_id)
        try:
            self._table.update(keys.chat_head(contact_id), change.set(seen_at=now, beat=True))
        except ConditionFailed as other:
            raise Conflict("taken_over") from other

    def replace_token(self, contact_id: str, digest: str) -> None:
        """Only the bearer of this token speaks for the customer from now on.

        Raises NotFound `unknown_chat`.
        """
        try:
            change = Update().when(THERE).set(token=digest, beat=True)
            self._table.update(keys.chat_head(contact_id), change)
        except ConditionFailed as gone:
            raise NotFound("unknown_chat") from gone

    def erase(self, contact_id: str) -> None:
        """What was said and by whom is gone; that there was a chat is still known.

        The contact's own item loses name, page and first message. The head goes last, so that a
        half-done erasure is found and can be asked for again.
        """
        forgotten = Update().when(THERE).remove("name", "chat", "caller")
        try:
            self._table.update(keys.contact(contact_id), forgotten)
        except ConditionFailed:
            pass  # it has been kept long enough already
        values = {":pk": keys.chat(contact_id)}
        found = [item["sk"] for item in self._table.query("pk = :pk", values)]
        # HEAD sorts before MSG#; it says that there is something left to erase.
        others = [sk for sk in found if sk != keys.CHAT_HEAD]
        self._table.delete_all({"pk": keys.chat(contact_id), "sk": sk} for sk in others)
        self._table.delete_all([keys.chat_head(contact_id)])
        # Without a head nothing can be written: what came meanwhile is the last.
        late = [item["sk"] for item in self._table.query("pk = :pk", values)]
        self._table.delete_all({"pk": keys.chat(contact_id), "sk": sk} for sk in late)

    def _there(self, contact_id: str) -> Conversation:
        head = self.head(contact_id)
        if head is None:
            raise NotFound("unknown_chat")
        return head

    def _sent_or(self, refusal: JourError, contact_id: str, message: Message) -> Message:
        """The message that is there under this client's id; raises the refusal where none is."""
        sent = self._sent(contact_id, message)
        if sent is None:
            raise refusal
        return sent

    def _sent(self, contact_id: str, message: Message) -> Message | None:
        mark = self._table.get(
            keys.chat_client(contact_id, message.author.value, message.client_id)
        )
        if mark is None:
            return None
        item = self._table.get(keys.chat_message(contact_id, mark["number"]))
        return message_from_item(item) if item else None


_CLIENT, _CONTACT = 2, 3
"""Places in the transaction of a message."""


def system_line(head: Conversation, line: Message) -> Sequence[Write]:
    """For a transaction: a line of the system, as the conversation's next message."""
    numbered = replace(line, number=head.last + 1)
    return [
        (keys.chat_head(head.contact), _next(head, numbered, line.at)),
        *_message(head.contact, head.org, numbered, _ttl(line.at)),
    ]


def still_silent(head: Conversation, line: Sequence[Write] = ()) -> list[Write]:
    """For a transaction: its customer has given no sign since the conversation was read; with the
    line of the system that is written with it, if there is one.
    """
    key, change = line[0] if line else (keys.chat_head(head.contact), Update())
    return [(key, change.when(STILL_SILENT, heard=head.seen_at)), *line[1:]]


def _message(contact_id: str, org: str, message: Message, ttl: int) -> Iterator[Write]:
    item = message_to_item(contact_id, org, message) | {"ttl": ttl}
    yield keys.chat_message(contact_id, message.number), created(item)
    mark: Item = {"number": message.number, "ttl": ttl}
    client = keys.chat_client(contact_id, message.author.value, message.client_id)
    yield client, Update().when(NOT_SENT_YET).set(**mark)


def _next(head: Conversation, message: Message, now: Millis) -> Update:
    """The head with one message more; what its writer has written has been read by them."""
    change = Update().when(NEXT, seen=head.last)
    change.set(last=message.number, beat=False, ttl=_ttl(now))
    if message.author is Author.SYSTEM:
        return change
    change.set(**{f"read_by_{message.author.value}": message.number})
    if message.author is Author.AGENT:
        return change
    more = counted(head, now)
    change.set(from_customer=more.from_customer, seen_at=more.seen_at)
    return change.set(window_since=more.window_since, window_count=more.window_count)


def _over(author: Author) -> Conflict:
    return Conflict("not_your_contact" if author is Author.AGENT else "chat_over")


def _may_write(contact_id: str, message: Message) -> Write:
    if message.author is Author.AGENT:
        theirs = {"talking": ContactState.TALKING.value, "user": message.user}
        return keys.contact(contact_id), Update().when(THEIRS, **theirs)
    return keys.contact(contact_id), Update().when(GOES_ON, ended=ContactState.ENDED.value)


def _ttl(at: Millis) -> int:
    return (at + KEPT) // SECOND
