"""Bodies and answers of /api/chats: what customers send and are shown (contract)."""

from typing import Annotated, Literal, cast
from urllib.parse import urlsplit

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field, StrictStr

from jour.chat_frames import line_view, read_view, state_view
from jour.chat_front_desk import Shown, Wanted
from jour.chat_group_state import GroupState
from jour.clock import iso
from jour.errors import Invalid
from jour.http import Body
from jour.left_messages import LeftMessage
from jour.mail_address import MailAddress

IdPath = Annotated[str, Path(min_length=1, max_length=64)]
ChatPath = Annotated[str, Path(pattern=r"^chat-[0-9a-f]{32}$")]
AfterQuery = Annotated[int, Query(ge=0, lt=10**9)]
Id = Annotated[StrictStr, Field(min_length=1, max_length=64)]
ClientId = Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9_-]{22,64}$")]
"""128 random bits or more, base64url."""
Name = Annotated[StrictStr, Field(max_length=300)]
Text = Annotated[StrictStr, Field(max_length=20_000)]
"""As it comes: the rules of names and messages say how long they may be, in a sentence."""
Page = Annotated[StrictStr, Field(max_length=500)]
Language = Literal["sv", "en"]


class NewChatBody(Body):
    """Somebody wants to chat."""

    organisation: Id
    group: Id
    name: Name
    message: Text
    page: Page = ""
    """Address of the page that they are on, without query and fragment; empty where unknown."""
    client_id: ClientId
    """A secret of the page's: the same again is the same chat, and a fresh cookie to it."""
    language: Language = "sv"

    def wanted(self) -> Wanted:
        """Raises Invalid `invalid_page`."""
        return Wanted(
            org=self.organisation,
            group=self.group,
            name=self.name,
            text=self.message,
            page=_page(self.page),
            client_id=self.client_id,
            language=self.language,
        )


class NewMessageBody(Body):
    """A message that is left where nobody can chat."""

    organisation: Id
    group: Id
    name: Name
    message: Text
    phone: Annotated[StrictStr, Field(max_length=64)] | None = None
    email: MailAddress | None = None
    page: Page = ""
    client_id: ClientId
    language: Language = "sv"

    def left(self) -> LeftMessage:
        """Raises Invalid `invalid_page`."""
        return LeftMessage(
            name=self.name,
            text=self.message,
            phone=(self.phone or "").strip() or None,
            email=self.email,
            page=_page(self.page),
            client_id=self.client_id,
            language=self.language,
        )


class TranscriptBody(Body):
    """Where a customer wants the conversation sent once it is over."""

    email: MailAddress


class GroupStateAnswer(BaseModel):
    """Whether a chat can begin."""

    name: str
    state: Literal["open", "closed", "nobody", "full"]
    opens_at: str | None
    """With `closed`: when the group answers again; null: it is not known."""
    leave_message: bool
    waiting: int


class ReadView(BaseModel):
    """How far each side has read: numbers of messages."""

    customer: int
    agent: int


class LineView(BaseModel):
    """One message. A line of the system's has an `event` and no text."""

    number: int
    author: Literal["customer", "agent", "system"]
    name: str | None
    text: str
    at: str
    client_id: str | None
    event: str | None


class ChatAnswer(BaseModel):
    """A chat as its customer sees it: the newest messages, and how many there are."""

    contact: str
    state: Literal["waiting", "talking", "ended"]
    place: int | None
    """Waiting: 1 for the first; null where it is not known yet."""
    agent: str | None
    ended_by: str | None
    name: str
    messages: list[LineView]
    last: int
    read: ReadView


def group_state_answer(state: GroupState) -> GroupStateAnswer:
    return GroupStateAnswer(
        name=state.name,
        state=cast("Literal['open']", state.answering.value),
        opens_at=iso(state.opens_at) if state.opens_at is not None else None,
        leave_message=state.takes_messages,
        waiting=state.waiting,
    )


def chat_answer(shown: Shown) -> ChatAnswer:
    return ChatAnswer.model_validate(
        {
            **state_view(shown.contact, shown.place),
            "name": shown.contact.name or "",
            "messages": [line_view(line) for line in shown.lines],
            "last": shown.head.last,
            "read": read_view(shown.head),
        }
    )


def _page(written: str) -> str:
    """Origin and path: what stands behind may be anybody's secret."""
    if not written:
        return ""
    try:
        parts = urlsplit(written)
    except ValueError as unread:
        raise Invalid("invalid_page", field="page") from unread
    printable = written.isprintable() and " " not in written
    if parts.scheme not in ("http", "https") or not parts.netloc or not printable:
        raise Invalid("invalid_page", field="page")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise Invalid("invalid_page", field="page")
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
