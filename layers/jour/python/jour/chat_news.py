"""What the table's stream tells of conversations, put together for those who hear of it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from jour.chat import Author, Conversation, Message
from jour.chat_frames import chat_frames, customer_frame, read_frame
from jour.contact import Contact, ContactState
from jour.news import ContactChange
from jour.organisation import Media
from jour.views import Message as Frame


@dataclass(frozen=True, slots=True)
class Line:
    """A message that has been written."""

    contact: str
    message: Message


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A conversation as a whole, before and after a write; both are there."""

    before: Conversation
    after: Conversation


@dataclass(frozen=True, slots=True)
class MailWritten:
    """A mail about a chat has been written down, to be sent."""

    id: str


ChatChange = Line | HeadChange | MailWritten


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one conversation."""

    contact: str
    lines: tuple[Message, ...] = ()
    head: HeadChange | None = None
    """From its first state in the batch to its last."""


@dataclass(slots=True)
class _Gathered:
    lines: dict[int, Message] = field(default_factory=dict)
    head: HeadChange | None = None


def by_conversation(changes: Iterable[ChatChange]) -> list[News]:
    """One piece of news for each conversation, its messages in their order."""
    found: dict[str, _Gathered] = {}
    for change in changes:
        if isinstance(change, Line):
            news = found.setdefault(change.contact, _Gathered())
            news.lines[change.message.number] = change.message
        elif isinstance(change, HeadChange):
            news = found.setdefault(change.after.contact, _Gathered())
            news.head = replace(news.head, after=change.after) if news.head else change
    return [
        News(contact, tuple(news.lines[number] for number in sorted(news.lines)), news.head)
        for contact, news in found.items()
    ]


def to_customer(news: News, head: Conversation) -> list[Frame]:
    """What the customer's page is sent."""
    if news.lines:
        return chat_frames(head, news.lines)
    return _marks(news, Author.AGENT)


def to_agent(news: News, head: Conversation) -> list[Frame]:
    """What the client of the agent who has the chat is sent."""
    frames = chat_frames(head, news.lines, inside=True) or _marks(news, Author.CUSTOMER)
    change = news.head
    if change is not None and bool(change.before.connection_id) != bool(change.after.connection_id):
        connected = change.after.connection_id is not None
        frames.append(customer_frame(news.contact, connected=connected))
    return frames


def hears(contact: Contact | None) -> str | None:
    """Which agent hears of the conversation: whose it is, and whose it was until it ended."""
    if contact is None or contact.offer is None:
        return None
    heard = contact.state in (ContactState.TALKING, ContactState.ENDED)
    return contact.offer.user if heard else None


def chats_in(changes: Iterable[ContactChange]) -> list[ContactChange]:
    """The changes that are of chats."""
    return [change for change in changes if change.about.media is Media.CHAT]


def has_ended(change: ContactChange) -> bool:
    """Whether a conversation that an agent took part in is over by this change."""
    before, after = change.before, change.after
    was = before is not None and before.state is ContactState.ENDED
    return (
        after is not None
        and after.state is ContactState.ENDED
        and not was
        and after.answered_at is not None
    )


def _marks(news: News, reader: Author) -> list[Frame]:
    """That the other side has read further; with messages it stands in their frame."""
    if news.head is None:
        return []
    before, after = news.head.before.read_by(reader), news.head.after.read_by(reader)
    return [read_frame(news.contact, reader.value, after)] if after > before else []
